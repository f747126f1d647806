"""Ranges as one interval beside their parts: "March 3-5", "2022-23", "between May and July"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from transforms.dates.calendar import ImpossibleDateError, When, add_days, add_months, day, half, quarter, year
from transforms.dates.scan import Found
from transforms.dates.tense import is_put_off
from transforms.dates.words import Text
from transforms.mentions import DateMention, Interval

DAY_TAIL = re.compile(r"-([DV])(?![:./D])(?:,?(Y))?")
WORDED_TAIL = re.compile(r"&([DV])(?:,?(Y)|(?=[,.|)]|$))")
YEAR_TAIL = re.compile(r"[-/](D)(?![-:/DB]|\.[DB])")
COUNTED = re.compile(r"P(\d{1,4})([DWMYQ])")
MONTHS = {"M": 1, "Q": 3, "Y": 12}
DAYS = {"D": 1, "W": 7}
DASHES = frozenset(("-", "–", "—"))
FINER = frozenset(("quarter", "month", "season", "half"))
WORDS = frozenset(("to", "until", "till", "through"))


def with_ranges(text: Text, found: Sequence[Found]) -> list[DateMention]:
    """All mentions, with a row for each range before its first part, in text order."""
    rows: list[DateMention | None] = []
    for n, part in enumerate(found):
        if rows and rows[-1] is not None and part.mention.start < rows[-1].end:
            continue  # the year of "March 3-5, 2022"
        short = _tail(text, part)
        if short is not None:
            apart = _apart(text.lower(part.last), text.lower(part.first - 1))
            rows += [None if apart else _range(part.mention, short), part.mention, short]
            continue
        head = _head(text, part)
        if head is not None and (not rows or rows[-1] is None or rows[-1].end <= head.start):
            apart = _apart(text.lower(part.first - 1), text.lower(part.first - 3))
            rows += [None if apart else _range(head, part.mention), head, part.mention]
            continue
        if n + 1 < len(found) and _counted_back(text, part, found[n + 1]):
            rows.append(_stretch(part.mention, found[n + 1].mention))
        elif n + 1 < len(found) and _is_edge_of(text, part, found[n + 1]):
            rows.append(_edge(text, part, found[n + 1].mention))
        elif n + 1 < len(found) and _joined(text, part, found[n + 1]):
            rows.append(_range(part.mention, found[n + 1].mention))
        rows.append(part.mention)
    return [row for row in rows if row is not None]


def _tail(text: Text, part: Found) -> DateMention | None:
    """The second end of a range where it is only a number: the 5 of "March 3-5", the 23 of "2022-23"."""
    interval = part.mention.interval
    if interval is None or interval.start is None or interval.end is None:
        return None
    if part.mention.rule == "month_day":
        tail = DAY_TAIL.match(text.letters, part.last) or _worded_tail(text, part)
        if tail is None:
            return None
        number = int(re.sub(r"\D", "", text.tokens[tail.start(1)]))
        try:
            last = day(interval.start.year, interval.start.month, number)
        except ImpossibleDateError:
            return None
        if number <= interval.start.day:
            return None
        return _part(text, part, tail.start(1), tail.end() - 1, last)
    if part.mention.rule == "year" and text.glued(part.last - 1):
        tail = YEAR_TAIL.match(text.letters, part.last)
        if tail is None or not text.glued(part.last) or len(text.tokens[tail.start(1)]) != 2:
            return None
        first = interval.start.year
        last_year = first - first % 100 + int(text.tokens[tail.start(1)])
        if not first < last_year <= first + 20:
            return None
        return _part(text, part, tail.start(1), tail.start(1), year(last_year))
    return None


def _worded_tail(text: Text, part: Found) -> re.Match[str] | None:
    """The same in words: "March 3 to 5", "between March 3 and 5"."""
    tail = WORDED_TAIL.match(text.letters, part.last)
    joint, lead = text.lower(part.last), text.lower(part.first - 1)
    return tail if tail is not None and (_joins(joint, lead) or _apart(joint, lead)) else None


def _apart(joint: str, lead: str) -> bool:
    """Whether the word between a date and a number makes them two days: "on March 3 and 5"."""
    return joint in ("and", "or") and lead == "on"


def _joins(joint: str, lead: str) -> bool:
    """Whether the word between a number and a date makes them the ends of a range."""
    return joint in WORDS or (joint == "and" and lead == "between")


def _head(text: Text, part: Found) -> DateMention | None:
    """The first end of a range where it is only a number: the 3 of "3-5 November", of "between 3 and 5 November"."""
    interval, at = part.mention.interval, part.first - 2
    if part.mention.rule != "day_month" or interval is None or interval.start is None or at < 0:
        return None
    joint, lead = text.lower(at + 1), text.lower(at - 1)
    if text.letter(at) not in "DV" or not (joint in DASHES or _joins(joint, lead) or _apart(joint, lead)):
        return None
    number = int(re.sub(r"\D", "", text.tokens[at]))
    if not 1 <= number < interval.start.day or (at and lead in (".", ":", "/", "-", ",") and text.glued(at - 1)):
        return None
    first = day(interval.start.year, interval.start.month, number)
    return DateMention(
        start=text.starts[at], end=text.end(at), timex_type="DATE", timex_value=first.value, basis=part.mention.basis,
        status="resolved", rule="range_start", interval=first.interval, anchor=(part.mention.start, part.mention.end),
    )  # fmt: skip


def _part(text: Text, first: Found, start: int, end: int, when: When) -> DateMention:
    span = (first.mention.start, first.mention.end)
    return DateMention(
        start=text.starts[start], end=text.end(end), timex_type="DATE", timex_value=when.value, basis="completed",
        status="resolved", rule="range_end", interval=when.interval, anchor=span,
    )  # fmt: skip


def _joined(text: Text, part: Found, other: Found) -> bool:
    """Whether two expressions are the ends of a range: a dash, or from ... to and between ... and around them."""
    first, second = part.mention, other.mention
    if other.first - part.last != 1 or first.timex_type != "DATE" or second.timex_type != "DATE":
        return False
    if second.rule == "ago":
        return False  # "in 1996 - twenty-four years later - he spoke": the dash sets it apart
    if is_put_off(text, other.first):
        return False  # "postponed from Monday to Thursday"
    finer = first.interval is not None and first.interval.precision in FINER
    if second.rule == "year" and finer and not text.text[first.start : first.end][-1].isdigit():
        return False  # "first-quarter-2024": that quarter of the year
    joint, lead = text.lower(part.last), text.lower(part.first - 1)
    if joint in DASHES or (joint == "through" and first.rule == second.rule):
        return True
    return (lead == "between" and joint == "and") or (lead == "from" and joint in WORDS)


def _counted_back(text: Text, part: Found, other: Found) -> bool:
    """Whether a length of time leads up to its end: "the nine months ended Sept. 30", "the 12 months to March"."""
    first, second = part.mention, other.mention
    if first.timex_type != "DURATION" or second.timex_type != "DATE" or other.first - part.last != 1:
        return False
    if text.letters[part.last] == "n":
        return True
    return text.lower(part.last) in ("to", "through") and text.lower(part.first) == "the"


def _is_edge_of(text: Text, part: Found, other: Found) -> bool:
    """Whether a length of time opens or ends a year or month: "the first nine months of 2023"."""
    first, second = part.mention, other.mention
    if first.rule != "counted_span" or second.timex_type != "DATE" or text.letter(part.last) != "f":
        return False
    whole = second.interval is not None and second.interval.precision in ("year", "half", "quarter", "month")
    return whole and other.first - part.last <= 2 and _edge_said(text, part) is not None


def _edge_said(text: Text, part: Found) -> str | None:
    """Which edge the words of a length of time say: first or last."""
    said = {text.lower(i) for i in range(part.first, part.last)}
    return "first" if "first" in said else "last" if said & {"last", "final"} else None


def _edge(text: Text, part: Found, whole: DateMention) -> DateMention | None:
    """The row of the first or last so many months, weeks or days of a year or month."""
    length, counted, days = part.mention, COUNTED.fullmatch(part.mention.timex_value), whole.interval
    if counted is None or days is None or days.start is None or days.end is None:
        return None
    count, unit = int(counted[1]), counted[2]
    months = count * MONTHS.get(unit, 0)
    try:
        if _edge_said(text, part) == "first":
            start = days.start
            end = add_days(add_months(start, months) if months else add_days(start, count * DAYS.get(unit, 1)), -1)
        else:
            end = days.end
            start = add_months(add_days(end, 1), -months) if months else add_days(end, 1 - count * DAYS.get(unit, 1))
    except ImpossibleDateError:
        return None
    if start < days.start or end > days.end:
        return None
    when = _named(start, end)
    return DateMention(
        start=length.start, end=whole.end, timex_type="DATE", timex_value=when.value, basis=whole.basis, status="resolved",
        rule="stretch", interval=when.interval, anchor=(whole.start, whole.end),
    )  # fmt: skip


def _named(start: date, end: date) -> When:
    """The days as a half or a quarter of the year where they are one, else as a range."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    whole = start.day == 1 and add_days(end, 1).day == 1
    if whole and months in (3, 6) and start.month % months == 1:
        nth = (start.month - 1) // months + 1
        return quarter(start.year, nth) if months == 3 else half(start.year, nth)
    return When(f"{start.isoformat()}/{end.isoformat()}", Interval(start, end, "interval"))


