"""Every expectation holds in a made-up world, and breaks where that world is broken in the way that it names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
import yaml

from expectations import suite
from expectations.bands import bands
from expectations.check import Outcome, check
from expectations.derived import derived
from expectations.docs import write_data_docs
from expectations.expectation import CRITICAL, Expectation
from expectations.suite import Scope, row_expectations, scope_of
from expectations.written import written
from tests.warehouse.world import shards
from warehouse.connect import writing
from warehouse.store import discard, record, stage
from warehouse.tables import ARTICLES, MAIN_TABLES

pytestmark = pytest.mark.flow

BREAKAGES = yaml.safe_load((Path(__file__).parent / "breakages.yml").read_text("utf-8"))
ELSEWHERE = {  # broken by a change in another table than their own
    "articles.has_a_source": "DELETE FROM article_sources WHERE article_id = (SELECT max(article_id) FROM articles)",
    "sentences.holds_a_row": "INSERT INTO sentences SELECT article_id, 77, 0, 5, text[1:5] FROM articles LIMIT 1",
}
NONSENSE = {"key": "'nowhere'", "text": "'nonsense'", "code": "'nonsense'"}


def breakage(expectation: Expectation) -> str:
    """The statement that breaks the expectation in one row, far from the rows that the others break."""
    if expectation.full_name in ELSEWHERE:
        return ELSEWHERE[expectation.full_name]
    table = expectation.table
    if expectation.name == "key_is_unique":
        return f"INSERT INTO {table.full_name} SELECT * FROM {table.full_name} LIMIT 1"
    change = BREAKAGES.get(expectation.full_name) or declared_breakage(expectation)
    number = [e.full_name for e in row_expectations()].index(expectation.full_name)
    if table.name == "event_types":
        return f"INSERT INTO event_types VALUES (NULL, NULL, NULL, NULL), ('x{number}', 'X', NULL, NULL)"
    return f"UPDATE {table.full_name} SET {change} WHERE article_id = printf('%024x', {number + 5})"


def declared_breakage(expectation: Expectation) -> str:
    named = [c for c in expectation.table.columns if expectation.name.startswith(f"{c.name}_")]
    column = max(named, key=lambda c: len(c.name))
    name = f'"{column.name}"'
    if expectation.name.endswith("_is_there"):
        return f"{name} = NULL"
    if expectation.name.endswith("_is_in_bounds"):
        return f"{name} = {'-1' if column.kind == 'int' else chr(39) + '-infinity' + chr(39)}"
    return f"{name} = {NONSENSE[column.kind]}"


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles that the last run brought: half of the world."""
    folder = tmp_path_factory.mktemp("world")
    shards(folder / "old", 0, 250)
    shards(folder / "new", 250, 250)
    return folder / "new" / "articles.parquet"


@pytest.fixture
def staged(brought: Path, tmp_path: Path) -> Iterator[Path]:
    """A staged dataset of the whole world, to be broken."""
    yield staged_world(brought, tmp_path)
    discard(tmp_path / "staged.duckdb")


def staged_world(brought: Path, folder: Path) -> Path:
    halves = [brought.parent, brought.parent.parent / "old"]
    both = {t.full_name: [h / f"{t.full_name}.parquet" for h in halves] for t in MAIN_TABLES if t.name != "event_types"}
    types = {"event_types": [halves[0] / "event_types.parquet"]}
    return stage(folder / "live.duckdb", folder / "staged.duckdb", {**both, **types}).file


