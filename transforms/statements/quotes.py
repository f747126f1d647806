"""Quotations of an article: where they begin and end, over sentences but not over paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

MARK = re.compile(r"[“”„\"]|''|``|\n+")
OPENS, CLOSES = frozenset("“„"), frozenset("”")
LONGEST = 3000  # characters; a mark without a partner is not the end of a quotation that fills the page


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation with its marks (article offsets); `open_ended` where the paragraph ends before it does."""

    start: int
    end: int
    open_ended: bool = False


@dataclass(slots=True)
class Quotes:
    """The quotations of one article in text order."""

    found: Sequence[Quote]
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [q.start for q in self.found]

    def around(self, offset: int) -> Quote | None:
        """The quotation that the character stands in."""
        at = bisect_right(self._starts, offset) - 1
        return self.found[at] if at >= 0 and offset < self.found[at].end else None

    def touching(self, start: int, end: int) -> list[Quote]:
        """Quotations that share a character with the span."""
        at = max(0, bisect_right(self._starts, start) - 1)
        found: list[Quote] = []
        while at < len(self.found) and self.found[at].start < end:
            if self.found[at].end > start:
                found.append(self.found[at])
            at += 1
        return found


def read_quotes(text: str) -> Quotes:
    """All quotations in double marks; straight marks open and close by turns, and each paragraph starts anew."""
    found: list[Quote] = []
    opened: int | None = None
    for mark in MARK.finditer(text):
        sign = mark[0]
        if sign[0] == "\n":
            if opened is not None and mark.start() - opened <= LONGEST and text[opened] != "'":
                found.append(Quote(opened, mark.start(), open_ended=True))
            opened = None
        elif opened is None:
            if sign not in CLOSES and _may_open(text, mark.end()):
                opened = mark.start()
        elif sign not in OPENS and sign != "``":
            if mark.start() - opened <= LONGEST:
                found.append(Quote(opened, mark.end()))
            opened = None
    if opened is not None and len(text) - opened <= LONGEST and text[opened] != "'":
        found.append(Quote(opened, len(text.rstrip()), open_ended=True))
    return Quotes(found)


def _may_open(text: str, after: int) -> bool:
    """An opening mark is followed by a word."""
    return after < len(text) and not text[after].isspace()


def quoted(content: tuple[int, int], quotes: Quotes) -> str:
    """Direct where the content is a quotation, mixed where it holds one, else indirect."""
    touching = quotes.touching(*content)
    if not touching:
        return "indirect"
    whole = touching[0].start <= content[0] + 1 and touching[-1].end >= content[1] - 1
    return "direct" if whole else "mixed"
