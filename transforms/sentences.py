"""Sentences with their places in the article, as one polars expression over whole columns.

Abbreviations are masked by one character each, so every length, and hence every offset, stays what it is in the text.
"""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from transforms.lexicons import load

MASK, CUT = "\x01", "\x02"  # neither can stand in articles.text: control characters are turned to blanks on ingest
CLOSERS, OPENERS = "[\"”’')\\]]*", "[\"“‘'(\\[]*"


# Where and when a report was filed: "OSLO (Example News) 24 October 2022 - ". A piece of its own: read with the sentence behind it,
# the town becomes who did it, and the day of filing the day on which it was done.
TOWN, MIXED_TOWN = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}", r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,3}"
REGION = r"(?:, ?[A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+)?)"
SLASHED = r"/ ?[A-Z0-9][A-Za-z0-9 .&-]{1,30}/"
AGENCY = rf"(?:\([A-Z][A-Za-z /&.-]{{1,30}}\)|{SLASHED})"
FILED_ON = r"(?:[A-Z][a-z]{2,8}\.? [0-9]{1,2}|[0-9]{1,2} [A-Z][a-z]{2,8}\.?)(?:,? [0-9]{4})?"
FILED = rf"(?:(?:[, ]{{1,2}}|[ \t]+(?:--?|[–—])[ \t]+)(?:{AGENCY}|{FILED_ON}))"
DATELINE = rf"(?:{TOWN}{REGION}{{0,2}}{FILED}{{0,3}}|{MIXED_TOWN}{REGION}{{0,2}}{FILED}{{1,3}})"


def _words(name: str) -> str:
    """The words of a lexicon as one alternation, longest first."""
    return "|".join(re.escape(word) for word in sorted(load(name), key=lambda w: (-len(w), w)))


@cache
def _steps() -> tuple[tuple[str, str], ...]:
    """Patterns and what they become, in the order in which they are applied; each keeps the text's length but for CUT."""
    capital = r"(?:[A-Z0-9$£€]|[a-z]{1,2}[A-Z]|[À-ÖØ-ÞĀ-ŽȘ-ȚА-ЯҐЄІЇ])"
    return (
        (
            rf"(?m)^([ \t]*{DATELINE}(?:[, ]{{1,2}}{SLASHED}(?: {FILED_ON} /)?|[ \t]*(?:--?|[–—])))([ \t]+{OPENERS}{capital})",
            "${1}" + CUT + "${2}",
        ),
        (rf"((?-u:\b)(?:{_words('abbreviations')}|[A-Z])|[ap]\.m)\.", "${1}" + MASK),
        (rf"((?-u:\b)(?:{_words('syntax/before_numbers')}))\.([ \t]+[0-9])", "${1}" + MASK + "${2}"),
        # "the U.S. The", "5 p.m. On": a mask that ends its sentence all the same
        (rf"({MASK}{CLOSERS})([ \t]+{OPENERS}(?:{_words('syntax/sentence_starters')})(?-u:\b))", "${1}" + CUT + "${2}"),
        # "5 p.m. Police said", but not "5 p.m. Monday", "5 p.m. ET", "5 p.m. Moscow time"
        (rf"([ap]\.m{MASK}{CLOSERS})([ \t]+[\"“]?[A-Z])", "${1}" + CUT + "${2}"),
        (
            rf"([ap]\.m{MASK}){CUT}([ \t]+(?:(?:{_words('syntax/clock_followers')}|[A-Z]{{2,5}})(?-u:\b)"
            r"|(?:[A-Z][a-z]+ ){1,2}(?:[Tt]ime|Standard|Daylight|Summer)))",
            "${1}${2}",
        ),
        (
            rf"((?-u:\b)(?:{_words('syntax/lettered')}) [A-Z]{MASK}{CLOSERS})([ \t]+{OPENERS}[A-Z])",
            "${1}" + CUT + "${2}",
        ),
        (rf"([.!?…]{CLOSERS})([ \t]+{OPENERS}{capital})", "${1}" + CUT + "${2}"),
        # words set apart for machines: "in central London .The judge", "upheld . `` We"
        (rf"([ \t][.!?]{CLOSERS})([ \t]*(?:`` ?|{OPENERS})[A-Z][a-z])", "${1}" + CUT + "${2}"),
        # where a layout or lost punctuation has left a gap: "Act of 2007     Senator Moreau"
        (rf"(\S)([ \t]{{4,}}{OPENERS}[A-Z][a-z])", "${1}" + CUT + "${2}"),
        (r"([ \t])([•▪●■‣◦])", "${1}" + CUT + "${2}"),
        (r"(\n+)", CUT + "${1}"),
    )


def split(articles: pl.LazyFrame) -> pl.LazyFrame:
    """(article_id, text) -> (article_id, sentence_no, span_start, span_end, text), one row a sentence, in text order."""
    piece = pl.col("text")
    for pattern, replacement in _steps():
        piece = piece.str.replace_all(pattern, replacement)
    piece = piece.str.split(CUT)
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
