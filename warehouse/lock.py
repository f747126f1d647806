"""One writer at a time, and nothing half done left lying about by those that died."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_FILE = ".dateline.lock"
POLL_SECONDS = 0.1


class LockedError(RuntimeError):
    """Another process is writing the dataset."""


@contextmanager
def writer_lock(live: Path, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the dataset for writing; LockedError names the process that holds it after `wait_seconds`.

    The system gives the lock back when its holder dies, however it dies. Staging files that a dead writer left are removed.
    Readers take no lock: they open the published file, which is never written in place.
    """
    live.parent.mkdir(parents=True, exist_ok=True)
    path = live.parent / LOCK_FILE
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _acquire(handle, live, wait_seconds)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        remove_leftovers(live)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, live: Path, wait_seconds: float) -> None:
    until = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                holder = os.pread(handle, 32, 0).decode(errors="replace") or "unknown"
                raise LockedError(
                    f"another run (process {holder}) is writing {live}; waited {wait_seconds:g} s for it to end"
                ) from None
        time.sleep(POLL_SECONDS)


def staging_path(live: Path, run_id: str) -> Path:
    """Where the run stages its copy: beside the live file, so that the replace is atomic."""
    return live.with_name(f"{live.stem}.staging.{run_id}{live.suffix}")


def remove_leftovers(live: Path) -> list[Path]:
    """Remove what staging left of `live` lies about, and say which; only the holder of the lock may call it."""
    left = sorted(live.parent.glob(f"{live.stem}.staging.*"))
    for path in left:
        path.unlink()
    return left
