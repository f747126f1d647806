"""Verbs on what is handed out: `export`, `verify`, `serve-exports`, and the `quality` page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.common import DATA, EXIT_FAILED, EXIT_OK, as_configured, configured, example, published

if TYPE_CHECKING:
    from flows.settings import Settings

WITH_TEXTS = "exports-with-texts"


@click.command(epilog=example("dateline export --data data", "dateline export --with-texts"))
@DATA
@click.option(
    "--with-texts",
    is_flag=True,
    help=f"Include the full texts of the articles; goes to DATA/{WITH_TEXTS}, not to DATA/exports.",
)
@click.option(
    "--csv",
    is_flag=True,
    help="Write a compressed CSV file beside each Parquet file; the setting csv does so after each run.",
)
@click.option(
    "--by-year",
    "partition_rows",
    type=click.IntRange(min=0),
    default=as_configured("partition_rows"),
    show_default="2000000, or as configured",
    help="Rows beyond which a table is written as one file a year.",
)
def export(data: Path, with_texts: bool, csv: bool, partition_rows: int) -> None:
    """Write a Parquet export of the published dataset: a new version, unless nothing has changed."""
    from warehouse import export as exports

    settings = configured(data=data)
    # Full texts asked for once do not become the latest of the exports that are handed out.
    beside = with_texts and not settings.with_texts
    folder = exports.export(
        published(data),
        settings.exports.with_name(WITH_TEXTS) if beside else settings.exports,
        with_texts=with_texts or settings.with_texts,
        csv=csv or settings.csv,
        keep=settings.keep_exports,
        partition_rows=partition_rows,
    )
    if not beside:
        _upload(settings)
    click.echo(folder)


def _upload(settings: Settings) -> None:
    if settings.exports_to:
        from flows.config import without_password
        from flows.upload import upload_latest

        try:
            sent = upload_latest(settings)
        except Exception as error:  # whatever the library of the store raises
            told = f"the export is written, but not copied to {settings.exports_to}: {type(error).__name__}: {error}"
            raise click.ClickException(without_password(f"{told}; `dateline export` goes on with it")) from None
        click.echo(without_password(f"{sent} files copied to {settings.exports_to}"), err=True)


@click.command(epilog=example("dateline verify data/exports/latest"))
@click.argument("folder", metavar="EXPORT", type=click.Path(exists=True, file_okay=False, path_type=Path))
def verify(folder: Path) -> None:
    """Check that an export is what its manifest says: files, hashes, row counts, columns. Exit code 1 where it is not."""
    from warehouse.manifest import MANIFEST
    from warehouse.verify import verify as complaints_of

    if not (folder / MANIFEST).exists() and not any(folder.glob("*.parquet")):
        raise click.UsageError(f"{folder} is no export; they lie under DATA/exports, such as data/exports/latest")
    complaints = complaints_of(folder)
    for complaint in complaints:
        click.echo(f"dateline: {complaint}", err=True)
    if not complaints:
        click.echo(f"{folder.resolve().name}: every file is as it was exported")
    sys.exit(EXIT_FAILED if complaints else EXIT_OK)


@click.command("serve-exports", epilog=example("dateline serve-exports --data data --port 8000"))
@DATA
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
def serve_exports(data: Path, host: str, port: int) -> None:
    """Serve the exports and their download page over HTTP, with range requests, until interrupted."""
    from warehouse.serve import server

    folder = configured(data=data).exports
    if not folder.is_dir():
        raise click.ClickException(f"no exports at {folder}; `dateline export --data {data}` writes one")
    try:
        serving = server(folder, host, port)
    except OSError as error:
        raise click.ClickException(f"cannot listen on {host}:{port}: {error.strerror or error}") from None
    with serving:
        bound = serving.server_address
        click.echo(f"http://{bound[0]!s}:{bound[1]}/latest/ (Ctrl-C ends it)")
        sys.stdout.flush()
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            click.echo("", err=True)


@click.command(epilog=example("dateline quality --data data", "dateline quality --run 20260101T120000-5f0c2a"))
@DATA
@click.option("--run", "run_id", help="Id of the run; without it the last.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to; else DATA/quality/RUN.html.")
@click.option(
    "--data-docs",
    type=click.Path(file_okay=False, path_type=Path),
    help="Test the whole dataset instead, and write Great Expectations' own pages into this folder. They need a network to be shown.",
)
def quality(data: Path, run_id: str | None, output: Path | None, data_docs: Path | None) -> None:
    """Write the quality page of a run: what was checked, what failed with example rows, trends. Prints where it is."""
    from flows.quality import RunUnknownError, write_quality_page

    settings = configured(data=data)
    if data_docs is not None:
        from expectations.docs import write_data_docs

        click.echo(write_data_docs(published(data), data_docs))
        return
    if settings.live.exists() or not settings.blocked(run_id or ""):
        published(data)
    try:
        click.echo(write_quality_page(settings, run_id, output))
    except RunUnknownError as error:
        raise click.ClickException(str(error)) from None
