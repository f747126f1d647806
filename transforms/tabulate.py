"""Findings to rows: offsets become quotes and ids, links become references."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

import polars as pl

from transforms.findings import Findings
from transforms.frames import Rows
from transforms.ids import stable_id
from transforms.mentions import EventMention, FigureMention, Interval, Sentence, StatementMention
from warehouse.tables import DATES, EVENTS, EXTRACTED_TABLES, FIGURES, SENTENCES, STATEMENTS

NO_INTERVAL = Interval(None, None, None)
Span = tuple[int, int]


class Tabulator:
    """Gathers the rows of many articles; `frames` hands them over in the declared schemas."""

    def __init__(self) -> None:
        self._rows = {t.name: Rows(t) for t in EXTRACTED_TABLES}

    def add(self, findings: Findings) -> None:
        """The rows of one article."""
        page = _Page(findings)
        for write in (self._dates, self._statements, self._events, self._figures):
            write(page)
        self._sentences(page)

    def frames(self) -> Mapping[str, pl.DataFrame]:
        """Table name -> frame."""
        return {name: rows.frame() for name, rows in self._rows.items()}

    def _dates(self, page: _Page) -> None:
        rows = self._rows[DATES.name]
        for d in page.findings.timed.dates:
            rows.add(
                date_id=page.date_id((d.start, d.end)),
                **page.place(d.start, d.end),
                timex_type=d.timex_type,
                timex_value=d.timex_value,
                timex_mod=d.timex_mod,
                **_interval(d.interval),
                basis=d.basis,
                anchor_date_id=page.date_id(d.anchor),
                status=d.status,
                rule=d.rule,
            )

    def _statements(self, page: _Page) -> None:
        rows = self._rows[STATEMENTS.name]
        for n, (s, when) in enumerate(zip(page.findings.statements, page.findings.statement_dates, strict=True)):
            page.mark(s.sentence_no)
            rows.add(
                statement_id=page.statement_ids[n],
                article_id=page.article_id,
                sentence_no=s.sentence_no,
                claimant=s.claimant,
                claimant_kind=s.claimant_kind,
                **_offsets("claimant", s.claimant_span),
                cue=page.text[slice(*s.cue_span)] if s.cue_span else None,
                **_offsets("cue", s.cue_span),
                cue_kind=s.cue_kind,
                **_offsets("content", s.content_span),
                quoted=s.quoted,
                outer_statement_id=page.statement_id(s.outer),
                date_id=page.date_id_of(when.date),
                **_interval(when.interval),
                rule=s.rule,
            )

    def _events(self, page: _Page) -> None:
        rows = self._rows[EVENTS.name]
        for e in page.findings.events:
            page.mark(e.sentence_no)
            rows.add(
                event_id=page.event_id(e),
                article_id=page.article_id,
                sentence_no=e.sentence_no,
                span_start=e.start,
                span_end=e.end,
                quote=page.text[e.start : e.end],
                trigger=page.text[e.trigger_start : e.trigger_end],
                trigger_start=e.trigger_start,
                trigger_end=e.trigger_end,
                trigger_lemma=e.trigger_lemma,
                event_type=e.event_type,
                actor=e.actor,
                object=e.object,
                place=e.place,
                country=e.country,
                date_id=page.date_id(e.date_span),
                **_interval(e.interval),
                date_basis=e.date_basis,
                status=e.status,
                statement_id=page.statement_id(e.statement),
                claimant=page.claimant(e.statement),
                rule=e.rule,
            )

    def _figures(self, page: _Page) -> None:
        rows = self._rows[FIGURES.name]
        for f, link in zip(page.findings.figures, page.findings.figure_links, strict=True):
            rows.add(
                figure_id=page.figure_id((f.start, f.end)),
                **page.place(f.start, f.end),
                value=f.value,
                value_low=f.value_low,
                value_high=f.value_high,
                bound=f.bound,
                kind=f.kind,
                unit=f.unit,
                measured=f.measured,
                measured_head=f.measured_head,
                holder=f.holder,
                predicate=f.predicate,
                per=f.per,
                change=f.change,
                date_id=page.date_id_of(link.date),
                **_interval(link.interval),
                statement_id=page.statement_id(link.statement),
                claimant=link.claimant,
                event_id=None if link.event is None else page.event_id(page.findings.events[link.event]),
                **page.consistency(f),
                rule=f.rule,
            )

    def _sentences(self, page: _Page) -> None:
        rows = self._rows[SENTENCES.name]
        for no in sorted(page.held):
            s = page.sentences[no]
            rows.add(article_id=page.article_id, sentence_no=s.no, span_start=s.start, span_end=s.end, text=s.text)


class _Page:
    """One article while its rows are written: its text, its ids, and which sentences hold a row."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.article_id = findings.timed.article.article_id
        self.text = findings.timed.article.text
        self.sentences: Sequence[Sentence] = findings.timed.sentences
        self.held: set[int] = set()
        self.statement_ids = [_statement_id(self.article_id, s) for s in findings.statements]
        self._starts = [s.start for s in self.sentences]
        self._date_ids: dict[Span, str] = {}  # many events share a date

    def place(self, start: int, end: int) -> dict[str, str | int]:
        """The columns that say where a row stands."""
        no = max(0, bisect_right(self._starts, start) - 1)
        self.held.add(no)
        return {
            "article_id": self.article_id,
            "sentence_no": no,
            "span_start": start,
            "span_end": end,
            "quote": self.text[start:end],
        }

    def mark(self, sentence_no: int) -> None:
        self.held.add(sentence_no)

    def date_id(self, span: Span | None) -> str | None:
        if span is None:
            return None
        known = self._date_ids.get(span)
        if known is None:
            known = self._date_ids[span] = stable_id("date", self.article_id, *span)
        return known

    def date_id_of(self, index: int | None) -> str | None:
        if index is None:
            return None
        date = self.findings.timed.dates[index]
        return self.date_id((date.start, date.end))

    def figure_id(self, span: Span) -> str:
        return stable_id("figure", self.article_id, *span)

    def consistency(self, figure: FigureMention) -> dict[str, object]:
        """The columns that say whether the text's own arithmetic agrees with a figure."""
        check = figure.check
        return {
            "consistency": None if check is None else "agrees" if check.agrees else "contradicts",
            "consistency_note": None if check is None else check.arithmetic,
            "consistency_with": None if check is None else [self.figure_id(span) for span in check.others],
        }

    def statement_id(self, index: int | None) -> str | None:
        return None if index is None else self.statement_ids[index]

    def claimant(self, index: int | None) -> str | None:
        return None if index is None else self.findings.statements[index].claimant

    def event_id(self, event: EventMention) -> str:
        return stable_id("event", self.article_id, event.trigger_start, event.trigger_end)


def _statement_id(article_id: str, s: StatementMention) -> str:
    return stable_id("statement", article_id, s.cue_span or s.claimant_span, s.content_span)


def _offsets(name: str, span: Span | None) -> dict[str, int | None]:
    start, end = span or (None, None)
    return {f"{name}_start": start, f"{name}_end": end}


def _interval(interval: Interval | None) -> dict[str, object]:
    known = interval or NO_INTERVAL
    return {"date_start": known.start, "date_end": known.end, "date_precision": known.precision}
