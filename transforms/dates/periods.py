"""Rules for quarters, halves, fiscal years and seasons."""

from __future__ import annotations

import re
from dataclasses import replace

from transforms.dates import calendar as cal
from transforms.dates.calendar import When
from transforms.dates.completion import compared_year, two_digit_year
from transforms.dates.fiscal import MOVED, fiscal_days, fiscal_quarter
from transforms.dates.state import DateRule, Hit, Reading, date_rule, reading, unknown
from transforms.dates.stated import with_part
from transforms.dates.tense import tense
from transforms.dates.words import beside, value_of
from transforms.mentions import Interval

A_QUARTER = 90  # days
LINGERS = 21  # days: in March "this winter" is the one that the sun's calendar has not ended
REPORT_REACH = 9  # tokens
SHORTLY = 300  # characters
SHARED_YEAR = re.compile(r"(?:(?:,?[&-]|,)H?(?:ef)?H?(qD|O-?Q)){1,3},?f?(Y)|,?&H?(?:c|o)?-?y?U-?e?(Y)")


def _said_year(hit: Hit) -> int | None:
    """The year that the words give a quarter or half: "of 1990", "last year's", "of this year"."""
    now = hit.state.now()
    if hit.value("Y") is not None:
        return int(hit.value("Y"))
    if now is None:
        return None
    if hit.letters.endswith("fHGU"):
        if hit.word("G") != "prior" or hit.text.lower(hit.end - 1) != "year":
            return None
        spoken = (
            hit.state.quarter
        )  # "in the third quarter of 2024 ... in the third quarter of the prior year", told in 2025
        return (spoken[0] if spoken and spoken[1] == hit.value("OVD") else now.year) - 1
    said = re.search(r"([TLXZH])c?y?U(?!-?[GR])", hit.letters)
    if said is None:
        return None
    word = value_of(hit.text.tokens[hit.start + said.start()])
    if word == "that":
        return hit.state.focus.year if hit.state.focus else None
    return now.year + MOVED.get(str(word), 0)


def quarter(hit: Hit) -> Reading | None:
    """The third quarter, Q3 2025, the second quarter of 1990; remembered as the quarter under discussion."""
    nth = hit.value("OVD")
    if nth not in (1, 2, 3, 4) or (
        hit.after() == "of" and hit.text.letter(hit.end + 1) in "HA" and "f" not in hit.letters
    ):
        return None
    if hit.text.letters[hit.start] in "qD" and "q" in hit.letters and not _is_code(hit, "Q"):
        return None
    if re.match(r"qD,?f?q", hit.letters) and "FY" not in hit.text.tokens[hit.start : hit.end]:
        first = quarter(Hit(hit.text, hit.start, hit.start + 2, hit.state))
        return replace(first, end=hit.start + 2) if first else None  # "Q1, Q2 and Q3": the first of them
    year = _said_year(hit)
    if year is None and re.search(r"^DqD|qD`D|qD,?f?qD|QfH?qD", hit.letters):
        year = 2000 + int(hit.text.tokens[hit.end - 1])
    if year is None:
        year = _shared_year(hit, nth)
    if (
        year is None
        and hit.state.quarter is not None
        and hit.state.quarter_span is not None
        and hit.value("LXT") is None
    ):
        year = compared_year(hit, nth, hit.state.quarter, hit.state.quarter_span)
    stated = hit.value("Y") is not None
    if year is None:
        now = hit.state.now()
        if now is None:
            return unknown(f"XXXX-Q{nth}", "quarter")
        year = now.year
        cue = tense(hit.text, hit.start, hit.end)
        ahead = cue in ("strong_future", "weak_future") and not _is_reported(hit)
        if now.month < 3 * nth - 2 and not ahead and not (cue != "past" and _goes_on(hit, nth)):
            year -= 1
        elif cue == "strong_future" and _is_long_over(now.month, nth) and hit.before() in ("in", "during", "by"):
            year += 1  # in October, "is expected to close in the first quarter"
        if re.search("U-?[GR]", hit.letters):
            year -= 1
    found = reading(cal.quarter(year, nth), basis="stated" if stated else "completed")
    if hit.value("y") == "fiscal" or "FY" in hit.text.tokens[hit.start : hit.end]:
        found = fiscal_quarter(hit, year, nth, stated)
    if not re.search("U-?[GR]", hit.letters) and not hit.word("L"):
        explicit = stated or re.search(r"^DqD|qD`D|qD,?f?qD", hit.letters) is not None
        if explicit and hit.state.quarter == (year + 1, nth):
            return found  # only what the quarter under discussion is compared with
        hit.state.quarter, hit.state.half = (year, nth), None
        hit.state.quarter_span = (hit.text.starts[hit.start], hit.text.end(hit.end - 1))
    return found


