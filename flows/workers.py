"""Extraction of batches in processes: files in, files out, the syntax model loaded once in each process."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import polars as pl

from transforms.extract import extract, extractor_version
from transforms.frames import declared
from transforms.syntax import backend
from warehouse.tables import ARTICLES

Written = Mapping[str, Path]


def is_extracted(languages: Sequence[str]) -> pl.Expr:
    """Whether an article is extracted: not a near copy of another, and in a language that can be read, or in an unknown one."""
    return pl.col("duplicate_of").is_null() & (pl.col("language").is_null() | pl.col("language").is_in(languages))


def extract_file(batch: Path, out: Path, syntax: str, languages: Sequence[str]) -> dict[str, Path]:
    """Read a batch of articles (Parquet), write one Parquet file a table, and say which.

    The articles come back complete, those that are not extracted too: day and basis as the text settled them, and the
    extractor's version.
    """
    articles = pl.read_parquet(batch)
    parser = backend(syntax)
    read = articles.filter(is_extracted(languages))
    found = dict(extract(read, parser))
    left_out = articles.join(read, on="article_id", how="anti").select("article_id", "published_on", "published_basis")
    days = pl.concat([found["articles"], left_out])
    settled = articles.drop("published_on", "published_basis").join(
        days, on="article_id", how="left", maintain_order="left"
    )
    version = pl.lit(extractor_version(parser))
    found["articles"] = declared(settled.with_columns(extractor_version=version), ARTICLES)
    written = {name: out / f"{batch.stem}.{name}.parquet" for name in found}
    for name, frame in found.items():
        frame.write_parquet(written[name], compression="lz4")
    return written


def extract_files(
    batches: Sequence[Path], out: Path, syntax: str, languages: Sequence[str], processes: int
) -> Iterator[Written]:
    """The files written for each batch, in the order of the batches; a single batch stays in this process."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the processes share the cores; threads below them only wait
    work = partial(extract_file, out=out, syntax=syntax, languages=tuple(languages))
    if len(batches) < 2 or processes < 2:
        yield from map(work, batches)
        return
    context = multiprocessing.get_context("spawn")  # polars and spaCy threads do not survive a fork
    with ProcessPoolExecutor(min(processes, len(batches)), mp_context=context) as pool:
        yield from pool.map(work, batches)
