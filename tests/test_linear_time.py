"""The time of the extractor grows with the text and not with its square, whatever is thrown at it."""

from __future__ import annotations

import time
from datetime import date

import polars as pl
import pytest

from tests.timing import grows_below
from transforms.extract import extract
from transforms.syntax import Syntax, backend

GROWTH = 2.6  # of a text twice as long; 4 would be the square
SHAPES = {
    "dates in a line": ("3 May 2024, ", 5_000),
    "clauses with a date in a line": ("it fell on 3 May 2024, ", 1_500),
    "statements in a line": ("he said on Monday ", 1_600),
    "figures in a line": ("and 5 ships sank ", 2_500),
    "digits without end": ("1234567", 70_000),
    "commas and digits": ("1,2,", 8_000),
    "a flood of figures": ("1,1,1,", 60_000),
    "a table that ran together": ("Oakdale 148 54 71 100 ", 4_000),
    "numbers in words": ("one ", 10_000),
    "sentences": ("The minister said on Monday that 3 people died in Kyiv. ", 1_500),
    "one long sentence": ("the ship which he sold on Monday, said the mayor, sank and 5 men died in Kyiv, ", 800),
    "quotations": ("“We won,” he said. ", 2_000),
    "opening marks": ("“ ", 10_000),
    "capitals": ("Abc ", 10_000),
    "one word": ("a", 300_000),
}


@pytest.fixture(scope="module")
def syntax() -> Syntax:
    rules = backend("rules")
    seconds("He said on Monday that 5 men died in Kyiv, “a loss”. ", rules)  # reads the lexicons
    return rules


def seconds(text: str, syntax: Syntax) -> float:
    articles = pl.DataFrame(
        {
            "article_id": ["a1"],
            "title": [None],
            "publisher": [None],
            "text": [text],
            "published_on": [date(2024, 5, 6)],
            "published_basis": ["metadata"],
        },
        schema_overrides={"title": pl.String, "publisher": pl.String},
    )
    began = time.process_time()
    extract(articles, syntax)
    return time.process_time() - began


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_takes_about_twice_the_time(shape: str, syntax: Syntax) -> None:
    piece, times = SHAPES[shape]

    assert grows_below(GROWTH, lambda n: seconds(piece * n, syntax), times, 2 * times)
