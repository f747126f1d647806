"""The decree article gives every row of the worked example at the end of the table contract."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from transforms.extract import extract
from transforms.syntax import backend, sm

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(sm.installed() is None, reason="needs the syntax model, which `make test` installs"),
]

JULY_2, JULY_7, JULY_8 = date(2025, 7, 2), date(2025, 7, 7), date(2025, 7, 8)
SINCE_EARLY_2025 = (date(2025, 1, 1), JULY_2)


@pytest.fixture(scope="module")
def tables(shared: Path) -> Mapping[str, pl.DataFrame]:
    text = (shared / "examples" / "decree.txt").read_text("utf-8")
    article = pl.DataFrame(
        {
            "article_id": ["a"],
            "text": [text],
            "title": [text.split("\n")[0]],
            "publisher": [None],
            "published_on": [None],
        },
        schema_overrides={"publisher": pl.String, "published_on": pl.Date},
    ).with_columns(published_basis=pl.lit("unknown"))
    return extract(article, backend("sm"))


EVENTS = {
    "signed a decree": ("signed", (JULY_8, JULY_8), "Putin", None),
    "signed a law": ("signed", (JULY_7, JULY_7), "Putin", None),
    "mobilization decree": ("decree|issued", (date(2022, 9, 21),) * 2, "Putin", None),
    "announced": ("announced", (JULY_2, JULY_2), "Dmitry Medvedev", None),
    "signed on": ("signed", SINCE_EARLY_2025, "210,000 individuals|individuals", "Dmitry Medvedev"),
}


@pytest.mark.parametrize("name", EVENTS)
def test_events(name: str, tables: Mapping[str, pl.DataFrame]) -> None:
    trigger, (start, end), actor, claimant = EVENTS[name]
    found = tables["events"].filter(
        pl.col("trigger").is_in(trigger.split("|")),
        pl.col("date_start") == start,
        pl.col("date_end") == end,
        pl.col("date_basis") == "clause",
        pl.col("claimant").eq_missing(pl.lit(claimant)),
    )
    assert found.height >= 1, tables["events"].select(
        "trigger", "date_start", "date_end", "date_basis", "actor", "claimant"
    )
    assert found["status"].unique().to_list() == ["happened"]
    assert any(any(a in (row or "") for a in actor.split("|")) for row in found["actor"].to_list()), found["actor"]


FIGURES: dict[str, dict[str, Any]] = {
    "30,000": {
        "value": 30_000,
        "bound": "about",
        "measured": "servicemen",
        "per": "month",
        "claimant": "U.S. intelligence reports",
    },
    "210,000": {
        "value": 210_000,
        "bound": "exact",
        "measured": "individuals",
        "dates": SINCE_EARLY_2025,
        "claimant": "Dmitry Medvedev",
    },
    "35,000": {
        "value": 35_000,
        "bound": "exact",
        "measured": "individuals",
        "per": "month",
        "dates": SINCE_EARLY_2025,
        "claimant": "Dmitry Medvedev",
    },
    "1,000": {"value": 1_000, "bound": "about", "measured": "frontline losses", "per": "day", "claimant": "NATO"},
    "one million": {"value": 1_000_000, "bound": "less_than", "measured": "frontline losses", "claimant": "NATO"},
}


@pytest.mark.parametrize("quote", FIGURES)
def test_figures(quote: str, tables: Mapping[str, pl.DataFrame]) -> None:
    expected = FIGURES[quote]
    row = tables["figures"].filter(quote=quote).row(0, named=True)
    dates = expected.get("dates", (None, None))
    assert {name: row[name] for name in ("value", "bound", "measured", "claimant")} == {
        name: expected[name] for name in ("value", "bound", "measured", "claimant")
    }
    assert row["per"] == expected.get("per")
    assert (row["date_start"], row["date_end"]) == dates


def test_there_are_no_other_figures(tables: Mapping[str, pl.DataFrame]) -> None:
    assert set(tables["figures"]["quote"].to_list()) == set(FIGURES)


def test_the_year_is_inferred_from_weekday_and_day(tables: Mapping[str, pl.DataFrame]) -> None:
    article = tables["articles"].row(0, named=True)
    assert article["published_basis"] == "inferred"
    assert article["published_on"].year == 2025
