"""Settings of a run: read once, handed on."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from flows.ingest import IngestSettings

DATASET = "dateline.duckdb"
SAMPLES = Path(__file__).parent / "samples"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run may be told. `syntax` None takes the best backend installed; `workers` 0 means one a core."""

    data: Path = Path("data")
    syntax: str | None = None
    batch_articles: int = 250  # a batch takes seconds, is parsed as one, and stays far below 1 GB
    workers: int = 0
    lock_wait_seconds: float = 600.0
    keep_exports: int = 10
    export: bool = True
    with_texts: bool = False
    reread: bool = False  # files that have not changed since they were last read, too
    ingest: IngestSettings = field(default_factory=IngestSettings)

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
