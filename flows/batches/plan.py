"""From batches of articles to jobs, and from finished jobs to files that the dataset can take in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.batches.job import INPUT, Done, Job
from flows.batches.store import Store, open_store
from flows.run import Run
from transforms.extract import extractor_version
from transforms.syntax import backend, backend_name
from warehouse.tables import ARTICLES, REJECTED_ARTICLES

Shards = dict[str, list[Path]]
STAMPED = {
    ARTICLES.name: "first_run_id",
    REJECTED_ARTICLES.full_name: "run_id",
}  # table -> its column with the run's id


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs of a run, in the order of its batches, and the store that they share."""

    jobs: Sequence[Job]
    store: Store


def plan(run: Run, batches: Sequence[Path]) -> Plan:
    """A job for each batch; where the store is not on this machine, the batch is copied there first."""
    settings = run.settings
    store = open_store(settings.batch_store, settings.batches)
    syntax = backend_name(settings.syntax)
    made_by = f"{extractor_version(backend(syntax))} {' '.join(settings.ingest.languages)}"
    jobs = []
    for batch in batches:
        key = key_of(batch, made_by)
        if not store.is_local and INPUT not in store.sizes(key):
            store.put(str(batch), f"{key}/{INPUT}")
        place = str(batch.resolve()) if store.is_local else None
        languages = tuple(settings.ingest.languages)
        jobs.append(Job(settings.batch_store, key, place, syntax, languages, settings.batches))
    return Plan(jobs, store)


def key_of(batch: Path, made_by: str) -> str:
    """A name for what the extractor makes of the batch: a hash of it, of all that it reads of the articles, but not of the run.

    The id of an article is a hash of its title and text, so these need not be hashed again.
    """
    read = pl.scan_parquet(batch).drop("text", "first_run_id").collect()
    digest = hashlib.sha256(f"{made_by}\n".encode())
    digest.update(read.write_ndjson().encode())
    return digest.hexdigest()[:32]


def collect(run: Run, made: Plan, finished: Iterable[Done]) -> Shards:
    """Files by table of all finished jobs, on this machine, and with this run's id on the articles."""
    shards: Shards = {}
    folder = run.folder / "shards"
    folder.mkdir(exist_ok=True)
    for number, done in enumerate(finished, start=1):
        for table, file in _files(run, made.store, done, folder):
            shards.setdefault(table, []).append(file)
        run.tell("extract", number, len(made.jobs))
    return shards


def _files(run: Run, store: Store, done: Done, folder: Path) -> Iterator[tuple[str, Path]]:
    for table, name in done.tables.items():
        there = f"{done.key}/{name}"
        file = Path(store.path(there)) if store.is_local else folder / f"{done.key}.{name}"
        if not store.is_local:
            store.get(there, str(file))
        if table == REJECTED_ARTICLES.full_name or (
            table == ARTICLES.name and (done.was_done or not store.is_local)
        ):  # a dead run may have left them, or copied them there
            stamped = pl.read_parquet(file).with_columns(pl.lit(run.run_id).alias(STAMPED[table]))
            file = folder / f"{done.key}.stamped.{name}"
            stamped.write_parquet(file, compression="lz4")
        yield table, file


def forget(made: Plan) -> None:
    """Remove what the jobs left in the store; for when the dataset holds it.

    On this machine everything goes, what dead runs left too: only the holder of the writer's lock may call this.
    """
    if made.store.is_local:
        made.store.remove("")
        return
    for job in made.jobs:
        made.store.remove(job.key)
