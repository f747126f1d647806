"""The journal of a data folder: one JSON line when a run begins, one when it ends, and one for what happened besides.

It stands beside the dataset, because a run that was killed, refused or found nothing new writes nothing into the dataset.
Lines are appended in one write each; a line that a dying machine left half written is passed over.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

KEPT_BYTES = 8_000_000  # a run is about 1 kB: a year of hourly runs
ENDED_WELL = ("published", "unchanged")
NO_VERDICT = (
    "running",
    "busy",
    "planned",
)  # say nothing of how the dataset does: not over, never begun, or a look ahead
GONE = "its process is gone"
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Past:
    """A run as the journal tells it. `status` is that of its report, or running, failed, cancelled, crashed or busy."""

    run_id: str
    started_at: datetime
    ended_at: datetime | None
    status: str
    pid: int | None = None
    host: str | None = None
    error: str | None = None
    told: Mapping[str, Any] = field(default_factory=dict)  # what the lines of the run say besides

    @property
    def seconds(self) -> float | None:
        """How long it took, where that is known."""
        return (self.ended_at - self.started_at).total_seconds() if self.ended_at else None


def write(journal: Path, event: str, run_id: str | None, **told: object) -> None:
    """Append one line."""
    line = (
        json.dumps({"at": _now().isoformat(), "event": event, "run_id": run_id, **told}, default=str) + "\n"
    ).encode()
    journal.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(journal, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(handle).st_size
        is_half = size > 0 and os.pread(handle, 1, size - 1) != b"\n"  # else this line would be lost with that one
        os.write(handle, b"\n" * is_half + line)
    finally:
        os.close(handle)


def started(journal: Path, run_id: str, **told: object) -> None:
    """A run has begun in this process."""
    write(journal, "started", run_id, pid=os.getpid(), host=socket.gethostname(), **told)


def entries(journal: Path) -> Iterator[Entry]:
    """Every whole line, oldest first."""
    if not journal.exists():
        return
    with journal.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                entry = json.loads(line)
                entry["at"] = datetime.fromisoformat(entry["at"])
            except (ValueError, TypeError, KeyError):
                continue  # half a line
            yield entry


def runs(journal: Path) -> list[Past]:
    """Every run, oldest first."""
    found: dict[str, Past] = {}
    for entry in entries(journal):
        if entry.get("run_id"):
            found[entry["run_id"]] = _after(found.get(entry["run_id"]), entry)
    return list(found.values())


def happened(journal: Path) -> list[Entry]:
    """What happened besides runs, oldest first: events that belong to no run."""
    return [e for e in entries(journal) if not e.get("run_id")]


def bury(journal: Path, found_by: str) -> list[Past]:
    """Say of every run that never ended that it crashed; only the holder of the writer's lock may call this.

    Whoever holds the lock knows that no other run of the dataset lives.
    """
    dead = [run for run in runs(journal) if run.status == "running" and run.run_id != found_by]
    for run in dead:
        write(journal, "ended", run.run_id, status="crashed", error=GONE, found_by=found_by)
    return dead


def shorten(journal: Path, kept_bytes: int = KEPT_BYTES) -> None:
    """Drop the older half of a journal that has grown too long; only the holder of the writer's lock may call this."""
    if not journal.exists() or journal.stat().st_size <= kept_bytes:
        return
    lines = journal.read_bytes().splitlines(keepends=True)
    half = journal.with_suffix(".half")
    half.write_bytes(b"".join(lines[len(lines) // 2 :]))
    half.replace(journal)


def _after(before: Past | None, entry: Entry) -> Past:
    """The run with one more line read."""
    told = {k: v for k, v in entry.items() if k not in ("at", "event", "run_id", "status", "error", "pid", "host")}
    if before is None:
        before = Past(entry["run_id"], entry["at"], None, "running", entry.get("pid"), entry.get("host"))
    is_end = entry["event"] == "ended"
    return Past(
        before.run_id,
        before.started_at,
        entry["at"] if is_end else before.ended_at,
        entry.get("status", "failed") if is_end else before.status,
        before.pid,
        before.host,
        entry.get("error", before.error),
        {**before.told, **told},
    )


def _now() -> datetime:
    return datetime.now(UTC)


def age(moment: datetime) -> timedelta:
    """How long ago that was."""
    return _now() - moment