@pytest.fixture(scope="module")
def broken(brought: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The outcome for a world in which every row expectation is broken somewhere."""
    folder = tmp_path_factory.mktemp("broken")
    staged = staged_world(brought, folder)
    with writing(staged) as con:
        for expectation in row_expectations():
            con.execute(breakage(expectation))
    return check(staged, "r1", folder=folder / "bad")


def bad_rows(outcome: Outcome) -> pl.DataFrame:
    return pl.concat(pl.read_parquet(f) for f in outcome.bad_rows)


def test_every_expectation_holds_in_a_sound_world(staged: Path, tmp_path: Path) -> None:
    outcome = check(staged, "r1", folder=tmp_path / "bad")
    assert (outcome.failed, outcome.warned, outcome.bad_rows) == ((), ("figures.claimant_is_filled",), ())
    assert not outcome.blocked
    assert outcome.results.height == len(row_expectations()) + len(bands())
    assert outcome.passed == outcome.results.height - 1


@pytest.mark.parametrize("expectation", row_expectations(), ids=lambda e: e.full_name)
def test_every_row_expectation_fails_where_it_is_broken(broken: Outcome, expectation: Expectation) -> None:
    row = broken.results.filter(pl.col("expectation") == expectation.full_name).row(0, named=True)
    assert not row["success"]
    assert row["unexpected_count"] > 0, row["observed_value"]
    names = broken.failed if expectation.severity == CRITICAL else broken.warned
    assert expectation.full_name in names
    assert bad_rows(broken).filter(pl.col("expectation") == expectation.full_name).height == row["unexpected_count"]


def test_every_written_expectation_has_its_breakage() -> None:
    assert {e.full_name for e in written()} == BREAKAGES.keys() | ELSEWHERE.keys()
    assert all(derived(t) for t in MAIN_TABLES)


def test_all_bad_rows_are_kept_and_not_a_sample(staged: Path, tmp_path: Path) -> None:
    with writing(staged) as con:
        con.execute("UPDATE figures SET bound = 'roughly'")
        con.execute("ALTER TABLE dates DROP COLUMN timex_mod")
    outcome = check(staged, "r7", folder=tmp_path / "bad")
    kept = bad_rows(outcome)
    assert outcome.blocked
    assert set(kept["expectation"]) == {"figures.bound_is_in_its_list"}
    assert kept.height == 3000
    assert kept.row(0, named=True)["run_id"] == "r7"
    assert kept["row_json"].str.json_path_match("$.bound").unique().to_list() == ["roughly"]
    crashed = outcome.results.filter(pl.col("expectation") == "dates.timex_mod_is_in_its_list").row(0, named=True)
    assert crashed["observed_value"].startswith("crashed: ")
    assert (crashed["success"], crashed["severity"]) == (False, CRITICAL)
    assert "dates.timex_mod_is_in_its_list" in outcome.failed
    assert outcome.results.filter(pl.col("table_name") == "dates")["success"].sum() > 10
    record(staged, outcome.ops_rows())


def test_texts_of_articles_are_not_copied_to_the_rejected_rows(broken: Outcome) -> None:
    of_articles = bad_rows(broken).filter(pl.col("table_name") == ARTICLES.name)
    assert of_articles.height > 5
    assert not of_articles["row_json"].str.contains('"text"').any()


def test_only_rows_of_the_articles_brought_are_looked_at(staged: Path, brought: Path, tmp_path: Path) -> None:
    with writing(staged) as con:
        con.execute("UPDATE figures SET rule = NULL WHERE article_id = printf('%024x', 3)")  # an old one
        con.execute("UPDATE events SET rule = NULL WHERE article_id = printf('%024x', 300)")
        con.execute("UPDATE dates SET article_id = 'nobody' WHERE article_id = printf('%024x', 301)")
        con.execute("INSERT INTO statements SELECT * FROM statements WHERE article_id = printf('%024x', 302)")
    outcome = check(staged, "r1", [brought], tmp_path / "bad")
    assert "figures.rule_is_there" not in outcome.failed
    assert {"events.rule_is_there", "dates.article_id_refers_to_a_row", "statements.key_is_unique"} <= set(
        outcome.failed
    )


def test_bands_of_shares_and_of_likeness_fail(staged: Path, brought: Path, tmp_path: Path) -> None:
    new = "WHERE article_id >= printf('%024x', 250)"
    with writing(staged) as con:
        con.execute(f"UPDATE articles SET published_on = NULL, published_basis = 'unknown' {new}")
        con.execute(f"UPDATE dates SET date_start = NULL, timex_type = 'SET' {new}")
        con.execute(f"UPDATE figures SET measured = NULL, date_start = NULL, claimant = NULL, kind = 'index' {new}")
        con.execute(f"UPDATE events SET actor = NULL, date_start = NULL, event_type = NULL, status = 'negated' {new}")
        con.execute(f"UPDATE statements SET claimant = NULL, cue_kind = 'deny' {new}")
        con.execute(f"UPDATE articles SET first_run_id = 'r2' {new}")
        many = '{"dates": 90000, "figures": 90000, "events": 90000, "statements": 90000}'
        con.execute(
            "INSERT INTO ops.runs BY NAME SELECT 'r1' AS run_id, 'published' AS status, 500 AS articles_new, "
            "TIMESTAMP '2025-01-01' AS started_at, '1' AS code_version, CAST(? AS JSON) AS rows_by_table",
            [many],
        )
    outcome = check(staged, "r2", [brought], tmp_path / "bad")
    wanted = {b.full_name for b in bands() if b.name not in ("rows_per_article", "were_read")}
    assert wanted <= set(outcome.warned)
    grown = outcome.results.filter(pl.col("expectation") == "figures.rows_per_article_are_as_before")
    assert float(grown["observed_value"].item()) == pytest.approx(6 / 180, rel=1e-3)
    moved = outcome.results.filter(pl.col("expectation") == "figures.kind_is_mixed_as_before").row(0, named=True)
    assert float(moved["observed_value"]) == 1  # nothing in common with the runs before, however many rows are new
    assert moved["comment"].startswith("Between two runs")


def test_drift_is_not_judged_where_no_run_came_before(staged: Path, brought: Path, tmp_path: Path) -> None:
    outcome = check(staged, "r1", [brought], tmp_path / "bad")
    drift = outcome.results.filter(pl.col("expectation").str.ends_with("_as_before"))
    assert drift.height == 8
    assert drift["observed_value"].is_null().all()
    assert drift["success"].all()


def test_bands_of_rows_per_article_fail(staged: Path, tmp_path: Path) -> None:
    with writing(staged) as con:
        for table in ("dates", "figures", "events", "statements"):
            con.execute(f"DELETE FROM {table} WHERE article_id > printf('%024x', 20)")
    outcome = check(staged, "r1", folder=tmp_path / "bad")
    assert {b.full_name for b in bands() if b.name == "rows_per_article"} <= set(outcome.warned)


def test_a_run_whose_articles_were_not_read_publishes_nothing(tmp_path: Path) -> None:
    staged = stage(tmp_path / "live.duckdb", tmp_path / "staged.duckdb", shards(tmp_path / "long", 0, 30, 13)).file
    with writing(staged) as con:
        for table in ("sentences", "dates", "figures", "events", "statements"):
            con.execute(f"DELETE FROM {table} WHERE article_id >= printf('%024x', 10)")
    assert check(staged, "r1", folder=tmp_path / "bad").failed == ("articles.were_read",)
    with writing(staged) as con:  # nothing is expected of a text in another language, of a copy, of a few lines
        con.execute("UPDATE articles SET language = 'de' WHERE article_id >= printf('%024x', 25)")
        con.execute("UPDATE articles SET duplicate_of = printf('%024x', 0) WHERE article_id >= printf('%024x', 20)")
        con.execute("UPDATE articles SET char_count = 300 WHERE article_id >= printf('%024x', 14)")
    assert "articles.were_read" not in check(staged, "r1", folder=tmp_path / "bad").failed


def test_a_band_is_not_judged_by_a_handful_of_rows(brought: Path, tmp_path: Path) -> None:
    few = shards(tmp_path / "few", 0, 3)
    staged = stage(tmp_path / "live.duckdb", tmp_path / "staged.duckdb", few).file
    outcome = check(staged, "r1", list(few["articles"]), tmp_path / "bad")
    assert (outcome.failed, outcome.warned) == ((), ())


def test_the_file_is_free_after_the_audit(staged: Path, tmp_path: Path) -> None:
    check(staged, "r1", folder=tmp_path / "bad")
    with writing(staged) as con:
        assert con.execute("SELECT count(*) FROM articles").fetchone() == (500,)


def test_data_docs_show_what_failed(staged: Path, tmp_path: Path) -> None:
    with writing(staged) as con:
        con.execute("UPDATE figures SET bound = 'roughly' WHERE article_id = printf('%024x', 3)")
    index = write_data_docs(staged, tmp_path / "docs")
    assert "figures" in index.read_text("utf-8")
    pages = {p.parts[-4]: p.read_text("utf-8") for p in (tmp_path / "docs" / "validations").rglob("*.html")}
    assert set(pages) == {t.name for t in MAIN_TABLES}
    assert "roughly" in pages["figures"]
    assert "roughly" not in pages["events"]


def test_the_scope_of_a_large_run_selects_nothing_where_it_brought_everything(
    staged: Path, brought: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = brought.parent.parent / "old" / "articles.parquet"
    assert scope_of([brought], int) == Scope((brought,), held_in_memory=True)
    monkeypatch.setattr(suite, "FEW_ARTICLES", 100)
    assert scope_of([brought], lambda: 500) == Scope((brought,))
    assert scope_of([old, brought], lambda: 500) == scope_of(None, int) == Scope()
    outcome = check(staged, "r1", folder=tmp_path / "bad", articles=[old, brought])
    assert outcome.passed == check(staged, "r1", folder=tmp_path / "bad").passed
