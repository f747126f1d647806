"""Rules for well-known days: fixed ones, nth weekdays, and those that move with Easter."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from typing import Any

from transforms.dates import calendar as cal
from transforms.dates.completion import leads_up, year_in_words
from transforms.dates.state import DateRule, Hit, Reading, date_rule, reading, unknown
from transforms.dates.stated import month as complete
from transforms.dates.tense import tense
from transforms.dates.words import beside, value_of
from transforms.lexicons import load

NINE_ELEVEN = date(2001, 9, 11)
BEFORE_NUMERIC = frozenset(("on", "by", "until", "from", "to", "through", "at", "due", "-", "/", "="))
UP_TO = frozenset(("by", "until", "till", "before", "for"))
PLACED = frozenset(("on", "since", "after", "at", "over", "during", "last", "this"))
UPON_US = 7  # days
AMERICAN = frozenset(("america", "american", "americans", "u", "us", "usa", "washington"))
TOKENS_AROUND = 300
NEAR = 75  # days; "Women's Day is this coming Sunday", "the Black Friday brunch", in October


@cache
def _holidays() -> dict[str, dict[str, Any]]:
    return {re.sub(r"\W", "", name): spec for name, spec in load("dates/holidays").items()}


def holiday(hit: Hit) -> Reading | None:
    """Christmas Eve 2021, Thanksgiving Day: a well-known day; without a year the nearest by tense."""
    for end in range(hit.end, hit.start, -1):
        if not hit.text.tokens[end - 1].isalnum() and hit.text.letters[end - 1] != "'":
            continue  # the full stop or bracket behind it
        spec = _holidays().get(re.sub(r"\W", "", "".join(hit.text.lower(i) for i in range(hit.start, end))))
        if spec is not None:
            if hit.text.lower(hit.start) == "independence":
                spec = _independence_day(hit, end, spec)
                if spec is None:
                    return None
            if hit.text.lower(end + (hit.text.letter(end) == "-")) in beside("after_holiday"):
                return None  # "Easter Island", "a Christmas tree", "Halloween-themed"
            return _holiday_near(Hit(hit.text, hit.start, end, hit.state), spec)
    return None


@cache
def _independence_days() -> dict[str, dict[str, Any]]:
    """By the country's name and by its adjective; `day` is null where it moves from year to year."""
    held: dict[str, dict[str, Any]] = load("dates/independence_days")
    return held | {spec["adjective"]: spec for spec in held.values()}


def _independence_day(hit: Hit, end: int, own: dict[str, Any]) -> dict[str, Any] | None:
    """That of the country beside it, "Cuban Independence Day", else of the one that the text around speaks of most, else `own`.

    None where nobody knows when it is.
    """
    text, known = hit.text, _independence_days()
    possessive = text.letter(hit.start - 1) == "'"
    owner = hit.start - (2 if possessive else 1)
    behind = end + 1 + (text.lower(end + 1) == "the") if text.lower(end) == "of" else None
    beside = (owner, behind) if behind is not None else (owner,)
    named = next((known[text.lower(i)] for i in beside if text.lower(i) in known), None)
    if named is not None:
        return named if named["day"] else None
    if possessive and text.lower(owner) not in AMERICAN:
        return None
    if owner >= 0 and text.tokens[owner][0].isupper() and text.lower(owner).endswith(("an", "ish", "ese", "li", "qi")):
        return own if text.lower(owner) in AMERICAN else None
    around = range(max(0, hit.start - TOKENS_AROUND), min(len(text.tokens), end + TOKENS_AROUND))
    countries = Counter(known[word]["adjective"] for word in map(text.lower, around) if word in known)
    (most, count), *_ = countries.most_common(1) or [("", 0)]
    if count <= sum(text.lower(i) in AMERICAN for i in around):
        return own
    return known[most] if known[most]["day"] else None


def _holiday_near(hit: Hit, spec: dict[str, Any]) -> Reading:
    """The holiday in the year that stands behind it, else the nearest by tense."""
    said = year_in_words(hit)
    if said is not None and 1 <= said <= 9998:
        return reading(cal.of_day(holiday_in(spec, said)), basis="completed", end=hit.end)
    if hit.text.letter(hit.end) == "Y":
        return reading(cal.of_day(holiday_in(spec, int(hit.text.tokens[hit.end]))), end=hit.end + 1)
    now = hit.state.now()
    if now is None:
        return unknown("XXXX-XX-XX", "day", end=hit.end)
    beside = _beside(hit, spec, now)
    if beside is not None:
        return reading(cal.of_day(beside), basis="relative", start=hit.start - 1, end=hit.end)
    days = [holiday_in(spec, y) for y in (now.year - 1, now.year, now.year + 1) if 1 <= y <= 9998]
    cue = tense(hit.text, hit.start, hit.end)
    behind = cue == "weak_future" and hit.before() not in UP_TO and _is_long_way(days, now)
    if (
        (cue in ("strong_future", "weak_future") and not behind)
        or (leads_up(hit) and _is_near(days, now))
        or (cue is None and _is_near(days, now))
        or (hit.before() not in PLACED and _is_upon_us(days, now))
    ):
        day = next((d for d in days if d >= now), days[-1])
    else:
        day = max((d for d in days if d <= now), default=days[0])
    return reading(cal.of_day(day), basis="completed", end=hit.end)


