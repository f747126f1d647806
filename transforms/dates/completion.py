"""The missing half: which year a month or a day of a month falls in, by the state of the document and the tense around it."""

from __future__ import annotations

import re
from datetime import date

from transforms.dates import calendar as cal
from transforms.dates.calendar import ImpossibleDateError, When
from transforms.dates.state import Hit, Reading, Span, reading, unknown
from transforms.dates.tense import is_ahead, tense
from transforms.dates.words import Text, value_of

YEAR_AFTER = re.compile(r"(?:(?:,?[&-]|,)(?:[DV]|(?:H?R-?)?(?:[DV]f?)?M\.?(?:[DV](?![&:]))?)){1,3},?f?(Y)")
OPENING_IN = re.compile(r"(?:^|[.!?\n]\s{0,2}|\s{2})In $")
YEAR_WORDS = re.compile(r",?(?:f|i)?(?:([TLXZ])X?|Hc)U")
RUN_UPS = (["lead", "up", "to"], ["run", "up", "to"], ["-", "up", "to"], ["leading", "up", "to"], ["the", "eve", "of"])
BRACKETS = (("[", "]"), ("(", ")"))
COMPARING = frozenset(("after", "against", "compared", "down", "following", "from", "than", "up", "versus", "vs"))
COMPARED_WITHIN = 8  # tokens
SOON = 3  # months
STALE, A_YEAR = 35, 320  # days
FAR = 8  # months back within one story that mean the next year rather than a look back


def stated_year(hit: Hit, month_index: int) -> int | None:
    """The year of a month: in the match, else behind a coordination ("April and June 1955"), else in words ("March last year")."""
    text = hit.text
    year = hit.text.letters.find("Y", month_index, hit.end)
    if year < 0 and text.letters[hit.end - 1] == "b":
        year = hit.end - 2
    if year >= 0:
        number = int(text.tokens[year])
        return -number if hit.value("b") == -1 else number
    if text.letters[hit.end - 2 : hit.end] == "`D":
        return two_digit_year(int(text.tokens[hit.end - 1]))
    if tuple(text.tokens[hit.end : hit.end + 3 : 2]) in BRACKETS and text.letter(hit.end + 1) == "Y":
        return int(text.tokens[hit.end + 1])  # "October [2018]"
    shared = YEAR_AFTER.match(text.letters, hit.end, hit.end + 14)
    if shared:
        return int(text.tokens[shared.start(1)])
    return year_in_words(hit)


def two_digit_year(number: int) -> int:
    """98 -> 1998, 24 -> 2024."""
    return number + (1900 if number > 50 else 2000)


def after_year_words(text: Text, index: int) -> int:
    """The token after "this year", "last year" where they stand behind a month: they are its year, not a date of their own."""
    said = YEAR_WORDS.match(text.letters, index, index + 5)
    if said is None or text.lower(said.end() - 1) != "year":
        return index
    return index if said[1] is None and text.lower(said.end() - 2) != "same" else said.end()


def year_in_words(hit: Hit) -> int | None:
    """The year that "last year", "this year" behind the match give it."""
    text, state = hit.text, hit.state
    said = YEAR_WORDS.match(text.letters, hit.end, hit.end + 5)
    if said is None or text.lower(said.end() - 1) != "year":
        return None
    same = said[1] is None
    if same and text.lower(said.end() - 2) != "same":
        return None
    word = "that" if same else value_of(text.tokens[said.start(1)])
    if word == "that":
        return state.focus.year if state.focus else None
    now = state.now()
    if now is None:
        return None
    return now.year + {"this": 0, "last": -1, "previous": -1, "next": 1, "following": 1}.get(word, 0)


def _leading_year(hit: Hit) -> tuple[int, Span] | None:
    """The year that opens the sentence, and so holds its days and months: "In 2019, ... on February 6, ... in May"."""
    state, text, focus = hit.state, hit.text, hit.state.focus
    if (
        focus is not None
        and focus.precision == "year"
        and text.text[focus.span[0] : focus.span[1]].isdigit()
        and OPENING_IN.search(text.text, max(0, focus.span[0] - len(".  In ")), focus.span[0])
    ):
        state.opening = (focus.year, focus.span)
    if state.opening is None or hit.value("LXT") is not None:
        return None
    if not text.one_sentence(state.opening[1][1], text.starts[hit.start]):
        return None
    return state.opening if tense(text, hit.start, hit.end) in ("past", None) else None


