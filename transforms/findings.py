"""One article -> everything found in it, in a fixed order: dates, syntax where the gate asks for it, names, statements, events, figures, links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from transforms.dates import DocumentDate, find_dates_traced, find_document_date, with_days_of_lengths
from transforms.events import find_events
from transforms.figures import figure_context, find_figures, with_things_of_before
from transforms.links.figures import FigureLink, link_figures
from transforms.links.statements import StatementDate, date_statements
from transforms.mentions import (
    Article,
    DateMention,
    EventMention,
    FigureMention,
    Rejected,
    Sentence,
    StatementMention,
)
from transforms.names import Names, read_names
from transforms.statements import find_statements
from transforms.syntax import Parse


@dataclass(frozen=True, slots=True)
class Timed:
    """An article whose time is known as well as it can be: its own day, and every time expression."""

    article: Article
    sentences: Sequence[Sentence]
    document: DocumentDate
    dates: Sequence[DateMention]
    rejected: Sequence[Rejected]


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found in one article; `figure_links` and `statement_dates` stand in the order of figures and statements."""

    timed: Timed
    statements: Sequence[StatementMention]
    statement_dates: Sequence[StatementDate]
    events: Sequence[EventMention]
    figures: Sequence[FigureMention]
    figure_links: Sequence[FigureLink]
    rejected: Sequence[Rejected]  # candidates that are no figure or date, with the reason


def read_time(article: Article, sentences: Sequence[Sentence]) -> Timed:
    """The article's own day, then its time expressions counted from that day."""
    document = find_document_date(article, sentences)
    dated = replace(article, published_on=document.day, published_basis=document.basis)
    dates, rejected = find_dates_traced(dated, sentences, document)
    return Timed(dated, sentences, document, dates, rejected)


def read_findings(timed: Timed, parses: Mapping[int, Parse], numeric: Sequence[int]) -> Findings:
    """Everything else; `parses` by sentence number, `numeric` the numbers of the sentences that may hold a figure."""
    article, sentences, dates = timed.article, timed.sentences, timed.dates
    names = read_names(sentences, parses)
    statements = find_statements(article, sentences, parses, names)
    placed = with_days_of_lengths(article, sentences, dates)
    events = find_events(article, sentences, parses, placed, statements, names)
    figures, rejected = _figures(timed, parses, numeric, names)
    said = date_statements(statements, sentences, parses, dates, article.published_on)
    return Findings(
        timed=timed,
        statements=statements,
        statement_dates=said,
        events=events,
        figures=figures,
        figure_links=link_figures(article, sentences, parses, figures, placed, statements, said, events),
        rejected=[*timed.rejected, *rejected],
    )


def _figures(
    timed: Timed, parses: Mapping[int, Parse], numeric: Sequence[int], names: Names
) -> tuple[list[FigureMention], list[Rejected]]:
    context = figure_context(timed.article)
    dates = _by_sentence(timed.dates, timed.sentences)
    figures: list[FigureMention] = []
    standing: list[Sentence] = []
    rejected: list[Rejected] = []
    for no in numeric:
        found = find_figures(timed.sentences[no], dates.get(no, []), parses.get(no), context)
        figures += found.figures
        standing += [timed.sentences[no]] * len(found.figures)
        rejected += found.rejected
    return with_things_of_before(standing, figures, names.pronouns), rejected


def _by_sentence(dates: Sequence[DateMention], sentences: Sequence[Sentence]) -> dict[int, list[DateMention]]:
    """Dates under each sentence that they touch; both come in text order."""
    under: dict[int, list[DateMention]] = {}
    first = 0
    for mention in dates:
        while first < len(sentences) and sentences[first].end <= mention.start:
            first += 1
        for sentence in sentences[first:]:
            if sentence.start >= mention.end:
                break
            under.setdefault(sentence.no, []).append(mention)
    return under
