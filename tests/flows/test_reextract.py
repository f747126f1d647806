"""Articles of an earlier extractor are read anew: first shown, then published."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows import journal
from flows.commands.reextract import reextract
from flows.pipeline import run_pipeline
from flows.settings import Settings
from warehouse import store
from warehouse.connect import writing

pytestmark = pytest.mark.flow
STORY = "Floods\n\nFloods killed 12 people in Dorra on 3 May 2021, the council said on Friday.\n"


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as an earlier extractor left it: a figure of one of its two articles reads otherwise."""
    data = tmp_path_factory.mktemp("old")
    (data / "a.txt").write_text(STORY, "utf-8")
    (data / "b.txt").write_text("Fire\n\nA fire destroyed 40 houses in Brask on 5 June 2021.\n", "utf-8")
    settings = Settings(data=data, syntax="rules", export=False)
    run_pipeline([str(data / "a.txt"), str(data / "b.txt")], settings)
    with writing(settings.live) as con:
        con.execute("UPDATE articles SET extractor_version = '0.0.1'")
        con.execute("UPDATE figures SET value = 99 WHERE value = 12")
    return data


def call(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(reextract, [*arguments, "--data", str(data), "--syntax", "rules"])


def test_the_plan_is_shown_and_nothing_is_published_without_yes(old: Path) -> None:
    before = hashlib.sha256((old / "dateline.duckdb").read_bytes()).hexdigest()
    done = call(old)
    assert done.exit_code == 0, done.output
    assert "value: 99.0 -> 12.0" in done.output
    assert "--yes" in done.output
    assert hashlib.sha256((old / "dateline.duckdb").read_bytes()).hexdigest() == before
    assert not list(old.glob("*staging*"))


def test_yes_publishes_what_was_asked_for_and_once(old: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(old, data)
    done = call(data, "--where", "source_uri = 'a.txt'", "--yes")
    assert done.exit_code == 0, done.output
    live = data / "dateline.duckdb"
    assert store.read(live, "SELECT count(*) FROM figures WHERE value = 12").item() == 1
    stale = store.read(live, "SELECT source_uri FROM articles WHERE extractor_version = '0.0.1'")
    assert stale.item() == "b.txt"
    again = call(data, "--where", "source_uri = 'a.txt'", "--yes").output
    assert "0 of 2 articles" in again
    assert "the dataset stays as it is" in again
    versions = store.read(live, "SELECT DISTINCT extractor_version FROM figure_facts ORDER BY ALL")
    assert versions.height == 2  # every row tells


def test_the_plan_says_how_many_articles_of_which_version(old: Path) -> None:
    output = call(old).output
    assert "2 of 2 articles are extracted anew" in output
    assert "0.0.1  2 articles" in output


def test_articles_of_the_current_extractor_are_read_again_when_asked(old: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(old, data)
    assert call(data, "--yes").exit_code == 0
    with writing(data / "dateline.duckdb") as con:
        con.execute("UPDATE figures SET value = 99 WHERE value = 12")
    assert "--current" in call(data).output
    done = call(data, "--current", "--yes")
    assert done.exit_code == 0, done.output
    assert "value: 99.0 -> 12.0" in done.output
    held = store.read(data / "dateline.duckdb", "SELECT value FROM figures ORDER BY value")
    assert held["value"].to_list() == [12.0, 40.0]


@pytest.mark.parametrize(("since", "taken"), [("0.0", True), ("0.0.1", True), ("0.0.2", False), ("0.0.1+ab", True)])
def test_since_takes_what_a_version_and_later_ones_have_read(old: Path, since: str, taken: bool) -> None:
    assert ("2 of 2 articles" in call(old, "--since", since).output) == taken


def test_since_wants_a_version(old: Path) -> None:
    done = call(old, "--since", "yesterday")
    assert done.exit_code == 2
    assert "'yesterday' is no version such as 0.1.0" in done.output


def test_a_day_that_an_earlier_extractor_found_in_the_text_is_found_again(old: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(old, data)
    with writing(data / "dateline.duckdb") as con:
        con.execute(
            "UPDATE articles SET published_on = '1999-01-01', published_basis = 'inferred' WHERE source_uri = 'a.txt'"
        )
        con.execute(
            "UPDATE articles SET published_on = '1999-01-01', published_basis = 'metadata' WHERE source_uri = 'b.txt'"
        )
    assert call(data, "--yes").exit_code == 0
    days = store.read(
        data / "dateline.duckdb", "SELECT published_on, published_basis FROM articles ORDER BY source_uri"
    )
    assert days.row(1) == (date(1999, 1, 1), "metadata")
    assert days.row(0)[0] != date(1999, 1, 1)


def test_a_wrong_condition_is_one_clear_error(old: Path) -> None:
    before = len(journal.runs(Settings(data=old).journal))
    done = call(old, "--where", "colour = 'red'")
    assert done.exit_code == 1
    assert "colour" in done.output
    assert len(journal.runs(Settings(data=old).journal)) == before  # a typing error is no run that failed
