from __future__ import annotations

import pytest

from transforms.syntax.lemmas import lemma, parts_of_speech


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        ("signed", "VBD", "sign"),
        ("Signed", "VBN", "sign"),
        ("was", "VBD", "be"),
        ("has", "VBZ", "have"),
        ("losses", "NNS", "loss"),
        ("people", "NNS", "people"),
        ("men", "NNS", "man"),
        ("worse", "JJR", "bad"),
        ("left", "VBD", "leave"),
        ("left", "JJ", "left"),
        ("Boeing", "NNP", "boeing"),
        ("Sharpened", "NNP", "sharpened"),
        ("the", "DT", "the"),
        ("zorbing", "VBG", "zorbing"),
    ],
)
def test_lemmas(word: str, tag: str, expected: str) -> None:
    assert lemma(word, tag) == expected


def test_the_open_classes_of_a_form() -> None:
    assert {"verb", "noun"} <= parts_of_speech("Strike")
    assert parts_of_speech("zorbing") == frozenset()
