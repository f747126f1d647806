"""Rules for dates beside now or beside the date last spoken of: today, last week, the same year."""

from __future__ import annotations

from datetime import date

from transforms.dates import calendar as cal
from transforms.dates.at_hand import closes_books, is_of_its_time, is_round, is_to_date, is_year_in_hand
from transforms.dates.calendar import When
from transforms.dates.completion import leads_up
from transforms.dates.spans import period
from transforms.dates.state import DateRule, Hit, Reading, date_rule, reading, unknown
from transforms.dates.stated import day_of_month, day_part_mod, with_part
from transforms.dates.tense import tense
from transforms.dates.weekdays import weekday_date
from transforms.dates.words import beside, value_of
from transforms.mentions import Interval

PRECISION = {"D": "day", "W": "week", "m": "month", "Y": "year", "E": "decade", "C": "century", "F": "week"}
UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "m": "XXXX-XX", "Y": "XXXX", "E": "XXX", "C": "XX", "F": "XXXX-WXX"}
MONTHS_IN = {"m": 1, "Y": 12, "E": 120, "C": 1200}
DAYS_IN = {"D": 1, "W": 7, "F": 14}
SENTENCE_ENDS = frozenset((".", "!", "?", ":", "\n", "", "•", "*", '"', "“"))
CLAUSE_ENDS = frozenset((".", "!", ",", ";", ")", "\n", "", '"', "”", "-", "—", "–"))
PRESENT_BE = ("am", "are", "is")
CALL_GOES_ON = frozenset(("and", "for", "to"))  # "Call us today for an offer"
LONGEST_CALL = 20  # tokens


