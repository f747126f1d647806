"""Two states of the dataset, row by row: what was added, what is gone, what says something else."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from warehouse.connect import frame, in_memory
from warehouse.derive import create_table, literal, quoted, sql_name
from warehouse.parts import reading
from warehouse.tables import MAIN_TABLES, Table


@dataclass(frozen=True, slots=True)
class Change:
    """How many rows of one table differ between two states, by key."""

    table: str
    added: int
    removed: int
    changed: int

    @property
    def is_none(self) -> bool:
        """Whether the table is the same in both."""
        return not (self.added or self.removed or self.changed)


def compare(before: Path | None, after: Path) -> list[Change]:
    """The changes of every table from `before` to `after`; each is a dataset file or an export folder, None is nothing.

    Columns that only one of them has, such as the texts, are not compared.
    """
    with tempfile.TemporaryDirectory() as scratch, in_memory(Path(scratch)) as con:
        for name, state in (("before", before), ("after", after)):
            _attach(con, name, state)
        return [_change(con, table) for table in MAIN_TABLES]


@dataclass(frozen=True, slots=True)
class Examples:
    """Some rows of one table that differ, in the order of the key; `before` and `after` go together row by row."""

    added: pl.DataFrame
    removed: pl.DataFrame
    before: pl.DataFrame
    after: pl.DataFrame


def examples(before: Path | None, after: Path, table: Table, limit: int = 5) -> Examples:
    """Up to `limit` rows of each kind of difference in the table between two states."""
    with tempfile.TemporaryDirectory() as scratch, in_memory(Path(scratch)) as con:
        for name, state in (("before", before), ("after", after)):
            _attach(con, name, state)
        common = _common(con, table)
        key = ", ".join(quoted(k) for k in table.key)

        def rows(state: str, other: str, *, in_both: bool) -> pl.DataFrame:
            here, there = f"{state}.{table.name}", f"{other}.{table.name}"
            sides = [f"(SELECT {key}, hash({common}) AS content FROM {s})" for s in (here, there)]
            join = "JOIN" if in_both else "ANTI JOIN"
            differ = "WHERE h.content <> t.content" if in_both else ""
            chosen = f"SELECT {', '.join('h.' + quoted(k) for k in table.key)} FROM {sides[0]} h {join} {sides[1]} t USING ({key}) {differ}"
            return frame(con, f"SELECT {common} FROM {here} WHERE ({key}) IN ({chosen}) ORDER BY {key} LIMIT {limit}")

        return Examples(
            added=rows("after", "before", in_both=False),
            removed=rows("before", "after", in_both=False),
            before=rows("before", "after", in_both=True),
            after=rows("after", "before", in_both=True),
        )


def _attach(con: duckdb.DuckDBPyConnection, name: str, state: Path | None) -> None:
    """Make the tables of a state readable as `<name>.<table>`."""
    if state is not None and state.is_file():
        con.execute(f"ATTACH {literal(str(state))} AS {name} (READ_ONLY)")
        return
    con.execute(f"CREATE SCHEMA {name}")
    for table in MAIN_TABLES:
        held = reading(state, table) if state else None
        if held:
            con.execute(f"CREATE VIEW {name}.{table.name} AS FROM {held}")
        else:
            con.execute(create_table(table).replace(sql_name(table), f"{name}.{table.name}", 1))


def _change(con: duckdb.DuckDBPyConnection, table: Table) -> Change:
    key = ", ".join(quoted(k) for k in table.key)
    sides = [
        f"(SELECT {key}, hash({_common(con, table)}) AS content FROM {s}.{table.name})" for s in ("before", "after")
    ]
    found = con.execute(
        f"SELECT count(*) FILTER (b.content IS NULL), count(*) FILTER (a.content IS NULL), count(*) FILTER (a.content <> b.content) "
        f"FROM {sides[0]} b FULL JOIN {sides[1]} a USING ({key})"
    ).fetchone()
    added, removed, changed = found or (0, 0, 0)
    return Change(table.name, added, removed, changed)


def _common(con: duckdb.DuckDBPyConnection, table: Table) -> str:
    """The declared columns that both states have, but for those that speak of one machine."""
    held = [_columns(con, f"{state}.{table.name}") for state in ("before", "after")]
    return ", ".join(
        quoted(c.name) for c in table.columns if all(c.name in h for h in held) and c.name not in table.local_columns
    )


def _columns(con: duckdb.DuckDBPyConnection, relation: str) -> set[str]:
    return {row[0] for row in con.execute(f"DESCRIBE {relation}").fetchall()}
