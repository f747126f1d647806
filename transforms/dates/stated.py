"""Rules for calendar dates: days of a month, months, years, decades, centuries, holidays."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from transforms.dates import calendar as cal
from transforms.dates.completion import complete_day, complete_month, stated_year
from transforms.dates.state import DateRule, Hit, Reading, date_rule, reading, unknown
from transforms.dates.tense import tense
from transforms.dates.words import Text, beside, value_of
from transforms.lexicons import load

NUMERIC = re.compile(r"D/D/[YD]|D\.D\.Y|D-D-Y")


def day_of_month(hit: Hit) -> Reading | None:
    """A day and a month, with or without weekday and year."""
    month_index = hit.index("M")
    assert month_index is not None
    month = int(value_of(hit.text.tokens[month_index]))
    number = _day_number(hit, month_index)
    if number is None or not 1 <= number <= 31:
        return None
    year = stated_year(hit, month_index)
    if year is not None:
        return reading(cal.day(year, month, number))
    return complete_day(hit, month, number, hit.value("W"))


def _day_number(hit: Hit, month_index: int) -> int | None:
    """The day beside the month, before it or after it."""
    for index in (*range(month_index + 1, min(hit.end, month_index + 4)), *range(month_index - 1, hit.start - 1, -1)):
        if hit.text.letters[index] in "DVO":
            return int(value_of(hit.text.tokens[index]))
    return None


def iso_day(hit: Hit) -> Reading | None:
    """2019-03-04, and 2019/03/04."""
    parts = [hit.text.tokens[i] for i in (hit.start, hit.start + 2, hit.start + 4)]
    if not all(hit.text.glued(i) for i in range(hit.start, hit.start + 4)) or len(parts[1]) != 2:
        return None
    return reading(cal.day(int(parts[0]), int(parts[1]), int(parts[2])))


def day_comes_first(text: Text) -> bool | None:
    """The order of dates in digits, from those that leave no choice; None where there is none, or where they disagree."""
    orders = set()
    for match in NUMERIC.finditer(text.letters):
        first, second = int(text.tokens[match.start()]), int(text.tokens[match.start() + 2])
        if first > 12 >= second > 0 or second > 12 >= first > 0:
            orders.add(first > 12)
    return orders.pop() if len(orders) == 1 else None


def numeric_day(hit: Hit) -> Reading | None:
    """3/24/2019 or 24.03.2019; where both orders are possible, the one that the document keeps elsewhere, else ambiguous."""
    first, second, year = (int(hit.text.tokens[i]) for i in (hit.start, hit.start + 2, hit.start + 4))
    if not all(hit.text.glued(i) for i in range(hit.start, hit.start + 4)):
        return None
    if year < 100:
        if hit.text.tokens[hit.start + 1] != "/":
            return None
        year += 2000 if year < 50 else 1900
    orders = [(m, d) for m, d in {(first, second): 0, (second, first): 0} if 1 <= m <= 12]
    dates = [cal.day(year, m, d) for m, d in orders if d <= 31]
    if not dates:
        return None
    if len(dates) == 1:
        return reading(dates[0])
    if hit.state.day_first is not None:
        chosen, other = dates[::-1] if hit.state.day_first else dates
        return reading(chosen, candidates=(other.value,))
    return Reading(f"{year}-XX-XX", status="ambiguous", candidates=tuple(d.value for d in dates))


def month(hit: Hit) -> Reading | None:
    """A month, with or without year; early, mid, late and "the end of" are thirds of it."""
    month_index = hit.index("M")
    assert month_index is not None
    number = int(value_of(hit.text.tokens[month_index]))
    year = stated_year(hit, month_index)
    if year is None and not _is_month(hit, month_index):
        return None
    found = reading(cal.month(year, number)) if year is not None else complete_month(hit, number)
    return with_part(hit, found)


def _is_month(hit: Hit, index: int) -> bool:
    """Whether a bare word is the month: "May" and "March" ask for a preposition, short forms for a full stop."""
    word, before = hit.text.lower(index), hit.text.lower(index - 1)
    if index > hit.start:
        return True
    if word in ("may", "march", "august") and hit.text.letter(index - 2) + hit.text.letter(index - 1) in ("M&", "M,"):
        return True
    if word in ("may", "march", "august"):
        return (
            before in beside("before_date")
            and before not in (",", "the", "and", "or", "with", '"', "'")
            and hit.text.tokens[index] != "AUGUST"
        )
    return len(word) > 4 or word in ("june", "july") or hit.text.tokens[min(index + 1, len(hit.text.tokens) - 1)] == "."


def with_part(hit: Hit, found: Reading | None) -> Reading | None:
    """The same, narrowed to its third where the words say early, mid or late; "later" and "earlier" narrow nothing."""
    mod = hit.mod()
    if found is None or mod is None:
        return found
    if hit.word("R") in ("earlier", "later"):
        return found
    found.mod = mod
    found.interval = cal.third(found.interval, mod)
    return found


def year(hit: Hit) -> Reading | None:
    """A year; numbers that count something are none."""
    index = hit.index("Y")
    if index is None:
        index = next(i for i in range(hit.start, hit.end) if hit.text.letters[i] in "DB")
    number = int(hit.text.tokens[index])
    era = hit.value("b")
    if era is not None:
        return with_part(hit, reading(cal.year(number if era > 0 else -number)))
    following = re.match(r"-[DBY](b)", hit.text.letters[hit.end : hit.end + 3])
    if following:
        era = value_of(hit.text.tokens[hit.end + 2])
        return reading(cal.year(number if era > 0 else -number))
    if number < 1000 or not _is_year(hit, index, number):
        return None
    return with_part(hit, reading(cal.year(number)))


def _is_year(hit: Hit, index: int, number: int) -> bool:
    text = hit.text
    before, after = text.lower(index - 1), text.lower(index + 1)
    if before in beside("before_number") or after in beside("counted"):
        return False
    if text.glued(index) and (text.letter(index + 1) == "D" or after == "%"):
        return False
    if text.glued(index) and after == ":" and text.glued(index + 1) and text.letter(index + 2) in "DB":
        return False
    if index and text.glued(index - 1) and before in (".", ",", ":", "_", "@", "&", "+", "="):
        return False
    if text.glued(index) and after in (",", ".") and text.glued(index + 1) and text.letter(index + 2) in "DB":
        return False
    if text.glued(index) and text.letter(index + 1) == "o" and text.tokens[index + 1][0].isalpha():
        return False
    if 1900 <= number <= 2060:
        return True
    return before in beside("before_date") or index > hit.start or text.letter(index - 1) == "|"


def spelled_year(hit: Hit) -> Reading | None:
    """Nineteen ninety-six; the year two thousand and four."""
    words = [int(value_of(hit.text.tokens[i])) for i in range(hit.start, hit.end) if hit.text.letters[i] == "N"]
    if words[0] == 2 and len(words) > 1 and words[1] == 1000:
        tail = sum(words[2:])
        if "H" not in hit.letters and (not tail or tail > 30):
            return None
        return reading(cal.year(2000 + tail))
    if words[0] not in range(13, 21) or any(w >= 100 for w in words):
        return None
    tail = sum(words[1:])
    if not 10 <= tail <= 99 or (len(words) == 3 and (words[1] < 20 or words[2] > 9)):
        return None
    if len(words) == 2 and words[1] < 10:
        return None
    return reading(cal.year(100 * words[0] + tail))


def month_spelled_year(hit: Hit) -> Reading | None:
    """January nineteen ninety-seven."""
    index = hit.index("N")
    assert index is not None
    found = spelled_year(Hit(hit.text, index, hit.end, hit.state))
    return reading(cal.month(int(found.value), int(hit.value("M")))) if found else None


def decade(hit: Hit) -> Reading | None:
    """The 1990s, the '90s, the nineties; early, mid and late are thirds."""
    index = hit.index("C")
    assert index is not None
    number = int(value_of(hit.text.tokens[index]))
    era = hit.value("b")
    if era is not None:
        return with_part(hit, reading(cal.decade(number * era)))
    if 100 <= number < 1000:
        return None  # "the 470s" of no era is as often a model or a road
    if number < 100:
        if hit.text.letter(index - 1) not in "`HR'" and hit.before() not in ("the", "mid", "early", "late"):
            return None
        if not hit.text.tokens[index][0].isdigit() and number < 20:
            return None
        if hit.before() in ("his", "her", "their", "my"):
            return None
        base = hit.state.published.year if hit.state.published else 1999
        number += 1900 if number + 2000 > base else 2000
        return with_part(hit, reading(cal.decade(number), basis="completed"))
    return with_part(hit, reading(cal.decade(number)))


