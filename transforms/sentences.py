"""Sentences with their places in the article, as one polars expression over whole columns.

Abbreviations are masked by one character each, so every length, and hence every offset, stays what it is in the text.
"""

from __future__ import annotations

import polars as pl

from transforms.lexicons import load

MASK, CUT = "\x01", "\x02"  # neither can stand in articles.text: control characters are turned to blanks on ingest


def _abbreviation() -> str:
    words = sorted(load("abbreviations"), key=lambda w: (-len(w), w))
    return rf"(?-u:\b)({'|'.join(words)}|[A-Z])\."


STOP = r"""([.!?…]["”’')\]]*)([ \t]+["“‘'(\[]*[A-Z0-9$£€])"""


def split(articles: pl.LazyFrame) -> pl.LazyFrame:
    """(article_id, text) -> (article_id, sentence_no, span_start, span_end, text), one row a sentence, in text order."""
    piece = (
        pl.col("text")
        .str.replace_all(_abbreviation(), "${1}" + MASK)
        .str.replace_all(STOP, "${1}" + CUT + "${2}")
        .str.replace_all(r"(\n+)", CUT + "${1}")
        .str.split(CUT)
    )
    ends = piece.list.eval(pl.element().str.len_chars().cast(pl.Int64).cum_sum())
    bare = pl.col("piece").str.strip_chars_start().str.len_chars().cast(pl.Int64)
    return (
        articles.select("article_id", piece=piece, end=ends)
        .explode("piece", "end")
        .with_columns(span_start=pl.col("end") - bare, text=pl.col("piece").str.strip_chars())
        .with_columns(
            span_end=pl.col("span_start") + pl.col("text").str.len_chars().cast(pl.Int64),
            text=pl.col("text").str.replace_all(MASK, ".", literal=True),
        )
        .filter(pl.col("text") != "")
        .with_columns(sentence_no=pl.int_range(pl.len(), dtype=pl.Int64).over("article_id"))
        .select("article_id", "sentence_no", "span_start", "span_end", "text")
    )
