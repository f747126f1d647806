"""A text as tokens and class letters: each distinct token is classified once, the document becomes a string of letters.

Patterns are written over the letters, so the words behind them stay in lexicons.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any

from transforms.lexicons import load

LETTER_OF = {
    "month": "M", "weekday": "W", "weekdays": "w", "season": "S", "unit": "U", "weekend": "K", "quarter": "Q",
    "half": "h", "period": "p", "moment": "m", "part_of_day": "P", "number": "N", "ordinal": "O", "decade": "C", "article": "A",
    "the": "H", "this": "T", "that": "Z", "last": "L", "next": "X", "current": "c", "few": "F", "part": "R",
    "edge": "e", "every": "E", "today": "t", "offset": "G", "about": "a", "of": "f", "joint": "&", "lead": "i",
    "ended": "n", "fiscal": "y", "often": "s", "aged": "l", "era": "b", "zone": "j", "am_pm": "k", "oclock": "k", "reference_noun": "r",
}  # fmt: skip
NEEDS_CAPITAL = {"month", "weekday", "weekdays"}
CAPITALS_ONLY = {"zone", "era"}
PARAGRAPH = "|"  # every line break: no expression runs across one, as no sentence does
TOKEN = re.compile(  # most tokens are plain words: they are tried first, and possessively
    r"([a-zA-Z]{2,}+(?:[^\W\d_]+)?|\d+(?:(?:st|nd|rd|th|s)\b)?|[aApP]\.[mM]\b\.?|[BA]\.[CD]\b\.?|['’]s\b|[^\W\d_]+|\n|[^\w\s])"
)
SIGNS = {"–": "-", "—": "-", "-": "-", "‑": "-", "’": "`", "'": "`", "’s": "'", "'s": "'"}
KEPT_SIGNS = frozenset(",.:/()")
SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s+[A-Z\"“]|\n")
WORD_BEFORE, WORD_AFTER = re.compile(r"[^\W\d_]+$"), re.compile(r"[^\W\d_]+")
LONG_SENTENCE = 300  # characters
EARLIEST_YEAR, LATEST_YEAR = 1000, 2100


@cache
def vocabulary() -> dict[str, tuple[str, Any]]:
    """Lower-case word -> (letter, value); where a word stands in two classes the later class of the lexicon wins only if the
    earlier one asks for a capital.
    """
    found: dict[str, tuple[str, Any]] = {}
    for name, words in load("dates/words").items():
        for word, value in words.items():
            found.setdefault(word, (LETTER_OF[name], value))
    found["may"] = ("M", 5)
    return found


@cache
def _cased() -> tuple[frozenset[str], frozenset[str]]:
    words = load("dates/words")
    return (
        frozenset(w for name in NEEDS_CAPITAL for w in words[name]),
        frozenset(w for name in CAPITALS_ONLY for w in words[name]),
    )


@cache
def references() -> dict[str, str]:
    """First word -> letter r, for all words that may begin a reference such as "now" or "at the time"."""
    return {phrase: kind for kind, phrases in load("dates/references").items() for phrase in phrases}


@cache
def beside(name: str) -> frozenset[str]:
    """A list of dates/context.yml."""
    return frozenset(load("dates/context")[name])


MOST = 200_000  # distinct tokens remembered


class Letters(dict[str, str]):
    """Token -> class letter, classified on first sight; forgotten and classified again where there are too many."""

    def __missing__(self, token: str) -> str:
        if len(self) >= MOST:
            self.clear()
        letter = self[token] = _letter(token)
        return letter


def _letter(token: str) -> str:
    first = token[0]
    if token in ("Q", "H", "FY"):
        return "q"
    if first.isdigit():
        return _digits_letter(token)
    if first == "\n":
        return PARAGRAPH
    if token in SIGNS:
        return SIGNS[token]
    if token in KEPT_SIGNS:
        return token
    lower = token.lower()
    if lower.replace(".", "") in ("bc", "ad") and token.isupper():
        return "b"
    if lower in references() and " " not in lower and lower != "recent":
        return "r"
    known = vocabulary().get(lower)
    if known is None:
        return "x" if lower in holiday_starts() and first.isupper() else "o"
    needs_capital, capitals_only = _cased()
    if lower in needs_capital and not first.isupper():
        return "o"
    if lower in capitals_only and not token.isupper():
        return "o"
    return known[0]


@cache
def _short_forms() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(load("abbreviations")), frozenset(load("syntax/sentence_starters"))


def _is_short_form(text: str, stop: re.Match[str]) -> bool:
    """Whether a full stop that looks like a sentence's end is that of "Mr. Low", "the U.S. Senate", "J. Low"."""
    if stop[0][0] != ".":
        return False
    short, starters = _short_forms()
    word, after = (
        WORD_BEFORE.search(text, max(0, stop.start() - 12), stop.start()),
        WORD_AFTER.match(text, stop.end() - 1),
    )
    is_short = word is not None and (word[0] in short or (len(word[0]) == 1 and word[0].isupper()))
    return is_short and after is not None and after[0] not in starters


