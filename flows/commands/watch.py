"""Verbs for whoever keeps Dateline running: `config` and `status`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from flows.commands.common import DATA, example

EXIT_WRONG = 2  # of `status`
STATUS_CODES = """

\b
Exit codes, as monitoring reads them:
  0  all is well
  1  something warns
  2  the last run did not end well, or the dataset is stale or cannot be read
  3  there is no dataset
"""


@click.command(epilog=example("dateline config", "DATELINE_WORKERS=4 dateline config --changed"))
@click.option("--changed", is_flag=True, help="Only what differs from what is built in.")
def config(changed: bool) -> None:
    """Print the effective settings and where each comes from. Tab-separated: name, value, origin. Secrets are never printed."""
    from flows.config import BUILT_IN, STORAGE_SECRET, ConfigError, is_set, load

    try:
        effective = load()
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
    for name, value, origin in effective.lines():
        if not changed or origin != BUILT_IN:
            click.echo(f"{name}\t{value}\t{origin}")
    click.echo(f"(secret) {STORAGE_SECRET}\t{'set' if is_set(STORAGE_SECRET) else 'not set'}\tenvironment")


@click.command(epilog=example("dateline status --data data", "dateline status --json") + STATUS_CODES)
@DATA
@click.option(
    "--runs",
    "shown",
    default=10,
    show_default=True,
    type=click.IntRange(0),
    help="How many of the last runs are shown.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def status(data: Path, shown: int, as_json: bool) -> None:
    """Say how the last runs went, how fresh and how full the dataset is, and what is wrong; the exit code says it too."""
    from flows.commands.common import configured
    from flows.commands.plainly import check_dataset, plainly
    from flows.status import status as now
    from flows.status_told import as_words, print_status

    settings = configured(data=data)
    with plainly(EXIT_WRONG):
        if settings.live.exists():
            check_dataset(settings.live)
        found = now(settings, shown=shown)
    if as_json:
        click.echo(json.dumps(as_words(found), default=str, indent=2, ensure_ascii=False))
    else:
        print_status(found)
    sys.exit(found.exit_code)
