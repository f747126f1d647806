"""Rules for dates so many units from another: three days ago, a year earlier, a day prior, three weeks from now."""

from __future__ import annotations

from datetime import date

from transforms.dates import calendar as cal
from transforms.dates.calendar import When
from transforms.dates.deictic import (
    MONTHS_IN,
    PRECISION,
    UNKNOWN,
    at_grain,
    shifted,
)
from transforms.dates.numbers import ABOUT, NUM, VAGUE, number, runs_together
from transforms.dates.periods import half_under_discussion
from transforms.dates.state import DateRule, Focus, Hit, Reading, date_rule, reading, unknown
from transforms.dates.tense import tense
from transforms.dates.weekdays import weekday_date
from transforms.dates.words import beside, value_of

DIRECTIONS = {
    "ago": "ago", "hence": "hence", "earlier": "earlier", "prior": "earlier", "previously": "earlier", "before": "before",
    "later": "later", "back": "ago", "afterwards": "later", "afterward": "later", "after": "after",
}  # fmt: skip


def ago(hit: Hit) -> Reading | None:
    """Three days ago, counted from publication; two weeks later, a day prior, counted from the date last spoken of."""
    index = hit.index("U")
    assert index is not None
    unit = str(value_of(hit.text.tokens[index]))
    direction = DIRECTIONS.get(hit.text.lower(hit.end - 1), "")
    if (
        not direction
        or runs_together(hit.text, hit.start, index)
        or (hit.text.lower(hit.end - 1) == "back" and not _looks_back(hit))
        or (hit.text.tokens[hit.end - 1].istitle() and hit.text.tokens[hit.end - 2].islower())
    ):
        return None
    if direction in ("before", "after") and hit.text.letter(hit.end) not in ".,|-)":
        return None
    if direction == "later" and (hit.after() == "than" or (hit.before() == "," and hit.before(2) == "now")):
        return None  # "Now, three years later": that is now
    count = _count(hit, index)
    if (direction == "before" and hit.before() == "within") or (
        direction in ("before", "after") and "for" in (hit.before(), hit.text.lower(hit.start))
    ):
        return None  # "for thirty years before": how long
    if direction == "earlier" and hit.text.letter(hit.end) in "TWt":
        return None
    if count is None or "U&N" in hit.letters:
        return _vague_ago(hit, unit, direction)
    if unit == "H" and count % 24 == 0:
        unit, count = "D", count / 24  # "48 hours later"
    if unit in "SMHNL":
        return Reading("PAST_REF", basis="relative") if direction == "ago" else None
    mod = "APPROX" if hit.word("a") in ("about", "around", "approximately", "roughly") else None
    if direction == "ago" and unit == "Y" and count == 1 and not hit.state.narrative:
        direction = "earlier" if hit.state.quarter or half_under_discussion(hit) else direction
    if direction in ("ago", "hence"):
        return _counted_from_now(hit, unit, -count if direction == "ago" else count, mod)
    return _counted_from_focus(hit, unit, count if direction in ("later", "after") else -count, mod)


def _looks_back(hit: Hit) -> bool:
    """Two weeks back, for two weeks ago; but "it put the plan two weeks back", "it goes ten years back"."""
    if hit.letters[0] == "H" or (hit.after() not in beside("after_back") and hit.text.letter(hit.end) not in ".,|)"):
        return False
    return not any(hit.before(n) in beside("moved_back") for n in range(1, 6))


def year_earlier(hit: Hit) -> Reading | None:
    """The year-earlier loss: that of the quarter under discussion a year before, else of the year before."""
    if hit.word("U") != "year" or hit.text.lower(hit.end - 1) not in ("earlier", "ago", "before"):
        return None
    if hit.text.letter(hit.end) != "o" or hit.text.letter(hit.start - 1) in "DN-":
        return None
    count = _counted_from_focus if hit.state.quarter else _counted_from_now
    return count(hit, "Y", -1, None)


def _count(hit: Hit, index: int) -> float | None:
    count = number(hit.text, hit.start, index)
    if count is not None:
        return count
    if "h" in hit.letters:
        return (
            0.5 if hit.text.letters.find("h", hit.start, index) >= 0 else 1.5
        )  # half a year ago, a year and a half ago
    if "F" in hit.text.letters[hit.start : index]:
        return 2.0 if hit.word("F") == "couple" else None
    if hit.letters[0] == "H" and not hit.text.lower(index).endswith("s"):
        return 1.0  # "the year before"
    return (
        1.0
        if hit.text.letters[hit.start : index].rstrip("-").endswith(("A", "Ao"))
        or "A" in hit.text.letters[hit.start : index]
        else None
    )


def _vague_ago(hit: Hit, unit: str, direction: str) -> Reading | None:
    if direction in ("ago", "earlier", "before"):
        return Reading("PAST_REF", basis="relative")
    if direction not in ("later", "after"):
        return None
    # "A few days later he resigned": behind, in news; in a history what comes next is the future of the story
    behind = not hit.state.narrative and tense(hit.text, hit.start, hit.end) == "past"
    return Reading("PAST_REF" if behind else "FUTURE_REF", basis="relative")


