"""Time expressions: the day an article speaks on, and every date, time, duration and set in it with its calendar days."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.dates.document_date import DocumentDate, find_document_date
from transforms.dates.fiscal import fiscal_year_end
from transforms.dates.mode import is_narrative
from transforms.dates.ranges import with_ranges
from transforms.dates.scan import RULES, Found, scan
from transforms.dates.state import State
from transforms.dates.stated import day_comes_first
from transforms.dates.words import read
from transforms.mentions import Article, DateMention, Rejected, Sentence

__all__ = ["RULES", "DocumentDate", "find_dates", "find_dates_traced", "find_document_date"]


def find_dates_traced(
    article: Article, sentences: Sequence[Sentence], document: DocumentDate
) -> tuple[list[DateMention], list[Rejected]]:
    """All time expressions in text order, and the candidates that are none, such as 30 February, with the reason."""
    text = read(article.text)
    state = State(
        fiscal_end=fiscal_year_end(text),
        published=document.day,
        narrative=is_narrative(text, document.day),
        day_first=day_comes_first(text),
    )
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
