"""Patterns of sentences: those that may hold an event worth parsing for, and those that hold none."""

from __future__ import annotations

import re
from functools import cache

from transforms.lexicons import load


@cache
def may_hold_event() -> str:
    """A pattern of the forms of verbs that news is made of; only sentences that match may hold an undated event of note."""
    forms = sorted(load("events/gate"), key=lambda w: (-len(w), w))
    return rf"(?i)\b(?:{'|'.join(forms)})\b"


@cache
def _phrases() -> tuple[str, ...]:
    words = load("events/boilerplate")
    return (*words["anywhere"], *words["opening"])


@cache
def _boilerplate() -> re.Pattern[str]:
    words = load("events/boilerplate")
    anywhere, opening = ("|".join(map(re.escape, words[where])) for where in ("anywhere", "opening"))
    return re.compile(rf"\b(?:{anywhere})\b|^\W*(?:{opening})\b", re.IGNORECASE)


def is_boilerplate(sentence: str) -> bool:
    """Whether the sentence stands under every text of its publisher: a disclaimer, a link to more of the same.

    >>> is_boilerplate("For more information, visit our site."), is_boilerplate("Police asked for more information.")
    (True, False)
    """
    lower = sentence.lower()
    if not any(map(lower.__contains__, _phrases())):
        return False  # nearly all sentences, and asking for each phrase alone is ten times as fast as the pattern
    return _boilerplate().search(sentence) is not None
