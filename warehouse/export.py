"""Parquet exports: one immutable folder a version, named by its content, with everything needed to cite and check it.

    exports/0003-5f0c2a9e41d7/   articles.parquet ... manifest.json SHA256SUMS CHANGELOG.json ...
    exports/0004-7be1f2a90c33/   figures/year=2025/part-0.parquet ... where a table is large, see `warehouse.parts`
    exports/latest               symbolic link to the newest version; latest.json says the same where links do not travel

Equal data give equal bytes: rows are in a total order, nothing in a file tells of the machine or the time.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import duckdb

from warehouse.connect import in_memory
from warehouse.derive import exported_columns, literal, parquet_metadata, quoted
from warehouse.files import content_hash, file_hash, sync
from warehouse.manifest import FileEntry, Manifest, read_manifest, write_json
from warehouse.parts import parts
from warehouse.release import write_companions
from warehouse.tables import MAIN_TABLES, Column, Table

ROW_GROUP_ROWS = 122_880
PARTITION_ROWS = 2_000_000  # some 100 MB of figures: a file that is still fetched in one piece
LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Options:
    """What an export holds beside the tables, and how many versions stay."""

    with_texts: bool = False
    csv: bool = False
    keep: int = 10
    partition_rows: int = PARTITION_ROWS  # a table with more is written by year


def export(
    live: Path,
    exports: Path,
    *,
    with_texts: bool = False,
    csv: bool = False,
    keep: int = 10,
    partition_rows: int = PARTITION_ROWS,
) -> Path:
    """Write the published dataset as a new version and point `latest` at it; where nothing has changed, the version there is.

    At most `keep` versions stay, the newest; a table of more than `partition_rows` is written by year. The caller holds the
    writer's lock, or is alone.
    """
    options = Options(with_texts, csv, keep, partition_rows)
    exports.mkdir(parents=True, exist_ok=True)
    for left in exports.glob(".half-*"):
        shutil.rmtree(left)
    half = exports / f".half-{token_hex(4)}"
    half.mkdir()
    try:
        return _finish(half, exports, write_tables(live, half, options), options)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def write_tables(live: Path, folder: Path, options: Options) -> dict[str, FileEntry]:
    """Every table as one Parquet file or one a year (and CSV, where asked for), with rows, bytes and hash of each."""
    entries: dict[str, FileEntry] = {}
    with in_memory(folder) as con:
        con.execute(f"ATTACH {literal(str(live))} AS live (READ_ONLY)")
        con.execute("USE live")
        for table in MAIN_TABLES:
            for path, rows in _write_table(con, table, folder, options):
                name = path.relative_to(folder).as_posix()
                entries[name] = FileEntry(table.name, rows, path.stat().st_size, file_hash(path))
    return entries


def _write_table(
    con: duckdb.DuckDBPyConnection, table: Table, folder: Path, options: Options
) -> Iterator[tuple[Path, int]]:
    columns = exported_columns(table, with_texts=options.with_texts)
    pairs = ", ".join(f"{quoted(k)}: {literal(v)}" for k, v in parquet_metadata(table, columns, {}).items())
    form = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP_ROWS}, KV_METADATA {{{pairs}}}"
    for part in parts(con, table, ", ".join(f"r.{quoted(c.name)}" for c in columns), options.partition_rows):
        path = folder / f"{part.stem}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        yield path, _copy(con, part.query, path, form)
        if options.csv:
            as_text = ", ".join(_csv_value(c) for c in columns)
            path = folder / f"{part.stem}.csv.gz"
            yield (
                path,
                _copy(con, f"SELECT {as_text} FROM ({part.query})", path, "FORMAT csv, HEADER, COMPRESSION gzip"),
            )


def _copy(con: duckdb.DuckDBPyConnection, query: str, path: Path, form: str) -> int:
    """Write the answer to a file; its rows."""
    found = con.execute(f"COPY ({query}) TO {literal(str(path))} ({form})").fetchone()
    return int(found[0]) if found else 0


def _csv_value(column: Column) -> str:
    """A list is written as JSON, which other programs read; DuckDB's own way of writing it they do not."""
    name = quoted(column.name)
    return f"to_json({name}) AS {name}" if column.kind == "text_list" else name


def _finish(half: Path, exports: Path, files: Mapping[str, FileEntry], options: Options) -> Path:
    """Give the written files their name and their companions, unless they are what `latest` already holds."""
    content = content_hash(files)
    before = latest(exports)
    previous = read_manifest(before) if before else None
    if before and previous and previous.content == content:
        return before
    version = f"{_number(previous) + 1:04d}-{content[:12]}"
    columns = {t.name: [c.name for c in exported_columns(t, with_texts=options.with_texts)] for t in MAIN_TABLES}
    manifest = Manifest(version, previous.version if previous else None, content, files, options.with_texts, columns)
    write_companions(half, manifest, versions(exports))
    target = exports / version
    for file in sorted(half.rglob("*")):
        if file.is_file():
            sync(file)
    half.rename(target)
    point_latest(exports, version)
    remove_old(exports, options.keep)
    return target


def _number(manifest: Manifest | None) -> int:
    return int(manifest.version.split("-")[0]) if manifest else 0


def latest(exports: Path) -> Path | None:
    """The folder of the newest version, or None where there is no export."""
    link = exports / LATEST
    if not link.is_symlink():
        return None
    folder = exports / link.readlink()
    return folder if folder.is_dir() else None


def versions(exports: Path) -> Sequence[Path]:
    """The folders of all versions, oldest first."""
    found = [p for p in exports.glob("[0-9]*-*") if p.is_dir()]
    return sorted(found, key=lambda p: (int(p.name.partition("-")[0]), p.name))  # 10000 comes after 9999


def point_latest(exports: Path, version: str) -> None:
    """Swap the pointers to the version; a reader sees the old one or the new one."""
    link = exports / f".{LATEST}.{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(version)
    link.replace(exports / LATEST)
    half = exports / f".{LATEST}.json.{os.getpid()}"
    write_json(half, {"version": version, "manifest": f"{version}/manifest.json"})
    half.replace(exports / f"{LATEST}.json")


def remove_old(exports: Path, keep: int) -> list[Path]:
    """Remove all but the newest `keep` versions, and say which."""
    old = list(versions(exports))[: -max(keep, 1)]
    for folder in old:
        shutil.rmtree(folder)
    return old
