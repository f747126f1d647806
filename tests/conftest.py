"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.quiet import silence_exit

silence_exit()  # else nanobind's list of leaks is the last thing that a test run prints
SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of evaluation material beside the project; the test is skipped where it is absent."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("needs the evaluation material in ../shared, which is kept beside the project and not in it")
    return SHARED
