"""Rules for dates beside now or beside the date last spoken of: today, weekdays, last week, the same year."""

from __future__ import annotations

import re
from datetime import date

from transforms.dates import calendar as cal
from transforms.dates.calendar import When
from transforms.dates.spans import period
from transforms.dates.state import DateRule, Hit, Reading, date_rule, reading, unknown
from transforms.dates.stated import day_of_month, edge_word, with_part
from transforms.dates.tense import tense
from transforms.dates.words import beside, value_of
from transforms.mentions import Interval

ONE_SENTENCE = 200  # characters
SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s+[A-Z\"“]|\n")
PRECISION = {"D": "day", "W": "week", "m": "month", "Y": "year", "E": "decade", "C": "century", "F": "week"}
UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "m": "XXXX-XX", "Y": "XXXX", "E": "XXX", "C": "XX", "F": "XXXX-WXX"}
MONTHS_IN = {"m": 1, "Y": 12, "E": 120, "C": 1200}
DAYS_IN = {"D": 1, "W": 7, "F": 14}


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
    if word == "today" and (hit.state.narrative or _means_these_times(hit)):
        return Reading("PRESENT_REF", basis="relative")
    if published is None:
        return unknown("XXXX-XX-XX" + (f"T{part}" if part else ""), "day", type=kind)
    if word == "overnight":
        if hit.after() in beside("after_overnight") or hit.before() in beside("before_idle_overnight"):
            return None
        night = _night_after(hit)
        if night is not None:
            return night
    when = cal.of_day(cal.add_days(published, int(hit.value("t"))))
    return Reading(
        when.value + (f"T{part}" if part else ""),
        type=kind,
        mod=_day_part_mod(hit),
        interval=when.interval,
        basis="relative",
    )


def _means_these_times(hit: Hit) -> bool:
    """The leaders of today, today's world, in today's fast-paced digital environment: the present, no day."""
    text = hit.text
    if text.letter(hit.end) != "'":
        return hit.before() == "of"
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


def _night_after(hit: Hit) -> Reading | None:
    """The night that follows the day last spoken of in the same sentence: "after his arrest on Friday he stayed overnight"."""
    focus = hit.state.day_focus
    when = focus.date() if focus else None
    if focus is None or when is None or hit.text.starts[hit.start] - focus.span[1] > ONE_SENTENCE:
        return None
    if SENTENCE_END.search(hit.text.text, focus.span[1], hit.text.starts[hit.start]):
        return None
    nights = Interval(when, cal.add_days(when, 1), "interval")
    return Reading(f"{when.isoformat()}TNI", type="TIME", interval=nights, basis="anaphoric", anchor=focus.span)


def _day_part_mod(hit: Hit) -> str | None:
    word = hit.word("R")
    return None if word in ("", "later", "earlier") else hit.mod()


def weekday(hit: Hit) -> Reading | None:
    """A weekday by tense: the last one up to publication, the next one after "will"; last, next and this as they say."""
    index = hit.index("W")
    assert index is not None
    name = hit.text.lower(index)
    if (len(name) < 5 and hit.text.letter(index + 1) != ".") or name == "sun":
        return None
    if (
        index == hit.start
        and index
        and hit.before() in beside("before_named_weekday")
        and hit.text.tokens[index - 1].istitle()
    ):
        return None
    if hit.letters.startswith("Ri") and not edge_word(hit):
        return None
    if name == "sunday" and hit.after() in beside("paper_words") and hit.text.tokens[hit.end][0].isupper():
        return None
    wanted, part = int(hit.value("W")), hit.value("P")
    if part and len(part) > 2:
        return None
    suffix, kind = (f"T{part}", "TIME") if part else ("", "DATE")
    when = weekday_date(hit, wanted)
    if when is None:
        return unknown(f"XXXX-WXX-{wanted}{suffix}", "day", type=kind)
    anaphoric = hit.word("L") in ("previous", "preceding") or hit.word("X") in ("following", "subsequent")
    other = cal.add_days(when, 7 if hit.state.published and when <= hit.state.published else -7)
    focus = hit.state.focus
    return Reading(
        when.isoformat() + suffix, type=kind, mod=_day_part_mod(hit), interval=cal.of_day(when).interval,
        basis="anaphoric" if anaphoric and focus else "relative", anchor=focus.span if anaphoric and focus else None,
        candidates=(other.isoformat() + suffix,),
    )  # fmt: skip


