"""The Prefect server as seen from outside: one of our own on this machine, and a note in the journal when it comes or goes."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from flows import journal

WATCH_SECONDS = 2.0
START_SECONDS = 120.0


@contextmanager
def server_watched(api: str, journal_file: Path, every_seconds: float = WATCH_SECONDS) -> Iterator[None]:
    """Write into the journal when the server stops answering, and when it answers again."""
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(api, journal_file, every_seconds, ended), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _watch(api: str, journal_file: Path, every_seconds: float, ended: threading.Event) -> None:
    lost: float | None = None
    while not ended.wait(every_seconds):
        here = answers(api)
        if not here and lost is None:
            lost = time.monotonic()
            journal.write(journal_file, "server_lost", None)
        elif here and lost is not None:
            journal.write(journal_file, "server_back", None, seconds=round(time.monotonic() - lost, 1))
            lost = None


def answers(api: str, timeout_seconds: float = 5.0) -> bool:
    """Whether the server at that address of its API is well."""
    try:
        return httpx.get(f"{api.rstrip('/')}/health", timeout=timeout_seconds).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def wait_for_answer(api: str, every_seconds: float = WATCH_SECONDS) -> None:
    """Return when the server answers, however long that takes."""
    while not answers(api):
        time.sleep(every_seconds)


@contextmanager
def own_server(port: int = 0) -> Iterator[str]:
    """A Prefect server of our own on loopback for as long as the block lasts; the address of its API."""
    chosen = port or _free_port()
    api = f"http://127.0.0.1:{chosen}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(chosen)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(api, server)
            yield api
        finally:
            server.terminate()


def _wait_for(api: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while not answers(api, 1.0):
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"the Prefect server did not start at {api}")
        time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
