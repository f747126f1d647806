"""Two states of the dataset, row by row: what was added, what is gone, what says something else."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.connect import in_memory
from warehouse.derive import create_table, literal, quoted, sql_name
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


def _attach(con: duckdb.DuckDBPyConnection, name: str, state: Path | None) -> None:
    """Make the tables of a state readable as `<name>.<table>`."""
    if state is not None and state.is_file():
        con.execute(f"ATTACH {literal(str(state))} AS {name} (READ_ONLY)")
        return
    con.execute(f"CREATE SCHEMA {name}")
    for table in MAIN_TABLES:
        file = state / f"{table.name}.parquet" if state else None
        if file is not None and file.exists():
            con.execute(f"CREATE VIEW {name}.{table.name} AS FROM read_parquet({literal(str(file))})")
        else:
            con.execute(create_table(table).replace(sql_name(table), f"{name}.{table.name}", 1))


def _change(con: duckdb.DuckDBPyConnection, table: Table) -> Change:
    held = [_columns(con, f"{state}.{table.name}") for state in ("before", "after")]
    local = set(table.local_columns)
    common = [quoted(c.name) for c in table.columns if all(c.name in h for h in held) and c.name not in local]
    key = ", ".join(quoted(k) for k in table.key)
    sides = [f"(SELECT {key}, hash({', '.join(common)}) AS content FROM {s}.{table.name})" for s in ("before", "after")]
    found = con.execute(
        f"SELECT count(*) FILTER (b.content IS NULL), count(*) FILTER (a.content IS NULL), count(*) FILTER (a.content <> b.content) "
        f"FROM {sides[0]} b FULL JOIN {sides[1]} a USING ({key})"
    ).fetchone()
    added, removed, changed = found or (0, 0, 0)
    return Change(table.name, added, removed, changed)


def _columns(con: duckdb.DuckDBPyConnection, relation: str) -> set[str]:
    return {row[0] for row in con.execute(f"DESCRIBE {relation}").fetchall()}
