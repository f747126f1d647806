"""Names found in a text as an alternation between word boundaries finds them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from transforms.names.occurrences import occurrences

NAMES = st.sets(st.text("ab_ .é", min_size=1, max_size=5), min_size=1, max_size=5)


def test_whole_words_the_longest_first() -> None:
    assert occurrences(["Ann Lee", "Lee"], "Ann Lee met Lee, not Leeds") == [(0, 7), (12, 15)]


def test_nobody_is_found_where_nobody_is_known() -> None:
    assert occurrences([], "Ann Lee met Lee") == []


def test_a_name_that_ends_in_a_stop_needs_a_word_behind_it() -> None:
    assert occurrences(["Lee Jr."], "Lee Jr. left") == []
    assert occurrences(["Lee Jr."], "Lee Jr.s") == [(0, 7)]


@given(names=NAMES, text=st.text("ab_ .é", max_size=30))
def test_same_as_an_alternation(names: set[str], text: str) -> None:
    ordered = sorted(names, key=lambda w: (-len(w), w))
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b")
    assert occurrences(ordered, text) == [match.span() for match in pattern.finditer(text)]
