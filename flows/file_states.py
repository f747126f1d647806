"""Which files the dataset remembers as read: the newest row of ops.files_read of each path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from flows.ingest import FileState
from flows.run import Run
from warehouse import store
from warehouse.tables import FILES_READ

TABLE = "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'ops' AND table_name = 'files_read'"
NEWEST = """
    SELECT path, arg_max(size, read_at), arg_max(mtime_ns, read_at), arg_max(sha256, read_at)
    FROM ops.files_read JOIN (SELECT unnest(?::VARCHAR[]) AS root) ON path = root OR starts_with(path, rtrim(root, '/') || '/')
    GROUP BY path"""


def known_files(live: Path, inputs: Sequence[str]) -> Mapping[str, FileState]:
    """By path, the files at or under the inputs as they were when they were last read."""
    if not live.exists() or store.read(live, TABLE).is_empty():  # a dataset made before there was such a table
        return {}
    roots = sorted({str(Path(one).resolve()) for one in inputs if "://" not in one and one != "-"})
    return {row[0]: FileState(*row) for row in store.read(live, NEWEST, [roots]).iter_rows()}


def is_news(state: FileState, known: Mapping[str, FileState]) -> bool:
    """Whether the file was read because its content is new, not only looked at because its time is."""
    before = known.get(state.path)
    return before is None or (before.size, before.sha256) != (state.size, state.sha256)


def state_rows(run: Run, states: Sequence[FileState]) -> pl.DataFrame:
    """The rows of ops.files_read; of a path that was named twice, the last."""
    by_path = {s.path: s for s in states}
    rows = [(run.run_id, s.path, s.size, s.mtime_ns, s.sha256, run.started_at) for s in by_path.values()]
    return pl.DataFrame(rows, schema=FILES_READ.polars_schema, orient="row")
