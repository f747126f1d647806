"""How the tables of an export lie in files: one file a table, or one folder a year where the table is large.

    events.parquet                          up to the threshold
    figures/year=2025/part-0.parquet        beyond it; the rows without a year are in year=__HIVE_DEFAULT_PARTITION__

The year is that of the day by which the table is sorted, else that of the article's publication. Readers that know Hive's way
of naming folders (DuckDB, polars, pyarrow, pandas, Spark) read the year from the path, and no year as NULL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.derive import literal, quoted, sql_name
from warehouse.merge import order
from warehouse.tables import Table

NO_YEAR = "__HIVE_DEFAULT_PARTITION__"  # the name that Hive gave to NULL, and that all readers know
PART = "{table}/year={year}/part-0"


@dataclass(frozen=True, slots=True)
class Part:
    """One file to be written, without its ending, and the query for its rows in their order."""

    stem: str
    query: str


def parts(con: duckdb.DuckDBPyConnection, table: Table, columns: str, largest: int) -> Iterator[Part]:
    """The parts of a table of the attached dataset: one, or one a year where it has more rows than `largest`."""
    everything = f"SELECT {columns} FROM {sql_name(table)} r"
    year = _year(table)
    if year is None or _count(con, table) <= largest:
        yield Part(table.name, f"{everything} ORDER BY {order(table)}")
        return
    years = con.execute(f"SELECT DISTINCT {year} AS y FROM {sql_name(table)} r ORDER BY y NULLS LAST").fetchall()
    for (held,) in years:
        stem = PART.format(table=table.name, year=NO_YEAR if held is None else held)
        same = "NULL" if held is None else held  # 0 is a year, that before the year 1
        yield Part(stem, f"{everything} WHERE {year} IS NOT DISTINCT FROM {same} ORDER BY {order(table)}")


def parquet_files(folder: Path, table: Table) -> list[Path]:
    """The files of a table in the folder of an export, in the order of their names."""
    one = folder / f"{table.name}.parquet"
    return [one] if one.exists() else sorted((folder / table.name).glob("*/*.parquet"))


def reading(folder: Path, table: Table) -> str | None:
    """What to select the rows of an exported table from, in SQL; None where the folder has no file of it."""
    files = ", ".join(literal(str(f)) for f in parquet_files(folder, table))
    return f"read_parquet([{files}], hive_partitioning = false)" if files else None


def _year(table: Table) -> str | None:
    """The year of a row `r` in SQL; None where rows have none."""
    first = table.column(table.sort_by[0])
    if first.kind == "date":
        return f"year(r.{quoted(first.name)})"
    if any(c.name == "article_id" for c in table.columns):
        return "(SELECT year(a.published_on) FROM articles a WHERE a.article_id = r.article_id)"
    return None


def _count(con: duckdb.DuckDBPyConnection, table: Table) -> int:
    found = con.execute(f"SELECT count(*) FROM {sql_name(table)}").fetchone()
    return int(found[0]) if found else 0