def century(hit: Hit) -> Reading | None:
    """The 20th century."""
    if hit.word("U") not in ("century", "centuries"):
        return None
    number = int(hit.value("OV"))
    return with_part(hit, reading(cal.century(number, hit.value("b") or 1)))


@cache
def _holidays() -> dict[str, dict[str, Any]]:
    return {re.sub(r"\W", "", name): spec for name, spec in load("dates/holidays").items()}


def holiday(hit: Hit) -> Reading | None:
    """Christmas Eve 2021, Thanksgiving Day: a well-known day; without a year the nearest by tense."""
    for end in range(hit.end, hit.start, -1):
        spec = _holidays().get(re.sub(r"\W", "", "".join(hit.text.lower(i) for i in range(hit.start, end))))
        if spec is not None:
            return _holiday_near(Hit(hit.text, hit.start, end, hit.state), spec)
    return None


def _holiday_near(hit: Hit, spec: dict[str, Any]) -> Reading:
    """The holiday in the year that stands behind it, else the nearest by tense."""
    if hit.text.letter(hit.end) == "Y":
        return reading(cal.of_day(holiday_in(spec, int(hit.text.tokens[hit.end]))), end=hit.end + 1)
    now = hit.state.now()
    if now is None:
        return unknown("XXXX-XX-XX", "day", end=hit.end)
    days = [holiday_in(spec, y) for y in (now.year - 1, now.year, now.year + 1) if 1 <= y <= 9998]
    if tense(hit.text, hit.start, hit.end) in ("strong_future", "weak_future"):
        day = next((d for d in days if d >= now), days[-1])
    else:
        day = max((d for d in days if d <= now), default=days[0])
    return reading(cal.of_day(day), basis="completed", end=hit.end)