@cache
def holiday_starts() -> frozenset[str]:
    """First words of the holidays, and of nothing else in the vocabulary."""
    return frozenset(re.split(r"[ ']", name)[0].rstrip(".") for name in load("dates/holidays")) - set(vocabulary())


def _digits_letter(token: str) -> str:
    if not token.isascii():
        return "o"
    if token.isdigit():
        if len(token) <= 2:
            return "D"
        if len(token) == 4 and EARLIEST_YEAR <= int(token) <= LATEST_YEAR:
            return "Y"
        return "B"
    if token.endswith("s"):
        digits = token[:-1]
        return "C" if digits.endswith("0") and 2 <= len(digits) <= 4 else "o"
    return "V" if len(token) <= 5 else "o"


LETTERS = Letters()


@dataclass(frozen=True)
class Text:
    """A tokenised text: tokens, their starts, and one class letter each."""

    text: str
    tokens: list[str]
    starts: list[int]
    letters: str

    @classmethod
    def read(cls, text: str) -> Text:
        """Tokens, offsets and letters of a text, in one pass."""
        pieces = TOKEN.split(text)
        ends = list(accumulate(map(len, pieces)))
        tokens = pieces[1::2]
        return cls(text, tokens, ends[0:-1:2], "".join(map(LETTERS.__getitem__, tokens)))

    def lower(self, index: int) -> str:
        """The token in lower case; empty outside of the text."""
        return self.tokens[index].lower() if 0 <= index < len(self.tokens) else ""

    def letter(self, index: int) -> str:
        """The letter; a paragraph mark outside of the text."""
        return self.letters[index] if 0 <= index < len(self.letters) else PARAGRAPH

    def end(self, index: int) -> int:
        """Offset of the end of the token."""
        return self.starts[index] + len(self.tokens[index])

    def one_sentence(self, start: int, end: int) -> bool:
        """Whether no sentence ends between two offsets, as far as short forms let it be seen."""
        if end - start > LONG_SENTENCE:
            return False
        return all(_is_short_form(self.text, stop) for stop in SENTENCE_END.finditer(self.text, start, end))

    def is_noun(self, index: int) -> bool:
        """Whether the token is a plain word in lower case, as a noun is behind "the May 2007"."""
        return self.letter(index) == "o" and self.tokens[index][0].islower()

    def glued(self, index: int) -> bool:
        """Whether nothing stands between the token and the next."""
        return index + 1 < len(self.tokens) and self.end(index) == self.starts[index + 1]


@lru_cache(maxsize=1)
def read(text: str) -> Text:
    """The text as tokens; the last one is kept, since an article is read for its own day and again for its dates."""
    return Text.read(text)


def value_of(token: str) -> Any:
    """What a token of the vocabulary stands for; digits are their number."""
    lower = token.lower()
    if lower[0].isdigit():
        return int("".join(c for c in lower if c.isdigit()))
    if lower.replace(".", "") in ("bc", "ad"):
        return -1 if lower.startswith("b") else 1
    return vocabulary()[lower][1]
