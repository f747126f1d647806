"""Which currency an article means by "$", "crowns" or "pounds": read once from the places that it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import TypedDict, cast

from transforms.lexicons import load
from transforms.mentions import Article

OPENING = 3000  # characters that say what an article is about
DATELINE = 60  # characters in which its town stands
WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")
BRITISH = ("bbc", "guardian", "telegraph", "sky news", "independent", "daily mail")
OWN_SIGN = {
    "CAD": ("C$", "CAD"),
    "AUD": ("A$", "AUD"),
    "NZD": ("NZ$", "NZD"),
    "HKD": ("HK$", "HKD"),
    "SGD": ("S$", "SGD"),
}
ENOUGH = 3  # mentions, a dateline counting for two


class _Context(TypedDict):
    families: Mapping[str, Mapping[str, list[str] | str | None]]
    dollar: Mapping[str, list[str]]


@cache
def _families() -> dict[str, tuple[str | None, dict[str, str]]]:
    """Of each shared name the currency by default, and the words that speak for one of its currencies."""
    found: dict[str, tuple[str | None, dict[str, str]]] = {}
    for family, codes in cast("_Context", load("figures/currency_context"))["families"].items():
        words = {word: code for code, names in codes.items() if isinstance(names, list) for word in names}
        found[family] = (cast("str | None", codes["default"]), words)
    return found


@cache
def _dollars() -> dict[str, str]:
    lists = cast("_Context", load("figures/currency_context"))["dollar"]
    return {word: code for code, names in lists.items() for word in names}


class FigureContext:
    """What the document says about its money; nothing is read before it is asked for."""

    def __init__(self, text: str = "", publisher: str = "") -> None:
        self._text, self._publisher = text, publisher.lower()
        self._counted: Counter[str] | None = None
        self._dollar: tuple[str, str] | None = None
        self._currencies: dict[str, str | None] = {}

    @property
    def dollar(self) -> str:
        """The currency of a bare dollar sign."""
        return self._dollars()[0]

    @property
    def rule(self) -> str:
        """What the currency of the dollar sign was read from."""
        return self._dollars()[1]

    @property
    def pound_is_money(self) -> bool:
        """Whether "pounds" are rather money than weight: a British publisher or the sign."""
        return any(name in self._publisher for name in BRITISH) or "£" in self._text

    def currency(self, family: str) -> str | None:
        """The currency that "crown", "peso" ... stands for; None where the article does not say."""
        if family not in self._currencies:
            default, words = _families()[family]
            ranked = self._ranked(words)
            self._currencies[family] = ranked[0][0] if ranked else default
        return self._currencies[family]

    def _words(self) -> Counter[str]:
        """How often the words of the opening occur; a word of the dateline counts twice more. "us" is a country only as "US"."""
        if self._counted is None:
            found = WORD.findall(self._text[:OPENING])
            found += 2 * WORD.findall(self._text[:DATELINE].partition(" - ")[0].partition("—")[0].partition("(")[0])
            self._counted = Counter("" if word == "us" else word.lower() for word in found)
        return self._counted

    def _ranked(self, words: Mapping[str, str]) -> list[tuple[str, int]]:
        counts: Counter[str] = Counter()
        here = self._words()
        for word, code in words.items():
            if word in here:
                counts[code] += here[word]
        return counts.most_common()

    def _dollars(self) -> tuple[str, str]:
        if self._dollar is None:
            self._dollar = self._read_dollar()
        return self._dollar

    def _read_dollar(self) -> tuple[str, str]:
        for name, code in load("figures/money")["publishers"].items():
            if name in self._publisher:
                return code, "dollar.publisher"
        counts = dict(self._ranked(_dollars()))
        american = counts.pop("USD", 0)
        code = max(counts, key=lambda c: counts[c], default="USD")
        if counts.get(code, 0) < ENOUGH or counts[code] <= 2 * american:
            return "USD", "dollar.default"
        if any(sign in self._text for sign in OWN_SIGN.get(code, ())):
            return "USD", "dollar.default"  # who writes "C$5" means another dollar by "$5"
        return code, "dollar.opening"


def figure_context(article: Article) -> FigureContext:
    """The context of an article: its publisher first, then what its opening names most ("Canadian", "Sydney")."""
    return FigureContext(article.text, article.publisher or "")
