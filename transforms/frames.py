"""Mentions to frames: the declared columns of each table, in order, and nothing else."""

from __future__ import annotations

from typing import Any

import polars as pl

from warehouse.tables import Table

WAITING = 256  # rows: columns grow faster many rows at a time, and rows take more room than columns


class Rows:
    """Rows of one table, gathered column by column.

    `add` takes every declared column by name, so that a forgotten column is an error at the place that forgot it.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self._columns: dict[str, list[Any]] = {c.name: [] for c in table.columns}
        self._names = tuple(self._columns)
        self._waiting: list[tuple[Any, ...]] = []

    def add(self, **values: Any) -> None:
        """Append one row; TypeError where a column is missing or unknown."""
        if tuple(values) != self._names:  # in the declared order nothing has to be looked up
            values = self._in_order(values)
        self._waiting.append(tuple(values.values()))
        if len(self._waiting) >= WAITING:
            self._settle()

    def _in_order(self, values: dict[str, Any]) -> dict[str, Any]:
        if values.keys() != self._columns.keys():
            missing = self._columns.keys() ^ values.keys()
            raise TypeError(
                f"{self.table.full_name}: column given but not declared, or declared but not given: {sorted(missing)}"
            )
        return {name: values[name] for name in self._names}

    def _settle(self) -> None:
        """The rows that wait go into the columns, a column at a time."""
        for column, values in zip(self._columns.values(), zip(*self._waiting, strict=True), strict=False):
            column += values
        self._waiting.clear()

    def frame(self) -> pl.DataFrame:
        """The rows as a frame in the declared schema."""
        self._settle()
        return pl.DataFrame(self._columns, schema=self.table.polars_schema)


def declared(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The frame with exactly the declared columns and types; a column it lacks is NULL."""
    missing = [pl.lit(None).alias(c.name) for c in table.columns if c.name not in frame.columns]
    return frame.with_columns(missing).select(pl.col(n).cast(t) for n, t in table.polars_schema.items())
