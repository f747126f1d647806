"""What a column and a table are: the two values every derived form is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

Kind = Literal["key", "text", "code", "int", "float", "date", "timestamp", "bool", "text_list", "json"]

POLARS_TYPES: Mapping[Kind, pl.DataType] = {
    "key": pl.String(),
    "text": pl.String(),
    "code": pl.String(),
    "int": pl.Int64(),
    "float": pl.Float64(),
    "date": pl.Date(),
    "timestamp": pl.Datetime("us"),
    "bool": pl.Boolean(),
    "text_list": pl.List(pl.String()),
    "json": pl.String(),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one table.

    `kind` decides the stored type; `one_of` closes the list of allowed values; `at_least` and `at_most` bound numbers
    (inclusive, in `unit`) and dates (ISO text); `references` names the `table.column` that must hold the value.
    """

    name: str
    kind: Kind
    description: str
    required: bool = False
    one_of: tuple[str, ...] = ()
    at_least: float | str | None = None
    at_most: float | str | None = None
    unit: str | None = None
    references: str | None = None
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, which columns identify it, how it is sorted when stored and exported."""

    name: str
    row_is: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sort_by: tuple[str, ...]
    schema: Literal["main", "ops"] = "main"
    private_columns: tuple[str, ...] = ()  # left out of public exports unless asked for
    local_columns: tuple[
        str, ...
    ] = ()  # about the runs of one machine: never exported, so that equal data give equal files

    @property
    def full_name(self) -> str:
        """`ops.runs` for a table of the ops schema, the bare name for a table of main."""
        return self.name if self.schema == "main" else f"{self.schema}.{self.name}"

    @property
    def polars_schema(self) -> pl.Schema:
        """Column names and polars types, in order."""
        return pl.Schema({c.name: POLARS_TYPES[c.kind] for c in self.columns})

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.full_name} has no column {name!r}; it has {[c.name for c in self.columns]}")
