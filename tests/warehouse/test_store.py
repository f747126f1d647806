from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.warehouse.conftest import article, figure, rows
from warehouse.connect import writing
from warehouse.derive import MACROS
from warehouse.lock import staging_path
from warehouse.store import (
    LockedError,
    QueryError,
    ask,
    block,
    blocked_files,
    discard,
    known_articles,
    known_rejections,
    known_sources,
    publish,
    read,
    record,
    stage,
    writer_lock,
)

Put = Callable[..., None]


def test_what_is_published_is_read_back(live: Path, put: Put) -> None:
    put("r1", articles=article(1), figures=figure(1, 5.0))
    assert_frame_equal(read(live, "FROM figures"), figure(1, 5.0))
    assert_frame_equal(read(live, "FROM articles WHERE article_id = ?", ["a00001"]), article(1))


def test_shards_may_be_parquet_files(live: Path, tmp_path: Path) -> None:
    files = []
    for n in (2, 1):
        files.append(tmp_path / f"{n}.parquet")
        article(n).write_parquet(files[-1])
    staged = stage(live, staging_path(live, "r1") if live.parent.mkdir() is None else live, {"articles": files})
    publish(staged.file, live)
    assert read(live, "SELECT article_id FROM articles")["article_id"].to_list() == ["a00001", "a00002"]


def test_an_article_already_there_stays_as_it_is(live: Path, put: Put) -> None:
    put("r1", articles=article(1), figures=figure(1, 5.0))
    moved = article(1).with_columns(source_uri=pl.lit("elsewhere.txt"), first_run_id=pl.lit("r2"))
    put("r2", articles=moved, figures=figure(1, 7.0))
    assert_frame_equal(read(live, "FROM articles"), article(1))
    assert_frame_equal(read(live, "FROM figures"), figure(1, 5.0))


def test_another_extractor_version_replaces_everything_extracted_and_keeps_the_lineage(live: Path, put: Put) -> None:
    put("r1", articles=article(1), figures=pl.concat([figure(1, 5.0), figure(1, 6.0, "f2")]))
    put("r1b", articles=article(2), figures=figure(2, 2.0))
    anew = article(1, version="v2").with_columns(
        published_on=date(2025, 7, 8), published_basis=pl.lit("dateline"), first_run_id=pl.lit("r2")
    )
    put("r2", articles=anew, figures=figure(1, 7.0))
    held = read(live, "FROM articles WHERE article_id = 'a00001'").row(0, named=True)
    assert (held["extractor_version"], held["published_on"], held["first_run_id"]) == ("v2", date(2025, 7, 8), "r1")
    assert read(live, "SELECT value FROM figures ORDER BY 1")["value"].to_list() == [2.0, 7.0]


def test_the_same_extractor_may_be_told_to_replace_what_it_found(live: Path, put: Put) -> None:
    put("r1", articles=article(1), figures=figure(1, 5.0))
    again = {"articles": article(1).with_columns(published_on=date(2025, 7, 8)), "figures": figure(1, 7.0)}
    publish(stage(live, staging_path(live, "r2"), again, anew=True).file, live)
    assert read(live, "SELECT value FROM figures")["value"].to_list() == [7.0]
    assert read(live, "SELECT published_on FROM articles").item() == date(2025, 7, 8)


def test_an_article_without_findings_loses_its_old_ones(live: Path, put: Put) -> None:
    put("r1", articles=article(1), figures=figure(1, 5.0))
    put("r2", articles=article(1, version="v2"))
    assert read(live, "FROM figures").is_empty()


def test_sources_are_appended_once(live: Path, put: Put) -> None:
    first = rows("article_sources", article_id=["a1", "a1"], source_uri=["x", "y"], run_id=["r1", "r1"])
    again = rows("article_sources", article_id=["a1", "a1"], source_uri=["y", "z"], run_id=["r2", "r2"])
    put("r1", article_sources=first)
    put("r2", article_sources=again)
    held = read(live, "SELECT source_uri, run_id FROM article_sources ORDER BY ALL").rows()
    assert held == [("x", "r1"), ("y", "r1"), ("z", "r2")]


def test_event_types_are_replaced(live: Path, put: Put) -> None:
    put("r1", event_types=rows("event_types", event_type=["a.b", "a.c"], description=["B", "C"]))
    put("r2", event_types=rows("event_types", event_type=["a.c"], description=["See"]))
    assert read(live, "SELECT event_type, description FROM event_types").rows() == [("a.c", "See")]


