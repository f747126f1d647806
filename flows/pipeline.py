"""The whole run as plain functions, without Prefect: take in, extract, stage, audit, publish, export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from expectations.check import Outcome, check
from flows import logs
from flows.batches import Done, Job, collect, forget, plan
from flows.batches.processes import in_processes
from flows.config import without_password
from flows.ingest.dead_letters import DeadLetter
from flows.intake import Intake, take_again, take_in
from flows.mirror import mirrored
from flows.quality import write_quality_page
from flows.run import Run, RunReport, begun, failed_rows, run_row
from flows.settings import Settings
from flows.upload import upload_latest
from transforms.events import EVENT_TYPE_ROWS
from transforms.syntax import backend, syntax_version
from warehouse import export as exports
from warehouse import store
from warehouse.tables import ARTICLE_SOURCES, ARTICLES, EVENT_TYPES, FILES_READ, FINGERPRINTS, REJECTED_ARTICLES, RUNS

Shards = Mapping[str, Sequence[Path]]


def run_pipeline(inputs: Sequence[str], settings: Settings) -> RunReport:
    """Read the inputs, publish what is new in them, and report. Raises store.LockedError where another run is writing."""
    with begun(settings, inputs=list(inputs)) as run:
        return _carry_on(run, ingest(run, inputs))


def run_replay(letters: Sequence[DeadLetter], settings: Settings) -> RunReport:
    """Read dead letters again, publish what is readable now, and report."""
    with begun(settings, letters=len(letters)) as run:
        with run.stage("ingest"):
            intake = take_again(run, letters)
        return _carry_on(run, intake)


def _carry_on(run: Run, intake: Intake) -> RunReport:
    if intake.is_empty:
        return unchanged(run, intake)
    shards = extract(run, intake)
    staged = stage(run, intake, shards)
    return conclude(run, intake, staged, audit(run, staged, shards))


def ingest(run: Run, inputs: Sequence[str]) -> Intake:
    """What is new in the inputs, as files in the run's folder."""
    with run.stage("ingest"):
        return take_in(run, mirrored(inputs, run.settings))


def extract(run: Run, intake: Intake) -> Shards:
    """Parquet files by table of everything found in the new articles."""
    return extract_with(run, intake, lambda jobs: in_processes(jobs, run.settings.processes))


def extract_with(run: Run, intake: Intake, engine: Callable[[Sequence[Job]], Iterable[Done]]) -> Shards:
    """Parquet files by table; the engine says where and how the jobs are done. What was done before is taken as it is."""
    with run.stage("extract"):
        run.batches = plan(run, intake.articles)
        return collect(run, run.batches, engine(run.batches.jobs))


def stage(run: Run, intake: Intake, shards: Shards, *, anew: bool = False) -> store.Staged:
    """A copy of the dataset with the new rows merged in (`anew`: of known articles too); the published file is not touched."""
    with run.stage("stage"):
        merged: dict[str, store.Rows] = {
            **shards,
            ARTICLE_SOURCES.full_name: intake.sources,
            REJECTED_ARTICLES.full_name: [*intake.rejections, *shards.get(REJECTED_ARTICLES.full_name, ())],
            FINGERPRINTS.full_name: intake.fingerprints,
            EVENT_TYPES.full_name: pl.DataFrame(EVENT_TYPE_ROWS, schema=EVENT_TYPES.polars_schema),
        }
        live = run.settings.live
        return store.stage(live, store.staging_path(live, run.run_id), merged, anew=anew)


def audit(run: Run, staged: store.Staged, shards: Shards) -> Outcome:
    """Every expectation tested on the rows that the run brought, in the staged file."""
    with run.stage("audit"):
        return check(staged.file, run.run_id, folder=run.folder / "bad", articles=shards.get(ARTICLES.full_name, ()))


