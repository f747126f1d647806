"""The language of a text: English by its commonest words, any other by a language model, and only where that is certain."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from transforms.lexicons import load

PREFIX = 2_000  # characters: enough, and cheap
ENGLISH_SHARE = 0.18  # of the words; English prose has 0.25 to 0.45 of them, other languages below 0.08
ENGLISH_WORDS = 2
MIN_LETTERS = 40  # below that every detector guesses
CERTAIN = 0.95
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """ISO 639-1 code; None where the text is too short or too odd to say.

    >>> language_of("The mayor said on Tuesday that the bridge will be closed to traffic.")
    'en'
    """
    prefix = text[:PREFIX]
    words = _WORD.findall(prefix.lower())
    common = _english_words()
    known = sum(word in common for word in words)
    if known >= ENGLISH_WORDS and known >= ENGLISH_SHARE * len(words):
        return "en"
    if sum(map(len, words)) < MIN_LETTERS or len(words) < 8:
        return None
    code, certainty = _model().classify(" ".join(words))
    return str(code) if certainty >= CERTAIN else None


@cache
def _english_words() -> frozenset[str]:
    return frozenset(load("articles/english_words")["words"])


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
