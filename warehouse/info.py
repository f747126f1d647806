"""Which dataset this is: its file, its rows, its last run, its exports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.connect import reading
from warehouse.derive import sql_name
from warehouse.export import versions
from warehouse.store import blocked_files
from warehouse.tables import ALL_TABLES


@dataclass(frozen=True, slots=True)
class Info:
    """What `dateline info` tells."""

    file: Path
    bytes: int
    storage_version: str
    rows: Mapping[str, int]
    extractor_versions: Mapping[str, int]  # articles by the version that read them: all but the newest are stale
    last_run: Mapping[str, Any] | None
    exports: tuple[str, ...]
    blocked_runs: tuple[str, ...]  # whose evidence waits for the next publication


def info(live: Path, exports: Path) -> Info:
    """Everything `dateline info` tells of a published dataset."""
    with reading(live) as con:
        held = set(con.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall())
        tables = [
            t for t in ALL_TABLES if (t.schema, t.name) in held
        ]  # others were declared after the last publication
        rows = {t.full_name: _one(con.execute(f"SELECT count(*) FROM {sql_name(t)}")) for t in tables}
        by_version = con.execute(
            "SELECT extractor_version, count(*) FROM articles GROUP BY ALL ORDER BY max(first_run_id) DESC, 1"
        ).fetchall()
        storage = _one(con.execute("SELECT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal"))
        answer = con.execute("SELECT * FROM ops.runs ORDER BY started_at DESC NULLS LAST LIMIT 1")
        names, run = [d[0] for d in answer.description or ()], answer.fetchone()
    return Info(
        file=live,
        bytes=live.stat().st_size,
        storage_version=storage,
        rows=rows,
        extractor_versions=dict(by_version),
        last_run=dict(zip(names, run, strict=True)) if run else None,
        exports=tuple(v.name for v in versions(exports)),
        blocked_runs=tuple(f.stem for f in blocked_files(live)),
    )


def _one(answer: Any) -> Any:
    return answer.fetchone()[0]
