"""Rules for calendar dates: days of a month, months, years, decades, centuries, holidays."""

from __future__ import annotations

import re

from transforms.dates import calendar as cal
from transforms.dates.completion import complete_day, complete_month, stated_year, two_digit_year
from transforms.dates.state import DateRule, Hit, Reading, date_rule, reading
from transforms.dates.words import Text, beside, value_of
from transforms.dates.years import is_year
from transforms.mentions import Interval

LISTED = 8  # tokens
OWNERS = frozenset(("his", "her", "their", "my"))
NUMERIC = re.compile(r"D/D/[YD]|D\.D\.[YD]|D-D-Y")


def day_of_month(hit: Hit) -> Reading | None:
    """A day and a month, with or without weekday and year."""
    month_index = hit.index("M")
    assert month_index is not None
    month = int(value_of(hit.text.tokens[month_index]))
    number = _day_number(hit, month_index)
    if hit.text.tokens[hit.end : hit.end + 1] == ["Movement"]:
        return None  # "the March 23 Movement"
    if number is None or not 1 <= number <= 31:
        return None
    year = stated_year(hit, month_index)
    if year is not None:
        return reading(cal.day(year, month, number))
    if (month, number) == (9, 11) and _are_attacks_of_2001(hit):
        return reading(cal.day(2001, 9, 11), basis="completed")
    found = complete_day(hit, month, number, hit.value("W"))
    found.start = month_index if hit.letters[:2] in ("LM", "XM") else None  # the "last" of "last Oct. 23" says which
    return found


def _are_attacks_of_2001(hit: Hit) -> bool:
    """The Sept. 11 attacks, the September 11 terrorist attacks: long after, and of no other year."""
    published = hit.state.published
    if published is not None and published.year <= 2001:
        return False
    if hit.after() in beside("after_september_11"):
        return True
    if hit.before() == "of" and hit.before(2) in beside("after_september_11"):
        return True  # "the terrorist attacks of September 11th"
    far = published is not None and 1 < abs(published.month - 9) < 11
    return far and hit.before() in ("since", "after")  # told in March, nobody means the last one


def _day_number(hit: Hit, month_index: int) -> int | None:
    """The day beside the month, before it or after it."""
    two = hit.text.letters[hit.end - 2] == "`" or hit.text.letters[hit.end - 1] == "b"
    end = hit.end - 2 if two else hit.end  # "2 May '71", "15 March 44 BC": the second number is the year
    for index in (*range(month_index + 1, min(end, month_index + 4)), *range(month_index - 1, hit.start - 1, -1)):
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
        if hit.text.tokens[hit.start + 1] == "." and not _is_dotted_day(hit):
            return None
        year = two_digit_year(year)
    orders = [(m, d) for m, d in {(first, second): 0, (second, first): 0} if 1 <= m <= 12]
    if hit.text.tokens[hit.start + 1] == "." and second <= 12:
        orders = [(second, first)]  # nobody writes the month first with full stops
    dates = [cal.day(year, m, d) for m, d in orders if d <= 31]
    if not dates:
        return None
    if len(dates) == 1:
        return reading(dates[0])
    if hit.state.day_first is not None:
        chosen, other = dates[::-1] if hit.state.day_first else dates
        return reading(chosen, candidates=(other.value,))
    return Reading(f"{year}-XX-XX", status="ambiguous", candidates=tuple(d.value for d in dates))


def _is_dotted_day(hit: Hit) -> bool:
    """24.02.22 behind "on", "from", "to": elsewhere it is a version or a paragraph."""
    parts = [hit.text.tokens[i] for i in range(hit.start, hit.end, 2)]
    return (
        all(len(p) == 2 for p in parts)
        and hit.before() in beside("before_short_year")
        and hit.text.letters[hit.end : hit.end + 2] != ".D"
    )


def month(hit: Hit) -> Reading | None:
    """A month, with or without year; early, mid, late and "the end of" are thirds of it."""
    month_index = hit.index("M")
    assert month_index is not None
    if hit.letters.startswith("Ri") and not edge_word(hit):
        return None
    number = int(value_of(hit.text.tokens[month_index]))
    year = stated_year(hit, month_index)
    if year is None and not _is_month(hit, month_index):
        return None
    found = reading(cal.month(year, number)) if year is not None else complete_month(hit, number)
    return with_part(hit, found)


