from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.warehouse.conftest import rows
from tests.warehouse.world import shards
from warehouse.connect import writing
from warehouse.lock import staging_path
from warehouse.store import publish, read, stage

DOCUMENT = (Path(__file__).parent.parent.parent / "docs" / "queries.md").read_text("utf-8")
QUESTIONS = re.findall(r"^### (\d+)\. ([^\n]+)\n\n```sql\n(.+?)```", DOCUMENT, re.MULTILINE | re.DOTALL)
OTHERS = re.findall(
    r"^## ([^\n]+)\n.+?```sql\n(.+?)```", DOCUMENT[DOCUMENT.index("### 20.") :], re.MULTILINE | re.DOTALL
)
ALSO_THERE = (  # what the made-up world does not state by itself
    "UPDATE figures SET kind = 'money', unit = 'USD', value = 2e6 WHERE hash(figure_id) % 10 = 0",
    "UPDATE figures SET kind = 'percent', unit = 'percent', change = 'increase' WHERE hash(figure_id) % 10 = 1",
    "UPDATE figures SET per = 'month' WHERE hash(figure_id) % 10 = 2",
    "UPDATE figures SET claimant = 'Kyiv' WHERE hash(figure_id) % 10 = 3",
    "UPDATE figures SET consistency = 'contradicts', consistency_note = '7 + 4 = 11, not 12', consistency_with = "
    "['g' || figure_id[2:], 'g9'] WHERE figure_id LIKE 'f%' AND hash(figure_id) % 50 = 4",
    "UPDATE events SET status = 'expected', date_start = '2027-01-01', date_end = '2027-01-01' WHERE hash(event_id) % 10 = 0",
    "INSERT INTO article_sources SELECT article_id, 'copy.txt', 'Paper 2', published_at, seen_at, run_id, * EXCLUDE "
    "(article_id, source_uri, publisher, published_at, seen_at, run_id) FROM article_sources LIMIT 5",
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    live = folder / "dateline.duckdb"
    run = rows("ops.runs", run_id=["r1"], started_at=[None], status=["published"], code_version=["1"])
    staged = stage(live, staging_path(live, "r1"), {**shards(folder, 0, 400), "ops.runs": run}).file
    with writing(staged) as con:
        for statement in ALSO_THERE:
            con.execute(statement)
    publish(staged, live)
    return live


def test_there_are_twenty_questions() -> None:
    assert [int(number) for number, _, _ in QUESTIONS] == list(range(1, 21))


@pytest.mark.parametrize(("number", "question", "sql"), QUESTIONS, ids=lambda v: v[:40] if "?" in v else "")
def test_every_question_is_answered(world: Path, number: str, question: str, sql: str) -> None:
    answer = read(world, sql)
    assert answer.width > 1
    assert not answer.is_empty(), (number, question)


def test_the_other_queries_are_answered(world: Path) -> None:
    by_version, not_adding_up = (read(world, sql) for _, sql in OTHERS)
    assert by_version.height == 1
    assert not_adding_up.height > 1
    assert set(not_adding_up["consistency_note"]) == {"7 + 4 = 11, not 12"}


def test_timeline_of_and_figures_about_find_their_rows(world: Path) -> None:
    assert read(world, "FROM timeline_of('uKRaine')").height == 1200
    assert set(read(world, "FROM figures_about('tank')")["measured"]) >= {"tank"}
    assert read(world, "FROM timeline_of('Atlantis')").is_empty()


def test_claims_are_dated_by_publication_where_the_saying_has_no_day(world: Path) -> None:
    answer = read(world, "SELECT count(*) AS n FROM claims WHERE claimed_on = published_on")
    assert answer["n"].item() == read(world, "SELECT count(*) AS n FROM claims")["n"].item() == 2400
