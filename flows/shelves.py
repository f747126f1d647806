"""The fingerprints that the dataset remembers, for near copies of articles of earlier runs; what is missing is made from the texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
import polars as pl

from flows.ingest.compact import key_of
from flows.run import Run
from transforms.fingerprints import Shelf, fingerprint, read_signatures, shelf, written
from transforms.near_copies import NearCopies
from warehouse import store
from warehouse.tables import FINGERPRINTS

SHELF = 50_000  # articles
TEXTS = 1_000  # read at once where fingerprints are made anew
TABLE = "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'ops' AND table_name = 'fingerprints'"
COUNT = "SELECT coalesce(max(rowid), -1) + 1 FROM ops.fingerprints"
# A day that extraction inferred counts for nothing here: a run over both articles would not have known it either.
STATED = "CASE WHEN a.published_basis IN ('metadata', 'page', 'url') THEN a.published_on END AS day"
SOME = f"""
    SELECT a.article_id, {STATED}, a.source_uri, f.signature FROM ops.fingerprints f JOIN articles a USING (article_id)
    WHERE f.signature IS NOT NULL AND f.rowid >= ? AND f.rowid < ? ORDER BY f.rowid"""
WITHOUT = """
    SELECT article_id FROM articles WHERE duplicate_of IS NULL {} ORDER BY first_run_id, article_id"""
NONE_HELD = "AND article_id NOT IN (SELECT article_id FROM ops.fingerprints)"
WITH_TEXTS = (
    f"SELECT article_id, {STATED}, source_uri, text FROM articles a WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
)

Keep = Callable[[pl.DataFrame], None]


def near_copies(run: Run, keep: Keep) -> NearCopies:
    """An index that knows the articles of the dataset; nothing is read before the first new article comes.

    `keep` is given the rows of ops.fingerprints that the dataset should have had and had not. What does not stay in memory
    lies in the run's folder.
    """
    folder, live = run.folder / "shelves", run.settings.live

    def put_away(full: Shelf) -> Shelf:
        return in_files(full, folder / f"{sum(1 for _ in folder.glob('*')):06}")

    def earlier() -> Iterator[Shelf]:
        if live.exists():
            folder.mkdir(parents=True, exist_ok=True)
            yield from map(put_away, _remembered(live))
            yield from map(put_away, _made_anew(run, keep))

    folder.mkdir(parents=True, exist_ok=True)
    return NearCopies(earlier(), lambda ids: _texts(live, ids), put_away)


def in_files(full: Shelf, folder: Path) -> Shelf:
    """The same shelf with its arrays in files, of which only what is asked for comes into memory."""
    folder.mkdir(parents=True)
    arrays = {}
    for one in fields(full):
        file = folder / f"{one.name}.npy"
        np.save(file, getattr(full, one.name))
        arrays[one.name] = np.load(file, mmap_mode="r") if len(getattr(full, one.name)) else getattr(full, one.name)
    return Shelf(**arrays)


def fingerprint_rows(run: Run, prints: pl.DataFrame) -> pl.DataFrame:
    """Rows of ops.fingerprints."""
    return prints.select(pl.lit(run.run_id).alias("run_id"), "article_id", "signature").cast(FINGERPRINTS.polars_schema)


def _has_table(live: Path) -> bool:
    return not store.read(live, TABLE).is_empty()  # a dataset made before there was such a table has none


def _remembered(live: Path) -> Iterator[Shelf]:
    count = store.read(live, COUNT).item() if _has_table(live) else 0
    for start in range(0, count, SHELF):
        rows = store.read(live, SOME, [start, start + SHELF])
        if not rows.is_empty():
            yield _shelf(rows)


def _made_anew(run: Run, keep: Keep) -> Iterator[Shelf]:
    live = run.settings.live
    ids = store.read(live, WITHOUT.format(NONE_HELD if _has_table(live) else ""))["article_id"].to_list()
    for start in range(0, len(ids), SHELF):
        chunk = ids[start : start + SHELF]
        made = [_printed(live, chunk[at : at + TEXTS]) for at in range(0, len(chunk), TEXTS)]
        rows = pl.concat(made)
        keep(fingerprint_rows(run, rows))
        compared = rows.drop_nulls("signature")
        if not compared.is_empty():
            yield _shelf(compared)


def _printed(live: Path, ids: Sequence[str]) -> pl.DataFrame:
    """The articles with their signatures in the place of their texts; NULL where a text is too short to compare."""
    rows = store.read(live, WITH_TEXTS, [list(ids)])
    signatures = [own and written(own.signature) for own in map(fingerprint, rows["text"])]
    made = rows.drop("text").with_columns(pl.Series("signature", signatures, dtype=pl.String()))
    return made.join(pl.DataFrame({"article_id": ids}), on="article_id", how="right", maintain_order="right")


def _shelf(rows: pl.DataFrame) -> Shelf:
    days = [day.toordinal() if day else 0 for day in rows["day"]]
    places = [key_of(uri) for uri in rows["source_uri"]]
    return shelf(rows["article_id"].to_list(), days, places, read_signatures(rows["signature"].to_list()))


def _texts(live: Path, ids: Sequence[str]) -> Mapping[str, str]:
    rows = store.read(live, WITH_TEXTS, [list(ids)])
    return dict(rows.select("article_id", "text").iter_rows())
