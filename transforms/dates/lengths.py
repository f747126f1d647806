"""The days of a length of time that ends or begins on the day of publication: "in the past 24 hours", "over the next two weeks"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from transforms.dates.calendar import ImpossibleDateError
from transforms.dates.deictic import shifted
from transforms.dates.words import beside
from transforms.mentions import Article, DateMention, Interval, Sentence

LENGTH = re.compile(r"P(T?)([1-9]\d{0,2})(H|D|W|M|Y|DE)")
UNITS = {"M": "m", "DE": "E"}  # as the rules of dates write a month and a decade
HOURS = 24  # of a day


def with_days_of_lengths(
    article: Article, sentences: Sequence[Sentence], dates: Sequence[DateMention]
) -> list[DateMention]:
    """The dates in order, with days for the lengths that count from publication; as rows of `dates` lengths have none."""
    return [
        replace(mention, interval=_days(article, sentences, mention)) if mention.timex_type == "DURATION" else mention
        for mention in dates
    ]


def _days(article: Article, sentences: Sequence[Sentence], mention: DateMention) -> Interval | None:
    """From so long ago to publication, or from publication on for so long; None where the length stands apart from it."""
    day, counted = article.published_on, LENGTH.fullmatch(mention.timex_value)
    if day is None or counted is None or mention.interval is not None or mention.timex_mod is not None:
        return mention.interval
    words = article.text[mention.start : mention.end].lower().split()
    if article.text[mention.end : mention.end + 4].lower() == " of ":
        return None  # the last three years of her life
    length = int(counted[2])
    if counted[1]:
        return _of_hours(day, length, words) if counted[3] == "H" else None
    if not beside("length_behind").isdisjoint(words):
        start = _moved(day, -length, counted[3])
        if start and counted[2] + counted[3] == "1D":
            return Interval(start, start, "day")  # what happened over the past day is told on the next
        return Interval(start, day, "interval") if start else None
    if not beside("length_ahead").isdisjoint(words) and _looks_ahead(article, sentences, mention):
        end = _moved(day, length, counted[3])
        return Interval(day, end, "interval") if end else None
    return None


def _of_hours(day: date, hours: int, words: Sequence[str]) -> Interval | None:
    """The past 24 hours began the day before; the next few hours are not told apart from the day."""
    if beside("length_behind").isdisjoint(words):
        return None
    return Interval(day - timedelta(days=hours // HOURS), day, "interval" if hours >= HOURS else "day")


def _moved(day: date, count: int, unit: str) -> date | None:
    """The day so long before or after; None off the calendar."""
    try:
        return shifted(day, count, UNITS.get(unit, unit))
    except ImpossibleDateError:
        return None


def _looks_ahead(article: Article, sentences: Sequence[Sentence], mention: DateMention) -> bool:
    """Whether the sentence speaks of what is to come: "over the next two years she wrote a book" is told from long after."""
    at = bisect_right(sentences, mention.start, key=lambda s: s.start) - 1
    if at < 0:
        return False
    return not beside("looking_ahead").isdisjoint(re.findall(r"[a-z]+", sentences[at].text.lower()))
