"""People counted by what befell them, with no noun beside the number: "killed nine people and injured at least 50 more"."""

from __future__ import annotations

from transforms.figures.grammar import Grammar, Place
from transforms.figures.lexicon import lexicon

FURTHER = frozenset(("more", "others", "other", "of"))
AUXILIARIES = frozenset(("are", "be", "been", "being", "had", "has", "have", "is", "was", "were", "reported", "also"))
BEHIND = 5  # words between a number and the participle behind it


def harmed_after(grammar: Grammar, place: Place) -> int | None:
    """The wounded of "three dead and 20 wounded", "17 were badly wounded", "28 more injured"; not of "20 wounded soldiers"."""
    if place.draft.kind != "count" or place.draft.per is not None:
        return None
    for at in range(place.after, min(place.after + BEHIND, len(grammar.parse))):
        if grammar.low(at) in lexicon().nouns["harmed"]:
            return at if _is_last(grammar, at) else None
        degree = grammar.parse.tags[at] == "RB" and grammar.low(at).endswith("ly")
        if grammar.low(at) not in FURTHER and grammar.low(at) not in AUXILIARIES and not degree:
            return None
    return None


def harm_before(grammar: Grammar, place: Place) -> int | None:
    """The injured of "injured at least 50 more", "wounding 12."."""
    at = place.left
    if place.draft.kind != "count" or place.draft.per is not None or at < 0:
        return None
    if grammar.parse.lemmas[at] not in lexicon().nouns["harming_verbs"] or grammar.parse.tags[at][:2] != "VB":
        return None
    after = place.after + (grammar.low(place.after) == "more")
    return at if after >= len(grammar.parse) or not grammar.is_noun(after) else None


def _is_last(grammar: Grammar, at: int) -> bool:
    """Whether no noun stands behind the participle that it would describe."""
    behind = at + 1
    return behind >= len(grammar.parse) or not grammar.parse.tags[behind].startswith(("NN", "JJ", "VBN"))
