"""What a run has seen, in few bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.compact import KeySet, LastSeen, key_of

KEYS = st.integers(0, 2**64 - 1) | st.integers(0, 20)


@given(st.lists(KEYS))
def test_a_key_is_new_once(keys: list[int]) -> None:
    seen, plain = KeySet(fresh=3), set[int]()
    for key in keys:
        assert seen.add(key) is (key not in plain)
        plain.add(key)


@given(st.lists(st.tuples(st.integers(0, 20), st.sampled_from("abc"))))
def test_a_place_tells_what_was_there_before(puts: list[tuple[int, str]]) -> None:
    last, plain = LastSeen(fresh=3), dict[int, str]()
    for place, letter in puts:
        before = plain.get(place)
        assert last.put(place, letter * 24) == (before * 24 if before and before != letter else None)
        plain[place] = letter


def test_keys_depend_on_every_field() -> None:
    assert len({key_of("a", "b"), key_of("ab"), key_of("a", None), key_of(None, "a")}) == 4
