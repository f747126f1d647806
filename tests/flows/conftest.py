"""What the tests of whole runs share: they start processes and import heavy libraries, so all of them are marked `flow`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def dateline() -> Run:
    """Calls the command `dateline` in a process of its own, as a user would."""
    command = Path(sys.executable).with_name("dateline")

    def call(*arguments: str | Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        words: Sequence[str] = [str(command), *map(str, arguments)]
        return subprocess.run(words, capture_output=True, text=True, input=stdin, timeout=300, check=False)

    return call
