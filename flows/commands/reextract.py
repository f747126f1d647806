"""`dateline reextract`: shows what the current extractor would change, and publishes it when told to."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.common import DATA, EXIT_OK, SYNTAX, WAIT, WORKERS, configured, example, published
from flows.commands.run import reported

if TYPE_CHECKING:
    from warehouse.compare import Change


@click.command(epilog=example("dateline reextract", "dateline reextract --where \"publisher = 'Example Times'\" --yes"))
@click.option("--where", help="Condition in SQL on the columns of articles; without it every stale article.")
@click.option("--yes", is_flag=True, help="Publish; without it only show what would change.")
@click.option("--examples", "shown", default=2, show_default=True, help="Rows shown of each kind of change and table.")
@DATA
@SYNTAX
@WORKERS
@WAIT
def reextract(
    where: str | None,
    yes: bool,
    shown: int,
    data: Path,
    syntax: str | None,
    workers: int,
    lock_wait_seconds: float,
) -> None:
    """Extract articles anew that an earlier version of the extractor read: shows the difference, publishes with --yes."""
    from flows.reextract import run_reextract
    from flows.told import print_changes
    from warehouse.store import QueryError

    published(data)
    settings = configured(data=data, syntax=syntax, workers=workers, lock_wait_seconds=lock_wait_seconds)

    def show(before: Path, after: Path, changes: Sequence[Change]) -> None:
        print_changes(before, after, changes, shown)

    try:
        code = reported(lambda: run_reextract(where, settings, show, publish=yes), when_nothing_is_read=EXIT_OK)
    except QueryError as error:
        raise click.ClickException(f"--where: {error}") from None
    sys.exit(code)
