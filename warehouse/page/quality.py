"""The quality page of a dataset: what the last audit checked and found, with example rows, and how that went over the runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
from markupsafe import Markup

from warehouse.connect import reading
from warehouse.page import charts
from warehouse.page.build import render

RUNS_SHOWN = 60
EXAMPLES = 3
COUNTED = ("articles", "events", "figures", "dates", "statements")
BEFORE = "(SELECT coalesce((SELECT started_at FROM ops.runs WHERE run_id = $run), TIMESTAMP '9999-01-01'))"
# A dataset that no run has published to since the columns were declared lacks them.
TOLD = "(FROM ops.checks UNION ALL BY NAME SELECT NULL AS reason, NULL AS comment WHERE false)"
CHECKS = f"""
    WITH earlier AS (SELECT c.expectation, count(*) AS runs_before, count(*) FILTER (NOT c.success) AS failed_before
      FROM ops.checks c JOIN ops.runs r USING (run_id) WHERE r.started_at < {BEFORE} GROUP BY c.expectation)
    SELECT c.expectation, c.table_name, c.severity, c.success, c.observed_value, c.unexpected_count, c.reason, c.comment,
      e.runs_before, e.failed_before,
      (SELECT list(row_json ORDER BY row_json)[1:{EXAMPLES}] FROM ops.rejected_rows r
        WHERE r.run_id = c.run_id AND r.expectation = c.expectation) AS examples
    FROM {TOLD} c LEFT JOIN earlier e USING (expectation) WHERE c.run_id = $run
    ORDER BY c.success, c.severity, c.expectation"""
TREND = f"""
    SELECT coalesce(strftime(r.started_at, '%Y-%m-%d %H:%M'), c.run_id), count(*) FILTER (NOT c.success AND c.severity = 'critical'),
      count(*) FILTER (NOT c.success AND c.severity <> 'critical')
    FROM ops.checks c LEFT JOIN ops.runs r ON r.run_id = c.run_id
    WHERE r.started_at IS NULL OR r.started_at <= {BEFORE}
    GROUP BY c.run_id, r.started_at ORDER BY r.started_at NULLS FIRST, c.run_id"""
VOLUME = f"""
    SELECT strftime(started_at, '%Y-%m-%d %H:%M'), coalesce(articles_new, 0), rows_by_table FROM ops.runs
    WHERE started_at <= {BEFORE} ORDER BY started_at, run_id"""
BANDS = f"""
    SELECT c.expectation, list(TRY_CAST(c.observed_value AS DOUBLE) ORDER BY r.started_at NULLS FIRST) AS values
    FROM ops.checks c LEFT JOIN ops.runs r ON r.run_id = c.run_id
    WHERE TRY_CAST(c.observed_value AS DOUBLE) IS NOT NULL AND c.unexpected_count IS NULL
      AND (r.started_at IS NULL OR r.started_at <= {BEFORE})
    GROUP BY c.expectation ORDER BY c.expectation"""
LAST = """
    SELECT c.run_id FROM ops.checks c LEFT JOIN ops.runs r ON r.run_id = c.run_id
    ORDER BY r.started_at DESC NULLS LAST, c.run_id DESC LIMIT 1"""


def quality_page(dataset: Path, run_id: str | None = None) -> str:
    """The page as HTML for one audited run, by default the last; runs that came after it are left out.

    `dataset` is the published file, or the file that a blocked run left: both have the ops tables.
    """
    with reading(dataset) as con:
        asked = {"run": run_id or _last(con)}
        checks = [{**c, "examples": [_filled(e) for e in c["examples"] or ()]} for c in _rows(con, CHECKS, asked)]
        run = next(iter(_rows(con, "SELECT * FROM ops.runs WHERE run_id = $run", asked)), {"run_id": asked["run"]})
        volumes = con.execute(VOLUME, asked).fetchall()[-RUNS_SHOWN:]
        trend = con.execute(TREND, asked).fetchall()[-RUNS_SHOWN:]
        bands = con.execute(BANDS, asked).fetchall()
    return render(
        "quality.html.jinja",
        run=run,
        shown=EXAMPLES,
        rows_added=[(t, n) for t, n in _by_table(run.get("rows_by_table")).items() if t in COUNTED],
        broken=[c for c in checks if not c["success"]],
        held=[c for c in checks if c["success"]],
        trend=charts.stacked(
            [(str(label), parts) for label, *parts in trend],
            "expectations that did not hold, by run",
            ("critical", "warning"),
        ),
        volumes=_volumes(volumes),
        bands=[(name, held[-RUNS_SHOWN:], charts.spark(held[-RUNS_SHOWN:], name)) for name, held in bands],
    )


def _volumes(runs: list[tuple[str, int, str | None]]) -> list[tuple[str, Markup]]:
    """A chart of what each run brought, for the articles and for each table of rows."""
    counted = [(when, new, _by_table(rows)) for when, new, rows in runs]
    pictures = [
        ("new articles", charts.columns([(when, new) for when, new, _ in counted], "new articles", charts.HALF))
    ]
    for table in COUNTED[1:]:
        bars = [(when, float(rows.get(table, 0))) for when, _, rows in counted]
        pictures.append((f"{table} added", charts.columns(bars, f"{table} added", charts.HALF)))
    return pictures


def _by_table(rows: str | None) -> Mapping[str, int]:
    held: Mapping[str, int] = json.loads(rows or "{}")
    return held


def _filled(row: str) -> list[tuple[str, Any]]:
    """The columns of a row that say something, from its JSON."""
    return [(name, value) for name, value in json.loads(row).items() if value is not None]


def _last(con: duckdb.DuckDBPyConnection) -> str:
    found = con.execute(LAST).fetchone()
    return str(found[0]) if found else "no run yet"


def _rows(con: duckdb.DuckDBPyConnection, query: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    answer = con.execute(query, dict(parameters))
    names = [d[0] for d in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
