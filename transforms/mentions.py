"""The values that travel between the rooms of transforms: what was read, and what was found in it.

Offsets named `start` and `end` count code points of the article's text, end exclusive, unless the docstring says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Article:
    """One article as the extractor sees it."""

    article_id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    published_basis: str = "unknown"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and its place in the article; `text` is `article.text[start:end]`."""

    no: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Interval:
    """Calendar days, both ends inclusive; None is an open or unknown side. `precision` is one of `dates.date_precision`."""

    start: date | None
    end: date | None
    precision: str | None


@dataclass(frozen=True, slots=True)
class DateMention:
    """One time expression (a row of `dates`). `anchor` is the span of the date it was counted from."""

    start: int
    end: int
    timex_type: str
    timex_value: str
    basis: str
    status: str
    rule: str
    timex_mod: str | None = None
    interval: Interval | None = None
    anchor: tuple[int, int] | None = None
    candidates: tuple[str, ...] = ()  # readings not taken, for `dateline explain`


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """Whether the arithmetic that the text allows agrees with a figure: the sum as text, and the spans of the figures in it."""

    agrees: bool
    arithmetic: str
    others: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class FigureMention:
    """One number that states a quantity (a row of `figures`, before it is linked to date, statement and event).

    `noun` and `governor` are the places (article offsets) of the words behind `measured` and `predicate`, where known: links use them.
    """

    start: int
    end: int
    bound: str
    kind: str
    rule: str
    value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    unit: str | None = None
    measured: str | None = None
    measured_head: str | None = None
    holder: str | None = None
    predicate: str | None = None
    per: str | None = None
    change: str | None = None
    noun: tuple[int, int] | None = None
    governor: tuple[int, int] | None = None
    check: FigureCheck | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that is no finding, and why; for `dateline explain`."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class StatementMention:
    """One attribution (a row of `statements`). `outer` is the index of the statement that reports it, in the same list."""

    sentence_no: int
    cue_kind: str
    quoted: str
    rule: str
    claimant: str | None = None
    claimant_kind: str | None = None
    claimant_span: tuple[int, int] | None = None
    cue_span: tuple[int, int] | None = None
    content_span: tuple[int, int] | None = None
    outer: int | None = None


@dataclass(slots=True)
class EventMention:
    """One event (a row of `events`). `date_span` is the span of the date expression it was dated by; `start`, `end` is its clause."""

    sentence_no: int
    start: int
    end: int
    trigger_start: int
    trigger_end: int
    trigger_lemma: str
    status: str
    rule: str
    event_type: str | None = None
    actor: str | None = None
    object: str | None = None
    place: str | None = None
    country: str | None = None
    interval: Interval | None = None
    date_span: tuple[int, int] | None = None
    date_basis: str | None = None
    statement: int | None = None  # index in the article's list of statements
