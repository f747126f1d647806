"""The pattern that lets a sentence through to the parser."""

from __future__ import annotations

from functools import cache

from transforms.lexicons import load
from transforms.statements import lexicon

MARKS = "[“”„\"‘]|''|―"


@cache
def may_hold_statement() -> str:
    """A regular expression (Rust dialect): a word that attributes in one of its forms, "according to", or a quotation mark.

    Words that mostly mean something else ("back", "state", "view") do not count: parsing for them alone costs more than it finds.
    """
    gate = load("statements/gate")
    unlike = set(gate["silent"]) | set(gate["only"])
    stems = {_verb(word) for word in lexicon.verbs() if word not in unlike}
    stems |= {_noun(word) for word in lexicon.nouns() if word not in unlike}
    fixed = (set(lexicon.adjectives()) | set(lexicon.hearsay())) - unlike
    fixed |= {"according", *gate["irregular"], *(form for forms in gate["only"].values() for form in forms)}
    return rf"(?i)\b(?:{'|'.join(sorted(stems | fixed))})\b|{MARKS}"


def _verb(word: str) -> str:
    """The regular forms of a verb: deny, denies, denied, denying."""
    if word.endswith("e"):
        return f"{word[:-1]}(?:e|es|ed|ing)"
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}(?:y|ies|ied|ying)"
    return f"{word}(?:s|es|ed|ing|{word[-1]}ed|{word[-1]}ing)?"


def _noun(word: str) -> str:
    return f"{word[:-1]}(?:y|ies)" if word.endswith("y") else f"{word}(?:s|es)?"