def _counted_from_now(hit: Hit, unit: str, count: float, mod: str | None) -> Reading:
    now = hit.state.published
    if hit.state.narrative and hit.state.focus is not None:
        now = hit.state.focus.date() or now
    if now is None:
        return unknown(UNKNOWN[unit], PRECISION[unit], mod=mod)
    return reading(_shifted_at(now, count, unit), basis="relative", mod=mod)


def _shifted_at(base: date, count: float, unit: str) -> When:
    finer = {"E": "Y", "C": "Y", "F": "W"}.get(unit, unit)
    if count != int(count):
        finer = {"Y": "m"}.get(unit, finer)
        if unit == "m":  # two and a half months
            return at_grain(shifted(shifted(base, int(count), "m"), (count - int(count)) * 30, "D"), "m")
    return at_grain(shifted(base, count, unit), finer)


def _is_ahead(hit: Hit) -> bool:
    """Whether "three years later" tells of what is to come; else it looks back from a day that the text has not named."""
    return tense(hit.text, hit.start, hit.end) in ("strong_future", "weak_future")


def _counted_from_focus(hit: Hit, unit: str, count: float, mod: str | None) -> Reading | None:
    focus = (hit.state.day_focus if unit == "D" else None) or hit.state.focus
    half, quarter = half_under_discussion(hit), hit.state.quarter
    if half and unit == "Y" and not hit.state.narrative and count < 0:
        return reading(cal.half(half[0] + int(count), half[1]), basis="anaphoric", anchor=hit.state.half_span)
    if quarter and unit == "Y" and not hit.state.narrative and count < 0:
        return reading(
            cal.quarter(quarter[0] + int(count), quarter[1]), basis="anaphoric", anchor=hit.state.quarter_span
        )
    if focus is None:
        if hit.state.published is None or (count > 0 and unit in MONTHS_IN and not _is_ahead(hit)):
            return unknown(UNKNOWN[unit], PRECISION[unit], mod=mod)
        return reading(_shifted_at(hit.state.published, count, unit), basis="relative", mod=mod)
    base = focus.date()
    if base is None:
        if unit in MONTHS_IN:
            return reading(
                cal.year(focus.year + round(count * MONTHS_IN[unit] / 12)), basis="anaphoric", anchor=focus.span
            )
        return None
    if unit in "DWF" and focus.precision == "year" and hit.state.published and not hit.state.narrative:
        return unknown(UNKNOWN[unit], PRECISION[unit], mod=mod)  # two days after a whole year
    grain = "m" if _compares_months(hit, focus, unit, count) else _coarser(focus, unit)
    when = _shifted_at(base, count, unit) if grain == unit else at_grain(shifted(base, count, unit), grain)
    published = hit.state.published
    if (
        count > 0
        and published
        and when.first
        and when.first > published
        and not hit.state.narrative
        and not _is_ahead(hit)
    ):
        return unknown(
            UNKNOWN[unit], PRECISION[unit], mod=mod
        )  # what is told as past lies behind: another date is meant
    return reading(when, basis="anaphoric", anchor=focus.span, mod=mod)


def _compares_months(hit: Hit, focus: Focus, unit: str, count: float) -> bool:
    """Whether "a year earlier" is the same month a year before: 6% at the end of September, up from 5.9% a year earlier."""
    if (
        unit != "Y"
        or count >= 0
        or focus.precision not in ("month", "part")
        or focus.month is None
        or hit.state.narrative
    ):
        return False
    return hit.text.one_sentence(focus.span[1], hit.text.starts[hit.start])


def _coarser(focus: Focus, unit: str) -> str:
    """The grain of the result: that of the unit, but no finer than the date it is counted from."""
    order = "DWmYEC"
    held = {"day": "D", "week": "W", "month": "m", "year": "Y", "decade": "E"}.get(focus.precision, "D")
    unit = {"F": "W"}.get(unit, unit)
    return unit if order.index(unit) >= order.index(held) else held


def from_now(hit: Hit) -> Reading | None:
    """Three weeks from now, two weeks from Thursday, a week from tomorrow."""
    index = hit.index("U")
    assert index is not None
    count, unit = _count(hit, index), str(value_of(hit.text.tokens[index]))
    if hit.text.lower(index + 1) != "from" or unit not in PRECISION:
        return None
    if hit.after(-1) in ("now", "today"):
        return Reading("FUTURE_REF", basis="relative") if count is None else _counted_from_now(hit, unit, count, None)
    base, wanted = hit.state.published, hit.value("W")
    if base is None or count is None or "r" in hit.letters:
        return None
    if wanted is not None:
        base = weekday_date(Hit(hit.text, hit.index("W") or hit.start, hit.end, hit.state), int(wanted)) or base
    else:
        base = cal.add_days(base, int(hit.value("t")))
    return reading(cal.of_day(shifted(base, count, unit)), basis="relative")


RULES: tuple[DateRule, ...] = (
    date_rule(
        "ago",
        "three days ago, a day prior",
        rf"{ABOUT}(?:{NUM}|{VAGUE}|Ao?|H|A?h-?A?)?-?U(?:&o)?[GR]|{ABOUT}AU&N[GR]|{ABOUT}AU-?&-?A-?hG",
        ago,
    ),
    date_rule("year_earlier", "year-earlier, year-ago before a noun", r"U-[GR]", year_earlier),
    date_rule("from_now", "three weeks from now", rf"(?:{NUM}|{VAGUE}|A)Ui(?:[rt]|[TX]?W)", from_now),
)