def leads_up(hit: Hit) -> bool:
    """Whether what is told leads up to the day: "ahead of Christmas", "before the weekend", "in the run-up to Easter"."""
    words = [hit.before(back) for back in (3, 2, 1)]
    return words[2] == "before" or words[1:] in (["ahead", "of"], ["prior", "to"], ["time", "for"]) or words in RUN_UPS


def complete_day(hit: Hit, month: int, number: int, weekday: int | None) -> Reading:
    """A day of a month with its year supplied, or XXXX where it cannot be."""
    state = hit.state
    if state.narrative and state.focus is not None:
        year = _story_year(hit, month)
        return reading(cal.day(year, month, number), basis="anaphoric", anchor=state.focus.span)
    opening = _leading_year(hit) if weekday is None else None
    if opening is not None:
        return reading(cal.day(opening[0], month, number), basis="anaphoric", anchor=opening[1])
    if state.published is None:
        cal.day(2000, month, number)
        return unknown(f"XXXX-{month:02d}-{number:02d}", "day")
    options = _days(state.published, month, number)
    if not options:
        raise ImpossibleDateError(f"month {month} has no day {number}")
    said, first = hit.value("LX"), state.published
    if said in ("last", "next"):
        sided = [w for w in options if w.first and (w.first < first if said == "last" else w.first > first)]
        options = sided or options
    if weekday is not None:
        matching = [w for w in options if w.first and w.first.isoweekday() == weekday]
        if not matching:
            years = cal.years_with(weekday, month, number, range(state.published.year - 8, state.published.year + 9))
            matching = [cal.day(y, month, number) for y in years]
        options = matching or options
    cue = tense(hit.text, hit.start, hit.end)
    if cue == "past" and hit.before() in ("until", "till", "to", "through", "for", "by"):
        cue = "put_off"  # "delayed until Nov. 23" tells in the past of what is to come
    if cue is None:
        cue = "strong_future" if _goes_on_ahead(hit) else "past" if hit.before() in ("after", "since") else None
    best = min(options, key=lambda w: _distance(w, state.published, cue))
    rest = tuple(w.value for w in options if w is not best)
    return reading(best, basis="completed", candidates=rest)


def compared_year(hit: Hit, number: int, named: tuple[int, int], span: Span) -> int | None:
    """The year of a month or quarter that the one named before is compared with: "2.2% in May, down from 2.3% in April".

    It is the latest of its number before `named` (year and number), which stands at `span`. None where nothing compares.
    """
    text, first = hit.text, hit.start
    if hit.before() not in ("in", "with") and text.letter(hit.end) != "'":
        return None
    if span[1] > text.starts[first] or not text.one_sentence(span[1], text.starts[first]):
        return None
    for index in range(first - 1, max(first - 1 - COMPARED_WITHIN, -1), -1):
        if text.starts[index] < span[1] or is_ahead(text, index):
            return None
        if text.lower(index) in COMPARING:
            return named[0] - (number >= named[1])
    return None


def _follows_month(hit: Hit, number: int) -> bool:
    """Whether it goes on a list of months to come: "239 in June, none in July, 40 in August"."""
    named, published = hit.state.named_month, hit.state.published
    if named is None or published is None or named.month is None or not named.month < number:
        return False
    ahead = (named.year, named.month) > (published.year, published.month)
    return ahead and named.year == published.year and hit.text.one_sentence(named.span[1], hit.text.starts[hit.start])


def _goes_on_ahead(hit: Hit) -> bool:
    """Whether it follows a day to come in one sentence: "LS Fest (May 18), Solar Race (July 11-17), Goodguys (Sept. 27-29)"."""
    named, published = hit.state.named_day, hit.state.published
    when = named.date() if named else None
    if named is None or when is None or published is None or when <= published:
        return False
    return hit.text.one_sentence(named.span[1], hit.text.starts[hit.start])


