"""Which text stood at a place before: a changed article at the same address or path is a later text of it, and both are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from warehouse import store

WORDS_KEPT = 0.5  # share of the words of the earlier text; a path such as 1.txt may hold another article each day
_WORD = re.compile(r"\w+")
# Of two texts that one run saw at a place, the one that took the place of the other came last.
LAST_AT = """
    SELECT source_uri, arg_max(article_id, (seen_at, revision_of IS NOT NULL)) AS before
    FROM article_sources WHERE source_uri IN (SELECT unnest(?::VARCHAR[])) GROUP BY source_uri"""
LAST_AT_BEFORE_THERE_WERE_REVISIONS = LAST_AT.replace("(seen_at, revision_of IS NOT NULL)", "seen_at")
COLUMN = "SELECT 1 FROM duckdb_columns() WHERE table_name = 'article_sources' AND column_name = 'revision_of'"
TEXTS = "SELECT article_id, text FROM articles WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"


def with_revisions(live: Path, sources: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """The new places with `revision_of` filled from the dataset, where the run itself has not seen the text before.

    An address has one article, whatever it says. A path has one where the new text keeps half the words of the old.
    """
    open_ = sources.filter(pl.col("revision_of").is_null())
    if open_.is_empty() or not live.exists():
        return sources
    sql = LAST_AT_BEFORE_THERE_WERE_REVISIONS if store.read(live, COLUMN).is_empty() else LAST_AT
    before = store.read(live, sql, [open_["source_uri"].unique().to_list()])
    pairs = open_.join(before, on="source_uri", maintain_order="left").filter(pl.col("before") != pl.col("article_id"))
    if pairs.is_empty():
        return sources
    olds = dict(store.read(live, TEXTS, [pairs["before"].unique().to_list()]).iter_rows())
    news = dict(articles.select("article_id", "text").iter_rows())
    found = [
        (new, uri, old)
        for new, uri, old in pairs.select("article_id", "source_uri", "before").iter_rows()
        if "://" in uri or _is_later_text(new, old, news, olds)
    ]
    made = pl.DataFrame(found, schema=dict.fromkeys(("article_id", "source_uri", "before"), pl.String()), orient="row")
    joined = sources.join(made, on=["article_id", "source_uri"], how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("revision_of", "before").alias("revision_of")).drop("before")


def _is_later_text(new: str, old: str, news: Mapping[str, str], olds: Mapping[str, str]) -> bool:
    before = set(_WORD.findall(olds.get(old, "").lower()))
    after = set(_WORD.findall(news.get(new, "").lower()))
    return bool(before) and len(before & after) >= WORDS_KEPT * len(before)
