"""Periods by the day they end on: "the year ended June 30", and what that says of every fiscal year of the document."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date

from transforms.dates import calendar as cal
from transforms.dates.calendar import ImpossibleDateError, When
from transforms.dates.state import DateRule, Hit, Reading, date_rule, reading, unknown
from transforms.dates.stated import day_of_month, month
from transforms.dates.words import Text, value_of
from transforms.mentions import Interval

END_DAY = r"H?(?:W\.?,?)?((?:M\.?[DV]|[DV]f?M)(?:,?Y)?|M\.?(?:,?Y)?(?!\.?[DV]))"
ENDED = re.compile("[n&]" + END_DAY)
UP_TO = frozenset(("to", "through"))
YEAR_ENDED = re.compile("Un" + END_DAY)
REACH = 10  # tokens
MONTHS = {"Y": 12, "Q": 3, "m": 1}
MOVED = {"this": 0, "last": -1, "previous": -1, "next": 1, "following": 1}


def fiscal_year_end(text: Text) -> tuple[int, int] | None:
    """Month and day on which the document's years end, where it names one and no other."""
    found = set()
    for match in YEAR_ENDED.finditer(text.letters):
        tokens = range(match.start(1), match.end(1))
        if text.lower(match.start()) == "year":
            month = next(int(value_of(text.tokens[i])) for i in tokens if text.letters[i] == "M")
            day = next((int(value_of(text.tokens[i])) for i in tokens if text.letters[i] in "DV"), None)
            found.add((month, day or monthrange(2001, month)[1]))
    return found.pop() if len(found) == 1 else None


def ended(hit: Hit, found: Reading) -> Reading:
    """The same period, its days counted back from the day it is said to end on; `anchor` is that day."""
    try:
        span = _end_of(hit)
    except ImpossibleDateError:
        return found  # "the year ended June 31": that day is reported where it stands
    if span is None or found.type != "DATE" or found.interval is None:
        return found
    when, first, last = span
    unit = _unit(hit)
    start = _start(when, unit)
    if start is None:
        return found
    found.interval = Interval(start, when, found.interval.precision)
    found.basis, found.status = "anaphoric", "resolved"
    found.anchor = (hit.text.starts[first], hit.text.end(last - 1))
    if unit == "Y":
        found.value = f"{when.year:04d}"
    return found


def _end_of(hit: Hit) -> tuple[date, int, int] | None:
    """The day behind "ended", or behind the "to" of "the year to March", and its tokens."""
    match = ENDED.match(hit.text.letters, hit.end, hit.end + REACH)
    if match is None:
        return None
    if hit.text.letters[hit.end] == "&" and (hit.letters not in ("HU", "HQ", "HyU") or hit.after() not in UP_TO):
        return None
    last = Hit(hit.text, match.start(1), match.end(1), hit.state)
    day = day_of_month(last) or month(last)
    if day is None or day.interval is None or day.interval.end is None:
        return None
    first = match.start() + 1 + (hit.text.letter(match.start() + 1) == "H")
    return day.interval.end, first, match.end(1)


def _unit(hit: Hit) -> str:
    """The unit that the match ends on; a quarter is Q."""
    index = next((i for i in range(hit.end - 1, hit.start - 1, -1) if hit.text.letters[i] in "UQ"), None)
    if index is None or hit.text.lower(index).endswith("s"):
        return ""
    return str(value_of(hit.text.tokens[index]))


def _start(end: date, unit: str) -> date | None:
    try:
        if unit == "W":
            return cal.add_days(end, -6)
        return cal.add_months(cal.add_days(end, 1), -MONTHS[unit]) if unit in MONTHS else None
    except ImpossibleDateError:
        return None


