"""What can be known of a word from its form alone: word, ending, shape, and what the table of English forms lists it as."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from transforms.syntax.lemmas import lemmas_by_class

DIGITS = re.compile(r"[0-9]")
ENDING = 3  # letters
CLASSES = ("verb", "noun", "adj", "adv")
LISTINGS = 3 ** len(CLASSES)  # each class: not listed, listed as its own lemma, listed as an inflected form
SHAPES = 16


def normal(word: str) -> str:
    """Lower case, straight apostrophe, every digit 0 and five digits at most: the form that the vocabulary lists.

    >>> normal("Signed"), normal("1,250"), normal("n’t")
    ('signed', '0,000', "n't")
    """
    plain = DIGITS.sub("0", word.lower().replace("’", "'"))
    return "00000" if len(plain) > 5 and plain.isdigit() else plain


def shape(word: str) -> int:
    """A number below SHAPES for the kind of characters a word is made of."""
    if word.isalpha():
        return _letters(word)
    if word.isdigit():
        return 5 + min(len(word), 5) - (len(word) > 4)  # 6 7 8 9: one, two, three, four and more digits
    if word[0].isdigit():
        return 10 if DIGITS.sub("", word).strip(".,:/") == "" else 11
    if not any(c.isalnum() for c in word):
        return 12
    if any(c.isdigit() for c in word):
        return 13
    return 14 if word[0].isupper() else 15


def _letters(word: str) -> int:
    if word.islower():
        return 0
    if word.isupper():
        return 1 if len(word) == 1 else 2
    return 3 if word.istitle() else 4


def listing(word: str) -> int:
    """A number below LISTINGS: under which open classes the form is listed, and whether as lemma or inflected."""
    listed, plain = lemmas_by_class(word), word.lower()
    found = 0
    for part in CLASSES:
        found = 3 * found + (0 if part not in listed else 1 if listed[part] == plain else 2)
    return found


@dataclass(frozen=True, slots=True)
class Forms:
    """The numbered vocabulary: normal form -> row, ending -> row; row 0 is for all others."""

    words: Mapping[str, int]
    endings: Mapping[str, int]

    def rows(self, word: str) -> tuple[int, int, int, int]:
        """Rows of a word in the four tables of the first layer: word, ending, shape, listing."""
        plain = normal(word)
        return (
            self.words.get(plain, 0),
            self.endings.get(plain[-ENDING:], 0),
            shape(word),
            listing(word) if word.isalpha() else 0,
        )