def _is_long_way(days: list[date], now: date) -> bool:
    """Whether the next such day is three times as far as the one before it."""
    past, ahead = [(now - d).days for d in days if d <= now], [(d - now).days for d in days if d >= now]
    return bool(past and ahead) and 3 * min(past) < min(ahead)


def _is_upon_us(days: list[date], now: date) -> bool:
    """Whether the next such day is a matter of days: "Veterans Day honours those who served", on November 9."""
    return any(0 <= (d - now).days <= UPON_US for d in days)


def _is_near(days: list[date], now: date) -> bool:
    """Whether the next such day is nearer than the one before it."""
    coming = min(((d - now).days for d in days if d >= now), default=NEAR)
    return coming < NEAR and coming <= min(((now - d).days for d in days if d < now), default=NEAR)


def _beside(hit: Hit, spec: dict[str, Any], now: date) -> date | None:
    """The day of "last Christmas", "next Easter", "this Thanksgiving"; None where no such word stands before it."""
    if hit.text.letter(hit.start - 1) not in "LTX" or hit.text.letter(hit.start - 2) in "HTZ":
        return None
    said = value_of(hit.text.tokens[hit.start - 1])
    days = [holiday_in(spec, y) for y in (now.year - 1, now.year, now.year + 1) if 1 <= y <= 9998]
    if said == "last":
        return max((d for d in days if d < now), default=None)
    if said == "next":
        return min((d for d in days if d > now), default=None)
    return holiday_in(spec, now.year) if said == "this" else None


def nine_eleven(hit: Hit) -> Reading | None:
    """9/11: the day of 2001, unless a word before it makes it a day of this year or a number."""
    words, now = hit.words(), hit.state.published
    if words != ["9", "/", "11"] or not all(hit.text.glued(i) for i in range(hit.start, hit.end - 1)):
        return None
    if hit.before() in BEFORE_NUMERIC or hit.text.letter(hit.end) in "/U" or (now is not None and now <= NINE_ELEVEN):
        return None
    if hit.after()[:1].isalpha() and hit.text.tokens[hit.end].istitle():
        return None  # "the 9/11 Commission": a name
    return reading(cal.of_day(NINE_ELEVEN), basis="completed")


def holiday_in(spec: dict[str, Any], year_: int) -> date:
    """The day of a holiday in a year."""
    if "day" in spec:
        return date(year_, *spec["day"])
    if "nth" in spec:
        return cal.add_days(cal.nth_weekday(year_, *spec["nth"]), spec.get("plus", 0))
    if "orthodox" in spec:
        return cal.add_days(cal.orthodox_easter(year_), spec["orthodox"])
    return cal.add_days(cal.easter(year_), spec["easter"])


def nth_weekday(hit: Hit) -> Reading | None:
    """The first Monday in May 2024, the last Friday of November."""
    weekday_index, month_index, nth = hit.index("W"), hit.index("M"), hit.value("OVL")
    if "E" in hit.letters:
        return Reading("P1M", type="SET") if hit.word("U") == "month" else None  # "the first Monday of every month"
    if weekday_index is None or month_index is None or nth not in (1, 2, 3, 4, "last", 99):
        return None
    month = complete(Hit(hit.text, month_index, hit.end, hit.state))
    if month is None or month.interval is None or month.interval.start is None:
        return month
    first = month.interval.start
    weekday = int(value_of(hit.text.tokens[weekday_index]))
    day = cal.nth_weekday(first.year, first.month, weekday, -1 if nth in ("last", 99) else int(nth))
    return reading(cal.of_day(day), basis=month.basis)


RULES: tuple[DateRule, ...] = (
    date_rule("holiday", "a well-known day", r"x[`'oUWxGX.]{0,5}Y?|[MWOXN][o'x`.]{0,3}[oUWx]?Y?", holiday),
    date_rule("nine_eleven", "9/11", r"D/D", nine_eleven),
    date_rule("nth_weekday", "the first Monday in May 2024", r"H?[OVL]W[fi](?:M\.?(?:,?Y)?|EU)", nth_weekday),
)
