"""The date last spoken of: which mentions become it, and which are asides after which the text goes on where it was."""

from __future__ import annotations

import re

from transforms.dates.state import FRESH, Focus, Hit, State
from transforms.dates.tense import is_ahead
from transforms.mentions import DateMention

NEAR = 40  # characters
CUE_REACH = 4  # tokens
ASIDE_LEADS = frozenset(("since", "until", "till"))
LONG_UNITS = frozenset("YEC")
WHICH_RULES = frozenset(("month", "year", "month_day", "day_month"))
REPEATING = frozenset(("opening_days", "every", "often", "weekday", "weekdays"))
OF_ANOTHER_DAY = frozenset(("clock", "clock_military", "part_of_day", "small_hours"))
FAR_JUMP = 15  # years: a bare year this far off is an aside of a story, not its next step


def becomes_focus(hit: Hit, mention: DateMention, start: int) -> bool:
    """Not a date that only tells which ("Putin's September 21, 2022, decree"), nor an aside, nor the far end of a range."""
    text, focus = hit.text, hit.state.focus
    if hit.word("t") == "overnight":
        return False
    if not hit.state.narrative:
        first = mention.interval.start if mention.interval else None
        if first and hit.state.published and first > hit.state.published and hit.state.day_focus is not None:
            return False
        if text.letter(hit.end) == ":" and "(" in text.letters[max(0, start - 3) : start]:
            return False  # "(9M 2024: 28.5%)", "(2023: EUR 5 million)": only what is compared with
        attributive = text.letter(start - 1) in "'AHTZ" and mention.rule in ("month_day", "day_month", "month", "year")
        return not (attributive and focus is not None)
    if focus is not None and _is_aside(hit, mention):
        return False
    if mention.rule != "year" or focus is None or text.letter(start - 1) == "|":
        return True
    if text.letter(start - 1) == "-" and text.letter(start - 2) in "YDB":
        return False
    year = mention.interval.start.year if mention.interval and mention.interval.start else None
    if year == focus.year and focus.month is not None and mention.start - focus.span[1] <= NEAR:
        return False  # "December 7 (December 8 there), 1941": the year completes the day
    return year is None or abs(year - focus.year) <= FAR_JUMP


def _is_aside(hit: Hit, mention: DateMention) -> bool:
    """A look back or ahead from within a story, which then goes on where it was: "since 513", "two decades earlier", "planned for 1976"."""
    if mention.rule == "ago":
        return hit.value("U") in LONG_UNITS and hit.word("R") != "later" and hit.word("G") not in ("later", "after")
    if hit.before() in ASIDE_LEADS or (hit.before() == "of" and hit.before(2) == "as"):
        return True
    if mention.rule == "near_unit" and hit.value("L") == "previous":
        return True
    if mention.rule in ("season", "near_unit") and hit.value("X") == "next":
        return True
    if mention.rule in WHICH_RULES and hit.text.letter(hit.start - 1) in "H'" and hit.text.is_noun(hit.end):
        return True  # "the May 2007 high"
    return any(is_ahead(hit.text, i) for i in range(max(0, hit.start - CUE_REACH), hit.start))


def name_day(state: State, mention: DateMention) -> None:
    """Any single day or month is remembered, also one that does not become the date last spoken of."""
    if mention.rule == "month" and mention.interval and mention.interval.start:
        first = mention.interval.start
        state.named_month = Focus(first.year, first.month, None, "month", (mention.start, mention.end))
    if mention.rule in OF_ANOTHER_DAY or mention.timex_type not in ("DATE", "TIME"):
        return
    if mention.interval and mention.interval.precision == "day":
        day = mention.interval.start
        if day is not None:
            state.named_day = Focus(day.year, day.month, day.day, "day", (mention.start, mention.end))


VALUE = re.compile(r"^(BC)?(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?$")
QUARTER_VALUE = re.compile(r"^(BC)?(\d{4})-(?:Q|H|W|SP|SU|FA|WI)")


def move_focus(state: State, mention: DateMention) -> None:
    """Whatever names a calendar time becomes the date last spoken of."""
    if mention.timex_type == "SET" and mention.rule in REPEATING:
        state.repeats = mention.end
        state.opening_days = mention.end if mention.rule == "opening_days" else state.opening_days
    if mention.timex_type not in ("DATE", "TIME"):
        return
    span = (mention.start, mention.end)
    interval = mention.interval
    if interval is not None and interval.start is not None:
        if interval.precision in ("century", "decade"):
            return
        day = interval.start
        fine = interval.precision or "day"
        month = None if fine == "year" or mention.timex_value.isdigit() else day.month
        whole = fine in ("day", "week", "weekend")
        fine = "year" if month is None else fine
        state.era = 1
        state.focus = Focus(day.year, month, day.day if whole else None, fine, span)
        if fine == "day":
            state.day_focus = state.focus
            if state.published is not None and abs((state.published - day).days) <= FRESH:
                state.fresh_focus = state.focus
        return
    match = VALUE.match(mention.timex_value) or QUARTER_VALUE.match(mention.timex_value)
    if match and match[1]:
        state.era = -1
        groups = match.groups()
        month = int(groups[2]) if len(groups) > 2 and groups[2] else None
        state.focus = Focus(-int(match[2]), month, None, "year" if month is None else "month", span)
