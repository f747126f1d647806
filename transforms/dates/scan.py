"""From letters to mentions: start at core letters, try the patterns around them, keep the longest that resolves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from transforms.dates import clock, deictic, fiscal, holidays, offsets, periods, spans, stated, weekdays
from transforms.dates.calendar import ImpossibleDateError
from transforms.dates.completion import after_year_words
from transforms.dates.fiscal import ended
from transforms.dates.focus import becomes_focus, move_focus, name_day
from transforms.dates.state import DateRule, Hit, Reading, State
from transforms.dates.words import Text
from transforms.mentions import DateMention, Rejected

RULES: tuple[DateRule, ...] = (
    fiscal.RULES
    + stated.RULES
    + holidays.RULES
    + clock.RULES
    + periods.RULES
    + deictic.RULES
    + weekdays.RULES
    + offsets.RULES
    + spans.RULES
)
CORE = re.compile(
    r"[MWwUQKYtrPSCsqxmpcbkh]|N(?=-?N)|B(?=j)|V|D(?=[:/.-][DB])|D(?=qD?)|[DB](?=-[DBY]b)|H(?=L)|O(?=-?U)|`(?=[DC])"
)
LEFT_LETTERS = frozenset("HTZLXcFRENDBVOAaefyiG-,.&/")
LEFT, RIGHT = 8, 20
NAME = 3  # tokens of a holiday in which plain words may follow one another
STOP = re.compile(r"oo|\|")


@cache
def _compiled() -> tuple[tuple[DateRule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rule.pattern)) for rule in RULES)


@lru_cache(maxsize=50_000)
def _apt(letters: str) -> tuple[tuple[DateRule, re.Pattern[str]], ...]:
    """The rules that may match these letters: a pattern matches no letter that is not written in it."""
    here = set(letters)
    return tuple((rule, pattern) for rule, pattern in _compiled() if here.issubset(rule.pattern))


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
        for rule, pattern in _apt(window[start : core + 1]):
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


WITH_YEAR_WORDS = frozenset(("month", "month_day", "day_month", "holiday"))


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
            left -= 2 if left - 1 > floor and letters[left - 2] in "EHND" else 1
        stop = STOP.search(letters, index, index + RIGHT)
        if letters[index] == "x":
            stop = STOP.search(letters, min(index + NAME, len(letters)), index + RIGHT)  # "Martin Luther King Day"
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
        end = left + option.end
        stop = _crossed_stop(text, left + option.start, end)
        if stop is not None and option.rule.name != "holiday":
            continue
        hit = Hit(text, left + option.start, end if stop is None else stop, state)  # "on Christmas. It rained"
        try:
            found = option.rule.make(hit)
        except ImpossibleDateError as error:
            start, end = _trimmed(text, hit.start, hit.end)
            rejected = rejected or Rejected(text.starts[start], text.end(end - 1), str(error))
            if option.rule.name in ("month_day", "day_month", "iso_day", "numeric_day"):
                return rejected
            continue
        if found is not None:
            others = () if state.considered is None else tuple(_others(text, state, left, options, found.value))
            taken = _mention(
                hit, option.rule, _or_so(hit, ended(hit, found)) if text.letter(hit.end) in "n&" else found
            )
            if state.considered is not None:
                state.considered[taken.mention.start, taken.mention.end] = others
            return taken
    return rejected


def _or_so(hit: Hit, found: Reading) -> Reading:
    """The same length of time with the "or so" behind it."""
    if found.type == "DURATION" and found.end is None and hit.text.tokens[hit.end : hit.end + 2] == ["or", "so"]:
        found.end, found.mod = hit.end + 2, found.mod or "APPROX"
    return found


def _others(text: Text, state: State, left: int, options: tuple[Candidate, ...], taken: str) -> Iterator[str]:
    """What the rules that match here would have made of it, in words, where that is another value."""
    for option in options:
        hit = Hit(text, left + option.start, left + option.end, replace(state))
        if _crossed_stop(text, hit.start, hit.end) is not None:
            continue
        try:
            found = option.rule.make(hit)
        except ImpossibleDateError:
            continue
        if found is not None and found.value != taken:
            words = text.text[text.starts[hit.start] : text.end(hit.end - 1)]
            yield f"{words!r} as {found.value} [{option.rule.name}]"


def _trimmed(text: Text, start: int, end: int) -> tuple[int, int]:
    while start < end - 1 and text.letters[start] in ",.&-`'":
        if text.letters[start] == "`" and text.letters[start + 1] in "DC":
            break  # the apostrophe of '98
        start += 1
    while end - 1 > start and text.letters[end - 1] in ",-&":
        end -= 1
    return start, end


def _stops(text: Text, end: int) -> bool:
    """Whether the full stop before a token ends a sentence rather than a short form ("Friday." against "Sept.")."""
    word = text.lower(end - 2)
    return (len(word) > 4 and word != "thurs") or word in ("may", "june", "july") or text.letter(end) == "|"


def _crossed_stop(text: Text, start: int, end: int) -> int | None:
    """The full stop within the match that ends a sentence, as in "in May. First" and "in Dec. Two men", but not in "on Dec. 2"."""
    stop = text.letters.find(".", start, end - 1)
    while stop > start:
        opens = text.letters[stop + 1] in "OANHTZ" and text.tokens[stop + 1][0].isupper()
        if opens or _stops(text, stop + 1):
            return stop
        stop = text.letters.find(".", stop + 1, end - 1)
    return None


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
    name_day(state, mention)
    if becomes_focus(hit, mention, start):
        move_focus(state, mention)
    return Found(start, end, mention)
