"""Which files the dataset remembers as read: the newest row of ops.files_read of each path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from flows.ingest import FileState
from flows.run import Run
from warehouse import store
from warehouse.tables import FILES_READ

COLUMNS = "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'ops' AND table_name = 'files_read'"
NEWEST = """
    SELECT path, arg_max(size, read_at), arg_max(mtime_ns, read_at), arg_max(sha256, read_at), {validators}
    FROM ops.files_read JOIN (SELECT unnest(?::VARCHAR[]) AS root) ON path = root OR starts_with(path, rtrim(root, '/') || '/')
    GROUP BY path"""
ADDRESSES = ("http:/", "https:/")  # roots of everything that was fetched: an input may link to any of it


def known_files(live: Path, inputs: Sequence[str]) -> Mapping[str, FileState]:
    """By path, the files at or under the inputs as they were when they were last read; every address that was fetched, too."""
    columns = set(store.read(live, COLUMNS)["column_name"]) if live.exists() else set()
    if not columns:  # a dataset made before there was such a table
        return {}
    roots = {str(Path(one).resolve()) for one in inputs if "://" not in one and one != "-"}
    validators = "arg_max(validators, read_at)" if "validators" in columns else "NULL"
    newest = store.read(live, NEWEST.format(validators=validators), [[*sorted(roots), *ADDRESSES]])
    return {row[0]: FileState(*row) for row in newest.iter_rows()}


def is_news(state: FileState, known: Mapping[str, FileState]) -> bool:
    """Whether the file was read because its content is new, not only looked at because its time is."""
    before = known.get(state.path)
    return before is None or (before.size, before.sha256) != (state.size, state.sha256)


def state_rows(run: Run, states: Sequence[FileState]) -> pl.DataFrame:
    """The rows of ops.files_read; of a path that was named twice, the last."""
    by_path = {s.path: s for s in states}
    rows = [(run.run_id, s.path, s.size, s.mtime_ns, s.sha256, run.started_at, s.validators) for s in by_path.values()]
    return pl.DataFrame(rows, schema=FILES_READ.polars_schema, orient="row")