def _days(published: date, month: int, number: int) -> list[When]:
    """That day of last, this and next year, as far as the calendar has it (29 February looks further)."""
    found = []
    for year in range(max(1, published.year - 1), min(9999, published.year + 2)):
        try:
            found.append(cal.day(year, month, number))
        except ImpossibleDateError:
            continue
    if not found and (month, number) == (2, 29):
        leap = max(4, published.year - published.year % 4)
        found = [cal.day(leap, 2, 29)]
    return found


def _distance(when: When, published: date | None, cue: str | None) -> float:
    """How far a reading is from publication, in days, weighed by the tense."""
    assert when.first is not None
    assert published is not None
    days = (when.first - published).days
    if cue == "strong_future":
        return (
            days if days >= 0 else (A_YEAR if days > -STALE else 1000) - days
        )  # a launch "on May 1st", told on May 17
    weight = {"past": 3.0, "put_off": 1.5, "weak_future": 0.5}.get(cue or "", 1.5)
    return -days if days <= 0 else days * weight


def complete_month(hit: Hit, number: int) -> Reading:
    """A month with its year supplied, or XXXX where it cannot be."""
    state = hit.state
    if state.narrative and state.focus is not None:
        year = _story_year(hit, number)
        return reading(cal.month(year, number), basis="anaphoric", anchor=state.focus.span)
    opening = _leading_year(hit)
    if opening is not None:
        return reading(cal.month(opening[0], number), basis="anaphoric", anchor=opening[1])
    if state.published is None:
        return unknown(f"XXXX-{number:02d}", "month")
    named = state.named_month
    if named is not None and named.month is not None and hit.value("LXT") is None:
        before = compared_year(hit, number, (named.year, named.month), named.span)
        if before is not None:
            return reading(cal.month(before, number), basis="anaphoric", anchor=named.span)
    year, other = _month_year(hit, state.published, number)
    return reading(cal.month(year, number), basis="completed", candidates=(cal.month(other, number).value,))


def _month_year(hit: Hit, published: date, number: int) -> tuple[int, int]:
    """The year of a bare month, and the other reading."""
    word = hit.value("LXT")
    past = published.year if number <= published.month else published.year - 1
    coming = published.year if number >= published.month else published.year + 1
    if hit.value("LX") == "past":
        return past, coming  # "this past December"
    if word in ("last", "previous"):
        just_over = number == (published.month - 2) % 12 + 1  # that would be "last month"
        return (past - 1 if just_over else past if number != published.month else published.year - 1), past + 1
    if word in ("next", "following"):
        return (coming if number != published.month else published.year + 1), coming - 1
    cue = tense(hit.text, hit.start, hit.end)
    if word == "this":
        behind = number > published.month + 1 and cue == "past"  # "as I noted this December", in May
        return published.year - behind, published.year - 1 + behind
    if cue is None and _follows_month(hit, number):
        return coming, past
    if cue == "strong_future":
        return coming, past
    if cue == "past" and hit.before() in ("through", "until", "till") and 0 < (number - published.month) % 12 <= SOON:
        return coming, past  # "extended the loan through January", told in November
    if hit.before() == "for" and (number - published.month) % 12 == 1:
        return coming, past  # "pensions for April have been paid", told in March
    soon = 0 < (number - published.month) % 12 <= (5 if cue == "weak_future" else 2)
    if cue != "past" and soon and hit.before() not in ("since", "from"):
        return coming, past
    if cue == "weak_future" and hit.before() in ("until", "till") and hit.after() in ("was", "were", "had"):
        return past, coming  # "who until January was a member"
    if cue == "weak_future" and hit.before() in ("through", "until", "till", "by"):
        return (coming, past) if (number - published.month) % 12 <= FAR else (past, coming)
    if cue == "weak_future" and number < published.month - 7:
        return coming, past
    return past, coming


def _story_year(hit: Hit, month: int) -> int:
    """The year of a story's next month: that of the date last spoken of, or the next after a turn of the year."""
    focus = hit.state.focus
    assert focus is not None
    if focus.month is not None and focus.month - month >= FAR and hit.state.era > 0:
        return focus.year + 1
    return focus.year