def weekday_date(hit: Hit, wanted: int) -> date | None:
    """The day that a weekday names, or None where nothing fixes it."""
    now = hit.state.now()
    if now is None:
        return None
    focus = hit.state.focus.date() if hit.state.focus else None
    said = hit.value("LXT")
    if said == "previous" and focus:
        return cal.add_days(focus, -((focus.isoweekday() - wanted - 1) % 7 + 1))
    if said == "following" and focus:
        return cal.add_days(focus, (wanted - focus.isoweekday() - 1) % 7 + 1)
    if said in ("last", "previous"):
        return cal.add_days(now, -((now.isoweekday() - wanted - 1) % 7 + 1))
    if said in ("next", "following"):
        return cal.add_days(now, (wanted - now.isoweekday() - 1) % 7 + 1)
    if said == "this":
        when = cal.add_days(now, wanted - now.isoweekday())
        opens = hit.text.letter(hit.start - 1) in ".|" or not hit.start
        behind = opens and when > now and tense(hit.text, hit.start, hit.end) == "past"
        return cal.add_days(when, -7) if behind else when  # "This Sunday, he crossed the strait", in Tuesday's paper
    ahead = hit.state.narrative or _lies_ahead(hit)
    return cal.add_days(now, (wanted - now.isoweekday()) % 7 if ahead else -((now.isoweekday() - wanted) % 7))


def _lies_ahead(hit: Hit) -> bool:
    """Whether a bare weekday is still to come: after "will" or "starting", and after "until" or "as early as" where nothing says past."""
    cue = tense(hit.text, hit.start, hit.end)
    index = hit.index("W") or hit.start
    words = [hit.text.lower(i) for i in range(max(0, index - 6), index)]
    bound = any(w in ("until", "till") for w in words[-4:]) or (words[-1:] == ["as"] and words[-3:-2] == ["as"])
    bound = bound or words[-1:] == ["by"]
    if words and words[-2 if words[-1] == "on" else -1 :][0] in ("starting", "beginning"):
        return True  # "declared three days of mourning beginning on Wednesday"
    return cue == "strong_future" or (bound and cue != "past")


def day_alone(hit: Hit) -> Reading | None:
    """On the 28th: of the month under way, by tense; "of this month" and the like say which."""
    number = int(hit.value("V"))
    if hit.before() not in beside("before_day_alone") or not 1 <= number <= 31:
        return None
    now, said = hit.state.now(), hit.value("TLX")
    if "U" in hit.letters and hit.word("U") != "month":
        return None
    if "U" not in hit.letters and hit.text.letter(hit.end) not in ".,|)" and hit.after() != ";":
        return None
    if now is None:
        return unknown(f"XXXX-XX-{number:02d}", "day")
    if said is not None or "U" in hit.letters:
        step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(str(said), 0)
        first = cal.add_months(now.replace(day=1), step)
        return reading(cal.day(first.year, first.month, number), basis="relative")
    cue = tense(hit.text, hit.start, hit.end)
    ahead = _lies_ahead(hit) or cue == "weak_future"
    days = [_day_in(cal.add_months(now.replace(day=1), step), number) for step in (-2, -1, 0, 1, 2)]
    fitting = [d for d in days if d and (d >= now if ahead else d <= now or cue != "past")]
    when = min(fitting, key=lambda d: abs((d - now).days))
    return reading(cal.of_day(when), basis="completed")


def _day_in(first: date, number: int) -> date | None:
    """That day of the month that begins on `first`, where it has one."""
    when = cal.add_days(first, number - 1)
    return when if when.month == first.month else None


def day_before_day(hit: Hit) -> Reading | None:
    """The day before yesterday, the day after last Tuesday."""
    step = {"before": -1, "after": 1}.get(hit.word("G"))
    if hit.word("U") != "day" or step is None or hit.state.published is None:
        return None
    known = hit.value("t")
    base = (
        cal.add_days(hit.state.published, int(known)) if known is not None else weekday_date(hit, int(hit.value("W")))
    )
    return reading(cal.of_day(cal.add_days(base, step)), basis="relative") if base else None


def near_unit(hit: Hit) -> Reading | None:
    """Last week, this year, the following month, that day, the same year: one whole unit beside now or beside the last date."""
    index = next(i for i in range(hit.end - 1, hit.start - 1, -1) if hit.text.letters[i] in "UK")
    word, unit = hit.text.lower(index), str(value_of(hit.text.tokens[index]))
    said = [value_of(hit.text.tokens[i]) for i in range(hit.start, index) if hit.text.letters[i] in "TZLXc"]
    if hit.word("Z") == "that" and hit.value("LX"):
        return None  # "he said that last week": no demonstrative
    if hit.word("c") == "present":
        return Reading("PRESENT_REF", basis="relative") if unit == "D" else None
    if word.endswith("s") and unit not in ("C",):
        return _plural(hit, word, unit, said)
    if unit in "SMHL":
        return None
    if hit.word("H") and ((hit.word("L") == "past" and unit != "WE") or _is_stretch(hit, unit)):
        return Reading(period(1, unit), type="DURATION")
    return _so_far(hit, with_part(hit, _one_unit(hit, unit, said)))


