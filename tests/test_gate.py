"""Which sentences are parsed, and how well."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from transforms.events import may_hold_event
from transforms.figures import may_hold_figure
from transforms.gate import LONGEST, Depth, depth_of, with_gates
from transforms.statements import may_hold_statement

PLAIN = 80  # characters


@pytest.mark.parametrize(
    ("length", "holds", "depth"),
    [
        (PLAIN, {"date"}, Depth.MODEL),
        (LONGEST, {"date", "number"}, Depth.MODEL),
        (LONGEST + 1, {"date"}, Depth.RULES),
        (PLAIN, {"number"}, Depth.MODEL),
        (LONGEST + 1, {"number"}, Depth.RULES),
        (PLAIN, {"cue"}, Depth.RULES),
        (PLAIN, {"trigger"}, Depth.RULES),
        (PLAIN, set(), None),
        (LONGEST + 1, set(), None),
    ],
)
def test_depth(length: int, holds: set[str], depth: Depth | None) -> None:
    asked = {f"has_{what}": what in holds for what in ("date", "number", "cue", "trigger")}
    assert depth_of(length=length, **asked) is depth


@pytest.mark.parametrize("pattern", [may_hold_event, may_hold_figure, may_hold_statement])
def test_gates_look_for_ascii_words(pattern: Callable[[], str]) -> None:
    assert all(character.isascii() for character in pattern() if character.isalpha())


@pytest.mark.parametrize(
    ("text", "number", "cue", "trigger"),
    [
        ("A caf\u00e9 opened in the old mill.", False, False, False),
        ("The Zo\u00eb sank with twelve men aboard.", True, False, False),
        ("It was \u201cfinished\u201d by then.", False, True, False),
        ("The \u00c9lan group announced nothing.", False, True, True),
        ("Both men died in \u00c5rhus.", False, False, True),
        ("She undied, tensaid and resignedly fortied.", False, False, False),
    ],
)
def test_gates(text: str, number: bool, cue: bool, trigger: bool) -> None:
    late = pl.LazyFrame({"sentence_no": [99], "text": [text]})
    gates = with_gates(late).select("has_number", "has_cue", "has_trigger").collect().row(0)
    assert gates == (number, cue, trigger)
