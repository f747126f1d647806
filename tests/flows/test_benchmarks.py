"""The parts of the benchmarks that must be right for their figures to mean anything."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.grown import copies, grown, moved
from benchmarks.growth import flatness
from benchmarks.scale import COLLECTIONS, fitted, table
from benchmarks.svg import Chart, page
from flows.ingest import batches, read_inputs

ARTICLE = {
    "id": "a/1",
    "url": "https://news.example/a/1",
    "title": "Ferry",
    "published_at": "2021-02-28T06:00:00Z",
    "text": "In 2019 some 2,019 people (2019-20) paid $1999.50 of 1999 bills, said a report of 28 February 2021.",
}


def test_a_copy_has_its_dates_earlier_and_its_numbers_as_they_were() -> None:
    copy = json.loads(moved(ARTICLE, 2))
    assert copy["published_at"] == "2013-02-28T06:00:00Z"
    assert copy["text"] == (
        "In 2011 some 2,019 people (2011-20) paid $1999.50 of 1991 bills, said a report of 28 February 2013."
    )
    assert (copy["id"], copy["url"]) == ("a/1~2", "https://news.example/a/1?copy=2")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    file = tmp_path / "corpus.jsonl.gz"
    story = "The council of Merrow met on Tuesday and approved a plan for {} new homes by 2024, the mayor said. " * 8
    with gzip.open(file, "wt", encoding="utf-8") as out:
        for n in range(3):
            out.write(
                json.dumps({**ARTICLE, "id": f"a/{n}", "url": None, "text": story.replace("{}", str(100 + n))}) + "\n"
            )
    return file


def test_copies_are_articles_of_their_own(corpus: Path, tmp_path: Path) -> None:
    lines = list(grown(corpus, 8))
    assert len(lines) == 8
    assert copies(corpus, 3) == 1
    assert copies(corpus, 4) == 2
    assert next(grown(corpus, 1, first_copy=2)) == lines[6]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text(lines[0] + lines[3] + lines[6], "utf-8")
    (batch,) = batches(read_inputs(tmp_path / "in"), 100)
    assert batch.articles.height == 3
    assert batch.articles["duplicate_of"].null_count() == 3


def test_flatness_compares_the_middle_of_a_run_with_what_comes_after() -> None:
    assert flatness([(t, 500.0) for t in range(40)]) == 1.0
    assert flatness([(t, 100.0 + 10 * t) for t in range(40)]) > 1.3
    assert flatness([]) == 1.0


def test_charts_are_well_formed_and_escape_their_words() -> None:
    drawn = page([Chart("a < b & c", "x", "y", {"one": [(0, 1), (50, 20_000)], "none": []})])
    root = ElementTree.fromstring(drawn)
    assert any(node.text == "a < b & c" for node in root.iter())
    points = next(node.get("points", "") for node in root.iter() if node.tag.endswith("polyline"))
    assert len(points.split()) == 2


def test_a_line_is_fitted_through_what_was_measured() -> None:
    line = fitted([(100, 12.0), (200, 14.0), (400, 18.0)])
    assert (round(line.fixed, 6), round(line.slope, 6)) == (10.0, 0.02)
    assert fitted([(100, 12.0)]).at(200) == 24.0


def test_the_table_of_scale_has_a_row_for_each_backend_and_collection() -> None:
    runs = [
        {
            "articles": n,
            "syntax": "rules",
            "whole": {"cpu": 10 + n / 50},
            "incremental": {"cpu": 9 + n / 10_000},
            "dataset_bytes": 4_000 * n,
            "export_bytes": 1_000 * n,
        }
        for n in (1_000, 5_000)
    ]
    rows = list(table({"runs": runs}))
    assert len(rows) == 2 + len(COLLECTIONS)
    assert rows[2].endswith("| rules | 1 | 0.05 | 800.0 MB | 200.0 MB |")
