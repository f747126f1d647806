"""A dataset that an earlier version of Dateline made is read, asked and added to, though tables and columns are new since."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from warehouse import store
from warehouse.connect import writing

pytestmark = pytest.mark.flow

SINCE_THE_FIRST = (
    "DROP VIEW claims",
    "DROP TABLE ops.fingerprints",
    "DROP TABLE ops.files_read",
    "ALTER TABLE ops.checks DROP COLUMN reason",
    "ALTER TABLE ops.checks DROP COLUMN comment",
    "ALTER TABLE article_sources DROP COLUMN revision_of",
    "ALTER TABLE figures DROP COLUMN consistency",
)


@pytest.fixture(scope="module")
def older(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("older") / "data"
    shutil.copytree(published, data, symlinks=True)
    with writing(data / "dateline.duckdb") as con:
        for statement in SINCE_THE_FIRST:
            con.execute(statement)
    return data


@pytest.mark.parametrize("words", [["info"], ["quality"], ["rejected"], ["sql", "FROM timeline LIMIT 1"]], ids=" ".join)
def test_it_can_be_asked(older: Path, words: list[str]) -> None:
    done = CliRunner().invoke(main, [*words, "--data", str(older)])
    assert done.exit_code == 0, done.output


def test_it_can_be_added_to_and_then_has_what_is_new(older: Path, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("Fire\n\nA fire killed 14 people in Brask on 3 May 2021.\n", "utf-8")
    words = ["run", str(tmp_path / "new.txt"), "--direct", "--syntax", "rules", "--data", str(older), "--no-export"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    live = older / "dateline.duckdb"
    assert store.read(live, "SELECT count(*) FROM articles").item() == 12
    assert (
        store.read(live, "SELECT count(reason), count(*) FROM ops.checks WHERE expectation LIKE 'dates.%'").row(0)[0]
        > 0
    )
    assert store.read(live, "FROM claims LIMIT 1").width > 20
