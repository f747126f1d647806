"""Which date a figure speaks of, where two figures are compared: each keeps its own."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from transforms.extract import extract
from transforms.syntax import backend, sm

pytestmark = pytest.mark.skipif(sm.installed() is None, reason="needs the syntax model, which `make test` installs")

YEAR_2019 = (date(2019, 1, 1), date(2019, 12, 31))
CASES = [
    ("Turnout was 61 percent, up from 57 percent in 2019.", {"61 percent": (None, None), "57 percent": YEAR_2019}),
    ("In 2019 the ferry carried 40,000 passengers.", {"40,000": YEAR_2019}),
    ("The firm sold more than 40,000 vans in 2019.", {"40,000": YEAR_2019}),
    ("The firm sold 300 vans in 2019, against 250 buses.", {"300": YEAR_2019, "250": (None, None)}),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_figure_has_the_date_of_its_own_term(text: str, expected: dict[str, tuple[date, date]]) -> None:
    article = pl.DataFrame(
        {
            "article_id": ["a"],
            "text": [text],
            "title": [None],
            "publisher": [None],
            "published_on": [date(2024, 3, 12)],
        },
        schema_overrides={"title": pl.String, "publisher": pl.String},
    ).with_columns(published_basis=pl.lit("metadata"))
    figures = extract(article, backend("sm"))["figures"]
    found = {q: (start, end) for q, start, end in figures.select("quote", "date_start", "date_end").iter_rows()}
    assert found == expected
