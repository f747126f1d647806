"""Events a counted time after or before another: "arrested two days after the attack", "resigned a week before the vote on March 4"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from transforms.events.anchors import tokens_of
from transforms.events.triggers import Trigger
from transforms.events.when import When, clause_above
from transforms.events.words import link_words
from transforms.mentions import DateMention, Interval, Sentence
from transforms.syntax import Parse

Length = tuple[int, str]  # a number of D, W, M or Y
Span = tuple[int, int]

LENGTH = re.compile(r"P([1-9]\d{0,3})([DWMY])")
SIGNS = {"after": 1, "before": -1}
COUNTED_FROM = frozenset(("date_after", "date_before", "event_after", "event_before"))
MONTHS = {"M": 1, "Y": 12}


def find_lengths(parse: Parse, sentence: Sentence, mentions: Sequence[DateMention]) -> dict[int, Length]:
    """The lengths of time right before "after" or "before", by that word's token; not those that something lasts or that only bound."""
    found: dict[int, Length] = {}
    for mention in mentions:
        counted = LENGTH.fullmatch(mention.timex_value) if mention.timex_type == "DURATION" else None
        tokens = tokens_of(parse, sentence, mention) if counted is not None else []
        if counted is None or not tokens or tokens[-1] + 1 >= len(parse):
            continue
        before = parse.words[tokens[0] - 1].lower() if tokens[0] else ""
        if parse.words[tokens[-1] + 1].lower() in SIGNS and before not in link_words("lasting"):
            found[tokens[-1] + 1] = (int(counted[1]), counted[2])
    return found


def counted_from(
    parse: Parse,
    triggers: Mapping[int, Trigger],
    known: Mapping[int, When],
    lengths: Mapping[int, Length],
    own: Mapping[Span, Interval],
) -> dict[int, When]:
    """Trigger token -> its time by the grain of the length, for those that `known` only bounds; `own` are the days of the dates by span."""
    found: dict[int, When] = {}
    for at, (count, unit) in lengths.items():
        governor = parse.heads[parse.heads[at]] if parse.deps[at] == "mark" else clause_above(parse, at, triggers)
        when = known.get(governor) if governor is not None else None
        if governor is None or when is None or when.rule not in COUNTED_FROM or when.span is None:
            continue
        interval = _moved(own.get(when.span), SIGNS[parse.words[at].lower()] * count, unit)
        if interval is not None:
            found[governor] = replace(when, interval=interval, rule="event_offset")
    return found


def _moved(own: Interval | None, count: int, unit: str) -> Interval | None:
    """The interval moved by the length, no finer than its unit, as "two weeks ago" is a week; None off the calendar.

    >>> _moved(Interval(date(2024, 3, 4), date(2024, 3, 4), "day"), 6, "M")
    Interval(start=datetime.date(2024, 9, 1), end=datetime.date(2024, 9, 30), precision='month')
    """
    if own is None or own.start is None or own.end is None:
        return None
    try:
        if unit in MONTHS:
            return _by_months(own.start, own.end, count * MONTHS[unit], unit)
        step = timedelta(days=count * (7 if unit == "W" else 1))
        start, end = own.start + step, own.end + step
    except (OverflowError, ValueError):
        return None
    if unit == "W" and own.start == own.end:
        start -= timedelta(days=start.weekday())
        return Interval(start, start + timedelta(days=6), "week")
    return Interval(start, end, own.precision)


def _by_months(start: date, end: date, months: int, unit: str) -> Interval:
    first, last = _month(start, months), _month(end, months)
    if unit == "Y":
        first, last = first.replace(month=1), last.replace(month=12)
    last = last.replace(day=monthrange(last.year, last.month)[1])
    whole = {"M": first.year == last.year and first.month == last.month, "Y": first.year == last.year}[unit]
    return Interval(first, last, {"M": "month", "Y": "year"}[unit] if whole else "interval")


def _month(day: date, months: int) -> date:
    """The first of the month so many months on."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
