"""What a run brings, merged into the staged copy in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import duckdb
import polars as pl

from warehouse.derive import literal, quoted, sql_name
from warehouse.tables import ALL_TABLES, ARTICLE_SOURCES, ARTICLES, EVENT_TYPES, EXTRACTED_TABLES, OPS_TABLES, Table

Rows = pl.DataFrame | Sequence[Path]  # a frame, or Parquet files, in the declared schema
Shards = Mapping[str, Rows]  # by full table name

OTHER_VERSION = "articles.extractor_version IS DISTINCT FROM i.extractor_version"
SETTLED_BY_EXTRACTION = ("published_on", "published_basis", "extractor_version")
UNSORTED_SHARE = 0.25  # of all rows; beyond it the file is written anew, sorted
SMALL = 200_000  # rows; a dataset below this is written anew in no time, so it always is sorted


def merge(con: duckdb.DuckDBPyConnection, shards: Shards, *, anew: bool = False) -> dict[str, int]:
    """Merge the shards, all or nothing; rows inserted by table.

    An article already there stays as it is. Where it comes from another extractor version (`anew`: in any case), the day and
    its basis are taken over, and so is everything extracted from it. The rest is appended; an article's rows never mix two
    extractions.
    """
    _refuse_unknown(shards)
    con.execute("BEGIN")
    try:
        added = _merge_articles(con, shards, "true" if anew else OTHER_VERSION)
        for table in OPS_TABLES:
            if table.full_name in shards:
                added[table.full_name] = _append_new(con, table, shards[table.full_name])
        con.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):  # a full disk has ended the transaction already
            con.execute("ROLLBACK")
        raise
    return added


def _refuse_unknown(shards: Shards) -> None:
    unknown = shards.keys() - {t.full_name for t in ALL_TABLES}
    if unknown:
        raise ValueError(f"no such table: {sorted(unknown)}; there are {[t.full_name for t in ALL_TABLES]}")


def _merge_articles(con: duckdb.DuckDBPyConnection, shards: Shards, taken_over: str) -> dict[str, int]:
    added: dict[str, int] = {}
    if ARTICLES.name in shards:
        source = _source(con, ARTICLES, shards[ARTICLES.name])
        con.execute(
            f"CREATE TEMP TABLE incoming AS SELECT article_id, {', '.join(SETTLED_BY_EXTRACTION)} FROM {source}"
        )
        con.execute(
            "CREATE TEMP TABLE extracted_anew AS SELECT i.article_id FROM incoming i LEFT JOIN articles USING (article_id) "
            f"WHERE articles.article_id IS NULL OR {taken_over}"
        )
        settled = ", ".join(f"{c} = i.{c}" for c in SETTLED_BY_EXTRACTION)
        con.execute(
            f"UPDATE articles SET {settled} FROM incoming i WHERE articles.article_id = i.article_id AND {taken_over}"
        )
        added[ARTICLES.name] = _append_new(con, ARTICLES, shards[ARTICLES.name])
        for table in EXTRACTED_TABLES:
            added[table.name] = _replace_extracted(con, table, shards.get(table.name, ()))
        con.execute("DROP TABLE incoming")
        con.execute("DROP TABLE extracted_anew")
    if ARTICLE_SOURCES.name in shards:
        added[ARTICLE_SOURCES.name] = _append_new(con, ARTICLE_SOURCES, shards[ARTICLE_SOURCES.name])
    if EVENT_TYPES.name in shards:
        added[EVENT_TYPES.name] = _replace_all(con, EVENT_TYPES, shards[EVENT_TYPES.name])
    return added


def _append_new(con: duckdb.DuckDBPyConnection, table: Table, rows: Rows) -> int:
    """Append the rows whose key the table does not hold yet."""
    name, source = sql_name(table), _source(con, table, rows)
    same = " AND ".join(f"held.{quoted(k)} IS NOT DISTINCT FROM new.{quoted(k)}" for k in table.key)
    held = f"SELECT 1 FROM {name} held WHERE {same}"
    return _insert(con, table, f"FROM {source} new WHERE NOT EXISTS ({held})")


def _replace_extracted(con: duckdb.DuckDBPyConnection, table: Table, rows: Rows) -> int:
    """Put the rows in the place of everything that was extracted from the same articles."""
    anew = "article_id IN (SELECT article_id FROM extracted_anew)"
    con.execute(f"DELETE FROM {sql_name(table)} WHERE {anew}")
    # A row of an article that nobody brought is inserted all the same, for the audit to find.
    wanted = f"{anew} OR article_id NOT IN (SELECT article_id FROM incoming)"
    return _insert(con, table, f"FROM {_source(con, table, rows)} WHERE {wanted}")


def _replace_all(con: duckdb.DuckDBPyConnection, table: Table, rows: Rows) -> int:
    name, source, columns = sql_name(table), _source(con, table, rows), _columns(table)
    difference = f"SELECT {columns} FROM {source} EXCEPT SELECT {columns} FROM {name}"
    gone = f"SELECT {columns} FROM {name} EXCEPT SELECT {columns} FROM {source}"
    if not _count(con, f"({difference}) UNION ALL ({gone})"):
        return 0
    con.execute(f"DELETE FROM {name}")
    return _insert(con, table, f"FROM {source}")


def _insert(con: duckdb.DuckDBPyConnection, table: Table, rest: str) -> int:
    columns = _columns(table)
    sql = f"INSERT INTO {sql_name(table)} ({columns}) SELECT {columns} {rest} ORDER BY {order(table)}"
    found = con.execute(sql).fetchone()
    return int(found[0]) if found else 0


def _source(con: duckdb.DuckDBPyConnection, table: Table, rows: Rows) -> str:
    """The rows as something to select from."""
    if isinstance(rows, pl.DataFrame):
        con.register(f"rows_of_{table.name}", rows)
        return f"rows_of_{table.name}"
    if not rows:
        return f"(SELECT * FROM {sql_name(table)} WHERE false)"
    return f"read_parquet([{', '.join(literal(str(p)) for p in rows)}])"


def order(table: Table) -> str:
    """The total order in which rows are stored and exported: sort_by, then the key."""
    names = list(dict.fromkeys((*table.sort_by, *table.key)))
    return ", ".join(f"{quoted(n)} NULLS LAST" for n in names)


def _columns(table: Table) -> str:
    return ", ".join(quoted(c.name) for c in table.columns)


def _count(con: duckdb.DuckDBPyConnection, select: str) -> int:
    found = con.execute(f"SELECT count(*) FROM ({select})").fetchone()
    return int(found[0]) if found else 0


def is_out_of_order(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether so many rows lie behind the sorted part of their table that the file should be written anew."""
    counts = [_unsorted(con, table) for table in ALL_TABLES]
    total, behind = sum(c[0] for c in counts), sum(c[1] for c in counts)
    return behind > (0 if total < SMALL else total * UNSORTED_SHARE)


def _unsorted(con: duckdb.DuckDBPyConnection, table: Table) -> tuple[int, int]:
    """Rows of the table, and how many of them stand at or behind the first that comes too late."""
    first = quoted(table.sort_by[0])
    found = con.execute(
        f"WITH steps AS (SELECT rowid AS place, {first} AS here, lag({first}) OVER (ORDER BY rowid) AS before FROM {sql_name(table)}), "
        "late AS (SELECT min(place) AS place FROM steps WHERE here < before OR (here IS NOT NULL AND before IS NULL AND place > 0)) "
        "SELECT count(*), count(*) FILTER (steps.place >= late.place) FROM steps, late"
    ).fetchone()
    return (int(found[0]), int(found[1])) if found else (0, 0)