def test_tables_are_sorted_whatever_came_first(live: Path, put: Put) -> None:
    days = [date(2025, 1, 9), None, date(2025, 1, 3)]
    for n, day in enumerate(days):
        put(f"r{n}", articles=article(n), figures=figure(n, 1.0).with_columns(date_start=pl.lit(day, pl.Date)))
    assert read(live, "SELECT date_start FROM figures")["date_start"].to_list() == [days[2], days[0], None]


def test_a_table_nobody_declared_is_refused(live: Path, put: Put) -> None:
    with pytest.raises(ValueError, match="no such table: \\['facts'\\]"):
        put("r1", facts=article(1))


def test_a_failing_merge_changes_nothing(live: Path, put: Put) -> None:
    put("r1", articles=article(1))
    before = sha256(live.read_bytes()).hexdigest()
    with pytest.raises(Exception, match="article_id"):
        put("r2", articles=article(2), figures=pl.DataFrame({"wrong": [1]}))
    assert sha256(live.read_bytes()).hexdigest() == before


def test_a_column_declared_later_is_added_to_an_old_file(live: Path, put: Put) -> None:
    put("r1", articles=article(1), figures=figure(1, 5.0))
    with writing(live) as con:
        con.execute("ALTER TABLE figures DROP COLUMN per")
        con.execute("DROP TABLE ops.checks")
    put("r2", articles=article(2))
    assert read(live, "SELECT per FROM figures").rows() == [(None,)]
    assert read(live, "FROM ops.checks").is_empty()


def test_a_blocked_run_leaves_the_live_file_and_its_evidence_travels_with_the_next(live: Path, put: Put) -> None:
    put("r1", articles=article(1))
    before = live.read_bytes()
    staged = stage(live, staging_path(live, "r2"), {"articles": article(2)})
    bad = rows("ops.rejected_rows", run_id=["r2"], table_name=["figures"], row_json=['{"value":1}'], expectation=["e"])
    file = block(live, "r2", {"ops.rejected_rows": bad})
    discard(staged.file)
    assert live.read_bytes() == before
    assert_frame_equal(read(file, "FROM ops.rejected_rows"), bad)
    assert blocked_files(live) == [file]
    put("r3", articles=article(3))
    assert_frame_equal(read(live, "FROM ops.rejected_rows"), bad)
    assert blocked_files(live) == []


def test_evidence_of_an_older_version_is_taken_over_too(live: Path, put: Put) -> None:
    live.parent.mkdir()
    told = rows(
        "ops.checks", run_id=["r2"], expectation=["e"], table_name=["figures"], severity=["critical"], success=[False]
    )
    file = block(live, "r2", {"ops.checks": told})
    with writing(file) as con:
        con.execute("ALTER TABLE ops.checks DROP COLUMN comment")
        con.execute("ALTER TABLE ops.checks ADD COLUMN no_longer_declared INTEGER")
        con.execute("DROP TABLE ops.files_read")
        con.execute("DROP TABLE ops.fingerprints")
    put("r3", articles=article(3))
    assert_frame_equal(read(live, "FROM ops.checks"), told)


def test_evidence_merged_twice_stands_once(live: Path, put: Put) -> None:
    bad = rows("ops.rejected_rows", run_id=["r2"], table_name=["figures"], row_json=['{"value":1}'], expectation=["e"])
    put("r1", ops__rejected_rows=bad)
    put("r3", ops__rejected_rows=bad)
    assert read(live, "FROM ops.rejected_rows").height == 1


def test_ops_rows_are_recorded_before_publication(live: Path) -> None:
    live.parent.mkdir()
    staged = stage(live, staging_path(live, "r1"), {"articles": article(1)})
    run = rows("ops.runs", run_id=["r1"], started_at=[None], status=["published"], code_version=["1"])
    record(staged.file, {"ops.runs": run})
    publish(staged.file, live)
    assert read(live, "SELECT run_id, status FROM ops.runs").rows() == [("r1", "published")]


