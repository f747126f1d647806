"""The quality page of a dataset: what the last audit checked and found, with example rows, and how that went over the runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from warehouse.connect import reading
from warehouse.page import charts
from warehouse.page.build import render

RUNS_SHOWN = 60
EXAMPLES = 3
CHECKS = """
    SELECT c.expectation, c.table_name, c.severity, c.success, c.observed_value, c.unexpected_count,
      (SELECT list(row_json ORDER BY row_json)[1:{n}] FROM ops.rejected_rows r
        WHERE r.run_id = c.run_id AND r.expectation = c.expectation) AS examples
    FROM ops.checks c WHERE c.run_id = ?
    ORDER BY c.success, c.severity, c.expectation"""
TREND = """
    SELECT coalesce(strftime(r.started_at, '%Y-%m-%d %H:%M'), c.run_id), count(*) FILTER (NOT c.success)
    FROM ops.checks c LEFT JOIN ops.runs r ON r.run_id = c.run_id
    GROUP BY c.run_id, r.started_at ORDER BY r.started_at NULLS FIRST, c.run_id"""
VOLUME = """
    SELECT strftime(started_at, '%Y-%m-%d %H:%M'), coalesce(articles_new, 0) FROM ops.runs ORDER BY started_at"""
BANDS = """
    SELECT c.expectation, list(TRY_CAST(c.observed_value AS DOUBLE) ORDER BY r.started_at NULLS FIRST) AS values
    FROM ops.checks c LEFT JOIN ops.runs r ON r.run_id = c.run_id
    WHERE TRY_CAST(c.observed_value AS DOUBLE) IS NOT NULL AND c.unexpected_count IS NULL
    GROUP BY c.expectation ORDER BY c.expectation"""
LAST = """
    SELECT c.run_id FROM ops.checks c LEFT JOIN ops.runs r ON r.run_id = c.run_id
    ORDER BY r.started_at DESC NULLS LAST, c.run_id DESC LIMIT 1"""


def quality_page(dataset: Path, run_id: str | None = None) -> str:
    """The page as HTML for one audited run, by default the last.

    `dataset` is the published file, or the file that a blocked run left: both have the ops tables.
    """
    with reading(dataset) as con:
        run_id = run_id or _last(con)
        checks = _rows(con, CHECKS.format(n=EXAMPLES), [run_id])
        return render(
            "quality.html.jinja",
            run=next(iter(_rows(con, "SELECT * FROM ops.runs WHERE run_id = ?", [run_id])), {"run_id": run_id}),
            broken=[c for c in checks if not c["success"]],
            held=[c for c in checks if c["success"]],
            trend=charts.columns(_pairs(con, TREND)[-RUNS_SHOWN:], "expectations that did not hold, by run"),
            volume=charts.columns(_pairs(con, VOLUME)[-RUNS_SHOWN:], "new articles by run"),
            bands=[(name, values[-1], values[-8:-1]) for name, values in con.execute(BANDS).fetchall()],
        )


def _last(con: duckdb.DuckDBPyConnection) -> str:
    found = con.execute(LAST).fetchone()
    return str(found[0]) if found else "no run yet"


def _pairs(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[str, float]]:
    return [(str(label), float(value)) for label, value in con.execute(query).fetchall()]


def _rows(con: duckdb.DuckDBPyConnection, query: str, parameters: list[Any]) -> list[dict[str, Any]]:
    answer = con.execute(query, parameters)
    names = [d[0] for d in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
