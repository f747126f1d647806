"""What the declaration of a table already implies: its columns, what is required, allowed, bounded, unique and referred to."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.expectation import CRITICAL, Expectation, literal, quoted
from warehouse.tables import ALL_TABLES, Column, Table

DECLARED = "declared in warehouse/tables"
ONE_ROW = "a key finds one row"
BY_FULL_NAME = {t.full_name: t for t in ALL_TABLES}


def derived(table: Table) -> list[Expectation]:
    """The expectations that follow from the table's declaration, all critical."""
    found = [_key_is_unique(table)]
    for column in table.columns:
        found += _of_column(table, column)
    return found


def _of_column(table: Table, column: Column) -> Iterator[Expectation]:
    if column.required:
        yield _required(table, column)
    if column.one_of:
        yield _one_of(table, column)
    if column.at_least is not None or column.at_most is not None:
        yield _between(table, column)
    if column.references:
        yield _reference(table, column)


def _required(table: Table, column: Column) -> Expectation:
    return Expectation(
        name=f"{column.name}_is_there",
        table=table,
        bad=f"r.{quoted(column.name)} IS NULL",
        severity=CRITICAL,
        reason=DECLARED,
        native="ExpectColumnValuesToNotBeNull",
        arguments={"column": column.name},
    )


def _one_of(table: Table, column: Column) -> Expectation:
    allowed = ", ".join(literal(v) for v in column.one_of)
    return Expectation(
        name=f"{column.name}_is_in_its_list",
        table=table,
        bad=f"r.{quoted(column.name)} NOT IN ({allowed})",
        severity=CRITICAL,
        reason=DECLARED,
        native="ExpectColumnValuesToBeInSet",
        arguments={"column": column.name, "value_set": list(column.one_of)},
    )


def _between(table: Table, column: Column) -> Expectation:
    name, parts = f"r.{quoted(column.name)}", []
    if column.at_least is not None:
        parts.append(f"{name} < {literal(column.at_least)}")
    if column.at_most is not None:
        parts.append(f"{name} > {literal(column.at_most)}")
    return Expectation(
        name=f"{column.name}_is_in_bounds",
        table=table,
        bad=" OR ".join(parts),
        severity=CRITICAL,
        reason=DECLARED,
        native="ExpectColumnValuesToBeBetween",
        arguments={"column": column.name, "min_value": column.at_least, "max_value": column.at_most},
    )


def _key_is_unique(table: Table) -> Expectation:
    """Looked for in the whole table, but only the keys of the rows in scope: those of the rest were looked for when they came."""
    key = ", ".join(quoted(k) for k in table.key)
    here = ", ".join(f"r.{quoted(k)}" for k in table.key)
    asked = f"({key}) IN (SELECT {key} FROM <{table.name}>)"
    twice = f"SELECT {key} FROM {table.full_name} WHERE {asked} GROUP BY {key} HAVING count(*) > 1"
    return Expectation(
        name="key_is_unique", table=table, bad=f"({here}) IN ({twice})", severity=CRITICAL, reason=ONE_ROW
    )


def _reference(table: Table, column: Column) -> Expectation:
    """The row referred to exists, and speaks of the same article where both speak of one."""
    assert column.references is not None
    target, key = column.references.rsplit(".", 1)
    held, same = target, f"held.{quoted(key)} = r.{quoted(column.name)}"
    if _has(table, "article_id") and _has(BY_FULL_NAME[target], "article_id") and target != "articles":
        held, same = f"<{target}>", same + " AND held.article_id = r.article_id"
    return Expectation(
        name=f"{column.name}_refers_to_a_row",
        table=table,
        bad=f"r.{quoted(column.name)} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {held} held WHERE {same})",
        severity=CRITICAL,
        reason=DECLARED,
    )


def _has(table: Table, name: str) -> bool:
    return any(c.name == name for c in table.columns)
