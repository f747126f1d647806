"""`dateline explain`: each sentence of an article with what was found in it, its resolved value and its rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
from rich.console import Console
from rich.text import Text

from flows.ingest import Record
from transforms.dates import is_story, readings_considered
from transforms.extract import read_articles
from transforms.findings import Findings
from transforms.ids import article_id
from transforms.languages import language_of
from transforms.mentions import DateMention, EventMention, FigureMention, Interval, Sentence, StatementMention
from transforms.syntax import Syntax

STYLES = {
    "date": "bold cyan",
    "figure": "bold green",
    "statement": "bold magenta",
    "event": "bold yellow",
    "rejected": "dim",
}
WITHOUT_DAY = """
Dates that lack a year or a week have no days, for the day of publication is unknown. Say it with --published YYYY-MM-DD; for a
run, with `published_at` in the front matter of a text or in a field of a record."""


@dataclass(frozen=True, slots=True)
class Note:
    """One finding as it is shown: its kind, its place in the article, and what is to be said of it."""

    kind: str
    start: int
    end: int
    words: str


def findings_of(text: str, title: str | None, published_on: date | None, syntax: Syntax) -> Findings:
    """Everything found in one article that need not be in any dataset."""
    frame = pl.DataFrame(
        {
            "article_id": [article_id(title, text)],
            "text": [text],
            "title": [title],
            "publisher": [None],
            "published_on": [published_on],
            "published_basis": ["metadata" if published_on else "unknown"],
        },
        schema_overrides={"title": pl.String, "publisher": pl.String, "published_on": pl.Date},
    )
    return next(read_articles(frame, syntax))


def explain_article(
    record: Record,
    published_on: date | None,
    syntax: Syntax,
    console: Console,
    languages: Sequence[str],
) -> None:
    """Print what is found in one record; `published_on` stands in where the record has no day of its own.

    Of a language other than these it is said that a run leaves it out.
    """
    console.print(Text(record.title or record.source_uri, style="bold underline"))
    language = language_of(record.text) or record.language
    if language and language not in languages:
        console.print(f"language {language}: a run keeps this article and does not extract it")
    findings = findings_of(record.text, record.title, record.published_on or published_on, syntax)
    show(findings, console)
    if findings.timed.document.day is None and any(d.status == "underspecified" for d in findings.timed.dates):
        console.print(WITHOUT_DAY)
    console.print()


def show(findings: Findings, console: Console) -> None:
    """Print the article's day, then every sentence that holds a finding with its findings below it."""
    document = findings.timed.document
    day = document.day.isoformat() if document.day else "unknown"
    console.print(
        f"published on [bold]{day}[/] ({document.basis})" + "".join(f"\n  because {r}" for r in document.reasons)
    )
    if is_story(findings.timed.article, findings.timed.document):
        console.print("read as a story: undated months and days follow the date last spoken of")
    notes = sorted(notes_of(findings), key=lambda n: (n.start, n.end, n.kind))
    for sentence in findings.timed.sentences:
        here = [n for n in notes if sentence.start <= n.start < sentence.end]
        if here:
            console.print()
            console.print(_coloured(sentence, here))
            for note in here:
                quote = findings.timed.article.text[note.start : note.end].replace("\n", " ")
                console.print(Text.assemble("  ", (f"{note.kind:9}", STYLES[note.kind]), f" {quote!r}  {note.words}"))


def notes_of(findings: Findings) -> Iterator[Note]:
    """Every finding, and every candidate that was rejected, as a note."""
    timed = findings.timed
    text = timed.article.text
    considered = readings_considered(timed.article, timed.document)
    for d in timed.dates:
        yield Note(
            "date", d.start, d.end, _date_words(d, text, timed.document.day, considered.get((d.start, d.end), ()))
        )
    for s in findings.statements:
        yield _statement_note(s)
    for e in findings.events:
        yield Note("event", e.trigger_start, e.trigger_end, _event_words(e, findings))
    for f, link in zip(findings.figures, findings.figure_links, strict=True):
        said = f" claimant={link.claimant!r}" if link.claimant else ""
        yield Note("figure", f.start, f.end, _figure_words(f) + _interval_words(link.interval) + said + f"  [{f.rule}]")
    for r in findings.rejected:
        yield Note("rejected", r.start, r.end, r.reason)


def _statement_note(s: StatementMention) -> Note:
    start, end = s.cue_span or s.claimant_span or s.content_span or (0, 0)
    kind = f" ({s.claimant_kind})" if s.claimant_kind else ""
    words = f"{s.cue_kind} by {s.claimant!r}{kind}, {s.quoted}"
    return Note("statement", start, end, words + (" within another" if s.outer is not None else "") + f"  [{s.rule}]")


def _date_words(d: DateMention, text: str, published: date | None, considered: tuple[str, ...]) -> str:
    """Value, days, basis, what it was counted from, its rule, and the readings not taken: other values, other rules."""
    anchor = f" counted from {text[slice(*d.anchor)]!r}" if d.anchor else ""
    if not anchor and published and d.basis in ("relative", "completed") and d.interval:
        anchor = f" counted from publication, {published.isoformat()}"
    others = f" not taken: {', '.join((*d.candidates, *considered))}" if d.candidates or considered else ""
    mod = f" {d.timex_mod}" if d.timex_mod else ""
    return f"{d.timex_type} {d.timex_value}{mod}{_interval_words(d.interval)} {d.basis}, {d.status}{anchor}{others}  [{d.rule}]"


def _event_words(e: EventMention, findings: Findings) -> str:
    roles = "".join(
        f" {name}={value!r}" for name, value in (("actor", e.actor), ("object", e.object), ("place", e.place)) if value
    )
    claimant = None if e.statement is None else findings.statements[e.statement].claimant
    said = f" claimant={claimant!r}" if claimant else ""
    kind = f" {e.event_type}" if e.event_type else ""
    return f"{e.status}{kind}{_interval_words(e.interval)} by {e.date_basis or 'nothing'}{roles}{said}  [{e.rule}]"


def _figure_words(f: FigureMention) -> str:
    value = (
        f"{f.value_low:g}..{f.value_high:g}"
        if f.value is None and f.value_low is not None and f.value_high is not None
        else f"{f.value:g}"
        if f.value is not None
        else "?"
    )
    parts = [
        f.kind,
        "" if f.bound == "exact" else f.bound,
        value,
        f.unit or "",
        f"per {f.per}" if f.per else "",
        f.change or "",
    ]
    roles = "".join(
        f" {name}={v!r}"
        for name, v in (("measured", f.measured), ("holder", f.holder), ("predicate", f.predicate))
        if v
    )
    check = "" if f.check is None else f" {'agrees' if f.check.agrees else 'contradicts'}: {f.check.arithmetic}"
    return " ".join(p for p in parts if p) + roles + check


def _interval_words(interval: Interval | None) -> str:
    if interval is None or not (interval.start or interval.end):
        return ""
    start, end = interval.start or "..", interval.end or ".."
    return f" {start}" if start == end else f" {start} to {end}"


def _coloured(sentence: Sentence, notes: list[Note]) -> Text:
    text = Text(sentence.text)
    for note in notes:
        text.stylize(STYLES[note.kind], note.start - sentence.start, min(note.end, sentence.end) - sentence.start)
    return text
