"""The declarations of the tables hold together."""

from __future__ import annotations

import pytest

from warehouse.tables import ALL_TABLES, Table

TABLES = {t.full_name: t for t in ALL_TABLES}


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda t: t.full_name)
def test_names_that_a_table_uses_are_its_own_columns(table: Table) -> None:
    names = {c.name for c in table.columns}
    assert len(names) == len(table.columns)
    assert {*table.key, *table.sort_by, *table.private_columns, *table.local_columns} <= names


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda t: t.full_name)
def test_references_lead_to_the_key_of_a_table(table: Table) -> None:
    for column in table.columns:
        if column.references:
            target, name = column.references.rsplit(".", 1)
            assert TABLES[target].key == (name,), f"{table.full_name}.{column.name}"


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda t: t.full_name)
def test_every_column_is_described_in_a_sentence(table: Table) -> None:
    for column in table.columns:
        assert column.description.endswith("."), f"{table.full_name}.{column.name}: {column.description!r}"
        assert not column.one_of or column.kind == "code", column.name


def test_an_unknown_column_is_named_in_the_error() -> None:
    with pytest.raises(KeyError, match="dates has no column 'day'"):
        TABLES["dates"].column("day")


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (
            "dates",
            [
                "date_id",
                "article_id",
                "sentence_no",
                "span_start",
                "span_end",
                "quote",
                "timex_type",
                "timex_value",
                "timex_mod",
            ],
        ),
        (
            "figures",
            [
                "measured",
                "measured_head",
                "holder",
                "predicate",
                "per",
                "change",
                "date_id",
                "statement_id",
                "claimant",
                "event_id",
            ],
        ),
        (
            "events",
            [
                "trigger",
                "trigger_start",
                "trigger_end",
                "trigger_lemma",
                "event_type",
                "actor",
                "object",
                "place",
                "country",
                "date_basis",
            ],
        ),
        (
            "statements",
            [
                "claimant",
                "claimant_kind",
                "cue",
                "cue_kind",
                "content_start",
                "content_end",
                "quoted",
                "outer_statement_id",
            ],
        ),
        (
            "articles",
            [
                "article_id",
                "source_uri",
                "published_at",
                "published_on",
                "published_basis",
                "text",
                "duplicate_of",
                "extractor_version",
            ],
        ),
    ],
)
def test_the_contract_is_kept(table: str, columns: list[str]) -> None:
    assert [c for c in columns if c not in TABLES[table].polars_schema] == []
