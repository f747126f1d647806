"""What an expectation is, before Great Expectations is asked: a condition for bad rows, or a number that must lie in a band."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from warehouse.tables import Table

CRITICAL, WARNING = "critical", "warning"


@dataclass(frozen=True, slots=True)
class Expectation:
    """No row of the table may meet `bad`.

    `bad` is a condition of SQL over the row `r` and what `joins` joins to it (at most one row each). `native` names the
    expectation of Great Expectations that says the same, with its arguments; without it the condition itself is handed on.
    """

    name: str
    table: Table
    bad: str
    severity: str = CRITICAL
    reason: str = ""
    comment: str = ""
    joins: str = ""
    native: str | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        """`figures.range_is_ordered`: unique among all expectations."""
        return f"{self.table.full_name}.{self.name}"

    def bad_rows(self, rows: str, columns: str) -> str:
        """The query for the bad ones among `rows` (a relation of SQL)."""
        return f"SELECT {columns} FROM (SELECT * FROM {rows}) r {self.joins} WHERE {self.bad}"


@dataclass(frozen=True, slots=True)
class Band:
    """A number, taken from the rows in scope, that must lie between `at_least` and `at_most`.

    `number` is a query for one number; NULL, as where there is too little to judge by, is inside every band.
    In it `{table}` stands for the rows in scope of that table.
    """

    name: str
    table: Table
    number: str
    at_least: float | None
    at_most: float | None
    severity: str = WARNING
    reason: str = ""
    comment: str = ""

    @property
    def full_name(self) -> str:
        """`figures.rows_per_article`: unique among all expectations."""
        return f"{self.table.full_name}.{self.name}"

    def outside(self, number: str) -> str:
        """The query that gives a row exactly where the number lies outside."""
        sides = [
            f"found {sign} {end!r}" for sign, end in (("<", self.at_least), (">", self.at_most)) if end is not None
        ]
        return f"SELECT found FROM (SELECT ({number}) AS found) n WHERE {' OR '.join(sides)}"


def literal(value: object) -> str:
    """A literal of SQL for a number or a text."""
    return repr(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A column's name as SQL takes it whatever word it is."""
    return '"' + name + '"'