def holiday_in(spec: dict[str, Any], year_: int) -> date:
    """The day of a holiday in a year."""
    if "day" in spec:
        return date(year_, *spec["day"])
    if "nth" in spec:
        return cal.nth_weekday(year_, *spec["nth"])
    return cal.add_days(cal.easter(year_), spec["easter"])


PART = r"(?:H?R-?|H?efH?(?:R-?)?)?"
WEEKDAY = r"(?:T?[XL]?W\.?,?H?)?"
RULES: tuple[DateRule, ...] = (
    date_rule("month_day", "a month and a day: March 3, 2022", WEEKDAY + r"M\.?H?[DVO](?:,?Yb?|`D)?", day_of_month),
    date_rule(
        "day_month",
        "a day and a month: 3 March 2022, the 3rd of March",
        WEEKDAY + r"H?(?:[DV]-?f?|Of)M\.?,?(?:Y|-Y)?",
        day_of_month,
    ),
    date_rule("iso_day", "a day in digits, year first", r"Y-D-D|Y/D/D", iso_day),
    date_rule("numeric_day", "a day in digits, year last", NUMERIC.pattern, numeric_day),
    date_rule(
        "month",
        "a month, with or without year",
        r"(?:H?R-?|H?efH?(?:R-?)?|[TLX]{1,2})?M\.?(?:(?:,|f|fHU)?Yb?|,?f?[DB]b|`D|-Y)?",
        month,
    ),
    date_rule("month_spelled_year", "a month and a year in words", r"M,?f?N(?:-?N){1,3}", month_spelled_year),
    date_rule("year", "a year", r"(?:HU|H?(?:R-?)|H?efH?(?:U)?)?(?:Yb?|[DB]b|[DB](?=-[DBY]b))", year),
    date_rule("spelled_year", "a year in words", r"(?:HU)?N(?:-?N|&N){1,3}", spelled_year),
    date_rule("decade", "a decade", PART + r"H?`?Cb?", decade),
    date_rule("century", "a century", PART + r"H?[OV]-?Ub?", century),
    date_rule("holiday", "a well-known day", r"x[`'oUWxGX.]{0,4}Y?|[MWOXN][o'x`.]{0,3}[oUWx]?Y?", holiday),
)
