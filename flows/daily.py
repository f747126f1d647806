"""The Prefect flow: the same steps as `pipeline.run_pipeline`, each of them a task that Prefect shows, times and logs.

Tasks pass paths and small values, never frames, and none is cached: what a step remembers lies in the dataset itself.
"""

from __future__ import annotations

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows import pipeline
from flows.batches.runners import on_task_runner
from flows.intake import Intake
from flows.run import Run, RunReport, begun
from flows.settings import Settings

ingest = task(name="ingest", cache_policy=NO_CACHE, persist_result=False)(pipeline.ingest)
extract = task(name="extract", cache_policy=NO_CACHE, persist_result=False)(pipeline.extract)
stage = task(name="stage", cache_policy=NO_CACHE, persist_result=False)(pipeline.stage)
audit = task(name="audit", cache_policy=NO_CACHE, persist_result=False)(pipeline.audit)
conclude = task(name="conclude", cache_policy=NO_CACHE, persist_result=False)(pipeline.conclude)


@flow(name="dateline", persist_result=False)
def dateline(inputs: list[str], settings: Settings) -> RunReport:
    """Read the inputs, publish what is new in them, and report."""
    with begun(settings, inputs=inputs) as run:
        return on_runner(run, inputs)


def on_runner(run: Run, inputs: list[str]) -> RunReport:
    """The steps of a run, each a task."""
    intake = ingest(run, inputs)
    if intake.is_empty:
        return pipeline.unchanged(run, intake)
    shards = _shards(run, intake)
    staged = stage(run, intake, shards)
    outcome = audit(run, staged, shards)
    return conclude(run, intake, staged, outcome)


def _shards(run: Run, intake: Intake) -> pipeline.Shards:
    """One task for our own processes; on a task runner of Prefect one for each batch."""
    settings = run.settings
    if settings.batches.runner == "processes":
        return extract(run, intake)
    return pipeline.extract_with(run, intake, lambda jobs: on_task_runner(jobs, settings))