def stretch_of_month(hit: Hit) -> Reading | None:
    """The first week of December, the last days of May 2019: the month, narrowed to the stretch."""
    unit_index, month_index = hit.index("U"), hit.index("M")
    assert unit_index is not None
    assert month_index is not None
    unit, nth = str(value_of(hit.text.tokens[unit_index])), hit.value("OL")
    whole = month(Hit(hit.text, month_index, hit.end, hit.state))
    if whole is None or unit not in ("W", "D") or (hit.word("L") and nth != "last"):
        return None
    if whole.interval is None or whole.interval.start is None or whole.interval.end is None:
        return whole
    first, last = whole.interval.start, whole.interval.end
    size = 7 if unit == "W" or hit.text.lower(unit_index).endswith("s") else 1
    if nth in ("last", 99):
        whole.interval, whole.mod = Interval(cal.add_days(last, 1 - size), last, "part"), "END"
        return whole
    start = cal.add_days(first, size * (int(nth) - 1))
    if start > last:
        return None
    whole.interval = Interval(start, min(cal.add_days(start, size - 1), last), "part")
    whole.mod = "START" if nth == 1 else whole.mod
    return whole


def edge_word(hit: Hit) -> bool:
    """Whether the match begins with "early in", "late on": "later in May" and "mid in" name no third."""
    return hit.text.lower(hit.start) in ("early", "late") and hit.text.lower(hit.start + 1) in ("in", "on")


def _is_month(hit: Hit, index: int) -> bool:
    """Whether a bare word is the month: "May" and "March" ask for a preposition, short forms for a full stop."""
    word, before = hit.text.lower(index), hit.text.lower(index - 1)
    if index > hit.start:
        return True
    if _is_name(hit, index):
        return False
    if word in ("may", "march", "august") and hit.text.letter(index - 2) + hit.text.letter(index - 1) in ("M&", "M,"):
        return True
    if word in ("march", "august") and before in ("the", "a") and hit.text.is_noun(index + 1):
        return hit.text.lower(index + 1) not in beside("after_a_march")  # "the August recess", "the March edition"
    if word in ("may", "march", "august"):
        return (
            before in beside("before_date")
            and before not in (",", "the", "and", "or", "with", '"', "'")
            and hit.text.tokens[index] != "AUGUST"
        )
    return len(word) > 4 or word in ("june", "july") or hit.text.tokens[min(index + 1, len(hit.text.tokens) - 1)] == "."


def _is_name(hit: Hit, index: int) -> bool:
    """Whether a bare month is somebody's first name: "April Jones said", but "in April Smith said", and "April Sales Rise" is a headline."""
    text = hit.text
    before = text.lower(index - 1)
    if text.letter(index + 1) != "o" or not text.tokens[index + 1][0].isupper():
        return False
    if before.isalpha() and before in beside("before_date") and before not in ("and", "or", "with"):
        return False
    after = text.tokens[index + 2][:1] if index + 2 < len(text.tokens) else ""
    if before in beside("titles"):
        return True  # "Congresswoman April Ann Jones"
    return not after.isupper() and not text.tokens[index + 1].isupper()


def with_part(hit: Hit, found: Reading | None) -> Reading | None:
    """The same, narrowed to its third where the words say early, mid or late; "later" and "earlier" narrow nothing."""
    mod = hit.mod()
    if found is None or mod is None:
        return found
    if hit.word("R") in ("earlier", "later"):
        return found
    whole, parts = found.interval, _parts_said(hit)
    found.interval = cal.third(whole, parts[0])
    if parts[-1] == parts[0]:
        found.mod = mod
        return found
    last = cal.third(whole, parts[-1])
    if found.interval and last:  # "mid-to-late July": TIMEX3 has no word for it, the days do
        found.interval = Interval(found.interval.start, last.end, found.interval.precision)
    return found


def day_part_mod(hit: Hit) -> str | None:
    """START of "early Monday", END of "late yesterday"; "later Monday" narrows nothing."""
    word = hit.word("R")
    return None if word in ("", "later", "earlier") else hit.mod()


def _parts_said(hit: Hit) -> list[str]:
    return [str(value_of(hit.text.tokens[i])) for i in range(hit.start, hit.end) if hit.text.letters[i] in "Re"]


def year(hit: Hit) -> Reading | None:
    """A year; numbers that count something are none."""
    index = hit.index("Y")
    if index is None:
        index = next(i for i in range(hit.start, hit.end) if hit.text.letters[i] in "DB")
    number = int(hit.text.tokens[index])
    era = hit.value("b")
    if era is not None:
        if hit.text.letters[hit.start] == "b" and (era < 0 or hit.before() == "."):
            return None  # "Vancouver, BC 2010", "S.A.D. 46": only AD by itself goes before its year
        return with_part(hit, reading(cal.year(number if era > 0 else -number)))
    following = re.match(r"-[DBY](b)", hit.text.letters[hit.end : hit.end + 3])
    if following:
        era = value_of(hit.text.tokens[hit.end + 2])
        return reading(cal.year(number if era > 0 else -number))
    if hit.letters.startswith("Ri") and not edge_word(hit):
        return None
    if number < 1000 or not is_year(hit, index, number):
        return None
    if hit.value("e") and hit.text.letter(index - 1) == "H" and hit.text.letter(index + 1) == "o":
        return reading(cal.year(number), start=index)  # "the start of the 2020 season" is that of the season
    return with_part(hit, reading(cal.year(number)))


