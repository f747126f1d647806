"""What the verbs share: options, exit codes, and how they begin."""

from __future__ import annotations

from pathlib import Path

import click

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
DIRECT = click.option("--direct", is_flag=True, help="Run the same steps without Prefect.")
WORKERS = click.option("--workers", default=0, help="Extraction processes; 0 is one a core.")
WAIT = click.option(
    "--wait",
    "lock_wait_seconds",
    default=600.0,
    show_default=True,
    help="Seconds to wait for another run that is writing.",
)


def example(*lines: str) -> str:
    """The epilog of a command's help: an example that can be typed as it is."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def published(data: Path) -> Path:
    """The published dataset in the data folder; a clear error where there is none."""
    from flows.settings import Settings

    live = Settings(data=data).live
    if not live.exists():
        raise click.ClickException(f"no dataset at {live}; `dateline run PATH --data {data}` makes one")
    return live
