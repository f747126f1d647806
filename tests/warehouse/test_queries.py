from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.warehouse.conftest import rows
from tests.warehouse.world import shards
from warehouse.lock import staging_path
from warehouse.store import publish, read, stage

DOCUMENT = (Path(__file__).parent.parent.parent / "docs" / "queries.md").read_text("utf-8")
QUESTIONS = re.findall(r"^### (\d+)\. ([^\n]+)\n\n```sql\n(.+?)```", DOCUMENT, re.MULTILINE | re.DOTALL)
UNANSWERED = {"8", "13", "14", "15"}  # the made-up world states no money, rates, changes or plans


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    live = folder / "dateline.duckdb"
    run = rows("ops.runs", run_id=["r1"], started_at=[None], status=["published"], code_version=["1"])
    publish(stage(live, staging_path(live, "r1"), {**shards(folder, 0, 400), "ops.runs": run}).file, live)
    return live


def test_there_are_twenty_questions() -> None:
    assert [int(number) for number, _, _ in QUESTIONS] == list(range(1, 21))


@pytest.mark.parametrize(("number", "question", "sql"), QUESTIONS, ids=lambda v: v[:40] if "?" in v else "")
def test_every_question_is_answered(world: Path, number: str, question: str, sql: str) -> None:
    answer = read(world, sql)
    assert answer.width > 1
    assert answer.is_empty() == (number in UNANSWERED), question


def test_timeline_of_and_figures_about_find_their_rows(world: Path) -> None:
    assert read(world, "FROM timeline_of('uKRaine')").height == 1200
    assert set(read(world, "FROM figures_about('tank')")["measured"]) >= {"tank"}
    assert read(world, "FROM timeline_of('Atlantis')").is_empty()


def test_claims_are_dated_by_publication_where_the_saying_has_no_day(world: Path) -> None:
    answer = read(world, "SELECT count(*) AS n FROM claims WHERE claimed_on = published_on")
    assert answer["n"].item() == read(world, "SELECT count(*) AS n FROM claims")["n"].item() == 2400
