"""Backfill: the current extractor over articles that the dataset holds from an earlier one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from flows.intake import Intake
from flows.pipeline import audit, conclude, extract, stage, unchanged
from flows.run import Run, RunReport, begun
from flows.settings import Settings
from transforms.extract import extractor_version
from transforms.frames import declared
from transforms.syntax import backend
from warehouse import store
from warehouse.compare import Change, compare
from warehouse.tables import ARTICLES

OF_TEXT = (
    "dateline",
    "inferred",
)  # bases of a day that an extractor found in the text, and that the next one finds again
STALE = """
    SELECT article_id, extractor_version FROM articles
    WHERE ({where}) AND (?::BOOLEAN OR extractor_version IS DISTINCT FROM ?)
      AND (?::INT[] IS NULL OR try_cast(string_split(split_part(extractor_version, '+', 1), '.') AS INT[]) >= ?::INT[])
    ORDER BY published_on, article_id"""
TRIED = "SELECT article_id FROM articles WHERE ({where}) LIMIT 0"
TAKEN = "SELECT * FROM articles JOIN (SELECT unnest(?::VARCHAR[]) AS article_id) USING (article_id) ORDER BY article_id"
VERSION = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles are extracted anew: those of another extractor version than the current one, and of these some.

    `where` is a condition in SQL on the columns of articles; `since` a version of the code: only what it or a later one has
    read; `current_too` takes articles that the current extractor has read as well.
    """

    where: str | None = None
    since: str | None = None
    current_too: bool = False

    def __str__(self) -> str:
        words = [
            "all articles" if self.current_too else "stale articles",
            f"read since {self.since}" if self.since else "",
            f"where {self.where}" if self.where else "",
        ]
        return " ".join(w for w in words if w)


@dataclass(frozen=True, slots=True)
class Plan:
    """How many articles are extracted anew, by the version that has read them, and which version reads them now."""

    articles: Mapping[str, int]
    version: str
    held: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Who is told the plan before the work, and the difference (published file, staged file, changes) before publication."""

    plan: Callable[[Plan], None]
    changes: Callable[[Path, Path, Sequence[Change]], None]


def run_reextract(selection: Selection, settings: Settings, shown: Shown, *, publish: bool) -> RunReport:
    """Extract the selected articles anew, show how that changes the dataset, and publish it where `publish` says so.

    store.QueryError where DuckDB refuses the condition.
    """
    check_condition(settings.live, selection.where)
    with begun(settings, reextract=str(selection)) as run:
        intake = take_selected(run, selection, shown.plan)
        if intake.is_empty:
            return unchanged(run, intake)
        shards = extract(run, intake)
        staged = stage(run, intake, shards, anew=True)
        with run.stage("compare"):
            shown.changes(settings.live, staged.file, compare(settings.live, staged.file))
        if publish:
            return conclude(run, intake, staged, audit(run, staged, shards))
        store.discard(staged.file)
        return run.done(replace(unchanged(run, intake), status="planned"))


def check_condition(live: Path, where: str | None) -> None:
    """store.QueryError where DuckDB refuses the condition: before a run begins, for a typing error is no run that failed."""
    if where is not None:
        store.read(live, TRIED.format(where=where))


def take_selected(run: Run, selection: Selection, show_plan: Callable[[Plan], None]) -> Intake:
    """The selected articles as batch files; memory stays that of one batch, and of the ids.

    A day that an extractor found in the text is left out, for the current one to find; a day that came with the article stays.
    """
    live, size = run.settings.live, run.settings.batch_articles
    with run.stage("ingest"):
        version = extractor_version(backend(run.settings.syntax))
        found = _selected(live, selection, version)
        counts = found.group_by("extractor_version").len().sort("extractor_version")
        held = store.read(live, "SELECT count(*) FROM articles").item()
        show_plan(Plan(dict(counts.iter_rows()), version, held))
        files = []
        for start in range(0, found.height, size):
            files.append(run.folder / f"intake-{start // size:06}.parquet")
            taken = store.read(live, TAKEN, [found["article_id"].slice(start, size).to_list()])
            as_read(declared(taken, ARTICLES)).write_parquet(files[-1], compression="lz4")
    return Intake(files, (), (), found.height, 0, 0)


def _selected(live: Path, selection: Selection, version: str) -> pl.DataFrame:
    since = parts_of(selection.since) if selection.since else None
    query = STALE.format(where=selection.where or "true")
    return store.read(live, query, [selection.current_too, version, since, since])


def parts_of(version: str) -> list[int]:
    """The numbers of a version, of the code or of the whole extractor: `0.1.0+ab12` is [0, 1, 0]. ValueError where it has none."""
    code = version.partition("+")[0]
    if not VERSION.fullmatch(code):
        raise ValueError(f"{version!r} is no version such as 0.1.0")
    return [int(part) for part in code.split(".")]


def as_read(articles: pl.DataFrame) -> pl.DataFrame:
    """The articles as they came in, before an extractor settled their days from the text."""
    of_text = pl.col("published_basis").is_in(OF_TEXT)
    return articles.with_columns(
        published_on=pl.when(~of_text).then("published_on"),
        published_basis=pl.when(of_text).then(pl.lit("unknown")).otherwise("published_basis"),
    )
