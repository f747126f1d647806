"""The day an article speaks on: as given, else from its dateline, else inferred from what its text says of years; never the clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from transforms.dates import calendar as cal
from transforms.dates.calendar import ImpossibleDateError
from transforms.dates.dateline import FULL, dateline, full_day, month_and_day
from transforms.dates.tense import tense
from transforms.dates.words import Text, read, value_of
from transforms.mentions import Article, Sentence

HEAD = 400  # characters in which a dateline may stand
FIRST_YEAR, LAST_YEAR = 1990, 2035  # the plausible window for news whose year is only inferred
WEEKDAY_DATE = re.compile(r"W\.?,?H?(?:M\.?[DV]|[DV]f?M)(?!,?Y)")
SINCE = re.compile(r"iH?(?:R-?|ef)?H?M?\.?,?Y")


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """The day, what it rests on (a code of published_basis), and the reasons in words."""

    day: date | None
    basis: str
    reasons: tuple[str, ...] = ()


def find_document_date(article: Article, sentences: Sequence[Sentence]) -> DocumentDate:
    """The article's own day with its basis: given, dateline, inferred by elimination, else unknown."""
    if article.published_on is not None:
        doubts = _doubts(read(article.text), article.published_on)
        return DocumentDate(article.published_on, article.published_basis, ("given with the article", *doubts))
    line = dateline(article.text[:HEAD]) or (dateline(article.title[:HEAD]) if article.title else None)
    if line is not None:
        return DocumentDate(line.day, "dateline", (f"the line {line.quote!r} says {line.day.isoformat()}",))
    return _inferred(read(article.text))


def _doubts(text: Text, given: date) -> tuple[str, ...]:
    """Weekdays with a date that fit no year beside the given day: told, since the text or the day is wrong, never acted on."""
    found = []
    for match in WEEKDAY_DATE.finditer(text.letters):
        weekday, month, day = _pair(text, match)
        fits = any(w == weekday for w in _weekdays_of(month, day, range(given.year - 1, given.year + 2)))
        if not fits and 1 <= day <= 31:
            found.append(f"{cal.WEEKDAYS[weekday - 1]} {day}.{month}. fits no year beside {given.isoformat()}")
    return tuple(dict.fromkeys(found))


def _weekdays_of(month: int, day: int, years: range) -> list[int]:
    """The weekdays of a day of a month in some years."""
    found = []
    for year in years:
        try:
            when = cal.day(year, month, day).first
        except ImpossibleDateError:
            continue
        if when is not None:
            found.append(when.isoweekday())
    return found


def _past_days(text: Text) -> list[date]:
    """Full dates that no cue puts ahead."""
    behind = [m for m in FULL.finditer(text.letters) if tense(text, m.start(), m.end()) != "strong_future"]
    found = [full_day(text, m) for m in behind]
    return [d for d in found if d is not None]


def _inferred(text: Text) -> DocumentDate:
    """By elimination: years in which each weekday falls on its date, none before the latest year said to lie behind."""
    matches = list(WEEKDAY_DATE.finditer(text.letters))
    pairs = {_pair(text, m) for m in matches}
    behind = {_pair(text, m) for m in matches if tense(text, m.start(), m.end()) == "past"}
    if not behind:  # "will open on Saturday, May 4" is not the day of the article
        return DocumentDate(None, "unknown", ("no weekday with a date that lies behind, no dateline",))
    floor, reasons = _floor(text)
    years = [
        y
        for y in range(max(FIRST_YEAR, floor or FIRST_YEAR), LAST_YEAR + 1)
        if all(y in cal.years_with(*p, range(y, y + 1)) for p in pairs)
    ]
    reasons += [f"{cal.WEEKDAYS[w - 1]} fits {d}.{m}. in {', '.join(map(str, years))}" for w, m, d in sorted(pairs)]
    if not years or floor is None:
        return DocumentDate(None, "unknown", (*reasons, "several years fit" if years else "no year fits"))
    if years[0] - floor > 4:
        return DocumentDate(None, "unknown", (*reasons, f"the nearest is {years[0] - floor} years from {floor}"))
    days = [day for _, m, d in behind if (day := cal.day(years[0], m, d).first)]
    latest = max([*days, *(day for day in _past_days(text) if day.year == years[0])])
    return DocumentDate(latest, "inferred", (*reasons, f"the smallest year not before {floor} is {years[0]}"))


def _pair(text: Text, match: re.Match[str]) -> tuple[int, int, int]:
    month, day = month_and_day(text, match.start(), match.end())
    return int(value_of(text.tokens[match.start()])), month, day


def _floor(text: Text) -> tuple[int | None, list[str]]:
    """The latest year that the text puts behind itself, and how."""
    reasons, floor = [], None
    behind = [
        (int(text.tokens[m.end() - 1]), m)
        for m in SINCE.finditer(text.letters)
        if text.lower(m.start()) in ("since", "in", "from", "during", "throughout")
    ]
    for year_, match in behind:
        if text.lower(match.start()) == "since" and year_ <= LAST_YEAR and (floor is None or year_ > floor):
            floor = year_
            reasons = [f"since {year_} lies behind"]
    for day in _past_days(text):
        if day.year <= LAST_YEAR and (floor is None or day.year > floor):
            floor = day.year
            reasons = [f"{day.isoformat()} is spoken of as past"]
    return floor, reasons
