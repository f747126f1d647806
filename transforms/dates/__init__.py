"""Time expressions: the day an article speaks on, and every date, time, duration and set in it with its calendar days."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.dates.document_date import DocumentDate, find_document_date
from transforms.dates.fiscal import fiscal_year_end
from transforms.dates.lengths import with_days_of_lengths
from transforms.dates.mode import is_narrative
from transforms.dates.ranges import with_ranges
from transforms.dates.scan import RULES, Found, scan
from transforms.dates.state import State
from transforms.dates.stated import day_comes_first
from transforms.dates.words import Text, read
from transforms.mentions import Article, DateMention, Rejected, Sentence

__all__ = [
    "RULES",
    "DocumentDate",
    "find_dates",
    "find_dates_traced",
    "find_document_date",
    "is_story",
    "readings_considered",
    "with_days_of_lengths",
]


def find_dates_traced(
    article: Article, sentences: Sequence[Sentence], document: DocumentDate
) -> tuple[list[DateMention], list[Rejected]]:
    """All time expressions in text order, and the candidates that are none, such as 30 February, with the reason."""
    text = read(article.text)
    return _find(text, _state(text, document))


def readings_considered(article: Article, document: DocumentDate) -> dict[tuple[int, int], tuple[str, ...]]:
    """For each time expression, by its span, what the other rules that match there would have read; for `dateline explain`."""
    text = read(article.text)
    state = _state(text, document)
    state.considered = {}
    _find(text, state)
    return state.considered


def is_story(article: Article, document: DocumentDate) -> bool:
    """Whether undated months and weekdays of the article count from the story's last date rather than from its publication."""
    return is_narrative(read(article.text), document.day)


def _state(text: Text, document: DocumentDate) -> State:
    return State(
        fiscal_end=fiscal_year_end(text),
        published=document.day,
        narrative=is_narrative(text, document.day),
        day_first=day_comes_first(text),
    )


def _find(text: Text, state: State) -> tuple[list[DateMention], list[Rejected]]:
    found: list[Found] = []
    rejected: list[Rejected] = []
    for outcome in scan(text, state):
        if isinstance(outcome, Found):
            found.append(outcome)
        else:
            rejected.append(outcome)
    return with_ranges(text, found), rejected


def find_dates(article: Article, sentences: Sequence[Sentence], document: DocumentDate) -> list[DateMention]:
    """All time expressions of the article in text order, with article offsets."""
    return find_dates_traced(article, sentences, document)[0]
