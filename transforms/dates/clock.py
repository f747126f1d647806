"""Rules for times of day, alone or with their day."""

from __future__ import annotations

import re
from dataclasses import replace

from transforms.dates import calendar as cal
from transforms.dates.completion import complete_day, stated_year
from transforms.dates.state import DateRule, Focus, Hit, Reading, date_rule, reading, unknown
from transforms.dates.stated import iso_day
from transforms.dates.weekdays import weekday_date
from transforms.dates.words import value_of
from transforms.mentions import Interval

CLOCK = r"(?:D:D(?::D)?k?|DDk|D(?:\.D)?k|[DN]o`k|[YB](?=j))j?"
AT = frozenset(("at", "by", "until", "from", "around", "about"))
HEADED = re.compile(r"[ \t]{0,5}(?::[^\n]{0,60})?\n")
UNDER_HEADING = 250  # characters
NEAR = 60  # characters
MILITARY = r"[YB]U"  # "0430 hours"
END_OF_HOURS = re.compile(r"[&-]D(?::D)?k")
DOTTED = r"D\.D(?=i)"  # "14.30 on Tuesday"
POINT = rf"(?:(?:a|R-?)?(?:{CLOCK}|{MILITARY}|{DOTTED})|P)"
DAY = r"(?:(?:W\.?,?)?M\.?[DV](?:,?Y)?|(?:W\.?,?)?[DV]f?M(?:,?Y)?|[TLX]?W\.?|t)"
DAY_BEHIND = re.compile(rf"(?:om)?[&/(-]i?{CLOCK}\)?,?i?({DAY})(?![&-]W)")
BRACKET_CLOSED = re.compile(rf"\)i?({DAY})(?![&-]W)")  # "6 p.m. local time (1700 GMT) tomorrow"


def _hour_minute(hit: Hit) -> str | None:
    """HH:MM of the clock in the match; None where it is no clock time."""
    part = hit.value("P")
    if re.search(CLOCK, hit.letters) is None:
        return str(part) if part and ":" in part else _bare_hour_minute(hit)
    start = next(i for i in range(hit.start, hit.end) if re.match(CLOCK, hit.text.letters[i : hit.end]))
    found = re.match(CLOCK, hit.text.letters[start : hit.end])
    assert found is not None
    letters = found[0]
    hour = int(value_of(hit.text.tokens[start]))
    minute = int(hit.text.tokens[start + 2]) if letters[1:3] in (":D", ".D") else 0
    if letters[:3] == "DDk":  # "10 30 am", where the colon was lost
        minute = int(hit.text.tokens[start + 1])
        if minute % 15 or len(hit.text.tokens[start + 1]) != 2 or hit.text.letter(start - 1) in "M.VD":
            return None
    if letters[0] in "YB":  # "1430 GMT"
        if len(hit.text.tokens[start]) != 4:
            return None
        hour, minute = divmod(hour, 100)
    if hit.text.starts[start] and hit.text.text[hit.text.starts[start] - 1].isalnum():
        return None  # part of a code
    mark = hit.value("k")
    if mark is None and letters[:2] == "D:":
        mark = _mark_behind(hit, hour)
    if mark in (0, 12) and letters[:2] != "D:" and not 1 <= hour <= 12:
        return None  # "00 am", "30 pm" are the ends of something else
    if mark == 12 and hour < 12:
        hour += 12
    elif mark == 0 and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def _mark_behind(hit: Hit, hour: int) -> int | None:
    """The "p.m." that the 3:30 of "3:30 to 4:30 p.m." shares; in "11:30 to 1 p.m." it has none."""
    end = END_OF_HOURS.match(hit.text.letters, hit.end)
    if end is None or value_of(hit.text.tokens[end.end() - 1]) != 12:
        return None
    return 12 if hour < int(hit.text.tokens[end.start() + 1]) < 12 else None


def _bare_hour_minute(hit: Hit) -> str | None:
    """HH:MM of "0430 hours", and behind "at" of "14.30"."""
    unit = hit.index("U")
    number = hit.text.tokens[unit - 1] if unit is not None else ""
    if unit is not None and hit.text.lower(unit) == "hours" and len(number) == 4 and number.isdigit():
        if number[0] != "0" and not AT & {hit.text.lower(unit - 2), hit.text.lower(unit - 3)}:
            return None  # "it worked 1400 hours on Tuesday"
        hour, minute = divmod(int(number), 100)
    else:
        dotted = re.match(r"a?D\.D", hit.letters)
        if (
            dotted is None
            or "at" not in (hit.before(), hit.before(2))
            or len(hit.text.tokens[hit.start + dotted.end() - 1]) != 2
        ):
            return None
        hour, minute = (int(hit.text.tokens[hit.start + dotted.end() - back]) for back in (3, 1))
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def small_hours(hit: Hit) -> Reading | None:
    """The early hours of Tuesday, the small hours of 12 October: the beginning of that day."""
    if hit.word("U") != "hours" or hit.letters.find("U") > 2 or not {"early", "small", "wee"} & set(hit.words()):
        return None
    if hit.letters.endswith(("U", "P")):
        if hit.letters.endswith("U") and "early" in hit.words():
            return None  # "coding into the early hours" tells of no day
        return at_focus(hit, "TMO") if hit.before() in ("in", "into", "until") and hit.after() != "of" else None
    day = _day_of(hit)
    if day is None:
        return None
    return replace(day, value=f"{day.value}TMO", type="TIME", mod="START")


