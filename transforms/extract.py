"""A batch of articles -> frames of everything found in them. The core of Dateline: no files, no clock, no Prefect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from transforms import sentences as sentence_split
from transforms.collector import collector_paused
from transforms.findings import Findings, Timed, read_findings, read_time
from transforms.gate import Depth, depth_of, with_gates
from transforms.lexicons import version as lexicon_version
from transforms.mentions import Article, Sentence
from transforms.syntax import Parse, Syntax, light_backend, syntax_version
from transforms.tabulate import Tabulator

CODE_VERSION = "0.1.0"


@dataclass(frozen=True, slots=True)
class _Gated:
    """A sentence, and what may stand in it by the patterns of the gate."""

    sentence: Sentence
    has_number: bool
    has_cue: bool
    has_trigger: bool


@dataclass(frozen=True, slots=True)
class _Draft:
    """An article between the two passes: what the gate said of each sentence, and its time."""

    timed: Timed
    numeric: Sequence[int]
    depths: Mapping[int, Depth]  # by sentence number, for those that are parsed


def extractor_version(syntax: Syntax) -> str:
    """Code, lexicons and syntax model: whatever can change a row."""
    return f"{CODE_VERSION}+{lexicon_version()}+{syntax_version(syntax)}"


def extract(articles: pl.DataFrame, syntax: Syntax) -> Mapping[str, pl.DataFrame]:
    """Frames by table name for a batch of articles.

    `articles` needs article_id, title, publisher, text, published_on and published_basis; the result holds `articles` again
    (article_id, published_on, published_basis as the text settles them) and the five extracted tables in their declared schemas.
    """
    tabulator = Tabulator()
    settled: list[tuple[str, object, str]] = []
    with collector_paused():
        for findings in read_articles(articles, syntax):
            article = findings.timed.article
            settled.append((article.article_id, article.published_on, article.published_basis))
            tabulator.add(findings)
    days = pl.DataFrame(
        settled,
        schema={"article_id": pl.String, "published_on": pl.Date, "published_basis": pl.String},
        orient="row",
    )
    return {"articles": days, **tabulator.frames()}


def read_articles(articles: pl.DataFrame, syntax: Syntax) -> Iterator[Findings]:
    """The findings of each article, in order; all sentences of the batch are parsed together, equal ones once."""
    drafts = [_draft(article, gated) for article, gated in _gated(articles)]
    parses = _parses(drafts, syntax)
    for draft in drafts:
        held = {no: parses[draft.timed.sentences[no].text] for no in draft.depths}
        yield read_findings(draft.timed, held, draft.numeric)


def _gated(articles: pl.DataFrame) -> Iterator[tuple[Article, list[_Gated]]]:
    """Each article with its sentences and their gates, in text order."""
    split = with_gates(sentence_split.split(articles.lazy())).collect()
    by_article: dict[str, list[_Gated]] = {}
    columns = ("sentence_no", "span_start", "span_end", "text", "has_number", "has_cue", "has_trigger")
    for article_id, no, start, end, text, *gates in split.select("article_id", *columns).iter_rows():
        by_article.setdefault(article_id, []).append(_Gated(Sentence(no, start, end, text), *gates))
    for row in articles.select("article_id", "text", "title", "publisher", "published_on", "published_basis").iter_rows(
        named=True
    ):
        yield Article(**row), by_article.get(row["article_id"], [])


def _draft(article: Article, gated: Sequence[_Gated]) -> _Draft:
    timed = read_time(article, [g.sentence for g in gated])
    dated = _dated(timed)
    depths = {
        g.sentence.no: depth_of(
            length=len(g.sentence.text),
            has_date=g.sentence.no in dated,
            has_number=g.has_number,
            has_cue=g.has_cue,
            has_trigger=g.has_trigger,
        )
        for g in gated
    }
    return _Draft(
        timed=timed,
        numeric=[g.sentence.no for g in gated if g.has_number],
        depths={no: depth for no, depth in depths.items() if depth is not None},
    )


def _dated(timed: Timed) -> set[int]:
    """Numbers of the sentences that a time expression begins in."""
    found: set[int] = set()
    dates = iter(timed.dates)
    date = next(dates, None)
    for sentence in timed.sentences:
        while date is not None and date.start < sentence.end:
            found.add(sentence.no)
            date = next(dates, None)
    return found


def _parses(drafts: Sequence[_Draft], syntax: Syntax) -> dict[str, Parse]:
    """Sentence text -> parse, for every sentence that one of the articles asks for; in a fixed order.

    A text that two articles ask for at two depths is parsed at the greater one.
    """
    asked = [(d.timed.sentences[no].text, depth) for d in drafts for no, depth in d.depths.items()]
    deep = dict.fromkeys(text for text, depth in asked if depth is Depth.MODEL)
    light = dict.fromkeys(text for text, depth in asked if depth is Depth.RULES and text not in deep)
    return {**_parsed(deep, syntax), **_parsed(light, light_backend(syntax))}


def _parsed(texts: Iterable[str], syntax: Syntax) -> dict[str, Parse]:
    wanted = list(texts)
    return dict(zip(wanted, syntax.parse(wanted), strict=True))
