"""One batch: articles in a Parquet file in, one Parquet file a table out. The same on every engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from flows.batches.store import Store, open_store
from flows.settings import BatchSettings
from flows.workers import extracted

MARK = "done.json"  # written last: a folder without it is not done
INPUT = "input.parquet"


@dataclass(frozen=True, slots=True)
class Job:
    """A batch to extract: `store` and `batch` say where its articles are, `key` what the result is called.

    The key is a hash of the articles and of whatever extracts them, so equal keys hold equal rows. `batch` None means that
    the articles lie in the store, in the folder of the key.
    """

    store: str
    key: str
    batch: str | None
    syntax: str
    languages: tuple[str, ...]
    settings: BatchSettings


@dataclass(frozen=True, slots=True)
class Done:
    """A batch that is extracted: its tables, each a file in the folder of the key."""

    key: str
    tables: Mapping[str, str]
    was_done: bool  # before, by a run that did not come to publish it


def extract_batch(job: Job) -> Done:
    """Extract the batch, unless that has been done."""
    store = open_store(job.store, job.settings)
    before = done_before(store, job.key)
    if before is not None:
        return before
    tables = {}
    for table, frame in extracted(_articles(store, job), job.syntax, job.languages).items():
        tables[table] = f"{table}.parquet"
        store.write_frame(frame, f"{job.key}/{tables[table]}")
    sizes = store.sizes(job.key)
    store.write_json({"tables": {t: {"file": f, "bytes": sizes[f]} for t, f in tables.items()}}, f"{job.key}/{MARK}")
    return Done(job.key, tables, was_done=False)


def done_before(store: Store, key: str) -> Done | None:
    """What lies there of an earlier run, where it is all there."""
    sizes = store.sizes(key)
    if MARK not in sizes:
        return None
    tables = store.read_json(f"{key}/{MARK}")["tables"]
    if any(sizes.get(told["file"]) != told["bytes"] for told in tables.values()):
        return None
    return Done(key, {table: told["file"] for table, told in tables.items()}, was_done=True)


def _articles(store: Store, job: Job) -> pl.DataFrame:
    return store.read_frame(f"{job.key}/{INPUT}") if job.batch is None else pl.read_parquet(job.batch)
