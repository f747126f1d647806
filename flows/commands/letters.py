"""Verbs on what was refused: `rejected` lists it, `replay` reads it again."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.commands.common import DATA, EXIT_OK, SYNTAX, WAIT, WORKERS, configured, example, published
from flows.commands.run import reported

REASON = click.option("--reason", help="Only those refused for this reason.")


@click.command(epilog=example("dateline rejected --data data", "dateline rejected --reason unreadable"))
@DATA
@REASON
def rejected(data: Path, reason: str | None) -> None:
    """List dead letters: inputs that gave no article and still have not become one. Tab-separated: reason, source, detail."""
    from flows.letters import open_letters
    from flows.told import print_letters

    _check(reason)
    print_letters(open_letters(published(data), reason))


@click.command(epilog=example("dateline replay --data data", "dateline replay --reason unreadable"))
@DATA
@REASON
@SYNTAX
@WORKERS
@WAIT
def replay(data: Path, reason: str | None, syntax: str | None, workers: int, lock_wait_seconds: float) -> None:
    """Read dead letters again from the bytes that were kept, and publish those that are readable now."""
    from flows.letters import open_letters, readable_again
    from flows.pipeline import run_replay

    _check(reason)
    settings = configured(data=data, syntax=syntax, workers=workers, lock_wait_seconds=lock_wait_seconds)
    listed = open_letters(published(data), reason)
    letters = readable_again(listed, settings.dead_letters)
    click.echo(f"{listed.height:,} dead letters, the bytes of {len(letters):,} were kept")
    if letters:
        sys.exit(reported(lambda: run_replay(letters, settings), when_nothing_is_read=EXIT_OK))


def _check(reason: str | None) -> None:
    from warehouse.tables.ops import REJECT_REASONS

    if reason is not None and reason not in REJECT_REASONS:
        raise click.UsageError(f"no such reason: {reason}; there are {', '.join(REJECT_REASONS)}")
