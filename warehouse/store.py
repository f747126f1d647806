"""The dataset file: staged in a copy, published by replace, read while others write.

    with writer_lock(live, wait_seconds=60):
        staged = stage(live, staging_path(live, run_id), shards)
        ...                                        # audit staged.file
        record(staged.file, {"ops.checks": checks, "ops.runs": run})
        publish(staged.file, live)                 # or block(live, run_id, evidence) and discard(staged.file)

The live file is never opened for writing, so a reader never waits and a crash at any moment leaves the last published state.
"""

from __future__ import annotations

import errno
import fcntl
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse.connect import frame, reading, writing
from warehouse.derive import (
    VIEWS,
    column_definition,
    comments,
    create_table,
    definitions,
    literal,
    reader_definitions,
    sql_name,
    view_comments,
)
from warehouse.files import sync
from warehouse.lock import LockedError, remove_leftovers, staging_path, writer_lock
from warehouse.merge import Rows, Shards, is_out_of_order, merge, order
from warehouse.tables import ALL_TABLES, OPS_TABLES

__all__ = [
    "LockedError", "QueryError", "Rows", "Shards", "Staged", "ask", "block", "discard", "known_articles", "known_rejections",
    "known_sources", "publish", "read", "record", "remove_leftovers", "stage", "staging_path", "write_anew", "writer_lock",
]  # fmt: skip

QUESTIONS = frozenset(
    (
        duckdb.StatementType.SELECT,
        duckdb.StatementType.EXPLAIN,
        duckdb.StatementType.PRAGMA,
        duckdb.StatementType.CALL,
        duckdb.StatementType.MULTI,  # PIVOT
    )
)
EXPLAIN = re.compile(r"\s*explain\b\s*(?:analyze\b|\([^)]*\))?", re.IGNORECASE)
TO_FILES = "for a file use `--csv` or `dateline export`"
FICLONE = 0x40049409  # Linux: share the blocks of another file, where the file system can


class QueryError(ValueError):
    """A query that DuckDB refuses, in its words, or that is no single question."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A staged dataset: the file, the rows inserted by table, and whether it was written anew to sort it."""

    file: Path
    rows: Mapping[str, int]
    rewritten: bool


def stage(live: Path, staging: Path, shards: Shards, *, anew: bool = False) -> Staged:
    """Copy `live` (or begin an empty dataset) to `staging` and merge the shards and the evidence of blocked runs into it.

    `anew` takes over what the shards say of articles that the same extractor has read before.
    """
    staging.unlink(missing_ok=True)
    if live.exists():
        copy(live, staging)
    with writing(staging) as con:
        if not live.exists():
            _define(con)
        else:
            _bring_up_to_date(con)
        for file in blocked_files(live):
            merge(con, _evidence(file))
        rows = merge(con, shards, anew=anew)
        unsorted = is_out_of_order(con)
    if unsorted:
        write_anew(staging)
    return Staged(staging, rows, unsorted)


def record(staging: Path, rows: Shards) -> None:
    """Append rows of the ops tables to a staged dataset: its run, its checks, what was refused."""
    with writing(staging) as con:
        merge(con, rows)


def publish(staging: Path, live: Path) -> None:
    """Put the staged file in the place of the live one, atomically and durably."""
    wal = staging.with_name(staging.name + ".wal")
    if wal.exists():
        raise OSError(
            errno.EIO, "the last changes could not be written, and nothing is published; is the disk full?", str(wal)
        )
    carried = blocked_files(live)
    sync(staging)
    staging.replace(live)
    sync(live.parent)
    # Their rows are in the live file now; a crash before this line merges them once more, to no effect.
    for file in carried:
        file.unlink()


def discard(staging: Path) -> None:
    """Remove a staged file that is not to be published."""
    staging.unlink(missing_ok=True)
    staging.with_name(staging.name + ".wal").unlink(missing_ok=True)


def block(live: Path, run_id: str, evidence: Shards) -> Path:
    """Keep what a blocked run found, without touching the live file: the file `blocked/<run_id>.duckdb` with the ops tables.

    Its rows are merged into the ops tables of the dataset by the next run that publishes.
    """
    file = live.parent / "blocked" / f"{run_id}.duckdb"
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(".half")
    half.unlink(missing_ok=True)
    with writing(half) as con:
        con.execute("CREATE SCHEMA ops")
        _execute_all(con, [s for t in OPS_TABLES for s in (create_table(t), *comments(t))])
        merge(con, evidence)
    sync(half)
    half.replace(file)
    return file


def blocked_files(live: Path) -> list[Path]:
    """The evidence of blocked runs that no publication has carried over yet."""
    return sorted((live.parent / "blocked").glob("*.duckdb"))


