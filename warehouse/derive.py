"""Everything that follows from the declarations in `warehouse.tables`: DDL, comments, Parquet footers, the dictionary page.

`python -m warehouse.derive > docs/data-dictionary.md` writes the page anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

from warehouse.tables import ALL_TABLES, ARTICLES, EVENTS, FIGURES, MAIN_TABLES, OPS_TABLES, STATEMENTS, Column, Table
from warehouse.tables.columns import Kind

SCHEMA_VERSION = "1"  # raised when a column is renamed or changes its meaning
DATASET_NAME = "dateline"

DUCKDB_TYPES: Mapping[Kind, str] = {
    "key": "VARCHAR",
    "text": "VARCHAR",
    "code": "VARCHAR",
    "int": "BIGINT",
    "float": "DOUBLE",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "bool": "BOOLEAN",
    "text_list": "VARCHAR[]",
    "json": "JSON",
}
VIEW_TABLES: Mapping[str, tuple[Table, ...]] = {  # whose words a view's columns take, first match first
    "timeline": (EVENTS, ARTICLES),
    "figure_facts": (FIGURES, ARTICLES),
    "claims": (FIGURES, STATEMENTS, ARTICLES),
}
VIEW_WORDS = {
    "sentence": "The sentence that the row stands in, unchanged.",
    "claimed_on": "First day of the saying where the text dates it, else the day of publication.",
}
VIEWS = tuple(VIEW_TABLES)
MACROS = ("timeline_of", "figures_about")


def quoted(name: str) -> str:
    """An identifier that may be any word: `object` becomes `"object"`."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def sql_name(table: Table) -> str:
    """The table's name as SQL takes it: `"events"`, `"ops"."runs"`."""
    return ".".join(quoted(part) for part in table.full_name.split("."))


def create_table(table: Table) -> str:
    """CREATE TABLE without constraints.

    A row that breaks a declared bound must reach the staged table, so that the audit can name it and keep it; a constraint
    would end the load instead. PRIMARY KEYs are left out for speed. What must hold is tested before anything is published.
    """
    columns = ",\n  ".join(column_definition(c) for c in table.columns)
    return f"CREATE TABLE {sql_name(table)} (\n  {columns}\n)"


def column_definition(column: Column) -> str:
    """Name and type, as CREATE TABLE and ADD COLUMN take them."""
    return f"{quoted(column.name)} {DUCKDB_TYPES[column.kind]}"


def comments(table: Table) -> list[str]:
    """COMMENT ON statements for the table and each of its columns."""
    name = sql_name(table)
    return [
        f"COMMENT ON TABLE {name} IS {literal(f'One row is {table.row_is}.')}",
        *(f"COMMENT ON COLUMN {name}.{quoted(c.name)} IS {literal(meaning(c))}" for c in table.columns),
    ]


def definitions() -> list[str]:
    """All statements that make an empty dataset: schema, tables, comments, then the readers' views and macros."""
    tables = [s for t in ALL_TABLES for s in (create_table(t), *comments(t))]
    return ["CREATE SCHEMA ops", *tables, *reader_definitions()]


def reader_definitions() -> list[str]:
    """Statements that make, or make anew, the views and table macros with their comments."""
    return [*(query(name) for name in (*VIEWS, *MACROS)), *_reader_comments()]


def query(name: str) -> str:
    """The text of `queries/<name>.sql`."""
    return files("warehouse.queries").joinpath(f"{name}.sql").read_text("utf-8")


def _reader_comments() -> Iterator[str]:
    for name in (*VIEWS, *MACROS):
        kind = "VIEW" if name in VIEWS else "MACRO TABLE"
        yield f"COMMENT ON {kind} {name} IS {literal(_first_comment(query(name)))}"


def view_comments(view: str, columns: Sequence[str]) -> list[str]:
    """COMMENT ON statements for the columns of a view, in the words of the tables that they come from."""
    said = []
    for name in columns:
        text = VIEW_WORDS.get(name) or next(meaning(c) for t in VIEW_TABLES[view] for c in t.columns if c.name == name)
        said.append(f"COMMENT ON COLUMN {view}.{quoted(name)} IS {literal(text)}")
    return said


def _first_comment(sql: str) -> str:
    lines = [line.removeprefix("--").strip() for line in sql.splitlines() if line.startswith("--")]
    return " ".join(lines)


def meaning(column: Column) -> str:
    """What a column means, in one line: description, allowed values, unit, example."""
    parts = [column.description]
    if column.one_of:
        parts.append(f"One of: {', '.join(column.one_of)}.")
    if column.unit:
        parts.append(f"Unit: {column.unit}.")
    if column.references:
        parts.append(f"Refers to {column.references}.")
    if column.example:
        parts.append(f"Example: {column.example}.")
    return " ".join(parts)


def exported_columns(table: Table, *, with_texts: bool = False) -> tuple[Column, ...]:
    """The columns that an export of the table holds: none that speak of one machine, no private ones unless asked for."""
    hidden = {*table.local_columns, *(() if with_texts else table.private_columns)}
    return tuple(c for c in table.columns if c.name not in hidden)


def parquet_metadata(table: Table, columns: Sequence[Column], more: Mapping[str, str]) -> dict[str, str]:
    """Key-value pairs for the footer of a Parquet file of the table."""
    return {
        "dataset": DATASET_NAME,
        "table": table.full_name,
        "row_is": table.row_is,
        "key": ",".join(table.key),
        "schema_version": SCHEMA_VERSION,
        "columns": json.dumps({c.name: meaning(c) for c in columns}, ensure_ascii=False),
        **more,
    }


def dictionary_page() -> str:
    """The data dictionary as Markdown: every table and every column, from the declarations alone."""
    lines = [
        "# Data dictionary",
        "",
        "Generated from the declarations in `warehouse/tables`; `make docs` writes it anew.",
        "",
        "Offsets count characters (Unicode code points) of `articles.text`, end exclusive. Calendar intervals include both ends.",
        "A value that is not known is NULL. Columns may be added; a rename or a change of meaning raises the schema version",
        f"(now {SCHEMA_VERSION}) and is written in the changelog.",
        "",
    ]
    for title, tables in (("Tables", MAIN_TABLES), ("Tables of the schema `ops`", OPS_TABLES)):
        lines += [f"## {title}", ""]
        for table in tables:
            lines += _table_section(table)
    lines += ["## Views and macros", ""]
    lines += [f"- `{name}`: {_first_comment(query(name))}" for name in (*VIEWS, *MACROS)]
    return "\n".join(lines).rstrip() + "\n"


def _table_section(table: Table) -> list[str]:
    rows = [
        f"| {c.name} | {DUCKDB_TYPES[c.kind]} | {'yes' if c.required else ''} | {_cell(meaning(c))} |"
        for c in table.columns
    ]
    notes = [f"One row is {table.row_is}. Key: {', '.join(table.key)}. Sorted by {', '.join(table.sort_by)}."]
    if table.private_columns:
        notes.append(f"Left out of exports unless asked for: {', '.join(table.private_columns)}.")
    if table.local_columns:
        notes.append(f"Never exported, for it speaks of one machine: {', '.join(table.local_columns)}.")
    header = ["| column | type | always there | meaning |", "|---|---|---|---|"]
    return [f"### {table.full_name}", "", " ".join(notes), "", *header, *rows, ""]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(dictionary_page())
