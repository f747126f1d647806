"""All expectations, and the rows that they look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from expectations.bands import bands
from expectations.derived import derived
from expectations.expectation import Band, Expectation, literal
from expectations.written import written
from warehouse.tables import MAIN_TABLES, Table

FEW_ARTICLES = 10_000  # their rows take some 100 MB
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
    """Which rows to look at: those of the articles in the Parquet files, or all where `articles` is None.

    What a run did not touch was audited when it came in; uniqueness is looked up in the whole tables anyway.
    """

    articles: tuple[Path, ...] | None = None
    held_in_memory: bool = False

    def definitions(self) -> list[str]:
        """Statements that make the rows in scope readable under the names of `relation`, for one connection."""
        return [f"CREATE TEMP {kind} {relation(t)} AS {self._rows(t)}" for t, kind in self._kinds()]

    def _kinds(self) -> list[tuple[Table, str]]:
        return [(t, "TABLE" if self.held_in_memory and _of_articles(t) else "VIEW") for t in CHECKED_TABLES]

    def _rows(self, table: Table) -> str:
        everything = f"SELECT * FROM {table.full_name}"
        if self.articles is None or not _of_articles(table):
            return everything
        files = ", ".join(literal(str(p)) for p in self.articles)
        ids = f"SELECT article_id FROM read_parquet([{files}])" if files else "SELECT NULL"
        orphans = "article_id NOT IN (SELECT article_id FROM articles)"  # belong to no article, hence to every scope
        return f"{everything} WHERE article_id IN ({ids}) OR {orphans}"


def relation(table: Table) -> str:
    """The name under which the rows in scope of a table are read."""
    return f"{table.name}_in_scope"


def fill(sql: str) -> str:
    """The query with `<table>` replaced by the rows in scope of that table."""
    for table in CHECKED_TABLES:
        sql = sql.replace(f"<{table.name}>", relation(table))
    return sql


def scope_of(articles: Sequence[Path] | None, held: Callable[[], int]) -> Scope:
    """The scope of a run that brought these files of articles; None looks at everything.

    The rows of a few articles are gathered once, and then every expectation looks at them alone. Where the run brought all
    that is staged (`held` counts the articles there) nothing is selected.
    """
    if articles is None:
        return Scope()
    brought = sum(_height(p) for p in articles)
    if brought <= FEW_ARTICLES:
        return Scope(tuple(articles), held_in_memory=True)
    return Scope() if held() == brought else Scope(tuple(articles))


def _height(file: Path) -> int:
    return int(pl.scan_parquet(file).select(pl.len()).collect().item())


def _of_articles(table: Table) -> bool:
    return any(c.name == "article_id" for c in table.columns)
