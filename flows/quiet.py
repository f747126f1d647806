"""A quiet terminal, and Prefect's switches, set before it is imported: no telemetry, patience at start-up, its own folder."""

from __future__ import annotations

import atexit
import os
from pathlib import Path

SWITCHES = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",  # 20 by default; a busy machine needs up to 19
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_ROOT_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",  # lines of the schedule itself belong to no run
    "RAY_USAGE_STATS_ENABLED": "0",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "dateline",  # our log lines stand on the pages of their runs
    # In memory, as is the default, slots of a deployment are forgotten when the server restarts, and never given back.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
}


def set_switches(data: Path) -> None:
    """Set what the user has not set. Without a server of the user's own, Prefect keeps its database under the data folder."""
    for name, value in SWITCHES.items():
        os.environ.setdefault(name, value)
    if not os.environ.get("PREFECT_API_URL") and "PREFECT_HOME" not in os.environ:
        home = (data / "prefect").resolve()
        home.mkdir(parents=True, exist_ok=True)  # Prefect's server does not make it, and then waits for ever
        os.environ["PREFECT_HOME"] = str(home)


def silence_exit() -> None:
    """Send what C extensions print after the interpreter has ended (nanobind's list of leaks) nowhere.

    Exit handlers run last in, first out: called first, this one is the last to run, after everything that may still speak.
    """
    atexit.register(lambda: os.dup2(os.open(os.devnull, os.O_WRONLY), 2))
