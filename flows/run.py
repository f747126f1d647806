"""One run: its id, its folder, its clock, and the report it leaves."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from time import perf_counter
from typing import TYPE_CHECKING

from flows import journal, logs
from flows.limits import stopped_after
from flows.settings import Settings
from transforms.extract import CODE_VERSION
from transforms.lexicons import version as lexicon_version
from warehouse import store

if TYPE_CHECKING:
    from flows.batches.plan import Plan

Watch = Callable[[str, int, int | None], None]  # stage, done, total where it is known


def _look_away(stage: str, done: int, total: int | None) -> None:
    """A watcher for runs that nobody watches."""


# Who is told how far a run is. Not an argument of the run: Prefect would have to store it with the run's parameters.
_watcher: ContextVar[Watch] = ContextVar("watcher", default=_look_away)


@contextmanager
def watched_by(watch: Watch) -> Iterator[None]:
    """Runs inside this block tell `watch` how far they are."""
    token = _watcher.set(watch)
    try:
        yield
    finally:
        _watcher.reset(token)


@dataclass(slots=True)
class Run:
    """What the steps of one run share. `seconds` fills as stages end, `report` is there once one is."""

    settings: Settings
    run_id: str
    started_at: datetime
    seconds: dict[str, float] = field(default_factory=dict)
    report: RunReport | None = None
    # Kept until its articles are published, so that a run that fails has not worked for nothing.
    batches: Plan | None = None
    dead: tuple[journal.Past, ...] = ()  # runs that this one found without a living process

    @property
    def folder(self) -> Path:
        """Scratch folder of this run; gone when it ends."""
        return self.settings.work / self.run_id

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Times the stage and tells the watcher that it has begun."""
        self.tell(name, 0, None)
        begun = perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(perf_counter() - begun, 3)
            logs.log().info("%s took %.3f s", name, self.seconds[name], extra={"stage": name})

    def done(self, report: RunReport) -> RunReport:
        """Keep the report for the journal, and give it back."""
        self.report = report
        return report

    def tell(self, stage: str, done: int, total: int | None) -> None:
        """Tell the watcher how far the stage is."""
        _watcher.get()(stage, done, total)


@dataclass(frozen=True, slots=True)
class RunReport:
    """What came out of a run."""

    run_id: str
    status: str  # published, unchanged, blocked or planned
    inputs_read: int
    inputs_rejected: int
    seconds: Mapping[str, float]
    dataset: Path
    articles_new: int = 0
    notes: int = 0  # about articles that were kept, in ops.rejected_articles too
    files_known: int = 0  # not read again, for nothing has changed in them
    rows: Mapping[str, int] = field(default_factory=dict)  # rows added, by table
    checks_passed: int = 0
    checks_failed: tuple[str, ...] = ()
    checks_warned: tuple[str, ...] = ()
    export: Path | None = None
    evidence: Path | None = None  # of a blocked run: failed checks and every row that broke one
    problems: Mapping[str, str] = field(default_factory=dict)  # by step, what failed after the dataset was published


def run_row(run: Run, report: RunReport, syntax_version: str) -> dict[str, object]:
    """The row of ops.runs."""
    return {
        "run_id": run.run_id,
        "started_at": run.started_at,
        "finished_at": now(),
        "status": report.status,
        "code_version": CODE_VERSION,
        "lexicon_version": lexicon_version(),
        "syntax_model": syntax_version,
        "inputs_read": report.inputs_read,
        "inputs_rejected": report.inputs_rejected,
        "articles_new": report.articles_new,
        "rows_by_table": json.dumps(dict(report.rows), sort_keys=True),
        "seconds_by_stage": json.dumps(dict(report.seconds), sort_keys=True),
    }


def failed_rows(settings: Settings) -> list[dict[str, object]]:
    """Rows of ops.runs for the runs that the journal says failed, crashed or were cancelled; a known one changes nothing."""
    return [
        {
            "run_id": past.run_id,
            "started_at": past.started_at.replace(tzinfo=None),
            "finished_at": past.ended_at and past.ended_at.replace(tzinfo=None),
            "status": "failed",
            "code_version": past.told.get("code_version", "unknown"),
            "seconds_by_stage": json.dumps(past.told.get("seconds", {}), sort_keys=True),
        }
        for past in journal.runs(settings.journal)
        if past.status in ("failed", "crashed", "cancelled")
    ]


def now() -> datetime:
    """The present moment in UTC, without a zone, as the ops tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


@contextmanager
def begun(settings: Settings, **told: object) -> Iterator[Run]:
    """A run that holds the dataset for writing. store.LockedError where another does; the journal keeps that too.

    `told` goes into the journal with the start: what is read, and who asked for it.
    """
    with ExitStack() as stack:
        run_id = _new_id(now())
        try:
            stack.enter_context(store.writer_lock(settings.live, settings.lock_wait_seconds))
        except store.LockedError as error:
            journal.write(settings.journal, "ended", run_id, status="busy", error=str(error), **told)
            raise
        yield stack.enter_context(open_run(settings, **told))


@contextmanager
def open_run(settings: Settings, **told: object) -> Iterator[Run]:
    """A run with a scratch folder of its own, which is removed whatever happens. Its caller holds the writer's lock.

    What runs left that died is cleared away first: their scratch folders, and their open ends in the journal.
    """
    started = now()
    run = Run(settings, _new_id(started), started)
    run.dead = tuple(journal.bury(settings.journal, run.run_id))
    journal.shorten(settings.journal)
    shutil.rmtree(settings.work, ignore_errors=True)
    run.folder.mkdir(parents=True)
    token = logs.run_id.set(run.run_id)
    journal.started(settings.journal, run.run_id, code_version=CODE_VERSION, **told)
    logs.log().info("run begins")
    try:
        with stopped_after(settings.run_seconds):
            yield run
    except BaseException as error:
        _end(run, status=_failure(error), error=f"{type(error).__name__}: {error}"[:500], seconds=run.seconds)
        raise
    else:
        _end(run, **(_outcome(run.report) if run.report else {"status": "failed", "error": "it left no report"}))
    finally:
        logs.run_id.reset(token)
        # What a run that failed has staged goes too: it may be what filled the disk.
        store.discard(store.staging_path(settings.live, run.run_id))
        shutil.rmtree(run.folder, ignore_errors=True)


def _new_id(started: datetime) -> str:
    return f"{started:%Y%m%dT%H%M%S}-{token_hex(3)}"


def _failure(error: BaseException) -> str:
    """`cancelled` where somebody stopped the run, else `failed`. Prefect's own signal is known by its name alone here."""
    stopped = isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit)
    return "cancelled" if stopped or type(error).__name__ == "TerminationSignal" else "failed"


def _outcome(report: RunReport) -> dict[str, object]:
    return {name: value for name, value in asdict(report).items() if name not in ("run_id", "dataset")}


def _end(run: Run, **told: object) -> None:
    settings = run.settings
    journal.write(settings.journal, "ended", run.run_id, **told)
    level = logging.INFO if told["status"] in (*journal.ENDED_WELL, "planned") else logging.ERROR
    logs.log().log(level, "run ends: %s", told["status"], extra={k: v for k, v in told.items() if k != "status"})
    if settings.watch.metrics:
        from flows.metrics import write_metrics

        try:
            write_metrics(settings.watch.metrics, journal.runs(settings.journal), settings.live)
        except OSError as error:  # the run has ended as it has ended, whoever could not be told
            logs.log().error("no metrics written to %s: %s", settings.watch.metrics, error)
