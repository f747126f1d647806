"""What a run has to do: the articles that the dataset does not hold yet, as batch files, and what else was seen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import polars as pl

from flows.file_states import is_news, known_files, state_rows
from flows.ingest import FileState, IngestSettings, batches, read_inputs
from flows.ingest.dead_letters import DeadLetter, keep, replay
from flows.ingest.read import Item
from flows.revisions import with_revisions
from flows.run import Run
from flows.shelves import fingerprint_rows, near_copies
from transforms.frames import declared
from warehouse import store
from warehouse.connect import reading
from warehouse.tables import ARTICLE_SOURCES, ARTICLES, FILES_READ, REJECTED_ARTICLES

NOTES = ("bad_timestamp", "damaged_text", "not_extracted", "unsupported_language")  # said of articles that are kept
AHEAD = timedelta(days=1)  # the run's clock is UTC; east of it the day of publication may be tomorrow's


@dataclass(frozen=True, slots=True)
class Intake:
    """Files of new articles (in batches), new places where articles were seen, and new rejections; and the counts behind them.

    `files` are rows of ops.files_read; `files_known` counts the files that were left out because nothing has changed in them.
    """

    articles: Sequence[Path]
    sources: Sequence[Path]
    rejections: Sequence[Path]
    inputs_read: int
    inputs_rejected: int
    articles_new: int
    notes: int = 0  # about articles that were kept; `inputs_rejected` does not count them
    files_known: int = 0
    files: pl.DataFrame = field(default_factory=lambda: FILES_READ.polars_schema.to_frame())
    fingerprints: Sequence[Path] = ()  # rows of ops.fingerprints
    has_new_contents: bool = False  # of files, which the next run need not read if this one remembers them

    @property
    def is_empty(self) -> bool:
        """Whether the run has nothing to add to the dataset."""
        return not (self.articles or self.sources or self.rejections)


class _Writer:
    """Writes the frames of one kind as numbered files; a frame without rows leaves no file."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self.files: list[Path] = []

    def write(self, frame: pl.DataFrame) -> None:
        if not frame.is_empty():
            self.files.append(self._folder / f"{self._name}-{len(self.files):06}.parquet")
            frame.write_parquet(self.files[-1], compression="lz4")


def take_in(run: Run, inputs: Sequence[str]) -> Intake:
    """Read the inputs batch by batch and keep what is new to the dataset; memory stays that of one batch."""
    known = {} if run.settings.reread else known_files(run.settings.live, inputs)
    ingest = _ingest_settings(run)
    with held_open(run.settings.live):
        return _gather(run, read_inputs(inputs, ingest, known), ingest, known)


def take_again(run: Run, letters: Sequence[DeadLetter]) -> Intake:
    """Read dead letters again from the bytes that were kept, and keep what is new to the dataset."""
    ingest = _ingest_settings(run)
    with held_open(run.settings.live):
        return _gather(run, replay(letters, run.settings.dead_letters, ingest), ingest, {})


@contextmanager
def held_open(live: Path) -> Iterator[None]:
    """Within the block the dataset stays open, so that each of its thousand small questions need not open it again."""
    with reading(live) if live.exists() else nullcontext():
        yield


def _gather(run: Run, items: Iterator[Item], ingest: IngestSettings, known: Mapping[str, FileState]) -> Intake:
    names = ("intake", "sources", "rejections", "fingerprints")
    articles, sources, rejections, fingerprints = (_Writer(run.folder, name) for name in names)
    near = near_copies(run, fingerprints.write)
    taken = batches(items, run.settings.batch_articles, ingest, near, lambda ids: _known(run, ids))
    states: list[FileState] = []
    read = rejected = notes = new = 0
    for batch in taken:
        read += batch.read
        notes_here = batch.rejections.filter(pl.col("reason").is_in(NOTES)).height
        notes += notes_here
        rejected += batch.rejections.height - notes_here
        states += batch.files
        run.tell("ingest", read, None)
        new += batch.articles.height
        articles.write(declared(batch.articles.with_columns(first_run_id=pl.lit(run.run_id)), ARTICLES))
        sources.write(_new_sources(run, batch.sources, batch.articles))
        fingerprints.write(fingerprint_rows(run, batch.fingerprints))
        rejections.write(_new_rejections(run, batch.rejections))
        keep(batch.dead_letters, run.settings.dead_letters)
    return Intake(
        articles.files,
        sources.files,
        rejections.files,
        read,
        rejected,
        new,
        notes,
        files_known=_left_out(known, states),
        files=state_rows(run, [s for s in states if known.get(s.path) != s]),
        fingerprints=fingerprints.files,
        has_new_contents=any(is_news(state, known) for state in states),
    )


def _left_out(known: Mapping[str, FileState], states: Sequence[FileState]) -> int:
    """How many of the known files and addresses are still there, unread."""
    opened = {state.path for state in states if is_news(state, known)}
    still = {state.path for state in states if "://" in state.path} - opened
    return len(still) + sum(Path(path).exists() for path in known.keys() - opened if "://" not in path)


def _ingest_settings(run: Run) -> IngestSettings:
    ingest = run.settings.ingest
    return ingest if ingest.latest_day else replace(ingest, latest_day=(run.started_at + AHEAD).date())


def _known(run: Run, ids: Sequence[str]) -> Collection[str]:
    return frozenset(store.known_articles(run.settings.live, pl.Series(ids, dtype=pl.String()))["article_id"])


def _new_sources(run: Run, sources: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    keys = ["article_id", "source_uri"]
    fresh = sources.join(store.known_sources(run.settings.live, sources), on=keys, how="anti", maintain_order="left")
    fresh = with_revisions(run.settings.live, fresh, articles)
    return declared(fresh.with_columns(run_id=pl.lit(run.run_id), seen_at=pl.lit(run.started_at)), ARTICLE_SOURCES)


def _new_rejections(run: Run, rejections: pl.DataFrame) -> pl.DataFrame:
    keys = ["source_uri", "sha256", "reason"]
    known = store.known_rejections(run.settings.live, rejections)
    fresh = rejections.join(known, on=keys, how="anti", nulls_equal=True, maintain_order="left")
    return declared(fresh.with_columns(run_id=pl.lit(run.run_id)), REJECTED_ARTICLES)