def _shared_year(hit: Hit, nth: int) -> int | None:
    """2021 for the first of "Q1 and Q2 2021", the year before it for that of "the fourth quarter or the first quarter of 2022"."""
    shared = SHARED_YEAR.match(hit.text.letters, hit.end, hit.end + 16)
    if shared is None:
        return None
    if shared[1] is None:
        return int(hit.text.tokens[shared.start(3)])  # "fourth quarter and full year 2025"
    following = Hit(hit.text, shared.start(1), shared.end(1), hit.state)
    return int(hit.text.tokens[shared.start(2)]) - (int(following.value("OD")) < nth)


def _goes_on(hit: Hit, nth: int) -> bool:
    """Whether it follows this year's quarter just spoken of: "will rise in the third quarter of 2025; in the fourth quarter, ..."."""
    state, now = hit.state, hit.state.now()
    if state.quarter is None or state.quarter_span is None or now is None:
        return False
    near = hit.text.starts[hit.start] - state.quarter_span[1] <= SHORTLY
    return (
        near
        and state.quarter[0] == now.year
        and nth > state.quarter[1]
        and hit.before() in ("in", "and", "by", "during")
    )


def _is_long_over(month: int, nth: int) -> bool:
    """Whether a quarter of this year ended more than a month ago, and its results are old."""
    return month > 3 * nth + 1


def _is_reported(hit: Hit) -> bool:
    """Whether its results are being told: "will hold a call to discuss fourth quarter results" is of a quarter that is over."""
    if not any(hit.after(n) in ("results", "earnings", "report") for n in range(3)):
        return False
    return any(hit.before(n) in beside("before_results") for n in range(1, REPORT_REACH))


def _is_code(hit: Hit, letter: str) -> bool:
    """Whether the match begins with Q3, 3Q, H1 or 1H, written as one word."""
    first, second = hit.text.tokens[hit.start], hit.text.tokens[hit.start + 1]
    inside = hit.start and hit.text.glued(hit.start - 1) and hit.text.tokens[hit.start - 1].isalnum()  # "WC2H 9JQ"
    return letter in (first, second) and hit.text.glued(hit.start) and not inside


def half(hit: Hit) -> Reading | None:
    """The first half of 2025, of this year, of the year."""
    nth, year = hit.value("OD"), _said_year(hit)
    if hit.text.letters[hit.start] in "qD" and "q" in hit.letters and not _is_code(hit, "H"):
        return None
    if nth not in (1, 2) or (hit.letters.count("q") == 2 and "FY" not in hit.text.tokens[hit.start : hit.end]):
        return None
    if year is None and re.search(r"^Dqf?q?D|qD`D|^qD,?f?qD|hfH?qD", hit.letters):
        year = 2000 + int(hit.text.tokens[hit.end - 1])
    code = hit.letters == "qD" and not (hit.text.glued(hit.end - 1) and hit.text.letter(hit.end) in "oDBN-")
    if year is None and code and hit.before() in beside("before_half_code"):
        year = _year_of_half(hit, nth)
    if year is None:
        return None
    if hit.value("y") == "fiscal" or "FY" in hit.text.tokens[hit.start : hit.end]:
        days, value = fiscal_days(hit, year, nth, 6), cal.half(year, nth).value
        if days is None:
            return unknown(value, "half")
        return reading(When(value, Interval(*days, "half")), basis="completed")
    hit.state.half, hit.state.half_span = (year, nth), (hit.text.starts[hit.start], hit.text.end(hit.end - 1))
    return reading(cal.half(year, nth), basis="stated" if hit.value("Y") is not None else "completed")