def _day_of(hit: Hit) -> Reading | None:
    """The day beside the clock."""
    month_index = hit.index("M")
    if month_index is not None:
        numbers = [i for i in (month_index + 1, month_index + 2, month_index - 1, month_index - 2)
                   if hit.start <= i < hit.end and hit.text.letters[i] in "DV"]  # fmt: skip
        if not numbers:
            return None
        month, number = int(value_of(hit.text.tokens[month_index])), int(value_of(hit.text.tokens[numbers[0]]))
        year = stated_year(hit, month_index)
        return (
            reading(cal.day(year, month, number))
            if year is not None
            else complete_day(hit, month, number, hit.value("W"))
        )
    if hit.index("t") is not None:
        now = hit.state.published
        if now is None:
            return unknown("XXXX-XX-XX", "day")
        return reading(cal.of_day(cal.add_days(now, int(hit.value("t")))), basis="relative")
    wanted = hit.value("W")
    if wanted is None:
        return None
    when = weekday_date(hit, int(wanted))
    return reading(cal.of_day(when), basis="relative") if when else unknown(f"XXXX-WXX-{wanted}", "day")


def clock_with_day(hit: Hit) -> Reading | None:
    """At 3 p.m. on Monday; noon Thursday; the morning of 31 January 1965."""
    behind = hit.state.opening_days
    if hit.text.letter(hit.start - 1) == "E" or (
        behind is not None and hit.text.one_sentence(behind, hit.text.starts[hit.start])
    ):
        return None  # "every Friday at 8 p.m.", "Monday to Friday 9 a.m. to 9 p.m. and Sunday 10 a.m. to 7 p.m."
    goes_on = hit.text.letters[hit.end : hit.end + 2] in ("&W", "-W") and hit.after() not in ("and", "or")
    if goes_on and "D" in hit.letters:
        return None  # "6 p.m. to 6 a.m. Sunday through Friday"
    if hit.word("W") == "sun" and "D" not in hit.letters:
        return None  # "Night Sun": a name
    time = _hour_minute(hit) or hit.value("P")
    day = _day_of(hit)
    if day is None or time is None:
        return None
    return replace(day, value=f"{day.value}T{time}", type="TIME")


def clock(hit: Hit) -> Reading | None:
    """A clock time alone: on the day last spoken of, else on that of publication."""
    time = _hour_minute(hit)
    if time is None or (
        "k" not in hit.letters
        and "j" not in hit.letters
        and hit.before() not in ("at", "by", "until", "around", "about", "before", "after", "(")
    ):
        return None
    if hit.value("P") and hit.before() == "high":
        return None
    return at_focus(hit, f"T{time}")


def clock_military(hit: Hit) -> Reading | None:
    """0430 hours; "at 1400 hours", but 1400 hours of work are a length of time."""
    time = _bare_hour_minute(hit)
    return at_focus(hit, f"T{time}") if time is not None else None


REPEATS = re.compile(r"(?:[&-]?(?:i|o)?(?:D:D|D)k?j?)?,?i?(?:s|w|E[UWP]|W\.?(?:&|-)W)")


def _repeats(hit: Hit) -> bool:
    """Whether a clock time is that of a schedule, "9 a.m. to 5 p.m. daily", and so of no one day."""
    days, start = hit.state.opening_days, hit.text.starts[hit.start]
    if days is not None and hit.text.one_sentence(days, start):
        return True
    behind = hit.state.repeats
    if (
        behind is not None
        and hit.text.starts[hit.start] - behind < NEAR
        and hit.text.one_sentence(behind, hit.text.starts[hit.start])
    ):
        return True
    return REPEATS.match(hit.text.letters, hit.end) is not None


def _day_behind(hit: Hit) -> Reading | None:
    """The day that stands behind a second time: "9 a.m. to 5 p.m. on Saturday", "3 p.m. PT / 6 p.m. ET on March 20"."""
    match = DAY_BEHIND.match(hit.text.letters, hit.end)
    if match is None and hit.text.letter(hit.start - 1) == "(":
        match = BRACKET_CLOSED.match(hit.text.letters, hit.end)
    return _day_of(Hit(hit.text, match.start(1), match.end(1), hit.state)) if match else None