def test_known_articles_sources_and_rejections(live: Path, put: Put) -> None:
    nothing = known_articles(live, pl.Series(["a00001"]))
    assert nothing.is_empty()
    assert nothing.columns == ["article_id", "extractor_version"]
    put(
        "r1",
        articles=article(1),
        article_sources=rows("article_sources", article_id=["a00001"], source_uri=["x"], run_id=["r1"]),
        ops__rejected_articles=rows("ops.rejected_articles", run_id=["r1"], source_uri=["bad"], reason=["empty"]),
    )
    assert known_articles(live, pl.Series(["a00001", "a00009"])).rows() == [("a00001", "v1")]
    pairs = pl.DataFrame({"article_id": ["a00001", "a00001"], "source_uri": ["x", "y"]})
    assert known_sources(live, pairs).rows() == [("a00001", "x")]
    refused = pl.DataFrame({"source_uri": ["bad", "b"], "sha256": [None, None], "reason": ["empty", "empty"]})
    assert known_rejections(live, refused.cast(pl.String)).rows() == [("bad", None, "empty")]


@pytest.mark.parametrize(
    "sql", ["SELECT 1 AS n", "FROM range(1, 2) t(n)", "WITH a AS (SELECT 1 AS n) FROM a", "PIVOT (SELECT 1 AS n) ON n"]
)
def test_a_question_is_answered(live: Path, put: Put, sql: str) -> None:
    put("r1", articles=article(1))
    assert ask(live, sql).height == 1
    assert all(
        ask(live, f"{how} SELECT 1").height > 0 for how in ("EXPLAIN", "EXPLAIN ANALYZE", "explain (format json)")
    )


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("", "found 0 statements"),
        ("SELECT 1; SELECT 2", "found 2 statements"),
        ("COPY (SELECT 1) TO 'x.csv'", "found COPY"),
        ("EXPLAIN ANALYZE COPY (SELECT 1) TO 'x.csv'", "found EXPLAIN of COPY"),
        ("explain (analyze) drop table articles", "found EXPLAIN of DROP"),
        ("/* explain */ EXPLAIN ANALYZE COPY (SELECT 1) TO 'x.csv'", "found EXPLAIN of EXPLAIN"),
        ("ATTACH 'x.duckdb' AS x", "found ATTACH"),
        ("DROP TABLE articles", "found DROP"),
        ("SELEC", "syntax error"),
    ],
)
def test_what_is_no_question_is_refused(live: Path, put: Put, sql: str, found: str) -> None:
    put("r1", articles=article(1))
    with pytest.raises(QueryError, match=found):
        ask(live, sql)


def test_an_unclosed_staged_file_is_not_published(live: Path, put: Put) -> None:
    put("r1", articles=article(1))
    staged = stage(live, staging_path(live, "r2"), {"articles": article(2)})
    staged.file.with_name(staged.file.name + ".wal").write_bytes(b"x")
    with pytest.raises(OSError, match="nothing is published"):
        publish(staged.file, live)
    discard(staged.file)
    assert read(live, "SELECT count(*) AS n FROM articles")["n"].item() == 1


def test_the_second_writer_is_told_who_holds_the_dataset(live: Path) -> None:
    import os

    with (
        writer_lock(live),
        pytest.raises(LockedError, match=f"process {os.getpid()}\\) is writing .*dateline.duckdb; waited 0.2 s"),
        writer_lock(live, 0.2),
    ):
        raise AssertionError("two writers at once")


def test_the_next_writer_removes_what_a_dead_one_left(live: Path) -> None:
    live.parent.mkdir()
    left = staging_path(live, "dead")
    left.write_bytes(b"half")
    left.with_name(left.name + ".wal").write_bytes(b"half")
    with writer_lock(live):
        assert not list(live.parent.glob("*staging*"))


def test_a_wrong_query_is_an_error_of_its_own(live: Path, put: Put) -> None:
    put("r1", articles=article(1))
    with pytest.raises(QueryError, match="no_such_column"):
        read(live, "SELECT no_such_column FROM articles")
    with pytest.raises(QueryError, match="read-only"):
        read(live, "DELETE FROM articles")


def test_a_reader_keeps_what_it_opened(live: Path, put: Put) -> None:
    from warehouse.connect import reading

    put("r1", articles=article(1))
    with reading(live) as con:
        put("r2", articles=article(2))
        assert con.execute("SELECT count(*) FROM articles").fetchone() == (1,)
    assert read(live, "SELECT count(*) AS n FROM articles")["n"].item() == 2


@pytest.mark.parametrize("macro", MACROS)
def test_macros_answer_on_an_empty_dataset(live: Path, put: Put, macro: str) -> None:
    put("r1", articles=article(1))
    assert read(live, f"FROM {macro}('anything')").is_empty()


def test_the_file_can_be_read_by_duckdb_1_5(live: Path, put: Put) -> None:
    put("r1", articles=article(1))
    header = live.read_bytes()[:20]
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:20], "little") <= 68  # 1.5 reads versions 64 to 68
