"""What sort of source a claimant is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from transforms.lexicons import load
from transforms.names import Names, words

WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")
PRONOUNS = frozenset({"he", "she", "i", "you", "who", "him", "her"})
UNNAMED = frozenset({"they", "we", "some", "many", "others", "several", "one", "most", "few", "those"})


def claimant_kind(claimant: str, names: Names) -> str | None:
    """person, organisation, document, media or anonymous; None where the words do not tell."""
    known = names.kind(claimant)
    if known is not None:
        return "organisation" if known == "place" else known  # "Russia said": its government
    return head_kind(claimant)


def head_kind(claimant: str) -> str | None:
    """The kind by the words alone, by the head of the phrase above all: "the head of the union" is a person."""
    lower = claimant.lower()
    if lower in PRONOUNS:
        return "person"
    said = WORD.findall(lower)
    if not said or lower in UNNAMED or said[0] in UNNAMED:
        return "anonymous"
    head = said[-1]
    for c, word in enumerate(said):
        if word == "by" and (made := next((w for w in said[:c] if w in _heads()), None)):
            return _heads()[made]  # "data collected by the agency"
        if word in ("of", "at", "from", "in", "for", "with", "familiar", "on") and c:
            head = said[c - 1]
            break
    known = _heads().get(head)
    if known is None and head in words.roles():
        return "person"
    if known is None and head.removesuffix("s") in words.roles():
        return "anonymous"
    return known


def can_speak(claimant: str | None, kind: str | None) -> bool:
    """Whether the claimant is a person, a body of persons, or at least has a name."""
    if claimant is None or kind == "document":
        return False
    said = claimant.split()
    return kind is not None or any(w[0].isupper() for w in (said[1:] or said))


@cache
def _heads() -> Mapping[str, str]:
    return {word: kind for kind, words in load("statements/sources").items() for word in words}
