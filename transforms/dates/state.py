"""What a resolver knows: the match itself, and the state of the document up to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from transforms.dates.calendar import When
from transforms.dates.words import Text, value_of
from transforms.mentions import Interval
from transforms.rules import Rule

FRESH = 14  # days
Span = tuple[int, int]


@dataclass(slots=True)
class Reading:
    """What a rule makes of a match. `start`, `end` (token indexes) narrow the span; `anchor` is the span it was counted from."""

    value: str
    type: str = "DATE"
    mod: str | None = None
    interval: Interval | None = None
    basis: str = "stated"
    status: str = "resolved"
    anchor: Span | None = None
    candidates: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    rule: str | None = None


@dataclass(slots=True)
class Focus:
    """The date last spoken of: year, month and day as far as given, and where it stands."""

    year: int
    month: int | None
    day: int | None
    precision: str
    span: Span

    def date(self) -> date | None:
        """Its first day; None before the common era."""
        if not 1 <= self.year <= 9999:
            return None
        return date(self.year, self.month or 1, self.day or 1)


@dataclass(slots=True)
class State:
    """One document's: the day it speaks on, the date last spoken of, the quarter under discussion, its mode."""

    published: date | None
    narrative: bool = False
    focus: Focus | None = None
    day_focus: Focus | None = None
    fresh_focus: Focus | None = None  # the last day spoken of that is near publication
    named_day: Focus | None = None  # the last day spoken of, be it the focus or not
    named_month: Focus | None = None  # the last month spoken of
    quarter: tuple[int, int] | None = None
    quarter_span: Span | None = None
    half: tuple[int, int] | None = None  # the half-year spoken of since the last quarter
    half_span: Span | None = None
    era: int = 1
    opening: tuple[int, Span] | None = None  # the year that opened a sentence last: "In 2019, ..."
    opening_days: int | None = None  # the end of the last opening days
    repeats: int | None = None  # the end of the last opening days or SET: a clock time beside it is of no one day
    fiscal_end: tuple[int, int] | None = None  # month and day on which the document's years end, where it says so
    day_first: bool | None = None  # the order of the document's dates in digits, where known
    considered: dict[Span, tuple[str, ...]] | None = (
        None  # what other rules would have read, by span; kept only for `dateline explain`
    )

    def time_focus(self) -> Focus | None:
        """The day that a bare time belongs to: the last one spoken of, in news the last fresh one where that one is long past."""
        focus, published = self.day_focus, self.published
        if self.narrative or focus is None or published is None:
            return focus
        when = focus.date()
        return self.fresh_focus if when is None or abs((published - when).days) > FRESH else focus

    def now(self) -> date | None:
        """The day from which "last week" is counted."""
        if self.narrative and self.focus is not None:
            return self.focus.date()
        return self.published


@dataclass(slots=True)
class Hit:
    """One match of a letter pattern: tokens `start` to `end` (exclusive) of the text."""

    text: Text
    start: int
    end: int
    state: State

    @property
    def letters(self) -> str:
        """The letters of the match."""
        return self.text.letters[self.start : self.end]

    def index(self, letter: str) -> int | None:
        """Index of the first token of that class."""
        found = self.text.letters.find(letter, self.start, self.end)
        return None if found < 0 else found

    def value(self, letters: str) -> Any:
        """Value of the first token of one of the classes, else None."""
        for index in range(self.start, self.end):
            if self.text.letters[index] in letters:
                return value_of(self.text.tokens[index])
        return None

    def word(self, letter: str) -> str:
        """The first token of that class in lower case, else ''."""
        index = self.index(letter)
        return "" if index is None else self.text.lower(index)

    def words(self) -> list[str]:
        """All its tokens in lower case."""
        return [self.text.lower(i) for i in range(self.start, self.end)]

    def before(self, back: int = 1) -> str:
        """A word left of the match."""
        return self.text.lower(self.start - back)

    def after(self, on: int = 0) -> str:
        """A word right of the match."""
        return self.text.lower(self.end + on)

    def mod(self) -> str | None:
        """START, MID or END where the match begins with early, mid, late or "the end of"."""
        found = self.value("Re")
        return str(found) if found else None


Maker = Callable[[Hit], "Reading | None"]
DateRule: TypeAlias = Rule[Maker]


def date_rule(name: str, reads: str, pattern: str, make: Maker) -> DateRule:
    """A rule of this dimension; its pattern is over class letters."""
    return Rule(name, reads, pattern, make)


def reading(when: When, basis: str = "stated", **more: Any) -> Reading:
    """A resolved DATE."""
    return Reading(value=when.value, interval=when.interval, basis=basis, **more)


def unknown(value: str, precision: str, **more: Any) -> Reading:
    """A DATE whose days cannot be known."""
    return Reading(
        value=value, interval=Interval(None, None, precision), basis="completed", status="underspecified", **more
    )
