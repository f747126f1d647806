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
from warehouse.manifest import FileEntry, Manifest
from warehouse.packages import ABOUT
from warehouse.page import charts
from warehouse.parts import reading
from warehouse.rights import RIGHTS, TITLE, about_texts, citation
from warehouse.tables import MAIN_TABLES

EVENTS_BY_MONTH = """
    WITH counted AS (SELECT date_trunc('month', date_start) AS month, count(*) AS n FROM events
      WHERE date_start IS NOT NULL AND status = 'happened' AND date_basis <> 'publication' GROUP BY month),
    newest AS (SELECT coalesce(date_trunc('month', (SELECT max(published_on) FROM articles)), max(month)) AS month FROM counted),
    months AS (SELECT unnest(generate_series(month - INTERVAL 59 MONTH, month, INTERVAL 1 MONTH)) AS month FROM newest)
    SELECT strftime(m.month, '%Y-%m'), coalesce(n, 0) FROM months m LEFT JOIN counted c ON c.month = m.month ORDER BY m.month"""
TIMELINE = """
    WITH days AS (SELECT date_start, count(DISTINCT article_id) AS articles FROM events
      WHERE date_precision = 'day' AND status = 'happened' AND date_basis <> 'publication'
      GROUP BY date_start ORDER BY articles DESC, date_start DESC LIMIT 12),
    chosen AS (SELECT e.date_start, d.articles, e.quote, coalesce(a.publisher, a.source_uri) AS source,
        row_number() OVER (PARTITION BY e.date_start
          ORDER BY regexp_matches(e.quote, '^[A-Z]') DESC, abs(length(e.quote) - 90), e.event_id) AS place
      FROM events e JOIN days d USING (date_start) JOIN articles a USING (article_id)
      WHERE e.date_precision = 'day' AND e.status = 'happened' AND e.date_basis = 'clause' AND e.actor IS NOT NULL)
    SELECT strftime(date_start, '%Y-%m-%d'), articles, quote, source FROM chosen WHERE place = 1 ORDER BY date_start"""
TOP_TYPES = "SELECT event_type, count(*) AS n FROM events WHERE event_type IS NOT NULL GROUP BY event_type ORDER BY n DESC, event_type LIMIT 12"
TOP_THINGS = "SELECT measured_head, count(*) AS n FROM figures WHERE measured_head IS NOT NULL GROUP BY measured_head ORDER BY n DESC, measured_head LIMIT 12"
VALUES = """
    WITH things AS (SELECT measured_head, count(*) AS n FROM figures WHERE measured_head IS NOT NULL AND value > 0 AND kind = 'count'
      GROUP BY measured_head ORDER BY n DESC, measured_head LIMIT 10),
    placed AS (SELECT measured_head, n, value, row_number() OVER (PARTITION BY measured_head ORDER BY figure_id) AS place
      FROM figures JOIN things USING (measured_head) WHERE value > 0 AND kind = 'count')
    SELECT measured_head, list(value ORDER BY value) FROM placed WHERE place <= 150 GROUP BY measured_head, n ORDER BY n DESC, measured_head"""
TOP_CLAIMANTS = """
    SELECT claimant, count(*) AS n FROM figures
    WHERE lower(claimant) NOT IN ('i', 'we', 'you', 'he', 'she', 'it', 'they', 'who', 'which', 'that', 'this', 'these', 'those', 'one')
    GROUP BY claimant ORDER BY n DESC, claimant LIMIT 12"""
COUNTED = ("articles", "events", "figures", "dates", "statements")
SAMPLES = 8
SAMPLE = """
    SELECT s.text, r.span_start - s.span_start, r.span_end - s.span_start, {facts}, a.publisher, a.source_uri
    FROM (SELECT * FROM {table} WHERE date_id IS NOT NULL ORDER BY {key} LIMIT 400) r
    JOIN sentences s ON s.article_id = r.article_id AND s.sentence_no = r.sentence_no
    JOIN articles a ON a.article_id = r.article_id
    WHERE length(s.text) BETWEEN 40 AND 320 ORDER BY r.{key} LIMIT {n}"""
SAID_DAYS = """CASE WHEN r.date_start = r.date_end THEN strftime(r.date_start, '%Y-%m-%d')
    ELSE concat_ws(' to ', strftime(r.date_start, '%Y-%m-%d'), strftime(r.date_end, '%Y-%m-%d')) END"""
SAID_VALUE = """CASE WHEN r.value IS NULL THEN r.value_low || ' to ' || r.value_high
    WHEN r.value = trunc(r.value) AND abs(r.value) < 1e18 THEN format('{:,}', CAST(r.value AS BIGINT)) ELSE CAST(r.value AS VARCHAR) END"""
EVENT_FACTS = f'concat_ws(\' · \', {SAID_DAYS}, r.actor, r."trigger", r."object", r.status)'
FIGURE_FACTS = f"concat_ws(' · ', {SAID_VALUE}, r.unit, r.measured, nullif(r.bound, 'exact'), r.claimant)"


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
            about_texts=about_texts(manifest),
            citation=citation(manifest),
            manifest=manifest,
            parts=_files(manifest),
            changes=_changes(folder),
            counted=COUNTED,
            pictures=_pictures(con),
            timeline=con.execute(TIMELINE).fetchall(),
            history=_history([*earlier, manifest]),
            samples=_samples(con),
            thing=_thing(con),
            tables=[
                (t, [(c, meaning(c)) for c in exported_columns(t, with_texts=manifest.with_texts)]) for t in MAIN_TABLES
            ],
        )


def _files(manifest: Manifest) -> list[tuple[str, list[tuple[str, FileEntry]]]]:
    """The files of each table, in the order of the tables."""
    files = sorted(manifest.files.items())
    return [(t.name, [(n, e) for n, e in files if e.table == t.name]) for t in MAIN_TABLES]


def _pictures(con: duckdb.DuckDBPyConnection) -> list[tuple[str, Markup]]:
    def asked(query: str) -> list[tuple[str, float]]:
        return [(str(label), float(n)) for label, n in con.execute(query).fetchall()]

    values = [(str(label), held) for label, held in con.execute(VALUES).fetchall()]
    return [
        (
            "Events by the month in which they happened, the last five years",
            charts.columns(asked(EVENTS_BY_MONTH), "events by month"),
        ),
        ("What is counted and measured most", charts.rows(asked(TOP_THINGS), "figures by measured thing")),
        (
            "How many of them: each dot a figure, the bar in the middle",
            charts.strips(values, "values by counted thing"),
        ),
        ("Types of events", charts.rows(asked(TOP_TYPES), "events by type")),
        ("Who states figures", charts.rows(asked(TOP_CLAIMANTS), "figures by claimant")),
    ]


def _thing(con: duckdb.DuckDBPyConnection) -> str:
    """The thing most figures are about, for a query that finds something and can be typed."""
    found = con.execute(
        f"SELECT measured_head FROM ({TOP_THINGS}) WHERE regexp_full_match(measured_head, '[a-z -]+')"
    ).fetchone()
    return str(found[0]) if found else "people"


def _history(manifests: Sequence[Manifest]) -> list[tuple[str, Markup]]:
    """A chart of the rows of each table over the versions."""
    numbers = [m.version.split("-")[0] for m in manifests]
    return [
        (
            table,
            charts.columns(
                [(n, m.rows.get(table, 0)) for n, m in zip(numbers, manifests, strict=True)], table, charts.HALF
            ),
        )
        for table in COUNTED
    ]


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
