"""Which tags a form cannot bear, by the closed classes and by the table of English forms: what the network must not unlearn."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from transforms.lexicons import load
from transforms.syntax.forms import normal
from transforms.syntax.lemmas import lemmas_by_class

# An inflected verb form by its ending: "sinks" is no VBD. Forms that are their own lemma ("need", "bring") are left alone.
VERB_ENDINGS = (
    ("ed", frozenset(("VB", "VBP", "VBZ", "VBG"))),
    ("ing", frozenset(("VB", "VBP", "VBZ", "VBD", "VBN"))),
    ("s", frozenset(("VB", "VBP", "VBD", "VBN", "VBG"))),
)
NAMES = ("NNP", "NNPS")


@cache
def closed_classes() -> dict[str, frozenset[str]]:
    """Word -> the tags under which it is listed."""
    found: dict[str, frozenset[str]] = {}
    for tag, words in load("syntax/closed_classes").items():
        for word in words:
            found[word] = found.get(word, frozenset()) | {tag}
    return found


def barred(word: str, tags: Collection[str]) -> frozenset[str]:
    """The tags that the word cannot bear.

    >>> sorted(barred("had", ("VBD", "VBP", "NN"))), sorted(barred("Had", ("VBD", "VBP", "NNP")))
    (['NN', 'VBP'], ['VBP'])
    """
    listed = closed_classes().get(normal(word))
    if listed:
        return frozenset(tags) - listed - (frozenset() if word.islower() or not word[0].isalpha() else frozenset(NAMES))
    if not word.isalpha() or word.isupper():
        return frozenset()
    plain = word.lower()
    if lemmas_by_class(plain).get("verb", plain) == plain:
        return frozenset()
    return next((bars & frozenset(tags) for ending, bars in VERB_ENDINGS if plain.endswith(ending)), frozenset())
