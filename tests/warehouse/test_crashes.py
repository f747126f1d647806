"""Writers that are killed, and readers that look all the time. `benchmarks.crashes` does the same more often."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.warehouse.conftest import article, figure
from tests.warehouse.processes import WRITER, assert_whole, finished, kill_writers, publish_before_readers, start
from warehouse.store import LockedError, publish, stage, staging_path, writer_lock

pytestmark = pytest.mark.flow


def test_a_writer_killed_at_any_moment_leaves_the_last_published_dataset(live: Path) -> None:
    counts = kill_writers(live, 6, random.Random(2))
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]


def test_readers_are_never_blocked_and_see_whole_states_only(live: Path) -> None:
    assert min(publish_before_readers(live, 12, 4)) > 0


def test_two_writers_take_turns_or_one_refuses(live: Path) -> None:
    writers = [start(WRITER, live, 5, 60) for _ in range(2)]
    assert [finished(w)[0] for w in writers] == [0, 0]
    assert assert_whole(live) == 200
    with writer_lock(live):
        code, _, errors = finished(start(WRITER, live, 1, 0))
    assert code == 1
    assert LockedError.__name__ in errors


def test_a_lock_dies_with_its_holder(live: Path) -> None:
    holder = start(WRITER, live, 1000, 0)
    assert holder.stdout is not None
    holder.stdout.readline()
    holder.kill()
    holder.communicate()
    with writer_lock(live):
        publish(
            stage(live, staging_path(live, "x"), {"articles": article(99999), "figures": figure(99999, 1.0)}).file, live
        )