def _day_announced(hit: Hit) -> Focus | None:
    """The day of a programme: one to come that the sentence names, or one that stands as a heading above."""
    named, begin = hit.state.named_day, hit.text.starts[hit.start]
    day = named.date() if named else None
    if named is None or day is None or hit.state.published is None:
        return None
    if (day > hit.state.published or begin - named.span[1] <= NEAR) and hit.text.one_sentence(named.span[1], begin):
        return named
    is_heading = HEADED.match(hit.text.text, named.span[1]) is not None
    return named if is_heading and begin - named.span[1] <= UNDER_HEADING else None


def at_focus(hit: Hit, suffix: str) -> Reading:
    """A time of the day under discussion."""
    shared = None if _repeats(hit) else _day_behind(hit)
    if shared is not None:
        return replace(shared, value=f"{shared.value}{suffix}", type="TIME")
    focus, now = _day_announced(hit) or hit.state.time_focus(), hit.state.published
    base = focus.date() if focus else None
    if base is not None and focus is not None and not _repeats(hit):
        when = cal.of_day(base)
        return Reading(when.value + suffix, "TIME", interval=when.interval, basis="anaphoric", anchor=focus.span)
    if now is None or hit.state.narrative or _repeats(hit):
        return Reading(
            "XXXX-XX-XX" + suffix,
            "TIME",
            interval=Interval(None, None, "day"),
            basis="completed",
            status="underspecified",
        )
    when = cal.of_day(now)
    return Reading(when.value + suffix, "TIME", interval=when.interval, basis="relative")


def iso_time(hit: Hit) -> Reading | None:
    """2022-10-25T14:30:00Z; its day is that of the stamp, in the zone of the stamp."""
    tokens = hit.text.tokens
    if hit.text.letter(hit.start + 5) == "o" and tokens[hit.start + 5] != "T":
        return None
    day = iso_day(hit)
    colon = hit.text.letters.index(":", hit.start)
    hour, minute = int(tokens[colon - 1]), int(tokens[colon + 1])
    if day is None or hour > 24 or minute > 59:
        return None
    zulu = tokens[hit.end - 1] == "Z" and hit.text.glued(hit.end - 2)
    end = hit.end - (hit.text.letters[hit.end - 1] == "o" and not zulu)
    return replace(day, value=f"{day.value}T{hour:02d}:{minute:02d}", type="TIME", end=end)


def part_of_day(hit: Hit) -> Reading | None:
    """Last night, this morning, the next evening, mid-afternoon."""
    part = str(hit.value("P"))
    word = hit.word("P")
    if hit.text.tokens[hit.end - 1].istitle() and hit.text.tokens[hit.start].islower():
        return None  # "Low in the Morning": a programme
    if len(part) > 2 or word.endswith("s") or part == "DT":
        return None
    suffix, now = f"T{part}", hit.state.published
    said = hit.value("TLXZ")
    if said in ("this", "last"):
        if now is None:
            return unknown("XXXX-XX-XX" + suffix, "day", type="TIME")
        when = cal.of_day(cal.add_days(now, -1 if said == "last" else 0))
        return Reading(when.value + suffix, "TIME", interval=when.interval, basis="relative")
    if said in ("next", "following", "previous"):
        focus = hit.state.day_focus
        base = focus.date() if focus else now
        if base is None:
            return None
        when = cal.of_day(cal.add_days(base, -1 if said == "previous" else 1))
        return Reading(
            when.value + suffix, "TIME", interval=when.interval, basis="anaphoric", anchor=focus.span if focus else None
        )
    if said != "that" and not hit.word("R") and hit.before() not in ("in", "during", "by"):
        return None
    return at_focus(hit, suffix)


RULES: tuple[DateRule, ...] = (
    date_rule("clock_with_day", "3 p.m. on Monday, noon Thursday, the morning of 31 January",
             rf"H?(?:R-?)?{POINT}(?:o{{0,2}}m)?(?:,|i|f|iH?P|iHPf|Uf)?{DAY}P?|{DAY},?(?:i)?{CLOCK}", clock_with_day),
    date_rule("small_hours", "the early hours of Tuesday", rf"H[Ro]Uf{DAY}|H[Ro]U(?:fHP)?", small_hours),
    date_rule("clock_military", "0430 hours", MILITARY, clock_military),
    date_rule("iso_time", "a day and a time in digits, year first", r"Y-D-Do?D:D(?::D)?o?", iso_time),
    date_rule("clock", "a clock time", rf"a?(?:{CLOCK}(?:iHP)?|P)", clock),
    date_rule("part_of_day", "this morning, last night", r"(?:R-?)?(?:H?[TLXZ]|H)?(?:R-?)?P", part_of_day),
)  # fmt: skip
