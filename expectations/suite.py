"""All expectations, and the rows that they look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from expectations.bands import bands
from expectations.derived import derived
from expectations.expectation import Band, Expectation, literal
from expectations.written import written
from warehouse.tables import MAIN_TABLES, Table

CHECKED_TABLES = MAIN_TABLES  # the ops tables are filled after the audit, from closed lists


@cache
def row_expectations() -> tuple[Expectation, ...]:
    """Everything that must hold of rows: implied by the declarations, then written by people."""
    implied = tuple(e for table in CHECKED_TABLES for e in derived(table))
    return (*implied, *written())


def of_table(table: Table) -> tuple[tuple[Expectation, ...], tuple[Band, ...]]:
    """The expectations and bands of one table."""
    return (
        tuple(e for e in row_expectations() if e.table is table),
        tuple(b for b in bands() if b.table is table),
    )


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows to look at: those of the articles in the Parquet files, or all where none is given.

    What a run did not touch was audited when it came in; uniqueness and references are looked up in the whole tables anyway.
    """

    articles: tuple[Path, ...] | None = None

    def rows(self, table: Table) -> str:
        """A query for the rows of the table that are in scope."""
        everything = f"SELECT * FROM {table.full_name}"
        if self.articles is None or all(c.name != "article_id" for c in table.columns):
            return everything
        return f"{everything} WHERE article_id IN ({self._ids()})"

    def fill(self, sql: str) -> str:
        """The query with `<table>` replaced by the rows in scope of that table."""
        for table in CHECKED_TABLES:
            sql = sql.replace(f"<{table.name}>", f"({self.rows(table)})")
        return sql

    def _ids(self) -> str:
        files = ", ".join(literal(str(p)) for p in self.articles or ())
        return f"SELECT article_id FROM read_parquet([{files}])" if files else "SELECT NULL"


def scope_of(articles: Sequence[Path] | None) -> Scope:
    """The scope of a run that brought these files of articles; None looks at everything."""
    return Scope(None if articles is None else tuple(articles))
