"""One run: its id, its folder, its clock, and the report it leaves."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from time import perf_counter

from flows.settings import Settings
from transforms.extract import CODE_VERSION
from transforms.lexicons import version as lexicon_version

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
    """What the steps of one run share. `seconds` fills as stages end."""

    settings: Settings
    run_id: str
    started_at: datetime
    seconds: dict[str, float] = field(default_factory=dict)

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


def now() -> datetime:
    """The present moment in UTC, without a zone, as the ops tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


@contextmanager
def open_run(settings: Settings) -> Iterator[Run]:
    """A run with a scratch folder of its own, which is removed whatever happens."""
    started = now()
    run = Run(settings, f"{started:%Y%m%dT%H%M%S}-{token_hex(3)}", started)
    run.folder.mkdir(parents=True)
    try:
        yield run
    finally:
        shutil.rmtree(run.folder, ignore_errors=True)