def short_year(hit: Hit) -> Reading | None:
    """The '98 of "the class of '98", "since '98"."""
    token = hit.text.tokens[hit.end - 1]
    if len(token) != 2 or not hit.text.glued(hit.end - 2) or hit.before() not in beside("before_short_year"):
        return None
    if hit.text.letter(hit.end) in "UoN`" and hit.text.lower(hit.end) not in beside("after_short_year"):
        return None
    return reading(cal.year(two_digit_year(int(token))), basis="completed")


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
    if number == 1000 and "H" not in hit.letters:
        return None  # "1000s of chains"
    if number < 100:
        led = hit.text.letter(index - 1) in "`HR'" or hit.before() in ("the", "mid", "early", "late")
        if not led and not _goes_on(hit.text, index):
            return None
        if not hit.text.tokens[index][0].isdigit() and number < 20:
            return None
        if OWNERS & {hit.before(), hit.before(2) if hit.before() in ("mid", "early", "late") else ""}:
            return None
        base = hit.state.published.year if hit.state.published else 1999
        number += 1900 if number + 2000 > base else 2000
        return with_part(hit, reading(cal.decade(number), basis="completed"))
    if number % 100 == 0 and number < 2000:
        return with_part(hit, reading(cal.hundred(number)))  # "the 1800s"; "the 2000s" are a decade
    return with_part(hit, reading(cal.decade(number)))


def _goes_on(text: Text, index: int) -> bool:
    """Whether a decade of two digits goes on a list: "the 1980s and 90s", but not "in their 20s and 30s"."""
    for first in range(index - 2, max(-1, index - 2 - LISTED), -2):
        if text.letter(first + 1) not in "&-,/" or text.letter(first) != "C":
            return False
        if len(text.tokens[first]) > 4 or text.letter(first - 1) in "HR`":
            return True
    return False


def century(hit: Hit) -> Reading | None:
    """The 20th century."""
    if hit.word("U") not in ("century", "centuries"):
        return None
    number = int(hit.value("OV")) + int(hit.value("N") or 0)  # "the twenty-first century"
    if number < 10 and hit.value("b") is None and (hit.after() == "of" or (not hit.word("H") and not hit.word("R"))):
        return None  # "our second century of discovery"
    return with_part(hit, reading(cal.century(number, hit.value("b") or 1)))


PART = r"(?:H?R-?(?:&-?R-?)?|H?[eR]fH?(?:R-?)?)?"
WEEKDAY = r"(?:T?[XL]?W\.?,?H?)?"
RULES: tuple[DateRule, ...] = (
    date_rule(
        "month_day",
        "a month and a day: March 3, 2022",
        WEEKDAY + r"[LX]?M\.?H?[DVO](?:,?Yb?|fY|(?:,|f)?`D|,?[DB]b)?",
        day_of_month,
    ),
    date_rule(
        "day_month",
        "a day and a month: 3 March 2022, the 3rd of March",
        WEEKDAY + r"H?(?:[DV]-?f?|Of)M\.?,?(?:Yb?|-Y|`D|[DB]b)?",
        day_of_month,
    ),
    date_rule("iso_day", "a day in digits, year first", r"Y-D-D|Y/D/D", iso_day),
    date_rule("numeric_day", "a day in digits, year last", NUMERIC.pattern, numeric_day),
    date_rule(
        "month",
        "a month, with or without year",
        r"(?:H?R-?(?:&-?R-?)?|Ri|H?[eR]fH?(?:R-?)?|R?[TLX]{1,2})?M\.?(?:(?:,|f|fHU)?Yb?|,?f?[DB]b|`D|-Y)?",
        month,
    ),
    date_rule(
        "stretch_of_month",
        "the first week of December",
        r"H?[OL]FUfM\.?(?:,?Y)?|H?[OL]UfM\.?(?:,?Y)?",
        stretch_of_month,
    ),
    date_rule("month_spelled_year", "a month and a year in words", r"M,?f?N(?:-?N){1,3}", month_spelled_year),
    date_rule("year", "a year", r"(?:HU|H?cU|Ri|H?(?:R-?)|H?[eR]fH?(?:U)?)?(?:Yb?|[DB]b|[DB](?=-[DBY]b)|b[DBY])", year),
    date_rule("short_year", "a year of two digits: '98", r"`D", short_year),
    date_rule("spelled_year", "a year in words", r"(?:HU)?N(?:-?N|&N){1,3}", spelled_year),
    date_rule("decade", "a decade", PART + r"H?`?Cb?", decade),
    date_rule("century", "a century", PART + r"H?(?:N-?)?[OV]-?Ub?", century),
)