def _year_of_half(hit: Hit, nth: int) -> int | None:
    """The year of a bare H1: this one if the half has begun or is told of as coming, else the last."""
    now = hit.state.now()
    if now is None:
        return None
    begun = nth == 1 or now.month > 6
    return now.year - (not begun and tense(hit.text, hit.start, hit.end) not in ("strong_future", "weak_future"))


def half_under_discussion(hit: Hit) -> tuple[int, int] | None:
    """The half-year that "a year earlier" looks back from: one spoken of shortly before."""
    half_year, span = hit.state.half, hit.state.half_span
    return half_year if half_year and span and hit.text.starts[hit.start] - span[1] <= SHORTLY else None


def discussed_quarter(hit: Hit) -> Reading | None:
    """The latest, same or year-earlier quarter or period: that under discussion, less a year where said."""
    letters, state = hit.letters, hit.state
    if hit.word("Q") == "quarters":
        vague = hit.value("LX") is not None or hit.word("c") == "recent"
        return Reading("PXQ", type="DURATION") if vague else None  # "in the coming quarters"
    back = 1 if re.search(r"U-?[GR]|[L]U|AU|G-?U", letters) else 0
    stated = hit.value("Y")
    half_year = half_under_discussion(hit)
    if half_year is not None and "p" in letters:
        when = cal.half(stated or half_year[0] - back, half_year[1])
        return reading(when, basis="anaphoric", anchor=state.half_span)
    if state.quarter is None:
        return _plain_quarter(hit, letters, back)
    year, nth = state.quarter
    if "O" in letters:
        nth = int(hit.value("O"))
    if stated is not None:
        year, back = stated, 0
    if re.match(r"H?[LX][Qp]", letters) and not back:
        return _stepped(hit)
    return reading(cal.quarter(year - back, nth), basis="anaphoric", anchor=state.quarter_span)


