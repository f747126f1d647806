"""Lemmas by table: lemminflect's list of English word forms (MIT) is read, its code is not used."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

OPEN_CLASSES = {"V": "verb", "N": "noun", "J": "adj", "R": "adv", "M": "aux"}


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Form -> {part of speech: lemma}; some 75,000 forms, read once in about a tenth of a second."""
    packed = files("lemminflect.resources").joinpath("lemma_lu.csv.gz").read_bytes()
    table: dict[str, dict[str, str]] = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        form, pos, lemmas = line.split(",")[:3]
        table.setdefault(form, {})[pos] = lemmas.split("/")[0]
    return table


@lru_cache(maxsize=1 << 17)  # names and misspellings are without end
def lemma(word: str, tag: str) -> str:
    """Lower-case lemma of a word with that Penn tag; names and unknown words are only lower-cased.

    >>> lemma("signed", "VBD"), lemma("losses", "NNS"), lemma("Boeing", "NNP")
    ('sign', 'loss', 'boeing')
    """
    lower = word.lower()
    if tag.startswith("NNP") or tag[:1] not in OPEN_CLASSES:
        return lower
    known = _forms().get(lower, {})
    wanted = OPEN_CLASSES[tag[:1]]
    return known.get(wanted) or (known.get("aux") if wanted == "verb" else None) or lower


def lemmas_by_class(word: str) -> Mapping[str, str]:
    """Open word class (verb, noun, adj, adv, aux) -> lemma, for each class that the table lists the form under."""
    return _forms().get(word.lower(), {})


def parts_of_speech(word: str) -> frozenset[str]:
    """The open word classes (verb, noun, adj, adv, aux) that the table lists the form under, as lemma or inflected."""
    return frozenset(_forms().get(word.lower(), {}))