def _stretch(length: DateMention, last: DateMention) -> DateMention | None:
    """The row of a length of time with the days that its end gives it."""
    counted = COUNTED.fullmatch(length.timex_value)
    end = last.interval.end if last.interval else None
    if counted is None or end is None:
        return None
    count, unit = int(counted[1]), counted[2]
    try:
        months = count * MONTHS.get(unit, 0)
        start = add_months(add_days(end, 1), -months) if months else add_days(end, 1 - count * DAYS.get(unit, 1))
    except ImpossibleDateError:
        return None
    return DateMention(
        start=length.start, end=last.end, timex_type="DATE", timex_value=f"{start.isoformat()}/{end.isoformat()}",
        basis="anaphoric", status="resolved", rule="stretch", interval=Interval(start, end, "interval"), anchor=(last.start, last.end),
    )  # fmt: skip


def _range(first: DateMention, second: DateMention) -> DateMention | None:
    """The row of the whole range; None where the ends are not known or not in order."""
    start = first.interval.start if first.interval else None
    end = second.interval.end if second.interval else None
    if start is None or end is None or end <= start:
        return None
    return DateMention(
        start=first.start, end=second.end, timex_type="DATE", timex_value=f"{start.isoformat()}/{end.isoformat()}",
        basis=first.basis, status="resolved", rule="range", interval=Interval(start, end, "interval"), anchor=first.anchor,
    )  # fmt: skip
