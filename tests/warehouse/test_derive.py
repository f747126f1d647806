from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from warehouse import derive
from warehouse.connect import writing
from warehouse.store import stage
from warehouse.tables import ALL_TABLES, ARTICLES, Table

DICTIONARY = Path(__file__).parent.parent.parent / "docs" / "data-dictionary.md"


def test_duckdb_is_the_one_the_files_are_written_with() -> None:
    assert duckdb.__version__ >= "2"


def test_the_dictionary_in_docs_is_up_to_date() -> None:
    assert DICTIONARY.read_text("utf-8") == derive.dictionary_page(), "make docs writes it anew"


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda t: t.full_name)
def test_every_declared_column_stands_in_the_dictionary(table: Table) -> None:
    section = derive.dictionary_page().split(f"### {table.full_name}\n")[1].split("###")[0]
    assert all(f"| {c.name} |" in section for c in table.columns)


def test_every_table_column_view_and_macro_has_its_comment(tmp_path: Path) -> None:
    staged = stage(tmp_path / "d.duckdb", tmp_path / "s.duckdb", {})
    with writing(staged.file) as con:
        for source in ("duckdb_tables()", "duckdb_views()", "duckdb_columns()"):
            bare = con.execute(f"SELECT * FROM {source} WHERE NOT internal AND comment IS NULL").fetchall()
            assert bare == []
        macros = con.execute("SELECT comment FROM duckdb_functions() WHERE NOT internal").fetchall()
        assert len(macros) == len(derive.MACROS)
        assert all(comment for (comment,) in macros)


def test_the_tables_in_duckdb_have_the_declared_columns_and_types(tmp_path: Path) -> None:
    staged = stage(tmp_path / "d.duckdb", tmp_path / "s.duckdb", {})
    with writing(staged.file) as con:
        for table in ALL_TABLES:
            held = con.execute(f"DESCRIBE {derive.sql_name(table)}").fetchall()
            assert [(r[0], r[1]) for r in held] == [(c.name, derive.DUCKDB_TYPES[c.kind]) for c in table.columns]
            empty = con.sql(f"FROM {derive.sql_name(table)}").pl()
            assert empty.schema == table.polars_schema


def test_exports_leave_out_texts_and_what_speaks_of_one_machine() -> None:
    public = {c.name for c in derive.exported_columns(ARTICLES)}
    assert public == {c.name for c in ARTICLES.columns} - {"text", "first_run_id"}
    assert {c.name for c in derive.exported_columns(ARTICLES, with_texts=True)} == public | {"text"}
