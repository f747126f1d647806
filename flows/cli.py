"""The command `dateline`. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from flows.quiet import set_switches, silence_exit

if TYPE_CHECKING:
    from flows.run import RunReport
    from flows.settings import Settings

# Exit codes for schedulers; 2 is click's own for a wrong command line.
EXIT_OK, EXIT_FAILED, EXIT_BLOCKED, EXIT_BUSY, EXIT_NOTHING_READ = 0, 1, 3, 4, 5
DATA = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("data"),
    show_default=True,
    envvar="DATELINE_DATA",
    help="Data folder.",
)
SYNTAX = click.option(
    "--syntax",
    type=click.Choice(["sm", "rules"]),
    help="Syntax backend; without it sm where its model is installed, else rules.",
)


def example(*lines: str) -> str:
    """The epilog of a command's help: an example that can be typed as it is."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="dateline")
def main() -> None:
    r"""Turn news articles into a validated dataset of dated events and figures.

    \b
    Exit codes: 0 done, 1 failed, 2 wrong command line, 3 a critical expectation blocked publication, 4 another run is writing,
    5 nothing could be read.
    """
    silence_exit()


@main.command(epilog=example("dateline run articles/ --data data", "dateline run today.jsonl.gz --direct"))
@click.argument("paths", nargs=-1)
@click.option("--samples", is_flag=True, help="Read the sample articles that come with Dateline.")
@DATA
@SYNTAX
@click.option("--direct", is_flag=True, help="Run the same steps without Prefect.")
@click.option("--no-export", is_flag=True, help="Publish the dataset, write no Parquet export.")
@click.option("--batch", "batch_articles", default=250, show_default=True, help="Articles in one batch.")
@click.option("--workers", default=0, help="Extraction processes; 0 is one a core.")
@click.option(
    "--wait",
    "lock_wait_seconds",
    default=600.0,
    show_default=True,
    help="Seconds to wait for another run that is writing.",
)
def run(
    paths: tuple[str, ...],
    samples: bool,
    data: Path,
    syntax: str | None,
    direct: bool,
    no_export: bool,
    batch_articles: int,
    workers: int,
    lock_wait_seconds: float,
) -> None:
    """Read articles from files or folders and publish what is new in them."""
    from flows.settings import SAMPLES, Settings

    inputs = [*paths, *([str(SAMPLES)] if samples else [])]
    if not inputs:
        raise click.UsageError("name a file or folder to read, or --samples; `dateline run --help` shows an example")
    missing = [p for p in paths if p != "-" and not Path(p).exists()]
    if missing:
        raise click.UsageError(f"no such file or folder: {', '.join(missing)}")
    settings = Settings(
        data=data,
        syntax=syntax,
        batch_articles=batch_articles,
        workers=workers,
        lock_wait_seconds=lock_wait_seconds,
        export=not no_export,
    )
    sys.exit(_run(inputs, settings, direct=direct))


def _run(inputs: list[str], settings: Settings, *, direct: bool) -> int:
    from flows.report import print_report, progress
    from flows.run import watched_by
    from transforms.syntax.sm import ModelError
    from warehouse.store import LockedError

    try:
        with progress() as watch, watched_by(watch):
            report = _run_direct(inputs, settings) if direct else _run_flow(inputs, settings)
    except LockedError as error:
        click.echo(f"dateline: {error}", err=True)
        return EXIT_BUSY
    except ModelError as error:
        click.echo(f"dateline: {error}", err=True)
        return EXIT_FAILED
    print_report(report)
    if report.status == "blocked":
        return EXIT_BLOCKED
    return EXIT_OK if report.inputs_read else EXIT_NOTHING_READ


def _run_direct(inputs: list[str], settings: Settings) -> RunReport:
    from flows.pipeline import run_pipeline

    return run_pipeline(inputs, settings)


def _run_flow(inputs: list[str], settings: Settings) -> RunReport:
    set_switches(settings.data)
    from flows.daily import dateline

    return dateline(inputs, settings)


@main.command(
    epilog=example('dateline sql "SELECT date_start, trigger, actor FROM events ORDER BY date_start LIMIT 10"')
)
@click.argument("query")
@DATA
@click.option("--format", "style", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def sql(query: str, data: Path, style: str) -> None:
    """Ask the published dataset in SQL (read-only)."""
    from flows.report import print_frame
    from flows.settings import Settings
    from warehouse import store

    live = Settings(data=data).live
    if not live.exists():
        raise click.ClickException(f"no dataset at {live}; `dateline run PATH --data {data}` makes one")
    try:
        print_frame(store.read(live, query), style)
    except store.QueryError as error:
        raise click.ClickException(str(error)) from None


@main.command(epilog=example("dateline explain article.txt", "dateline explain - --published 2025-07-09 < article.txt"))
@click.argument("source", type=click.File("rb"))
@click.option(
    "--published", type=click.DateTime(["%Y-%m-%d"]), help="Publication day, where the text comes without one."
)
@SYNTAX
def explain(source: BinaryIO, published: datetime | None, syntax: str | None) -> None:
    """Show each sentence of an article with what was found, its resolved value and its rule ("-" reads standard input)."""
    from rich.console import Console

    from flows.explain import findings_of, show
    from flows.ingest import InputError, read_one
    from transforms.syntax import backend

    try:
        record = read_one(source.read(), Path(source.name).name)
    except InputError as error:
        raise click.ClickException(str(error)) from None
    day = published.date() if published else record.published_on
    show(findings_of(record.text, record.title, day, backend(syntax)), Console(highlight=False, soft_wrap=True))


@main.command(epilog=example("dateline export --data data", "dateline export --with-texts"))
@DATA
@click.option("--with-texts", is_flag=True, help="Include the full texts of the articles.")
def export(data: Path, with_texts: bool) -> None:
    """Write a Parquet export of the published dataset: a new version, unless nothing has changed."""
    from flows.settings import Settings
    from warehouse import export as exports

    settings = Settings(data=data, with_texts=with_texts)
    if not settings.live.exists():
        raise click.ClickException(f"no dataset at {settings.live}; `dateline run PATH --data {data}` makes one")
    click.echo(exports.export(settings.live, settings.exports, with_texts=with_texts))


if __name__ == "__main__":
    main()
