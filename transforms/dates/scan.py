"""From letters to mentions: start at core letters, try the patterns around them, keep the longest that resolves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from transforms.dates import clock, deictic, offsets, periods, spans, stated
from transforms.dates.calendar import ImpossibleDateError
from transforms.dates.completion import after_year_words
from transforms.dates.state import DateRule, Focus, Hit, Reading, State
from transforms.dates.words import Text
from transforms.mentions import DateMention, Rejected

RULES: tuple[DateRule, ...] = stated.RULES + clock.RULES + periods.RULES + deictic.RULES + offsets.RULES + spans.RULES
CORE = re.compile(r"[MWwUQKYtrPSCsqxmpcbkh]|N(?=-?N)|D(?=[:/.-][DB])|[DB](?=-[DBY]b)|H(?=L)|[OV](?=-?U)")
LEFT_LETTERS = frozenset("HTZLXcFRENDBVOAaefyi-,.&/")
LEFT, RIGHT = 8, 20
STOP = re.compile(r"oo|\|")


@cache
def _compiled() -> tuple[tuple[DateRule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rule.pattern)) for rule in RULES)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule's match, relative to the window."""

    start: int
    end: int
    rule: DateRule


@lru_cache(maxsize=50_000)
def candidates(window: str, core: int) -> tuple[Candidate, ...]:
    """All matches in a window of letters that hold the core letter, longest first, earlier rules before later ones."""
    found = []
    for start in range(core + 1):
        for rule, pattern in _compiled():
            match = pattern.match(window, start)
            if match and match.end() > core:
                found.append(Candidate(start, match.end(), rule))
    return tuple(sorted(found, key=lambda c: c.start - c.end))


@dataclass(frozen=True, slots=True)
class Found:
    """A mention and the tokens it covers."""

    first: int
    last: int
    mention: DateMention


WITH_YEAR_WORDS = frozenset(("month", "month_day", "day_month"))


def scan(text: Text, state: State) -> Iterator[Found | Rejected]:
    """Mentions and rejected readings in text order; the state moves along."""
    position, letters = 0, text.letters
    for core in CORE.finditer(letters):
        index = core.start()
        if index < position:
            continue
        left = index
        floor = max(position, index - LEFT)
        while left > floor and letters[left - 1] in LEFT_LETTERS:
            left -= 1
        if left > floor and letters[left - 1] == "o":
            left -= 2 if left - 1 > floor and letters[left - 2] in "EH" else 1
        stop = STOP.search(letters, index, index + RIGHT)
        right = stop.end() if stop and stop[0] == "oo" else stop.start() if stop else min(len(letters), index + RIGHT)
        outcome = _resolve(text, state, left, candidates(letters[left:right], index - left))
        if outcome is None:
            continue
        yield outcome
        if isinstance(outcome, Found):
            position = outcome.last
            if outcome.mention.rule in WITH_YEAR_WORDS:
                position = after_year_words(text, position)


def _resolve(text: Text, state: State, left: int, options: tuple[Candidate, ...]) -> Found | Rejected | None:
    rejected: Rejected | None = None
    for option in options:
        hit = Hit(text, left + option.start, left + option.end, state)
        try:
            found = option.rule.make(hit)
        except ImpossibleDateError as error:
            start, end = _trimmed(text, hit.start, hit.end)
            rejected = rejected or Rejected(text.starts[start], text.end(end - 1), str(error))
            if option.rule.name in ("month_day", "day_month", "iso_day", "numeric_day"):
                return rejected
            continue
        if found is not None:
            return _mention(hit, option.rule, found)
    return rejected


def _trimmed(text: Text, start: int, end: int) -> tuple[int, int]:
    while start < end - 1 and text.letters[start] in ",.&-`'":
        start += 1
    while end - 1 > start and text.letters[end - 1] in ",-&":
        end -= 1
    return start, end


def _stops(text: Text, end: int) -> bool:
    """Whether the full stop before a token ends a sentence rather than a short form ("Friday." against "Sept.")."""
    word = text.lower(end - 2)
    return len(word) > 4 or word in ("may", "june", "july") or text.letter(end) == "|"


def _mention(hit: Hit, rule: DateRule, found: Reading) -> Found:
    text, state = hit.text, hit.state
    start, end = _trimmed(text, found.start or hit.start, found.end or hit.end)
    span = (text.starts[start], text.end(end - 1))
    if text.letters[end - 1] == "." and _stops(text, end):
        span = (span[0], text.end(end - 2))
    mention = DateMention(
        start=span[0], end=span[1], timex_type=found.type, timex_value=found.value, basis=found.basis, status=found.status,
        rule=rule.name, timex_mod=found.mod, interval=found.interval, anchor=found.anchor, candidates=found.candidates,
    )  # fmt: skip
    if _becomes_focus(hit, mention, start):
        _move_focus(state, mention)
    return Found(start, end, mention)


FAR_JUMP = 15  # years: a bare year this far off is an aside of a story, not its next step


def _becomes_focus(hit: Hit, mention: DateMention, start: int) -> bool:
    """Not a date that only tells which ("Putin's September 21, 2022, decree"), nor an aside, nor the far end of a range."""
    text, focus = hit.text, hit.state.focus
    if hit.word("t") == "overnight":
        return False
    if not hit.state.narrative:
        first = mention.interval.start if mention.interval else None
        if first and hit.state.published and first > hit.state.published and hit.state.day_focus is not None:
            return False
        attributive = text.letter(start - 1) in "'AHTZ" and mention.rule in ("month_day", "day_month", "month", "year")
        return not (attributive and focus is not None)
    if mention.rule != "year" or focus is None or text.letter(start - 1) == "|":
        return True
    if text.letter(start - 1) == "-" and text.letter(start - 2) in "YDB":
        return False
    year = mention.interval.start.year if mention.interval and mention.interval.start else None
    return year is None or abs(year - focus.year) <= FAR_JUMP


VALUE = re.compile(r"^(BC)?(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?$")
QUARTER_VALUE = re.compile(r"^(BC)?(\d{4})-(?:Q|H|W|SP|SU|FA|WI)")


def _move_focus(state: State, mention: DateMention) -> None:
    """Whatever names a calendar time becomes the date last spoken of."""
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
        return
    match = VALUE.match(mention.timex_value) or QUARTER_VALUE.match(mention.timex_value)
    if match and match[1]:
        state.era = -1
        groups = match.groups()
        month = int(groups[2]) if len(groups) > 2 and groups[2] else None
        state.focus = Focus(-int(match[2]), month, None, "year" if month is None else "month", span)
