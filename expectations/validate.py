"""Great Expectations asked in SQL, on the staged DuckDB file itself. Imported only when an audit begins: it takes seconds."""

from __future__ import annotations

import gc
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

from expectations.expectation import Band, Expectation
from expectations.later import load_later
from expectations.suite import CHECKED_TABLES, Scope, fill, of_table, relation
from warehouse.tables import Table

MEMORY_LIMIT = "1GB"  # of DuckDB; it sorts and joins on disk beyond
RESULT_FORMAT = {"result_format": "BASIC", "partial_unexpected_count": 0}
UNUSED = ("altair", "scipy.stats")  # of an expectation that is not asked for, and a third of the import
# The last one sets a level of its own, and so does not heed that of its parents.
GX_LOGGERS = (
    "great_expectations",
    "great_expectations.datasource.fluent",
    "great_expectations.data_context.types.base",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What Great Expectations said of one expectation. `crash` is the error of one that could not be tested."""

    success: bool
    unexpected: int | None
    crash: str | None = None


def validate(staging: Path, scope: Scope) -> dict[str, Verdict]:
    """The verdict on every expectation and band, by full name. The file is free again when it returns."""
    with opened(staging, scope) as (_, source):
        return {name: v for table in CHECKED_TABLES for name, v in _validate_table(source, table).items()}


@contextmanager
def opened(file: Path, scope: Scope) -> Iterator[tuple[Any, Any]]:
    """A context of Great Expectations and its data source: the rows in scope of the file, which is free again at the end."""
    with _context() as context, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of pandas and marshmallow, about GX's own code
        source = context.data_sources.add_sql("staged", connection_string=read_only_url(file))
        prepare(source.get_engine(), replace(scope, held_in_memory=False))  # it only asks whether the tables are there
        prepare(source.get_execution_engine().engine, scope)
        try:
            yield context, source
        finally:
            source.get_engine().dispose()
            source.get_execution_engine().close()


def read_only_url(file: Path) -> str:
    """The SQLAlchemy URL of a DuckDB file that is only to be read."""
    return f"duckdb:///{file}?access_mode=read_only"


def prepare(engine: Engine, scope: Scope) -> None:
    """Let every connection of the engine know the rows in scope, and keep its memory small."""
    statements = [f"SET memory_limit = '{MEMORY_LIMIT}'", *scope.definitions()]

    def define(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()

    event.listen(engine, "connect", define)
    engine.dispose()  # a connection made before does not know them


@contextmanager
def _context() -> Iterator[Any]:
    buffer_duckdb_results()
    gx = _great_expectations()
    loggers = [logging.getLogger(name) for name in GX_LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)  # what goes wrong is in the verdicts, once
    try:
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = {"globally": False}
        yield context
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@cache
def _great_expectations() -> Any:
    """The module, once per process: it brings some two thousand others, which made up most of a small run."""
    load_later(*UNUSED)
    running = gc.isenabled()
    gc.disable()  # what is loaded stays for good: a search for garbage finds none
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # GX imports sre_constants
            import great_expectations as gx
            from great_expectations import expectations  # noqa: F401  # what the suites are made of
    finally:
        gc.freeze()
        if running:
            gc.enable()
    return gx


def _validate_table(source: Any, table: Table) -> dict[str, Verdict]:
    rows, suite = rows_and_suite(source, table)
    report = rows.get_batch().validate(suite, result_format=RESULT_FORMAT)
    return {r.expectation_config.meta["name"]: _verdict(r) for r in report.results}


def rows_and_suite(source: Any, table: Table) -> tuple[Any, Any]:
    """The rows in scope of a table and the suite for them, as Great Expectations knows them."""
    import great_expectations as gx

    rows, numbers = of_table(table)
    expectations = [*(_expectation(e) for e in rows), *(_band(b) for b in numbers)]
    asset = source.add_table_asset(table.name, table_name=relation(table))
    suite = gx.ExpectationSuite(table.name, expectations=expectations)
    return asset.add_batch_definition_whole_table("rows"), suite


def _expectation(expectation: Expectation) -> Any:
    from great_expectations import expectations as gxe

    about = {"meta": {"name": expectation.full_name}, "severity": expectation.severity, "notes": _notes(expectation)}
    if expectation.native:
        return getattr(gxe, expectation.native)(**expectation.arguments, **about)
    query = expectation.bad_rows("\0", f'r."{expectation.table.key[0]}" AS key')
    return gxe.UnexpectedRowsExpectation(unexpected_rows_query=_escaped(fill(query)).replace("\0", "{batch}"), **about)


def _band(band: Band) -> Any:
    from great_expectations import expectations as gxe

    query = _escaped(band.outside(fill(band.number)))
    return gxe.UnexpectedRowsExpectation(
        # The batch is named because GX asks for it; the rows in scope stand in the query itself.
        unexpected_rows_query=f"{query} UNION ALL SELECT NULL FROM (SELECT 1 FROM {{batch}}) none WHERE false",
        meta={"name": band.full_name},
        severity=band.severity,
        notes=_notes(band),
    )


def _notes(about: Expectation | Band) -> str:
    """What people are told of it in Data Docs."""
    return " ".join(t for t in (f"**{about.full_name}**: {about.reason}.", about.comment) if t)


def _escaped(sql: str) -> str:
    """Braces are fields of a format to GX, and a colon begins a parameter to SQLAlchemy."""
    return sql.replace("{", "{{").replace("}", "}}").replace(":", "\\:")


def _verdict(result: Any) -> Verdict:
    """A crashed expectation looks like a failed one in GX; here it says that it crashed."""
    crash = next(_crashes(result.exception_info or {}), None)
    if crash is not None:
        return Verdict(False, None, crash)
    held = result.result
    unexpected = held.get("unexpected_count", held.get("observed_value"))
    return Verdict(bool(result.success), None if unexpected is None else int(unexpected))


def _crashes(info: Mapping[str, Any]) -> Iterator[str]:
    if info.get("raised_exception"):
        yield str(info.get("exception_message")).partition("\n")[0]
    for value in info.values():
        if isinstance(value, Mapping):
            yield from _crashes(value)


@cache
def buffer_duckdb_results() -> None:
    """Let SQLAlchemy keep DuckDB results in memory, since GX fetches after it has let go of them; once per process."""

    def buffer(conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool) -> None:
        if conn.dialect.name == "duckdb" and cursor.description and not executemany:
            rows = cursor.fetchall()
            context.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(cursor, cursor.description, rows)

    event.listen(Engine, "after_cursor_execute", buffer)
