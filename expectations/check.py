"""The audit: every expectation tested on a staged file, and the outcome that decides on publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from expectations.bands import bands
from expectations.expectation import CRITICAL, Band, Expectation, literal, quoted
from expectations.suite import Scope, fill, relation, row_expectations, scope_of
from warehouse.tables import ARTICLES, CHECKS

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from expectations.validate import Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an audit found.

    `results` are rows of ops.checks; `bad_rows` are Parquet files of ops.rejected_rows, complete, for failures of either
    severity; `failed` and `warned` name the expectations that did not hold. Publication is blocked where one failed.
    """

    results: pl.DataFrame
    bad_rows: tuple[Path, ...]
    failed: tuple[str, ...]
    warned: tuple[str, ...]

    @property
    def blocked(self) -> bool:
        """Whether nothing may be published."""
        return bool(self.failed)

    @property
    def passed(self) -> int:
        """How many expectations held."""
        return self.results.height - len(self.failed) - len(self.warned)

    def ops_rows(self) -> dict[str, pl.DataFrame | tuple[Path, ...]]:
        """The rows for the ops tables, as the store takes them."""
        return {"ops.checks": self.results, "ops.rejected_rows": self.bad_rows}


def everything() -> list[Expectation | Band]:
    """All expectations and bands, in the order of the report."""
    return [*row_expectations(), *bands()]


def check(staging: Path, run_id: str, articles: Sequence[Path] | None = None, folder: Path | None = None) -> Outcome:
    """Test every expectation on the staged file, read-only.

    `articles` are the Parquet files of the articles that the run brought: only rows of those are looked at. None looks at
    everything. Bad rows are written to Parquet files in `folder`, by default `work/<run_id>/bad` beside the staged file, and
    stay there until they are recorded. An expectation that crashed counts as failed.
    """
    from expectations.validate import validate

    scope = scope_of(articles, lambda: _articles_in(staging))
    verdicts = validate(staging, scope)
    missing = [e.full_name for e in everything() if e.full_name not in verdicts]
    if missing:
        raise RuntimeError(f"Great Expectations gave no verdict on {missing}")
    folder = folder or staging.parent / "work" / run_id / "bad"
    folder.mkdir(parents=True, exist_ok=True)
    numbers, bad_rows = _look_closer(staging, run_id, folder, scope, verdicts)
    return _outcome(run_id, verdicts, numbers, bad_rows)


def _articles_in(staging: Path) -> int:
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    from expectations.validate import read_only_url

    with create_engine(read_only_url(staging), poolclass=NullPool).connect() as con:
        return int(con.exec_driver_sql(f"SELECT count(*) FROM {ARTICLES.full_name}").scalar_one())


def _look_closer(
    staging: Path, run_id: str, folder: Path, scope: Scope, verdicts: Mapping[str, Verdict]
) -> tuple[dict[str, float | None], tuple[Path, ...]]:
    """The number behind each band, and every bad row of each expectation that did not hold."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    from expectations.validate import prepare, read_only_url

    broken = [e for e in row_expectations() if not verdicts[e.full_name].success and not verdicts[e.full_name].crash]
    sound = [b for b in bands() if not verdicts[b.full_name].crash]
    engine = create_engine(read_only_url(staging), poolclass=NullPool)
    prepare(engine, scope)
    try:
        with engine.connect() as con:
            found = tuple(_write_bad_rows(con, e, run_id, folder) for e in broken)
            return _numbers(con, sound), found
    finally:
        engine.dispose()


def _numbers(con: Connection, sound: Sequence[Band]) -> dict[str, float | None]:
    """One query a band: all of them in one are more than the memory holds where a run brings 200,000 articles."""
    found = {b.full_name: con.exec_driver_sql(f"SELECT ({fill(b.number)})").scalar_one() for b in sound}
    return {name: None if value is None else float(value) for name, value in found.items()}


def _write_bad_rows(con: Connection, expectation: Expectation, run_id: str, folder: Path) -> Path:
    """All bad rows, straight from DuckDB to a file: GX would hand over no more than twenty."""
    table = expectation.table
    names = [c.name for c in table.columns if c.name not in table.private_columns]
    row = "to_json({" + ", ".join(f"{literal(n)}: r.{quoted(n)}" for n in names) + "})"
    columns = (
        f"{literal(run_id)} AS run_id, {literal(table.full_name)} AS table_name, "
        f"CAST({row} AS VARCHAR) AS row_json, {literal(expectation.full_name)} AS expectation"
    )
    query = fill(expectation.bad_rows(relation(table), columns))
    path = folder / f"{expectation.full_name}.bad.parquet"
    con.exec_driver_sql(f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet)")
    return path


def _outcome(
    run_id: str, verdicts: Mapping[str, Verdict], numbers: Mapping[str, float | None], bad_rows: tuple[Path, ...]
) -> Outcome:
    rows = [_result(run_id, e, verdicts[e.full_name], numbers.get(e.full_name)) for e in everything()]
    results = pl.DataFrame(rows, schema=CHECKS.polars_schema, orient="row")
    broken = results.filter(~pl.col("success"))
    failed = broken.filter(pl.col("severity") == CRITICAL)["expectation"]
    warned = broken.filter(pl.col("severity") != CRITICAL)["expectation"]
    return Outcome(results, bad_rows, tuple(failed), tuple(warned))


def _result(run_id: str, e: Expectation | Band, verdict: Verdict, number: float | None) -> dict[str, object]:
    if verdict.crash:
        observed: str | None = f"crashed: {verdict.crash}"
    elif isinstance(e, Band):
        observed = None if number is None else f"{number:.4g}"
    else:
        observed = (
            None if verdict.unexpected is None else f"{verdict.unexpected} row{'' if verdict.unexpected == 1 else 's'}"
        )
    return {
        "run_id": run_id,
        "expectation": e.full_name,
        "table_name": e.table.full_name,
        "severity": CRITICAL if verdict.crash else e.severity,
        "success": verdict.success,
        "observed_value": observed,
        "unexpected_count": None if isinstance(e, Band) else verdict.unexpected,
        "reason": e.reason,
        "comment": e.comment or None,
    }
