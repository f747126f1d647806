"""`dateline schedule`: runs by the clock, served by this process."""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.common import DATA, SYNTAX, WAIT, WORKERS, configured, example
from flows.commands.plainly import check_addresses, check_place, check_runner
from flows.commands.run import check_inputs
from flows.quiet import set_switches

if TYPE_CHECKING:
    from flows.settings import ScheduleSettings, Settings


@click.command(
    epilog=example(
        'dateline schedule /srv/articles --data /srv/dateline --cron "0 * * * *" --timezone Europe/Lisbon',
        "dateline schedule /srv/articles --every 900",
    )
)
@click.argument("paths", nargs=-1)
@click.option("--cron", help="When, in five fields of cron.")
@click.option("--every", "every_seconds", type=click.FloatRange(min=1), help="When, in seconds between two runs.")
@click.option("--timezone", help="Time zone of the schedule; UTC, or as configured.")
@click.option("--name", default="every", show_default=True, help="Name of the deployment.")
@click.option(
    "--port",
    default=0,
    type=click.IntRange(0, 65535),
    help="Port of the server that is started where PREFECT_API_URL names none; 0 is any.",
)
@DATA
@SYNTAX
@WORKERS
@WAIT
def schedule(
    paths: tuple[str, ...],
    cron: str | None,
    every_seconds: float | None,
    timezone: str | None,
    name: str,
    port: int,
    data: Path,
    syntax: str | None,
    workers: int,
    lock_wait_seconds: float,
) -> None:
    """Run by the clock, until stopped: one run at a time, late ones taken over by the next, dead ones cleared away.

    Uses the Prefect server that PREFECT_API_URL names, and else starts one on this machine.
    """
    flags = {"data": str(data.resolve()), "syntax": syntax, "workers": workers, "lock_wait_seconds": lock_wait_seconds}
    settings = configured(**flags)
    when = _when(settings.schedule, cron, every_seconds, timezone)
    inputs = [p if "://" in p else str(Path(p).resolve()) for p in (paths or settings.schedule.inputs)]
    if not inputs:
        raise click.UsageError("name a file or folder to read, or set schedule.inputs")
    if not (when.cron or when.every_seconds):
        raise click.UsageError("say when: --cron, --every, or schedule.cron in the settings")
    check_inputs(paths or settings.schedule.inputs)
    _check_sqlalchemy()
    check_addresses([*inputs, settings.exports_to, settings.batches.store])
    check_place(settings)
    check_runner(settings.batches.runner)
    set_switches(data)
    _check_when(when)
    _serve(settings, name, when, inputs, {k: v for k, v in flags.items() if v is not None}, port)


def _check_sqlalchemy() -> None:
    """Prefect's scheduler fails in silence on SQLAlchemy 2.1 ("please supply a bulk_dml decorated function"): no run is ever due."""
    if not version("sqlalchemy").startswith("2.0."):
        raise click.ClickException(
            f"schedules need SQLAlchemy 2.0 and this is {version('sqlalchemy')}: install what requirements.lock names"
        )


def _check_when(when: ScheduleSettings) -> None:
    """Meet a cron line or time zone that Prefect cannot read before a server is started for it."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from prefect.schedules import Cron

    try:
        ZoneInfo(when.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise click.UsageError(
            f"no such time zone: {when.timezone}; expected a name of the IANA list such as UTC or Europe/Lisbon"
        ) from None
    try:
        if when.cron:
            Cron(when.cron, timezone=when.timezone)
    except ValueError:
        raise click.UsageError(
            f"no such times: {when.cron}; expected five fields of cron (minute hour day month weekday) such as '0 * * * *'"
        ) from None


def _when(
    told: ScheduleSettings, cron: str | None, every_seconds: float | None, timezone: str | None
) -> ScheduleSettings:
    """What the flags say, and the settings where they say nothing. A flag for one kind of schedule sets the other aside."""
    if cron and every_seconds:
        raise click.UsageError("--cron and --every exclude each other")
    if cron or every_seconds:
        told = replace(told, cron=cron, every_seconds=every_seconds)
    return replace(told, timezone=timezone or told.timezone)


def _serve(
    settings: Settings, name: str, when: ScheduleSettings, inputs: list[str], options: dict[str, object], port: int
) -> None:
    from flows.deploy.server import own_server

    named = os.environ.get("PREFECT_API_URL")
    with nullcontext(named) if named else own_server(port) as api:
        os.environ["PREFECT_API_URL"] = api
        from flows.deploy.serve import deployment, serve_until_stopped

        click.echo(f"serving dateline-scheduled/{name} at {api} (Ctrl-C ends it)")
        serve_until_stopped(deployment(name, when, inputs, options), settings, api)