def ended_period(hit: Hit) -> Reading | None:
    """The quarter ended June 30, a week ended July 5."""
    span, unit = _end_of(hit), _unit(hit)
    if span is None or not unit:
        return None
    end = span[0]
    if unit == "W":
        when = cal.week(end)
    elif unit == "Q":
        when = cal.quarter(end.year, (end.month + 2) // 3)
    elif unit == "Y":
        when = cal.year(end.year)
    else:
        return None
    return reading(when)


def fiscal(hit: Hit) -> Reading | None:
    """Fiscal 2025: its days are known only where the document says when its years end."""
    year, now = hit.value("Y"), hit.state.published
    if year is None and hit.text.letter(hit.start - 1) in "DYB" and hit.text.letter(hit.start - 2) in "/-":
        return None  # "the 2025/26 fiscal year": the years before it say which
    if hit.letters == "YyU" and hit.text.letter(hit.start - 1) in "/-":
        return None  # "the 2025/2026 financial year": two years and their range
    second = hit.index("D")
    if year is not None and second is not None:
        if int(hit.text.tokens[second]) != (year + 1) % 100 or not hit.text.glued(second - 1):
            if second < hit.end - 1:
                return None
            found = fiscal(Hit(hit.text, hit.start, second - 1, hit.state))
            return replace(found, end=second - 1) if found else None
        year += 1  # "FY2024-25" is the year that ends in 2025
    if hit.letters[0] == "q" and year is None:
        year = _short_year(hit)
        if year is None:
            return None
    if hit.value("y") == "calendar":
        return reading(cal.year(year)) if year is not None else None
    if year is None:
        if now is None:
            return unknown("XXXX", "year")
        year = now.year + MOVED.get(str(hit.value("LTX")), 0)
    days = fiscal_days(hit, year, 1, 12)
    if days is None:
        return unknown(str(year), "year")
    return reading(When(str(year), Interval(*days, "year")), basis="completed")


def _short_year(hit: Hit) -> int | None:
    """FY25; FY25/26 is the year that ends in 2026."""
    numbers = [hit.text.tokens[i] for i in range(hit.start, hit.end) if hit.text.letters[i] == "D"]
    if hit.text.tokens[hit.start] != "FY" or any(len(n) != 2 for n in numbers):
        return None
    if len(numbers) == 2 and int(numbers[1]) != int(numbers[0]) + 1:
        return None
    return 2000 + int(numbers[-1])


def fiscal_days(hit: Hit, year: int, nth: int, size: int) -> tuple[date, date] | None:
    """First and last day of the nth stretch of so many months of a fiscal year; None where its end is not known."""
    if hit.state.fiscal_end is None or not 2 <= year <= 9998:
        return None
    month, day = hit.state.fiscal_end
    try:
        end = cal.day(year, month, day).first
    except ImpossibleDateError:
        return None
    if end is None:
        return None
    opens = cal.add_months(cal.add_days(end, 1), -12)
    first = cal.add_months(opens, size * (nth - 1))
    return first, cal.add_days(cal.add_months(first, size), -1)


def fiscal_quarter(hit: Hit, year: int, nth: int, stated: bool) -> Reading:
    """A quarter of a fiscal year; without a stated year the last one begun."""
    now = hit.state.published
    days = fiscal_days(hit, year, nth, 3)
    if not stated and now is not None:
        ahead = fiscal_days(hit, year + 1, nth, 3)
        if ahead is not None and ahead[0] <= now:
            year, days = year + 1, ahead
    value = cal.quarter(year, nth).value
    if days is None:
        return unknown(value, "quarter")
    return reading(When(value, Interval(*days, "quarter")), basis="stated" if stated else "completed")


RULES: tuple[DateRule, ...] = (
    date_rule("ended_period", "the quarter ended June 30", r"[HA]?(?:y-?)?[UQ]", ended_period),
    date_rule(
        "fiscal",
        "fiscal 2025, the 2025 financial year, the latest fiscal year",
        r"H?[cLTX]?y(?:U\(q\)Y|U?Y(?:[/-]D)?|U)|qY(?:[/-]D)?|q`?D(?:[/-]D)?|H?Y(?:[/-]D)?yU",
        fiscal,
    ),
)
