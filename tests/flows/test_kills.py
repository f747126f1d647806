"""A run that is killed at any moment leaves nothing half done: the next one makes the dataset that an undisturbed run makes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.flows.killed_runs import kill_runs

pytestmark = pytest.mark.flow


def test_killed_runs_leave_the_dataset_of_an_undisturbed_run(tmp_path: Path) -> None:
    assert kill_runs(tmp_path, 3, random.Random(20)) >= 1  # ten of them: benchmarks/crashes
