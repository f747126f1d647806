"""The download page of an export: what it is, its files, its columns, charts, and sample rows in their sentences."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from warehouse.connect import in_memory
from warehouse.derive import exported_columns, meaning
from warehouse.manifest import Manifest
from warehouse.packages import ABOUT
from warehouse.page import charts
from warehouse.parts import reading
from warehouse.rights import RIGHTS, TITLE, citation
from warehouse.tables import MAIN_TABLES

EVENTS_BY_MONTH = """
    WITH counted AS (SELECT date_trunc('month', date_start) AS month, count(*) AS n FROM events
      WHERE date_start IS NOT NULL AND status = 'happened' GROUP BY month),
    newest AS (SELECT coalesce(date_trunc('month', (SELECT max(published_on) FROM articles)), max(month)) AS month FROM counted),
    months AS (SELECT unnest(generate_series(month - INTERVAL 59 MONTH, month, INTERVAL 1 MONTH)) AS month FROM newest)
    SELECT strftime(m.month, '%Y-%m'), coalesce(n, 0) FROM months m LEFT JOIN counted c ON c.month = m.month ORDER BY m.month"""
TOP_TYPES = "SELECT event_type, count(*) AS n FROM events WHERE event_type IS NOT NULL GROUP BY event_type ORDER BY n DESC, event_type LIMIT 12"
TOP_THINGS = "SELECT measured_head, count(*) AS n FROM figures WHERE measured_head IS NOT NULL GROUP BY measured_head ORDER BY n DESC, measured_head LIMIT 12"
TOP_CLAIMANTS = "SELECT claimant, count(*) AS n FROM figures WHERE claimant IS NOT NULL GROUP BY claimant ORDER BY n DESC, claimant LIMIT 12"
SAMPLES = 8
SAMPLE = """
    SELECT s.text, r.span_start - s.span_start, r.span_end - s.span_start, {facts}, a.publisher, a.source_uri
    FROM (SELECT * FROM {table} WHERE date_id IS NOT NULL ORDER BY {key} LIMIT 400) r
    JOIN sentences s ON s.article_id = r.article_id AND s.sentence_no = r.sentence_no
    JOIN articles a ON a.article_id = r.article_id
    WHERE length(s.text) BETWEEN 40 AND 320 ORDER BY r.{key} LIMIT {n}"""
EVENT_FACTS = "concat_ws(' · ', strftime(r.date_start, '%Y-%m-%d'), r.actor, r.\"trigger\", r.\"object\", r.status)"
FIGURE_FACTS = "concat_ws(' · ', coalesce(CAST(r.value AS VARCHAR), r.value_low || ' to ' || r.value_high), r.unit, r.measured, r.bound, r.claimant)"


def download_page(folder: Path, manifest: Manifest, earlier: Sequence[Manifest]) -> str:
    """The page as HTML. `folder` holds the exported files, `earlier` are the manifests of the versions before, oldest first."""
    with in_memory(folder) as con:
        for table in MAIN_TABLES:
            con.execute(f"CREATE VIEW {table.name} AS FROM {reading(folder, table)}")
        return render(
            "download.html.jinja",
            title=TITLE,
            about=ABOUT,
            rights=RIGHTS,
            citation=citation(manifest),
            manifest=manifest,
            files=sorted(manifest.files.items()),
            changes=_changes(folder),
            pictures=_pictures(con),
            history=_history([*earlier, manifest]),
            samples=_samples(con),
            tables=[
                (t, [(c, meaning(c)) for c in exported_columns(t, with_texts=manifest.with_texts)]) for t in MAIN_TABLES
            ],
        )


def _pictures(con: duckdb.DuckDBPyConnection) -> list[tuple[str, Markup]]:
    def asked(query: str) -> list[tuple[str, float]]:
        return [(str(label), float(n)) for label, n in con.execute(query).fetchall()]

    return [
        (
            "Events by the month in which they happened, the last five years",
            charts.columns(asked(EVENTS_BY_MONTH), "events by month"),
        ),
        ("What is counted and measured most", charts.rows(asked(TOP_THINGS), "figures by measured thing")),
        ("Types of events", charts.rows(asked(TOP_TYPES), "events by type")),
        ("Who states figures", charts.rows(asked(TOP_CLAIMANTS), "figures by claimant")),
    ]


def _history(manifests: Sequence[Manifest]) -> Markup:
    return charts.columns([(m.version, sum(m.rows.values())) for m in manifests], "rows by version")


def _samples(con: duckdb.DuckDBPyConnection) -> dict[str, list[dict[str, Any]]]:
    asked = {"events": ("event_id", EVENT_FACTS), "figures": ("figure_id", FIGURE_FACTS)}
    found = {}
    for table, (key, facts) in asked.items():
        rows = con.execute(SAMPLE.format(table=table, key=key, facts=facts, n=SAMPLES)).fetchall()
        found[table] = [_sample(*row) for row in rows]
    return found


def _sample(text: str, start: int, end: int, facts: str, publisher: str | None, source: str) -> dict[str, Any]:
    start, end = max(start, 0), min(end, len(text))
    return {
        "before": text[:start],
        "found": text[start:end],
        "after": text[end:],
        "facts": facts,
        "source": publisher or source,
    }


def _changes(folder: Path) -> Mapping[str, Mapping[str, int]]:
    held: Mapping[str, Mapping[str, int]] = json.loads((folder / "CHANGELOG.json").read_text("utf-8"))["tables"]
    return held


def render(template: str, **values: Any) -> str:
    """A template of this folder, filled; whatever comes from articles is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["size"] = size
    here = files("warehouse.page")
    style = Markup(here.joinpath("style.css").read_text("utf-8"))
    return environment.from_string(here.joinpath(template).read_text("utf-8")).render(style=style, **values)


def size(count: int) -> str:
    """Bytes as a person says them: `1.2 MB`."""
    number = float(count)
    for unit in ("B", "kB", "MB"):
        if number < 1000:
            return f"{number:.0f} B" if unit == "B" else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:.1f} GB"
