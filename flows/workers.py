"""Extraction of batches in processes: files in, files out, the syntax model loaded once in each process."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import polars as pl

from transforms.extract import extract, extractor_version
from transforms.frames import declared
from transforms.syntax import backend
from warehouse.tables import ARTICLES

Written = Mapping[str, Path]


def extract_file(batch: Path, out: Path, syntax: str) -> dict[str, Path]:
    """Read a batch of articles (Parquet), write one Parquet file a table, and say which.

    The articles come back complete: day and basis as the text settled them, and the extractor's version.
    """
    articles = pl.read_parquet(batch)
    parser = backend(syntax)
    found = dict(extract(articles, parser))
    settled = articles.drop("published_on", "published_basis").join(
        found["articles"], on="article_id", how="left", maintain_order="left"
    )
    found["articles"] = declared(settled.with_columns(extractor_version=pl.lit(extractor_version(parser))), ARTICLES)
    written = {name: out / f"{batch.stem}.{name}.parquet" for name in found}
    for name, frame in found.items():
        frame.write_parquet(written[name], compression="lz4")
    return written


def extract_files(batches: Sequence[Path], out: Path, syntax: str, processes: int) -> Iterator[Written]:
    """The files written for each batch, in the order of the batches; a single batch stays in this process."""
    if len(batches) < 2 or processes < 2:
        for batch in batches:
            yield extract_file(batch, out, syntax)
        return
    context = multiprocessing.get_context("spawn")  # polars and spaCy threads do not survive a fork
    with ProcessPoolExecutor(min(processes, len(batches)), mp_context=context) as pool:
        yield from pool.map(extract_file, batches, [out] * len(batches), [syntax] * len(batches))
