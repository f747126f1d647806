"""Extraction of a batch of articles: frame in, frames out, the syntax model loaded once in each process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

import polars as pl

from transforms.extract import extract, extractor_version
from transforms.frames import declared
from transforms.syntax import backend
from warehouse.tables import ARTICLES

# What the parsers remember of words is shared by the threads of a process, which take turns in any case.
ONE_AT_A_TIME = Lock()


def is_extracted(languages: Sequence[str]) -> pl.Expr:
    """Whether an article is extracted: not a near copy of another, and in a language that can be read, or in an unknown one."""
    return pl.col("duplicate_of").is_null() & (pl.col("language").is_null() | pl.col("language").is_in(languages))


def extracted(articles: pl.DataFrame, syntax: str, languages: Sequence[str]) -> Mapping[str, pl.DataFrame]:
    """One frame a table of everything found in the articles.

    The articles come back complete, those that are not extracted too: day and basis as the text settled them, and the
    extractor's version.
    """
    parser = backend(syntax)
    read = articles.filter(is_extracted(languages))
    with ONE_AT_A_TIME:
        found = dict(extract(read, parser))
    left_out = articles.join(read, on="article_id", how="anti").select("article_id", "published_on", "published_basis")
    days = pl.concat([found["articles"], left_out])
    settled = articles.drop("published_on", "published_basis").join(
        days, on="article_id", how="left", maintain_order="left"
    )
    version = pl.lit(extractor_version(parser))
    found["articles"] = declared(settled.with_columns(extractor_version=version), ARTICLES)
    return found
