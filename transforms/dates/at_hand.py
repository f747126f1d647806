"""What "the year", "that day", "any day of the week" are of: the story at hand, the books being closed, or no one year at all."""

from __future__ import annotations

from transforms.dates.state import Hit
from transforms.dates.tense import tense

EARLIER_YEARS = 10  # so far back the year of one sentence may lie


def is_to_date(hit: Hit) -> bool:
    """So far this year, this year so far, the year to date."""
    return (hit.before(2), hit.before()) == ("so", "far") or (hit.after(), hit.after(1)) in (
        ("so", "far"),
        ("to", "date"),
    )


def is_of_its_time(hit: Hit) -> bool:
    """In 1931 they met to discuss the novelty of that day: of those times."""
    focus = hit.state.focus
    if hit.word("Z") != "that" or hit.before() != "of" or focus is None or focus.precision != "year":
        return False
    return hit.text.one_sentence(focus.span[1], hit.text.starts[hit.start])


def is_year_in_hand(hit: Hit) -> bool:
    """Whether the sentence has told of an earlier year: "from $200 in early 2020 to $1,000 by the end of the year"."""
    focus, now = hit.state.focus, hit.state.published
    if focus is None or now is None or not 0 < now.year - focus.year <= EARLIER_YEARS:
        return False
    if focus.precision not in ("year", "part") or tense(hit.text, hit.start, hit.end) == "strong_future":
        return False
    return hit.text.one_sentence(focus.span[1], hit.text.starts[hit.start])


def closes_books(hit: Hit) -> bool:
    """Whether the year is the one before, whose last quarter is being told: "in the fourth quarter; for the year, sales rose"."""
    now, spoken = hit.state.published, hit.state.quarter
    if now is None or spoken != (now.year - 1, 4) or now.month > 4:
        return False
    return not is_to_date(hit) and tense(hit.text, hit.start, hit.end) in ("past", None)


def is_round(hit: Hit) -> bool:
    """Whether it is any week or year: "on the same day of the week", "at this time of the year", but "the last day of the year"."""
    of_days = hit.before() == "of" and hit.before(2) in ("day", "days", "hours", "time", "times")
    return of_days and hit.text.letter(hit.start - 3) not in "OLVX"
