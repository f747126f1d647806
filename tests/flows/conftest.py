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


@pytest.fixture(scope="session")
def published(dateline: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample articles in it. Nothing may be added to it: work on a copy."""
    data = tmp_path_factory.mktemp("published")
    done = dateline("run", "--samples", "--direct", "--data", data)
    assert done.returncode == 0, done.stdout + done.stderr
    return data
