"""Prefect's switches, set before it is imported: no telemetry, patience at start-up, its own folder, a quiet terminal."""

from __future__ import annotations

import os
from pathlib import Path

SWITCHES = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",  # 20 by default; a busy machine needs up to 19
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_CLI_PROMPT": "false",
}


def set_switches(data: Path) -> None:
    """Set what the user has not set. Without a server of the user's own, Prefect keeps its database under the data folder."""
    for name, value in SWITCHES.items():
        os.environ.setdefault(name, value)
    if not os.environ.get("PREFECT_API_URL"):
        os.environ.setdefault("PREFECT_HOME", str((data / "prefect").resolve()))
