"""Extraction of batches: threads of one process share what the parsers remember, and may not stand in each other's way."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import polars as pl
import pytest

from flows.workers import extracted
from warehouse.tables import ARTICLES

BATCHES, ARTICLES_IN_ONE = 40, 12


def batch(number: int) -> pl.DataFrame:
    """Articles whose words no other batch has, so that each batch has something to learn."""
    texts = [
        f"The Mayor of Town{number}x{n} said on Monday that {n + 2} people of Village{number}y{n} were hurt in a fire."
        for n in range(ARTICLES_IN_ONE)
    ]
    return (
        pl.DataFrame(schema=ARTICLES.polars_schema)
        .clear(ARTICLES_IN_ONE)
        .with_columns(
            article_id=pl.Series([f"{number}-{n}" for n in range(ARTICLES_IN_ONE)]),
            text=pl.Series(texts),
            language=pl.lit("en"),
            published_on=pl.lit(date(2024, 5, 10)),
            published_basis=pl.lit("metadata"),
        )
    )


@pytest.mark.flow
def test_threads_find_what_one_finds() -> None:
    batches = [batch(n) for n in range(BATCHES)]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # as many changes of thread as can be had
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(lambda b: extracted(b, "rules", ("en",)), batches))
    finally:
        sys.setswitchinterval(usual)
    for one, other in zip(together, (extracted(b, "rules", ("en",)) for b in batches), strict=True):
        assert one["events"].height >= ARTICLES_IN_ONE
        for table in one:
            assert one[table].equals(other[table]), table