def read(live: Path, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> pl.DataFrame:
    """The answer to a query on the published dataset, as a frame. QueryError where DuckDB refuses the query."""
    with reading(live) as con:
        try:
            return frame(con, sql, parameters)
        except duckdb.Error as error:
            raise QueryError(str(error)) from error


def ask(live: Path, sql: str) -> pl.DataFrame:
    """The answer to one question on the published dataset. QueryError for more or less than one, or for what is no question.

    A read-only connection changes no dataset, but COPY would still write files, and ATTACH open others.
    """
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryError(str(error)) from error
    if len(statements) != 1:
        raise QueryError(f"found {len(statements)} statements, expected one")
    kind = statements[0].type
    if kind not in QUESTIONS:
        raise QueryError(
            f"found {kind.name}, expected a question (SELECT, FROM, WITH, DESCRIBE, SHOW, EXPLAIN); {TO_FILES}"
        )
    if kind is duckdb.StatementType.EXPLAIN:
        _check_explained(sql)
    return read(live, sql)


def _check_explained(sql: str) -> None:
    """EXPLAIN ANALYZE runs what it explains. QueryError where that is no question."""
    inner = EXPLAIN.sub("", sql, count=1)
    kinds = [statement.type for statement in duckdb.extract_statements(inner)]
    if kinds != [duckdb.StatementType.SELECT]:
        found = ", ".join(kind.name for kind in kinds)
        raise QueryError(f"found EXPLAIN of {found}, expected EXPLAIN of a question; {TO_FILES}")


def known_articles(live: Path, ids: pl.Series) -> pl.DataFrame:
    """(article_id, extractor_version) of those of the ids that the dataset holds."""
    return _present(live, "articles", pl.DataFrame({"article_id": ids}), ("article_id", "extractor_version"))


def known_sources(live: Path, pairs: pl.DataFrame) -> pl.DataFrame:
    """Those (article_id, source_uri) of the frame that the dataset holds."""
    return _present(live, "article_sources", pairs.select("article_id", "source_uri"), ("article_id", "source_uri"))


def known_rejections(live: Path, keys: pl.DataFrame) -> pl.DataFrame:
    """Those (source_uri, sha256, reason) of the frame that ops.rejected_articles holds."""
    names = ("source_uri", "sha256", "reason")
    return _present(live, "ops.rejected_articles", keys.select(names), names)


def _present(live: Path, table: str, keys: pl.DataFrame, wanted: Sequence[str]) -> pl.DataFrame:
    if not live.exists():
        return pl.DataFrame(schema=dict.fromkeys(wanted, pl.String()))
    same = " AND ".join(f"held.{k} IS NOT DISTINCT FROM asked.{k}" for k in keys.columns)
    columns = ", ".join(f"held.{c}" for c in wanted)
    with reading(live) as con:
        con.register("asked", keys.unique())
        return frame(con, f"SELECT DISTINCT {columns} FROM {table} held JOIN asked ON {same} ORDER BY ALL")


def copy(source: Path, target: Path) -> None:
    """Copy a file; where the file system shares blocks between files, no byte is moved."""
    with source.open("rb") as old, target.open("wb") as new:
        try:
            fcntl.ioctl(new.fileno(), FICLONE, old.fileno())
            return
        except OSError:
            pass  # not on this file system
    shutil.copyfile(source, target)


def _define(con: duckdb.DuckDBPyConnection) -> None:
    _execute_all(con, definitions())
    _comment_views(con)


def _comment_views(con: duckdb.DuckDBPyConnection) -> None:
    for view in VIEWS:
        columns = [
            c
            for (c,) in con.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [view]).fetchall()
        ]
        _execute_all(con, view_comments(view, columns))


def _execute_all(con: duckdb.DuckDBPyConnection, statements: Sequence[str]) -> None:
    con.execute("BEGIN")
    for statement in statements:
        con.execute(statement)
    con.execute("COMMIT")


def _bring_up_to_date(con: duckdb.DuckDBPyConnection) -> None:
    """Add tables and columns that were declared since the file was made, and make views and macros anew where they differ."""
    held = {
        (s, t, c)
        for s, t, c in con.execute("SELECT schema_name, table_name, column_name FROM duckdb_columns()").fetchall()
    }
    tables = {(s, t) for s, t, _ in held}
    statements: list[str] = []
    for table in ALL_TABLES:
        if (table.schema, table.name) not in tables:
            statements += [create_table(table), *comments(table)]
            continue
        missing = [c for c in table.columns if (table.schema, table.name, c.name) not in held]
        statements += [f"ALTER TABLE {sql_name(table)} ADD COLUMN {column_definition(c)}" for c in missing]
        statements += comments(table) if missing else []
    _execute_all(con, [*statements, *reader_definitions()])
    _comment_views(con)


def _evidence(file: Path) -> dict[str, pl.DataFrame]:
    """The rows that a blocked run left; tables and columns that were declared since then are empty."""
    with reading(file) as con:
        held = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        frames = {t: frame(con, f"SELECT * FROM {sql_name(t)}") for t in OPS_TABLES if t.name in held}
    return {t.full_name: pl.concat([t.polars_schema.to_frame(), rows], how="diagonal") for t, rows in frames.items()}


def write_anew(staging: Path) -> None:
    """Write the staged dataset to a fresh file, every table sorted, and put it in the place of the old one."""
    fresh = staging.with_name(staging.name + ".fresh")
    fresh.unlink(missing_ok=True)
    with writing(fresh) as con:
        _define(con)
        con.execute(f"ATTACH {literal(str(staging))} AS staged (READ_ONLY)")
        for table in ALL_TABLES:
            con.execute(
                f"INSERT INTO {sql_name(table)} BY NAME SELECT * FROM staged.{table.schema}.{table.name} ORDER BY {order(table)}"
            )
        con.execute("DETACH staged")
    fresh.replace(staging)
