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


@click.command(
    epilog=example(
        "dateline reextract",
        "dateline reextract --since 0.1.0 --yes",
        "dateline reextract --where \"publisher = 'Example Times'\" --current --yes",
    )
)
@click.option("--since", metavar="VERSION", help="Only articles that this version of the code or a later one has read.")
@click.option("--where", metavar="CONDITION", help="Only articles that meet this condition in SQL on their columns.")
@click.option("--current", "current_too", is_flag=True, help="Articles too that the current extractor has read.")
@click.option("--yes", is_flag=True, help="Publish; without it only show what would change.")
@click.option(
    "--examples",
    "shown",
    default=2,
    show_default=True,
    type=click.IntRange(0),
    help="Rows shown of each kind of change and table.",
)
@DATA
@SYNTAX
@WORKERS
@WAIT
def reextract(
    since: str | None,
    where: str | None,
    current_too: bool,
    yes: bool,
    shown: int,
    data: Path,
    syntax: str | None,
    workers: int,
    lock_wait_seconds: float,
) -> None:
    """Extract articles anew that an earlier version of the extractor has read.

    Shows the plan first, then the rows added, removed and changed by table with examples; publishes with --yes.
    """
    from flows.reextract import Selection, Shown, parts_of, run_reextract
    from flows.told import print_changes, print_plan
    from warehouse.store import QueryError

    published(data)
    settings = configured(data=data, syntax=syntax, workers=workers, lock_wait_seconds=lock_wait_seconds)
    if since is not None:
        try:
            parts_of(since)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--since") from None

    def show(before: Path, after: Path, changes: Sequence[Change]) -> None:
        print_changes(before, after, changes, shown)

    selection, told = Selection(where, since, current_too), Shown(print_plan, show)
    try:
        code = reported(lambda: run_reextract(selection, settings, told, publish=yes), when_nothing_is_read=EXIT_OK)
    except QueryError as error:
        raise click.ClickException(f"--where: {error}") from None
    sys.exit(code)