def _is_stretch(hit: Hit, unit: str) -> bool:
    """Over the next decade, for the last month: so long from now on or up to now, no decade or month of the calendar."""
    return (
        unit in "WmYEC"
        and hit.before() in beside("before_stretch")
        and hit.letters in ("HL-U", "HLU", "HXU")
        and (hit.value("LX") in ("last", "next"))
    )


def _so_far(hit: Hit, found: Reading | None) -> Reading | None:
    """Earlier this week ends on the day before publication, later this week begins on the day after."""
    now, word = hit.state.published, hit.word("R")
    if found is None or found.interval is None or now is None or word not in ("earlier", "later") or not hit.word("T"):
        return found
    start, end = found.interval.start, found.interval.end
    if start is None or end is None or not start < now < end:
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
    if last == "last":
        step = -1
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


def _unit_at(base: date, unit: str, step: int, hit: Hit) -> When:
    if unit == "WE":
        ahead = step or (0 if tense(hit.text, hit.start, hit.end) in ("strong_future",) else None)
        if ahead is None:
            ahead = 0 if base.isoweekday() >= 6 else -1
            if hit.word("T") and (base.isoweekday() > 3 or tense(hit.text, hit.start, hit.end) != "past"):
                ahead = 0
        return cal.weekend(cal.add_days(base, 7 * ahead))
    return at_grain(shifted(base, step, unit), unit)


def _from_focus(hit: Hit, unit: str, step: int) -> Reading | None:
    focus = hit.state.day_focus if unit == "D" else hit.state.focus
    if focus is None:
        if hit.state.published is None or step:
            base = hit.state.published
            return reading(_unit_at(base, unit, step, hit), basis="relative") if base else None
        return reading(_unit_at(hit.state.published, unit, step, hit), basis="relative")
    base = focus.date()
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
    if (
        word.endswith("s")
        or unit in "SMHCL"
        or (unit == "E" and not hit.value("e"))
        or hit.after() in ("of", "that", "when", "before", "after", "-", "earlier", "later")
    ):
        return None
    if unit == "WE":
        return _one_unit(hit, unit, [])
    if unit == "D" or (hit.state.published is None and hit.state.focus is None):
        return None
    if unit == "W" and not hit.state.narrative:
        return _one_unit(hit, unit, [])
    if hit.state.narrative or unit == "m":
        return with_part(hit, _from_focus(hit, unit, 0))
    return with_part(hit, _one_unit(hit, unit, []))


def year_end(hit: Hit) -> Reading | None:
    """Year-end: the last day of this year, or of the year before where it lies behind."""
    now = hit.state.published
    if hit.word("U") != "year" or hit.text.lower(hit.end - 1) != "end" or now is None:
        return None
    behind = hit.before() == "since" or (
        tense(hit.text, hit.start, hit.end) == "past" and hit.before() not in ("by", "until", "at")
    )
    return reading(cal.day(now.year - behind, 12, 31), basis="completed")


def week_of(hit: Hit) -> Reading | None:
    """The week of March 6."""
    month_index = hit.index("M")
    if hit.word("U") != "week" or month_index is None:
        return None
    day = day_of_month(Hit(hit.text, month_index, hit.end, hit.state))
    if day is None or day.interval is None or day.interval.start is None:
        return day
    return reading(cal.week(day.interval.start), basis=day.basis)


DETERMINED = r"(?:R)?(?:H|i(?=T))?[TZLX]?c?[TZLX]?"
RULES: tuple[DateRule, ...] = (
    date_rule("today", "today, yesterday, tomorrow, tonight", r"(?:R-?)?t(?:(?:R-?)?P)?|R-?Pt", today),
    date_rule(
        "weekday", "a weekday, with a part of the day", r"(?:R-?|Ri)?(?:H?[TLX]{1,2})?W\.?(?:(?:R-?)?P)?", weekday
    ),
    date_rule("day_alone", "the 28th, the 3rd of next month", r"HV(?:fH?[TLX]?U)?", day_alone),
    date_rule("day_before_day", "the day before yesterday", r"HUG(?:t|[LX]?W)", day_before_day),
    date_rule(
        "near_unit",
        "last week, this year, the following month",
        r"(?:H?R-?|H?[eR]fH?)?H?(?:[TZ]?[LXc]|[TZ][LXc]?|cX|LX|Xc)-?[UK]",
        near_unit,
    ),
    date_rule("the_unit", "the year, the weekend", r"(?:R|H?ef)?H[UK]", the_unit),
    date_rule("year_end", "year-end", r"U-[ne]", year_end),
    date_rule("week_of", "the week of March 6", r"HUfM\.?[DV](?:,?Y)?", week_of),
)
