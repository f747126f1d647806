"""How a run is stopped from outside: by the clock, or by a polite signal. Either way it clears up after itself."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPPED = 143  # what a shell says of a process that SIGTERM ended


@contextmanager
def stopped_after(seconds: float | None) -> Iterator[None]:
    """TimeoutError in the block after so many seconds of wall clock; without a number, or off the main thread, no limit."""
    if not seconds or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"stopped after {seconds:g} s, the limit that run_seconds sets")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def stopped_politely() -> Iterator[None]:
    """SIGTERM ends the block like an interrupt at the keyboard does, so that what is half done is cleared away."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(STOPPED)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
