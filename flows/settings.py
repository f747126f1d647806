"""Settings of a run: read once, handed on. `flows.config` puts them together from file, environment and flags."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from annotated_types import Ge, Gt

from flows.ingest.settings import IngestSettings

DATASET = "dateline.duckdb"
SAMPLES = Path(__file__).parent / "samples"

Runner = Literal["processes", "threads", "prefect-processes", "dask", "ray"]


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """Where batches of articles are extracted, and where they wait for that.

    `processes` are our own on this machine; the others are task runners of Prefect. `store` is a folder or any address that
    fsspec reads (s3://bucket/prefix); machines that share the work must all reach it.
    """

    runner: Runner = "processes"
    address: str | None = None  # of a Dask scheduler or a Ray cluster; without it one starts on this machine
    store: str | None = None  # without it a folder in the data folder
    secret_block: str | None = None  # a Secret block of Prefect that holds the options of the store as JSON
    retries: Annotated[int, Ge(0)] = 3  # of one read or write of an object store
    backoff_seconds: Annotated[float, Ge(0)] = 1.0  # doubled with each try


@dataclass(frozen=True, slots=True)
class ScheduleSettings:
    """What `dateline schedule` serves, and when: by cron, or every so many seconds."""

    inputs: tuple[str, ...] = ()
    cron: str | None = None
    every_seconds: Annotated[float, Ge(1)] | None = None
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """What `dateline status` holds to be wrong, and what runs leave for monitoring."""

    stale_hours: Annotated[float, Gt(0)] = 26.0  # since the last run that ended well
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"
    metrics: Path | None = None  # a text file in the format of Prometheus, written after each run


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run may be told. `syntax` None takes the best backend installed; `workers` 0 means one a core."""

    data: Path = Path("data")
    syntax: Literal["sm", "rules"] | None = None
    batch_articles: Annotated[int, Ge(1)] = 250  # a batch takes seconds, is parsed as one, and stays far below 1 GB
    workers: Annotated[int, Ge(0)] = 0
    lock_wait_seconds: Annotated[float, Ge(0)] = 600.0
    run_seconds: Annotated[float, Gt(0)] | None = None  # a run that takes longer is stopped; nothing of it is published
    keep_exports: Annotated[int, Ge(1)] = 10
    partition_rows: Annotated[int, Ge(0)] = 2_000_000  # a table of more rows is exported by year
    export: bool = True
    exports_to: str | None = None  # folder or address (s3://bucket/exports) that each export is copied to
    with_texts: bool = False  # each export has the full texts of the articles
    csv: bool = False  # each export has a CSV file beside each Parquet file
    reread: bool = False  # files that have not changed since they were last read, too
    ingest: IngestSettings = field(default_factory=IngestSettings)
    batches: BatchSettings = field(default_factory=BatchSettings)
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)
    watch: WatchSettings = field(default_factory=WatchSettings)

    @property
    def live(self) -> Path:
        """The published dataset."""
        return self.data / DATASET

    @property
    def exports(self) -> Path:
        """Folder of the Parquet exports, one folder a version."""
        return self.data / "exports"

    @property
    def work(self) -> Path:
        """Folder of what runs leave lying while they run."""
        return self.data / "work"

    @property
    def journal(self) -> Path:
        """File in which every run says when it began and how it ended."""
        return self.data / "runs.jsonl"

    @property
    def batch_store(self) -> str:
        """Folder or address where batches and what was found in them wait until they are published."""
        return self.batches.store or str(self.data / "batches")

    @property
    def quality(self) -> Path:
        """Folder of the quality pages, one a run."""
        return self.data / "quality"

    def blocked(self, run_id: str) -> Path | None:
        """What the run left, where it was blocked and no later run has taken that into the dataset."""
        file = self.data / "blocked" / f"{run_id}.duckdb"
        return file if run_id and file.exists() else None

    @property
    def dead_letters(self) -> Path:
        """Folder of the raw bytes of refused records, each named by its hash."""
        return self.data / "dead_letters"

    @property
    def processes(self) -> int:
        """Number of extraction processes."""
        return self.workers or len(os.sched_getaffinity(0))
