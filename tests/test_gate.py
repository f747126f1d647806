"""Which sentences are parsed, and how well."""

from __future__ import annotations

import pytest

from transforms.gate import LONGEST, Depth, depth_of

PLAIN = 80  # characters


@pytest.mark.parametrize(
    ("length", "holds", "depth"),
    [
        (PLAIN, {"date"}, Depth.MODEL),
        (LONGEST, {"date", "number"}, Depth.MODEL),
        (LONGEST + 1, {"date"}, Depth.RULES),
        (PLAIN, {"number"}, Depth.RULES),
        (PLAIN, {"cue"}, Depth.RULES),
        (PLAIN, {"trigger"}, Depth.RULES),
        (PLAIN, set(), None),
        (LONGEST + 1, set(), None),
    ],
)
def test_depth(length: int, holds: set[str], depth: Depth | None) -> None:
    asked = {f"has_{what}": what in holds for what in ("date", "number", "cue", "trigger")}
    assert depth_of(length=length, **asked) is depth