def at_grain(when: date, unit: str) -> When:
    """The day, week, month, year, decade or century that holds a day."""
    if unit in "WF":
        return cal.week(when)
    if unit == "m":
        return cal.month(when.year, when.month)
    if unit == "Y":
        return cal.year(when.year)
    if unit == "E":
        return cal.decade(when.year - when.year % 10)
    if unit == "C":
        return cal.century((when.year - 1) // 100 + 1)
    return cal.of_day(when)


def shifted(when: date, count: float, unit: str) -> date:
    """So many units on (negative: back)."""
    if unit in MONTHS_IN:
        return cal.add_months(when, round(count * MONTHS_IN[unit]))
    return cal.add_days(when, round(count * DAYS_IN[unit]))


def today(hit: Hit) -> Reading | None:
    """Today, yesterday, tomorrow, tonight, with a part of the day."""
    word, published = hit.word("t"), hit.state.published
    part = hit.value("P") or ("NI" if word in ("tonight", "overnight") else None)
    kind = "TIME" if part else "DATE"
    if part and len(part) > 2:
        part = None if part == "DT" else part
    if _is_title(hit):
        return None
    if word == "today" and (hit.state.narrative or _means_these_times(hit) or _is_any_day(hit)):
        return Reading("PRESENT_REF", basis="relative")
    if word == "tomorrow" and _means_these_times(hit):
        return Reading("FUTURE_REF", basis="relative")  # "the leaders of tomorrow", "tomorrow's workforce"
    if published is None:
        return unknown("XXXX-XX-XX" + (f"T{part}" if part else ""), "day", type=kind)
    if word == "overnight":
        if hit.after() in beside("after_overnight") or hit.before() in beside("before_idle_overnight"):
            return None
        night = _night_beside(hit) or _night_after(hit)
        if night is not None:
            return night
    when = cal.of_day(cal.add_days(published, int(hit.value("t"))))
    return Reading(
        when.value + (f"T{part}" if part else ""),
        type=kind,
        mod=day_part_mod(hit),
        interval=when.interval,
        basis="relative",
    )


def _is_title(hit: Hit) -> bool:
    """USA Today, Accounting Today's list: the name of a paper, where a headline or a next sentence would go on with words."""
    text, index = hit.text, hit.start
    before = text.tokens[index - 1] if index else ""
    if before == "USA" or (before == "the" and text.tokens[index] == "Today"):
        return True
    ends = text.letter(hit.end) in "'.,)|" or text.tokens[hit.end : hit.end + 1] == ["TV"]
    if text.tokens[index] not in ("Today", "Tomorrow") or not ends:
        return False
    if text.letters[index - 1] != "o" or text.end(index - 1) + 1 != text.starts[index] or before.endswith("ed"):
        return False
    return before.istitle() and len(before) > 2


def _means_these_times(hit: Hit) -> bool:
    """The leaders of today, today's world, in today's fast-paced digital environment: the present, no day."""
    text = hit.text
    if text.letter(hit.end) != "'" and text.lower(hit.end) != "s":  # "today s world", where the apostrophe was lost
        of_today = hit.before() == "of" and hit.before(2) != "as"  # "as of today" is a day
        return of_today or (hit.before() == "for" and hit.text.tokens[hit.end - 1] == "Tomorrow")
    if hit.before() == "of" and hit.before(2) in beside("shares_of_all"):
        return True  # "most of today's computers"
    adjectives = 5 if hit.before() in ("in", "of", "for", "with") else 0
    for index in range(hit.end + 1, hit.end + 2 + adjectives):
        if text.lower(index) in beside("these_times"):
            return True
        if text.lower(index) == "market" and hit.before() == "in":
            return True
        if text.letter(index) not in "o-,&":
            return False
    return False


def _is_any_day(hit: Hit) -> bool:
    """Call us today, the town it is today: whenever it is read, and no day."""
    text, last = hit.text, hit.start - 1
    after = text.lower(hit.end)
    if hit.letters != "t" or after not in CLAUSE_ENDS | CALL_GOES_ON:
        return False
    if after in CLAUSE_ENDS and text.lower(last) in PRESENT_BE and text.lower(last - 1) in beside("who_may_be"):
        return True
    for index in range(last - 1, max(last - LONGEST_CALL, -1), -1):
        if text.lower(index) in SENTENCE_ENDS:
            return False
        if text.lower(index) in beside("calls_to_readers") and text.lower(index + 1) not in beside("behind_nouns"):
            opens = text.lower(index - 1) in SENTENCE_ENDS and text.tokens[index][0].isupper()
            if opens or text.lower(index - 1) == "please" or text.lower(index - 2) == "information":
                return True  # "For more information, visit our site and start today."
    return False


def _night_beside(hit: Hit) -> Reading | None:
    """Overnight into Tuesday, overnight on Monday, overnight Monday: the night before that day, or that day's."""
    into = hit.after() in ("into", "to")
    index = hit.end + (into or hit.after() == "on")
    if hit.text.letter(index) != "W" or "P" in hit.letters:
        return None
    named = weekday_date(Hit(hit.text, index, index + 1, hit.state), int(value_of(hit.text.tokens[index])))
    if named is None:
        return None
    when = cal.add_days(named, -1) if into else named
    nights = Interval(when, cal.add_days(when, 1), "interval")
    return Reading(f"{when.isoformat()}TNI", type="TIME", interval=nights, basis="relative")


def _night_after(hit: Hit) -> Reading | None:
    """The night that follows the day last spoken of in the same sentence: "after his arrest on Friday he stayed overnight"."""
    focus = hit.state.day_focus
    when = focus.date() if focus else None
    if focus is None or when is None or not hit.text.one_sentence(focus.span[1], hit.text.starts[hit.start]):
        return None
    nights = Interval(when, cal.add_days(when, 1), "interval")
    return Reading(f"{when.isoformat()}TNI", type="TIME", interval=nights, basis="anaphoric", anchor=focus.span)


def near_unit(hit: Hit) -> Reading | None:
    """Last week, this year, the following month, that day, the same year: one whole unit beside now or beside the last date."""
    index = next(i for i in range(hit.end - 1, hit.start - 1, -1) if hit.text.letters[i] in "UK")
    word, unit = hit.text.lower(index), str(value_of(hit.text.tokens[index]))
    said = [value_of(hit.text.tokens[i]) for i in range(hit.start, index) if hit.text.letters[i] in "TZLXc"]
    if "G" in hit.letters:
        if hit.word("G") != "prior" or word.endswith("s"):
            return None
        said = ["previous"]  # "the prior year"
    if word == "day" and ((hit.word("L") and hit.after() == "of") or is_of_its_time(hit)):
        return None  # "the last day of the year"
    if hit.word("Z") == "that" and (hit.value("LX") or (hit.after(), hit.after(1)) == ("after", word)):
        return None  # "he said that last week": no demonstrative
    if unit == "D" and "-" in hit.letters and hit.text.is_noun(hit.end):
        return None  # "same-day delivery"
    if hit.word("c") == "present":
        return Reading("PRESENT_REF", basis="relative") if unit == "D" else None
    if word.endswith("s") and unit not in ("C",):
        return _plural(hit, word, unit, said)
    if unit in "SMHL":
        return None
    past = hit.word("L") == "past"
    if (hit.word("H") and ((past and unit != "WE") or _is_stretch(hit, unit))) or (
        hit.word("T") and past and unit in "mYE"
    ):
        return Reading(period(1, unit), type="DURATION")
    return _so_far(hit, with_part(hit, _one_unit(hit, unit, said)))


def _is_stretch(hit: Hit, unit: str) -> bool:
    """Over the next decade, for the last month: so long from now on or up to now, no decade or month of the calendar."""
    return (
        unit in "WFmYEC"
        and (
            hit.before() in beside("before_stretch")
            or (hit.before() == "in" and hit.word("L") == "last" and unit != "C")
            or (hit.before() == "in" and unit == "E")
        )
        and hit.letters in ("HL-U", "HLU", "HXU")
        and (hit.value("LX") in ("last", "next"))
    )


def _so_far(hit: Hit, found: Reading | None) -> Reading | None:
    """So far this week ends on the day of publication, earlier this week on the day before; later this week begins on the day after."""
    now, word = hit.state.published, hit.word("R")
    if found is None or found.interval is None or now is None:
        return found
    start, end = found.interval.start, found.interval.end
    if start is None or end is None or not start < now < end:
        return found
    if is_to_date(hit):
        found.interval = Interval(start, now, "part")
        return found
    if word not in ("earlier", "later") or not hit.word("T"):
        return found
    cut = (start, now - cal.DAY) if word == "earlier" else (now + cal.DAY, end)
    found.interval = Interval(*cut, "part")
    return found


def _plural(hit: Hit, word: str, unit: str, said: list[str]) -> Reading | None:
    if "this" in said and word == "days":
        return Reading("PRESENT_REF", basis="relative")
    if {"recent", "last", "next", "previous", "current"} & set(said) and word != "weekends":
        if "current" in said and hit.word("c") != "recent":
            return None
        time = "T" if unit in "SMH" else ""
        return Reading(f"P{time}X{unit.upper()}", type="DURATION")
    return None


def _one_unit(hit: Hit, unit: str, said: list[str]) -> Reading | None:
    state, step, anaphoric = hit.state, 0, False
    last = said[-1] if said else ""
    if last == "last" or (last == "past" and (unit == "WE" or (unit == "W" and _week_is_young(hit)))):
        step = -1  # "this past weekend"
    elif last == "next":
        step = 1
        anaphoric = unit == "D"
    elif last in ("previous", "following"):
        step, anaphoric = (-1 if last == "previous" else 1), True
    elif last == "that" or hit.word("c") in ("same", "very"):
        anaphoric = True
    elif hit.word("c") in ("corresponding", "comparable", "equivalent", "latest", "recent"):
        return None
    if "that" in said or "same" in hit.words():
        anaphoric = True
    if anaphoric or (unit == "D" and last in ("last", "next")):
        return _from_focus(hit, unit, step)
    if state.narrative and state.focus and last:
        return _from_focus(hit, unit, step)
    if state.published is None:
        return unknown(UNKNOWN.get(unit, "XXXX-WXX-WE"), PRECISION.get(unit, "weekend"))
    return reading(_unit_at(state.published, unit, step, hit), basis="relative")


def _week_is_young(hit: Hit) -> bool:
    """Whether "this past week" is the week before: so it is up to Wednesday."""
    now = hit.state.published
    return now is not None and now.isoweekday() <= 3


def _unit_at(base: date, unit: str, step: int, hit: Hit) -> When:
    if unit == "WE":
        coming = tense(hit.text, hit.start, hit.end) == "strong_future" or leads_up(hit)
        ahead = step or (0 if coming else None)
        if ahead is None:
            ahead = 0 if base.isoweekday() >= 6 else -1
            if hit.word("T") and (base.isoweekday() > 3 or tense(hit.text, hit.start, hit.end) != "past"):
                ahead = 0
        return cal.weekend(cal.add_days(base, 7 * ahead))
    return at_grain(shifted(base, step, unit), unit)


def _from_focus(hit: Hit, unit: str, step: int) -> Reading | None:
    focus, published = hit.state.day_focus if unit == "D" else hit.state.focus, hit.state.published
    if (
        unit == "D"
        and step > 0
        and published
        and not hit.state.narrative
        and tense(hit.text, hit.start, hit.end) == "past"
    ):
        after = focus.date() if focus else published
        if after is None or after >= published:
            return unknown(UNKNOWN["D"], "day")  # "The next day, he fled": of a day that the text has not named
    if focus is None:
        if hit.state.published is None or step:
            base = hit.state.published
            return reading(_unit_at(base, unit, step, hit), basis="relative") if base else None
        return reading(_unit_at(hit.state.published, unit, step, hit), basis="relative")
    base = focus.date()
    if focus.precision == "year" and unit in ("m", "W", "WE") and hit.state.published and not hit.state.narrative:
        return reading(
            _unit_at(hit.state.published, unit, step, hit), basis="relative"
        )  # "for the 2020 race, the previous month"
    if base is None:
        if unit in ("Y", "E"):
            shown = focus.year + step * (1 if unit == "Y" else 10)
            return reading(
                cal.year(shown) if unit == "Y" else cal.decade(shown // 10 * 10), basis="anaphoric", anchor=focus.span
            )
        return None
    if unit == "D" and focus.precision != "day":
        return None
    return reading(_unit_at(base, unit, step, hit), basis="anaphoric", anchor=focus.span)


def the_unit(hit: Hit) -> Reading | None:
    """The one of "the year", "the week", "the weekend" that is under discussion."""
    word, unit = hit.word("U") or hit.word("K"), str(hit.value("UK"))
    if hit.before() == "of" and hit.text.tokens[hit.end - 1].istitle() and hit.text.tokens[hit.start - 2].istitle():
        return None  # "Coach of the Year"
    if (
        word.endswith("s")
        or unit in "SMHL"
        or (unit in "EC" and not hit.value("e"))
        or hit.after() in beside("after_no_unit")
        or (hit.after() in beside("tellers") and (hit.text.letter(hit.start - 1) in ".|," or hit.before() == "for"))
    ):
        return None
    if is_round(hit):
        return None
    if unit == "WE":
        return _one_unit(hit, unit, [])
    if unit == "D" and hit.before() == "since" and hit.value("e") == "START" and hit.state.published is not None:
        return reading(
            cal.of_day(hit.state.published), basis="relative", mod="START"
        )  # "since the beginning of the day"
    if unit == "D" or (hit.state.published is None and hit.state.focus is None):
        return None
    if unit == "W" and not hit.state.narrative:
        return _one_unit(hit, unit, [])
    if hit.state.narrative or unit == "m":
        return with_part(hit, _from_focus(hit, unit, 0))
    if unit == "Y" and is_year_in_hand(hit):
        return with_part(hit, _from_focus(hit, unit, 0))
    if unit == "Y" and closes_books(hit):
        return with_part(hit, _one_unit(hit, unit, ["last"]))
    return _so_far(hit, with_part(hit, _one_unit(hit, unit, [])))


def year_end(hit: Hit) -> Reading | None:
    """Year-end: the last day of this year, or of the year before where it lies behind; month-end likewise."""
    now, unit = hit.state.published, hit.value("UQ")
    if unit not in ("Y", "m", "Q") or hit.text.lower(hit.end - 1) != "end" or now is None:
        return None
    if "-" not in hit.letters and (
        hit.before() not in beside("before_year_end") or hit.text.letter(hit.end) not in ".,|)&"
    ):
        return None  # "by year end"; but the years end
    behind = hit.before() in ("since", "last") or (
        tense(hit.text, hit.start, hit.end) == "past" and hit.before() not in ("by", "until", "at")
    )
    if unit == "Q":  # of the quarter spoken of, else of the last one that is over
        count = now.year * 4 + (now.month - 1) // 3 - 1
        year, nth = hit.state.quarter or (count // 4, count % 4 + 1)
        last = cal.quarter(year, nth).interval
        return reading(cal.of_day(last.end), basis="completed") if last and last.end else None
    if unit == "m":
        next_month = cal.add_months(now.replace(day=1), 1 - behind)
        return reading(cal.of_day(cal.add_days(next_month, -1)), basis="completed")
    return reading(cal.day(now.year - behind, 12, 31), basis="completed")


def week_of(hit: Hit) -> Reading | None:
    """The week of March 6, the weekend of May 4-5."""
    month_index = hit.index("M")
    if hit.word("U") not in ("week", "") or hit.word("K") == "weekends" or month_index is None:
        return None
    day = day_of_month(Hit(hit.text, month_index, hit.end, hit.state))
    if day is None or day.interval is None or day.interval.start is None:
        return day
    whole = cal.weekend if hit.index("K") is not None else cal.week
    return reading(whole(day.interval.start), basis=day.basis)


RULES: tuple[DateRule, ...] = (
    date_rule("today", "today, yesterday, tomorrow, tonight", r"(?:R-?)?t(?:(?:R-?)?P)?|R-?Pt", today),
    date_rule(
        "near_unit",
        "last week, this year, the following month",
        r"(?:H?R-?|H?[eR]fH?)?H?(?:[TZ]?[LXc]|[TZ][LXc]?|cX|LX|Xc|HG)-?[UK]",
        near_unit,
    ),
    date_rule("the_unit", "the year, the weekend", r"(?:R|H?ef)?H[UK]", the_unit),
    date_rule("year_end", "year-end, year's end, month-end", r"H?[UQ][-']?[ne]", year_end),
    date_rule(
        "week_of",
        "the week of March 6, the weekend of May 4-5",
        r"H?[UK]f(?:M\.?[DV](?:-[DV])?(?:,?Y)?|[DV]-?[DV]?M(?:,?Y)?)",
        week_of,
    ),
)