def conclude(run: Run, intake: Intake, staged: store.Staged, outcome: Outcome) -> RunReport:
    """Publish and export, or keep the evidence of why not."""
    report = _report(run, intake, staged.rows, outcome)
    if outcome.blocked:
        refused = {REJECTED_ARTICLES.full_name: intake.rejections}  # the next run that publishes carries them over
        evidence = store.block(run.settings.live, run.run_id, {**_ops_rows(run, report, outcome), **refused})
        store.discard(staged.file)
        problems = _afterwards(run, ("quality",))
        return run.done(replace(report, evidence=evidence, problems=problems, seconds=dict(run.seconds)))
    with run.stage("publish"):
        store.record(staged.file, {**_ops_rows(run, report, outcome), FILES_READ.full_name: intake.files})
        store.publish(staged.file, run.settings.live)
    problems = _afterwards(run, ("forget", "quality", *_handing_out(run.settings)))
    export = None if "export" in problems or not run.settings.export else exports.latest(run.settings.exports)
    return run.done(replace(report, export=export, problems=problems, seconds=dict(run.seconds)))


def _handing_out(settings: Settings) -> tuple[str, ...]:
    """The steps that bring the dataset to its downloaders."""
    if not settings.export:
        return ()
    return ("export", "upload") if settings.exports_to else ("export",)


def _afterwards(run: Run, steps: Sequence[str]) -> Mapping[str, str]:
    """Tidy up, write the quality page and the export of a run that is decided; what went wrong, by step.

    Whatever fails here, the dataset is published (or kept) all the same: the run must end by saying so, and not in a crash
    that looks as if nothing had been published.
    """
    work: Mapping[str, Callable[[], object]] = {
        "forget": lambda: _tidy_up(run),
        "quality": lambda: write_quality_page(run.settings, run.run_id),
        "export": lambda: write_export(run.settings),
        "upload": lambda: upload_latest(run.settings),
    }
    problems: dict[str, str] = {}
    for name in steps:
        try:
            with run.stage(name):
                work[name]()
        except Exception as error:
            logs.log().debug("%s failed", name, exc_info=True)
            problems[name] = without_password(f"{type(error).__name__}: {error}")
    return problems


def _tidy_up(run: Run) -> None:
    if run.batches is not None:
        forget(run.batches)


def write_export(settings: Settings) -> Path:
    """The folder of the export of the dataset as it is; a new version only where something has changed."""
    return exports.export(
        settings.live,
        settings.exports,
        with_texts=settings.with_texts,
        csv=settings.csv,
        keep=settings.keep_exports,
        partition_rows=settings.partition_rows,
    )


def unchanged(run: Run, intake: Intake) -> RunReport:
    """The report of a run that found nothing new; the dataset stays as it is.

    Where files were read whose contents are all known, only that is added to the published file: no row of the data changes,
    so nothing is audited or exported. That a file has a new modification time alone waits for the next publication.
    """
    live = run.settings.live
    if intake.has_new_contents and live.exists():
        with run.stage("remember"):
            staged = store.stage(live, store.staging_path(live, run.run_id), {FILES_READ.full_name: intake.files})
            store.publish(staged.file, live)
    report = RunReport(
        run_id=run.run_id,
        status="unchanged",
        inputs_read=intake.inputs_read,
        inputs_rejected=intake.inputs_rejected,
        notes=intake.notes,
        files_known=intake.files_known,
        seconds=dict(run.seconds),
        dataset=run.settings.live,
    )
    return run.done(report)


def _report(run: Run, intake: Intake, rows: Mapping[str, int], outcome: Outcome) -> RunReport:
    return RunReport(
        run_id=run.run_id,
        status="blocked" if outcome.blocked else "published",
        inputs_read=intake.inputs_read,
        inputs_rejected=intake.inputs_rejected,
        articles_new=intake.articles_new,
        notes=intake.notes,
        files_known=intake.files_known,
        rows=rows,
        checks_passed=outcome.passed,
        checks_failed=outcome.failed,
        checks_warned=outcome.warned,
        seconds=dict(run.seconds),
        dataset=run.settings.live,
    )


def _ops_rows(run: Run, report: RunReport, outcome: Outcome) -> store.Shards:
    """What the run leaves in the ops tables, besides rejected inputs; and the earlier runs that could not leave anything."""
    row = run_row(run, report, syntax_version(backend(run.settings.syntax)))
    rows = [*failed_rows(run.settings), row]
    return {RUNS.full_name: pl.DataFrame(rows, schema=RUNS.polars_schema), **outcome.ops_rows()}
