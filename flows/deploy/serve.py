"""Serving a schedule: one deployment, and one run of it at a time."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import httpx
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron, Interval, Schedule
from prefect.types.entrypoint import EntrypointType

from flows import journal, logs
from flows.deploy.scheduled import scheduled
from flows.deploy.server import server_watched, wait_for_answer
from flows.deploy.sweep import bury_dead
from flows.settings import ScheduleSettings, Settings

# One run at a time. A run that comes while another is at work is cancelled, for the next one reads what it would have read.
# A slot whose run has died is given back after the grace period, in which a living run renews its lease.
ONE_AT_A_TIME = ConcurrencyLimitConfig(
    limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW, grace_period_seconds=120
)


def deployment(name: str, when: ScheduleSettings, inputs: list[str], options: Mapping[str, Any]) -> RunnerDeployment:
    """The deployment of the scheduled flow; `options` are settings by dotted name, as the flow takes them."""
    made = scheduled.to_deployment(
        name,
        schedule=schedule(when),
        concurrency_limit=ONE_AT_A_TIME,
        parameters={"inputs": inputs or None, "options": dict(options)},
        entrypoint_type=EntrypointType.MODULE_PATH,
        description="Reads what is new in its inputs, and publishes it.",
    )
    assert isinstance(made, RunnerDeployment)  # a coroutine only where a loop is running
    return made


def schedule(when: ScheduleSettings) -> Schedule | None:
    """Cron or interval in its time zone; None where neither is set, for a deployment that is only triggered."""
    if when.cron:
        return Cron(when.cron, timezone=when.timezone)
    if when.every_seconds:
        return Interval(when.every_seconds, timezone=when.timezone)
    return None


def serve_until_stopped(made: RunnerDeployment, settings: Settings, api: str) -> None:
    """Start the runs of the deployment when they are due, until SIGTERM or an interrupt. Its schedule is not paused then:
    the runs that fall due while nobody serves are done by one, once somebody does again.
    """
    journal_file = settings.journal
    buried = bury_dead(settings)
    if buried:
        journal.write(journal_file, "zombies", None, runs=buried)
    journal.write(journal_file, "serving", None, deployment=made.name)
    try:
        with server_watched(api, journal_file), suppress(KeyboardInterrupt, asyncio.CancelledError):
            while not _served(made):
                wait_for_answer(api)
    finally:
        journal.write(journal_file, "stopped", None, deployment=made.name)


def _served(made: RunnerDeployment) -> bool:
    """Serve until stopped; False where the server was away for so long that Prefect's runner gave up."""
    runner = _Runner(pause_on_shutdown=False, limit=1)
    try:
        runner.add_deployment(made)
        asyncio.run(runner.start())
    except Exception as error:
        if not is_of_the_server(error):
            raise
        logs.log().warning("the schedule waits for the Prefect server: %s", error)
        return False
    return True


def is_of_the_server(error: BaseException) -> bool:
    """Whether the error, or every one of a group, is that the server did not answer."""
    if isinstance(error, BaseExceptionGroup):
        return all(is_of_the_server(one) for one in error.exceptions)
    gave_up = isinstance(error, RuntimeError) and "error threshold" in str(error)
    return gave_up or isinstance(error, httpx.HTTPError)


class _Runner(Runner):
    """Prefect's own, but SIGTERM ends it as an interrupt at the keyboard does; its way leaves by an exit in mid-loop."""

    def handle_sigterm(self, *args: Any, **kwargs: Any) -> None:
        """Hand the signal to the event loop, which ends what is running and then itself."""
        signal.raise_signal(signal.SIGINT)
