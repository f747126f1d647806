from __future__ import annotations

import pytest

from transforms.syntax import Parse


@pytest.fixture
def parse() -> Parse:
    """Old ships sank near Malta."""
    return Parse(
        words=["Old", "ships", "sank", "near", "Malta", "."],
        starts=[0, 4, 10, 15, 20, 25],
        ends=[3, 9, 14, 19, 25, 26],
        tags=["JJ", "NNS", "VBD", "IN", "NNP", "."],
        lemmas=["old", "ship", "sink", "near", "malta", "."],
        deps=["amod", "nsubj", "ROOT", "prep", "pobj", "punct"],
        heads=[1, 2, 2, 2, 3, 2],
    )


def test_children_stand_in_text_order(parse: Parse) -> None:
    assert parse.children[2] == [1, 3, 5]
    assert parse.children[4] == []


def test_a_token_covers_its_characters_and_the_blank_before_the_next_leads_on(parse: Parse) -> None:
    assert [parse.token_at(offset) for offset in (0, 2, 3, 4, 24, 25)] == [0, 0, 1, 1, 4, 5]
    assert parse.token_at(26) is None


def test_subtree_ancestors_child_and_span(parse: Parse) -> None:
    assert parse.subtree(3) == [3, 4]
    assert list(parse.ancestors(4)) == [3, 2]
    assert parse.child(2, "nsubj", "nsubjpass") == 1
    assert parse.child(2, "dobj") is None
    assert parse.span([3, 4]) == (15, 25)


def test_a_sentence_without_words_is_an_empty_parse() -> None:
    empty = Parse([], [], [], [], [], [], [])
    assert len(empty) == 0
    assert empty.token_at(0) is None
