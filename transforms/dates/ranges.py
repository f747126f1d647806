"""Ranges as one interval beside their parts: "March 3-5", "2022-23", "between May and July"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from transforms.dates.calendar import ImpossibleDate, day, year
from transforms.dates.scan import Found
from transforms.dates.words import Text
from transforms.mentions import DateMention, Interval

DAY_TAIL = re.compile(r"-([DV])(?![:./D])(?:,?(Y))?")
YEAR_TAIL = re.compile(r"[-/](D)(?![-:/DB]|\.[DB])")
JOINING = frozenset(("-", "–", "—", "to", "until", "till", "through", "and"))


def with_ranges(text: Text, found: Sequence[Found]) -> list[DateMention]:
    """All mentions, with a row for each range, in text order; a range stands before its first part."""
    rows: list[DateMention] = []
    for n, part in enumerate(found):
        joined = _tail(text, part) or (_pair(text, part, found[n + 1]) if n + 1 < len(found) else None)
        if joined is not None:
            rows.append(joined)
        rows.append(part.mention)
    return rows


def _tail(text: Text, part: Found) -> DateMention | None:
    """A range whose second end is only a number: "March 3-5", "2022-23"."""
    interval = part.mention.interval
    if interval is None or interval.start is None or interval.end is None:
        return None
    if part.mention.rule == "month_day":
        tail = DAY_TAIL.match(text.letters, part.last)
        if tail is None:
            return None
        number = int(re.sub(r"\D", "", text.tokens[tail.start(1)]))
        try:
            last = day(interval.start.year, interval.start.month, number).first
        except ImpossibleDate:
            return None
        return _range(part.mention, interval.start, last, text.end(tail.end(1) - 1))
    if part.mention.rule == "year" and text.glued(part.last - 1):
        tail = YEAR_TAIL.match(text.letters, part.last)
        if tail is None or not text.glued(part.last) or len(text.tokens[tail.start(1)]) != 2:
            return None
        first = interval.start.year
        last_year = first - first % 100 + int(text.tokens[tail.start(1)])
        if not first < last_year <= first + 20:
            return None
        ending = year(last_year).interval
        return _range(part.mention, interval.start, ending.end if ending else None, text.end(tail.end(1) - 1))
    return None


def _pair(text: Text, part: Found, other: Found) -> DateMention | None:
    """A range of two whole expressions: a dash, or from ... to and between ... and around them."""
    first, second = part.mention, other.mention
    if other.first - part.last != 1 or first.timex_type != "DATE" or second.timex_type != "DATE":
        return None
    joint, lead = text.lower(part.last), text.lower(part.first - 1)
    dash = joint in ("-", "–", "—")
    worded = (lead == "between" and joint == "and") or (lead == "from" and joint in ("to", "until", "till", "through"))
    if joint not in JOINING or not (dash or worded):
        return None
    if first.interval is None or second.interval is None or first.interval.start is None:
        return None
    return _range(first, first.interval.start, second.interval.end, second.end)


def _range(first: DateMention, start: date, end: date | None, span_end: int) -> DateMention | None:
    if end is None or end <= start:
        return None
    return DateMention(
        start=first.start, end=span_end, timex_type="DATE", timex_value=f"{start.isoformat()}/{end.isoformat()}",
        basis=first.basis, status="resolved", rule="range", interval=Interval(start, end, "interval"), anchor=first.anchor,
    )  # fmt: skip
