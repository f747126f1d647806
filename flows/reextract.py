"""Backfill: the current extractor over articles that the dataset holds from an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

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

ShowPlan = Callable[[Path, Path, Sequence[Change]], None]  # the published file, the staged file, how they differ
STALE = "SELECT article_id FROM articles WHERE extractor_version IS DISTINCT FROM ? AND ({where}) ORDER BY published_on, article_id"
TAKEN = "SELECT * FROM articles JOIN (SELECT unnest(?::VARCHAR[]) AS article_id) USING (article_id) ORDER BY article_id"


def run_reextract(where: str | None, settings: Settings, show_plan: ShowPlan, *, publish: bool) -> RunReport:
    """Extract stale articles anew, show how that changes the dataset, and publish it where `publish` says so.

    Stale are articles of another extractor version; `where` is a condition in SQL on the columns of articles that narrows
    them. QueryError where DuckDB refuses it.
    """
    with begun(settings, reextract=where or "all that are stale") as run:
        intake = take_stale(run, where)
        if intake.is_empty:
            return unchanged(run, intake)
        shards = extract(run, intake)
        staged = stage(run, intake, shards)
        with run.stage("compare"):
            show_plan(settings.live, staged.file, compare(settings.live, staged.file))
        if publish:
            return conclude(run, intake, staged, audit(run, staged, shards))
        store.discard(staged.file)
        return run.done(replace(unchanged(run, intake), status="planned"))


def take_stale(run: Run, where: str | None) -> Intake:
    """The stale articles as batch files; memory stays that of one batch, and of the ids."""
    live, size = run.settings.live, run.settings.batch_articles
    version = extractor_version(backend(run.settings.syntax))
    with run.stage("ingest"):
        ids = store.read(live, STALE.format(where=where or "true"), [version])["article_id"]
        files = []
        for start in range(0, len(ids), size):
            files.append(run.folder / f"intake-{start // size:06}.parquet")
            taken = store.read(live, TAKEN, [ids.slice(start, size).to_list()])
            declared(taken, ARTICLES).write_parquet(files[-1], compression="lz4")
    return Intake(files, (), (), len(ids), 0, 0)
