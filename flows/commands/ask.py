"""Verbs that ask: `sql` the dataset, `explain` an article, `info` and `diff` of datasets."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click

from flows.commands.common import (
    DATA,
    EXIT_FAILED,
    EXIT_NOTHING_READ,
    EXIT_OK,
    EXIT_WRONG_LINE,
    SYNTAX,
    configured,
    example,
    published,
)


@click.command(
    epilog=example(
        'dateline sql "SELECT date_start, trigger, actor FROM events ORDER BY date_start LIMIT 10"',
        "dateline sql \"FROM timeline_of('Russia')\" --csv > russia.csv",
    )
)
@click.argument("query")
@DATA
@click.option(
    "--format",
    "style",
    type=click.Choice(["auto", "table", "rows", "csv", "json"]),
    default="auto",
    show_default=True,
    help="A table, or one value a line where the table would be too wide (rows); CSV; JSON with one row a line.",
)
@click.option("--csv", "style", flag_value="csv", help="The same as --format csv.")
@click.option("--json", "style", flag_value="json", help="The same as --format json.")
@click.option(
    "--show", "shown", default=100, show_default=True, type=click.IntRange(0), help="Rows drawn; 0 draws all."
)
def sql(query: str, data: Path, style: str, shown: int) -> None:
    """Ask the published dataset in SQL (read-only)."""
    from flows.drawn import print_answer
    from warehouse import store

    try:
        print_answer(store.ask(published(data), query), style, shown)
    except store.QueryError as error:
        raise click.ClickException(str(error)) from None


@click.command(
    epilog=example("dateline explain article.txt", "dateline explain - --published 2025-07-09 < article.txt")
)
@click.argument("source", type=click.File("rb"))
@click.option(
    "--published", type=click.DateTime(["%Y-%m-%d"]), help="Publication day of articles that come without one."
)
@SYNTAX
def explain(source: BinaryIO, published: datetime | None, syntax: str | None) -> None:
    """Show each sentence with what was found, its resolved value and its rule ("-" reads standard input)."""
    from rich.console import Console

    from flows.explain import explain_article
    from flows.ingest import Record, Rejection, read_bytes
    from transforms.syntax import backend

    console = Console(highlight=False, soft_wrap=True)
    settings = configured().ingest
    items = read_bytes(source.read(), Path(source.name).name, settings)
    for item in items:
        if isinstance(item, Record):
            day = published.date() if published else None
            explain_article(item, day, backend(syntax), console, settings.languages)
        elif isinstance(item, Rejection):
            click.echo(f"{item.source_uri}: {item.reason}: {item.detail}", err=True)
    if not any(isinstance(item, Record) for item in items):
        sys.exit(EXIT_NOTHING_READ)


@click.command(epilog=example("dateline info --data data"))
@DATA
def info(data: Path) -> None:
    """Say which dataset this is: its file, its rows, its last run, its exports, what waits."""
    from flows.told import print_info
    from warehouse.info import info as told

    print_info(told(published(data), configured(data=data).exports))


@click.command(
    epilog=example(
        "dateline diff data/exports/0001-5f0c2a9e41d7 data/exports/latest", "dateline diff a.duckdb b.duckdb"
    )
)
@click.argument("before", type=click.Path(exists=True, path_type=Path))
@click.argument("after", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--examples",
    "shown",
    default=2,
    show_default=True,
    type=click.IntRange(0),
    help="Rows shown of each kind of change and table.",
)
def diff(before: Path, after: Path, shown: int) -> None:
    """Compare two states of the dataset, row by row: dataset files or export folders. Exit code 1 where they differ."""
    from flows.commands.plainly import plainly
    from flows.told import print_changes
    from warehouse.compare import compare

    for state in (before, after):
        if state.is_dir() and not any(state.glob("*.parquet")):
            raise click.UsageError(f"{state} is no export: there is no Parquet file in it")
    with plainly(EXIT_WRONG_LINE):
        changes = compare(before, after)
        print_changes(before, after, changes, shown)
    sys.exit(EXIT_OK if all(c.is_none for c in changes) else EXIT_FAILED)