def _stepped(hit: Hit) -> Reading:
    assert hit.state.quarter is not None
    year, nth = hit.state.quarter
    count = year * 4 + nth - 1 + MOVED.get(str(hit.value("LX")), 0)
    return reading(cal.quarter(count // 4, count % 4 + 1), basis="anaphoric", anchor=hit.state.quarter_span)


def _plain_quarter(hit: Hit, letters: str, back: int) -> Reading | None:
    """Without a quarter under discussion: this and last quarter count from publication."""
    now = hit.state.now()
    if "p" in letters or now is None:
        return None
    if hit.value("Y") is not None or letters == "HQ":
        return None
    said = str(hit.value("TLX"))
    if said not in MOVED:
        return None
    count = now.year * 4 + (now.month - 1) // 3 + (MOVED[said] if not back or "U" not in letters else 0)
    if "U" in letters:
        return None
    return reading(cal.quarter(count // 4, count % 4 + 1), basis="relative")


def season(hit: Hit) -> Reading | None:
    """Last summer, the spring of 2020; a bare "fall" or "spring" needs last, this, next or a year beside it."""
    index = hit.index("S")
    assert index is not None
    code, year = str(value_of(hit.text.tokens[index])), hit.value("YDB")
    if year is not None and hit.text.letters[hit.end - 2] == "`":
        year = two_digit_year(year)
    if year is not None:
        era = hit.value("b") or 1
        return with_part(hit, reading(cal.season(year * era, code)))
    said = hit.value("TLXZ")
    word = hit.text.lower(index)
    after = hit.text.tokens[index + 1 : index + 2]
    if said is None and hit.text.tokens[index].istitle() and after and after[0].istitle() and after[0].isalpha():
        return None  # "the Summer Olympics"
    if (
        said == "that"
        and word in ("fall", "spring")
        and hit.before() not in beside("before_season")
        and hit.text.letter(hit.end) not in ".,|)"
    ):
        return None  # "in ways that fall short"
    if said is None and not hit.mod() and not _is_season(hit, word, hit.text.tokens[index][0].isupper()):
        return None
    return with_part(hit, _season_near(hit, code, said))


def _is_season(hit: Hit, word: str, capital: bool) -> bool:
    """Whether a season without last, this, next or a year is one: it needs "the" or a preposition, "fall" and "spring" both."""
    governed = hit.before() in beside("before_season") or (
        hit.state.narrative and hit.before() in ("of", "and", "over")
    )
    if hit.state.narrative and hit.text.letter(hit.end) in ".,|":
        capital = False  # "in Spring.": no name goes on
    if word in ("fall", "spring"):
        told = hit.state.narrative and (bool(hit.word("H")) or hit.before() == "same")
        by_itself = bool(hit.word("H")) or hit.state.narrative
        return (governed or told) and hit.after() != "of" and not capital and by_itself
    if hit.word("H"):
        return not capital or governed
    return governed and (not capital or hit.state.narrative)


def _season_near(hit: Hit, code: str, said: str | None) -> Reading | None:
    state = hit.state
    if state.narrative and state.focus is not None:
        year = state.focus.year + (MOVED.get(said or "this", 0) if said in ("following", "next", "previous") else 0)
        return reading(cal.season(year, code), basis="anaphoric", anchor=state.focus.span)
    now = state.published
    if now is None:
        return unknown(f"XXXX-{code}", "season")
    begun = now.year if cal.SEASON_MONTHS[code] <= now.month else now.year - 1
    running = cal.season(begun, code).interval
    holds = running is not None and running.end is not None and now <= running.end
    if said in ("last", "previous"):
        year = begun - 1 if holds and hit.word("L") == "last" else begun
    elif said in ("next", "following"):
        year = begun + 1
    elif said == "this" and hit.word("L") == "past":
        year = begun
    elif said == "this":
        told = tense(hit.text, hit.start, hit.end)
        over = running is not None and running.end is not None and 0 < (now - running.end).days <= LINGERS
        coming = cal.season(now.year, code).interval
        far = coming is not None and coming.start is not None and (coming.start - now).days > A_QUARTER
        year = begun if holds or (far and told == "past") or (over and told != "strong_future") else now.year
    else:
        told = tense(hit.text, hit.start, hit.end)
        any_year = hit.letters == "S" or hit.text.is_noun(hit.end)  # "cool in summer", "the winter months"
        if any_year and told not in ("past", "strong_future"):
            return unknown(f"XXXX-{code}", "season")
        year = begun + 1 if told == "strong_future" and not holds else begun
    return reading(cal.season(year, code), basis="completed")


YEAR_OF = r"(?:[,-]?Y|fHU|f[TLXZ]U|fy?U?Y|f[HTLX]yU|[TLX]U|fY|fH?q[YD]|fHYyU|fHGU)"
RULES: tuple[DateRule, ...] = (
    date_rule("quarter", "the third quarter of 2025, Q3 2025, fiscal second-quarter",
             rf"(?:[TLX]U')?(?:H?T?Lc?)?H?c?(?:U-?[GR])?y?[OV]-?y?Q{YEAR_OF}?|H?(?:yU?)?Y'?[OV]-?Q|qD(?:f?Y|`D|,?f?q[DY]|f?[TLX]U|fHU)?|Dq(?:f?Y|D)?", quarter),
    date_rule("half", "the first half of 2025", rf"(?:H|[TLX]U')?O-?h{YEAR_OF}?|qD(?:f?Y|`D|,?f?q[DY]|f?[TLX]U|fHU)?|Dq(?:f?Y|D|f?q[DY])", half),
    date_rule("discussed_quarter", "the year-earlier quarter, the same period last year",
             r"H?c?(?:U-?[GR]|G-?U-?)(?:O-?)?[Qp]|H?[cLTXZ]{1,2}[Qp](?:[LT]U|U-?[GR]|AU-?[GR]|fLU|[fi]Y)?|[TLX]U'[Qp]|HY[Qp]|HQ", discussed_quarter),
    date_rule("season", "last summer, the spring of 2020",
             r"(?:H?R-?|H?efH?|RiH?)?H?[TLXZ]?[LX]?S(?:(?:f|,|fHU)?Y(?:b|[-/]D)?|f?[DB]b|f`D)?", season),
)  # fmt: skip
