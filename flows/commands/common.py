"""What the verbs share: options, exit codes, and how they begin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from flows.settings import Settings

# Exit codes for schedulers; 2 is click's own for a wrong command line.
EXIT_OK, EXIT_FAILED, EXIT_BLOCKED, EXIT_BUSY, EXIT_NOTHING_READ = 0, 1, 3, 4, 5
EXIT_WRONG_LINE = 2


def as_configured(name: str) -> Callable[[], Any]:
    """What a flag says that is not given: the value of file or environment, else the built-in one."""

    def value() -> Any:
        return value_of(configured(), name)

    return value


def configured(**flags: object) -> Settings:
    """The effective settings with the flags that were given; a wrong file or variable ends the command with one clear line."""
    from flows.config import ConfigError
    from flows.config import configured as read

    try:
        return read(**flags)
    except ConfigError as error:
        raise click.UsageError(str(error)) from None


def value_of(settings: Settings, name: str) -> Any:
    """The setting of that dotted name."""
    from flows.config import value_of as value

    return value(settings, name)


DATA = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=as_configured("data"),
    show_default="data, or as configured",
    help="Data folder.",
)
SYNTAX = click.option(
    "--syntax",
    type=click.Choice(["sm", "rules"]),
    default=as_configured("syntax"),
    show_default="as configured",
    help="Syntax backend; without it sm where its model is installed, else rules.",
)
DIRECT = click.option("--direct", is_flag=True, help="Run the same steps without Prefect.")
WORKERS = click.option(
    "--workers",
    type=click.IntRange(min=0),
    default=as_configured("workers"),
    show_default="as configured",
    help="Extraction processes; 0 is one a core.",
)
WAIT = click.option(
    "--wait",
    "lock_wait_seconds",
    type=click.FloatRange(min=0),
    default=as_configured("lock_wait_seconds"),
    show_default="600, or as configured",
    help="Seconds to wait for another run that is writing.",
)


def example(*lines: str) -> str:
    """The epilog of a command's help: an example that can be typed as it is."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def published(data: Path) -> Path:
    """The published dataset in the data folder; a clear error where there is none, or a file that is no dataset."""
    from flows.commands.plainly import check_dataset
    from flows.settings import Settings

    live = Settings(data=data).live
    if not live.exists():
        raise click.ClickException(f"no dataset at {live}; `dateline run PATH --data {data}` makes one")
    check_dataset(live)
    return live
