"""The flow that schedules and workers run: settings read where it runs, dead and late runs cleared away, artifacts left behind.

Nothing in it is retried as a whole: what can fail by the world's fault (a fetch, an object store) tries again where it happens,
and any other failure would fail again. The next run of the schedule reads whatever this one did not publish.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.events import emit_event
from prefect.runtime import deployment, flow_run
from prefect.states import Completed, Failed

from flows import daily, journal, logs
from flows.config import load
from flows.deploy.artifacts import leave_artifacts
from flows.deploy.sweep import bury_zombies, take_over_late
from flows.run import Run, RunReport, begun
from flows.settings import Settings


class NothingToReadError(ValueError):
    """Neither the parameters of the run nor the settings name an input."""


@flow(name="dateline-scheduled", persist_result=False)
def scheduled(inputs: list[str] | None = None, options: dict[str, Any] | None = None) -> State[Any]:
    """Read the inputs and publish what is new in them.

    `inputs` without a value are those of the settings (schedule.inputs); `options` are settings by dotted name, which go
    before the environment and the file of the machine that runs this. A blocked run ends as failed, under the name Blocked.
    """
    settings = load(options).settings
    logs.set_up(settings.watch)
    chosen = inputs or list(settings.schedule.inputs)
    if not chosen:
        raise NothingToReadError("no inputs: name them in the parameters of the deployment or in schedule.inputs")
    _take_over(settings)
    try:
        with begun(settings, inputs=chosen, flow_run=flow_run.get_id(), late_seconds=_late_seconds()) as run:
            _bury(run)
            report = daily.on_runner(run, chosen)
    except Exception as error:
        tell("failed", flow_run.get_name() or "unknown", error=f"{type(error).__name__}: {error}")
        raise
    tell(
        report.status, report.run_id, new=report.articles_new, rejected=report.inputs_rejected, problems=report.problems
    )
    leave_artifacts(settings, report)
    return _state(report)


def tell(status: str, run_id: str, **told: object) -> None:
    """Emit `dateline.run.<status>` for automations of Prefect.

    Prefect's own events of a scheduled run reach automations a quarter of an hour late: they wait for the event of its being
    scheduled, which the scheduler never sends.
    """
    resource = {"prefect.resource.id": f"dateline.run.{run_id}", "prefect.resource.name": run_id}
    emit_event(event=f"dateline.run.{status}", resource=resource, payload=told)


def _take_over(settings: Settings) -> None:
    """The run does the work of all that are due: it reads whatever is new."""
    taken = take_over_late(deployment.get_id(), flow_run.get_id())
    if taken:
        journal.write(settings.journal, "collapsed", None, runs=taken, taken_over_by=flow_run.get_name())


def _bury(run: Run) -> None:
    for past in run.dead:
        tell("crashed", past.run_id, error=journal.GONE, began=past.started_at.isoformat())
    dead = [past.told.get("flow_run") for past in run.dead]
    buried = bury_zombies(deployment.get_id(), flow_run.get_id(), dead, run.settings.lock_wait_seconds)
    if buried:
        journal.write(run.settings.journal, "zombies", None, runs=buried)


def _late_seconds() -> float:
    due = flow_run.get_scheduled_start_time()
    return round((datetime.now(UTC) - due).total_seconds(), 1) if due else 0.0


def _state(report: RunReport) -> State[Any]:
    words = f"{report.run_id}: {report.inputs_read} read, {report.articles_new} new, {report.inputs_rejected} rejected"
    if report.status == "blocked":
        return Failed(name="Blocked", message=f"{words}; broke {', '.join(report.checks_failed)}")
    return Completed(name=report.status.capitalize(), message=words)
