"""Runs that Prefect still counts, though they will never run, or need not: zombies and latecomers of one deployment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterNextScheduledStartTime,
    FlowRunFilterStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Crashed

from flows import journal
from flows.settings import Settings
from warehouse import store

PATIENCE = timedelta(minutes=2)  # beyond the wait for the lock: for a run that is just starting or ending


def take_over_late(deployment_id: str | None, own_id: str | None) -> int:
    """Cancel every run of the deployment that is due but has not begun; how many there were.

    Each run reads everything that is new since the last publication, so one run does the work of all that are late.
    """
    if not (deployment_id and own_id):
        return 0
    due = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=[UUID(deployment_id)]),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        next_scheduled_start_time=FlowRunFilterNextScheduledStartTime.model_validate({"before_": _now()}),
    )
    with get_client(sync_client=True) as client:
        return _end_all(client, due, own_id, Cancelled(message=f"taken over by run {own_id}"))


def bury_dead(settings: Settings) -> int:
    """Mark runs as crashed that died with whoever served them, where nobody is writing now; how many there were.

    Else their slot stays taken until its lease ends, which is five minutes, and every run that falls due is cancelled.
    """
    try:
        with store.writer_lock(settings.live):
            dead = journal.bury(settings.journal, "schedule")
    except store.LockedError:
        return 0
    ids = [past.told["flow_run"] for past in dead if past.told.get("flow_run")]
    with get_client(sync_client=True) as client:
        return sum(_bury(client, UUID(one), Crashed(message=journal.GONE)) for one in ids)


def bury_zombies(
    deployment_id: str | None, own_id: str | None, dead: Iterable[str | None], lock_wait_seconds: float
) -> int:
    """Mark runs as crashed whose process is gone; how many there were. Only the holder of the writer's lock may call this.

    `dead` are runs that held the lock once and let it go without a word. Others that run for longer than anybody waits for
    the lock are dead too, since they do not hold it.
    """
    if not (deployment_id and own_id):
        return 0
    state: State[None] = Crashed(message=journal.GONE)
    oldest = _now() - timedelta(seconds=lock_wait_seconds) - PATIENCE
    stuck = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=[UUID(deployment_id)]),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.CANCELLING])),
        start_time=FlowRunFilterStartTime.model_validate({"before_": oldest}),
    )
    with get_client(sync_client=True) as client:
        found = sum(_bury(client, UUID(one), state) for one in dead if one)
        return found + _end_all(client, stuck, own_id, state)


def _bury(client: SyncPrefectClient, flow_run_id: UUID, state: State[None]) -> bool:
    try:
        run = client.read_flow_run(flow_run_id)
    except ObjectNotFound:
        return False  # of another server
    if run.state is not None and run.state.is_final():
        return False  # the runner saw it die
    client.set_flow_run_state(flow_run_id, state, force=True)
    return True


def _end_all(client: SyncPrefectClient, which: FlowRunFilter, own_id: str, state: State[None]) -> int:
    ended = 0
    while runs := [run for run in _page(client, which) if str(run.id) != own_id]:
        for run in runs:
            client.set_flow_run_state(run.id, state, force=True)
        ended += len(runs)
    return ended


def _page(client: SyncPrefectClient, which: FlowRunFilter) -> Sequence[FlowRun]:
    return client.read_flow_runs(flow_run_filter=which)


def _now() -> datetime:
    return datetime.now(UTC)
