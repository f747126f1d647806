"""How DuckDB files are opened. The only place that connects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

Setting = str | bool | int | float | list[str]

STORAGE_VERSION = "v1.5.0"  # the oldest version of DuckDB that must be able to read the file
MEMORY_LIMIT = "1GB"  # what does not fit is sorted on disk


@contextmanager
def writing(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that may write `file`, which is made where it is missing; closed, hence checkpointed, at the end."""
    config: dict[str, Setting] = {"storage_compatibility_version": STORAGE_VERSION, **_settings(file.parent)}
    with duckdb.connect(str(file), config=config) as con:
        con.execute("SET enable_progress_bar = false")
        yield con


@contextmanager
def reading(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection: it sees the file as it was published when it opened it, for as long as it stays open."""
    with duckdb.connect(str(file), read_only=True) as con:
        con.execute("SET enable_progress_bar = false")
        yield con


@contextmanager
def in_memory(scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection without a file of its own, which may spill to `scratch`."""
    with duckdb.connect(config=_settings(scratch)) as con:
        con.execute("SET enable_progress_bar = false")
        yield con


def _settings(scratch: Path) -> dict[str, Setting]:
    return {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(scratch / ".duckdb_tmp"),
        "preserve_insertion_order": "true",
    }


def frame(con: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> pl.DataFrame:
    """The answer to a query; an empty frame where the statement answers nothing."""
    answer = con.sql(sql, params=parameters or None)
    table: pl.DataFrame = pl.DataFrame() if answer is None else answer.pl()
    return table
