"""Whether an export is what it says it is: hashes, sizes, row counts, columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from warehouse.files import content_hash, file_hash
from warehouse.manifest import MANIFEST, FileEntry, Manifest, read_manifest


def verify(folder: Path) -> list[str]:
    """Everything that is wrong with the export in the folder, one sentence each; empty where nothing is."""
    try:
        manifest = read_manifest(folder)
    except (OSError, json.JSONDecodeError, KeyError, TypeError) as error:
        return [f"{folder / MANIFEST} cannot be read: {error!r}"]
    return list(_complaints(folder, manifest))


def _complaints(folder: Path, manifest: Manifest) -> Iterator[str]:
    for name, entry in sorted(manifest.files.items()):
        yield from _of_file(folder / name, name, entry, manifest)
    for path in sorted(folder.rglob("*.parquet")):
        if path.relative_to(folder).as_posix() not in manifest.files:
            yield f"{path.relative_to(folder)} is not in the manifest: who reads all files of a table reads it too"
    missing = set(manifest.columns) - set(manifest.rows)
    if missing:
        yield f"tables are missing: {', '.join(sorted(missing))}"
    if content_hash(manifest.files) != manifest.content:
        yield "the manifest's content hash is not the hash of the files that it lists"
    yield from _of_checksums(folder / "SHA256SUMS", manifest)


def _of_checksums(path: Path, manifest: Manifest) -> Iterator[str]:
    sums = {f"{e.sha256}  {n}" for n, e in manifest.files.items()}
    if not path.exists():
        yield f"{path.name} is missing"
    elif sums != set(path.read_text("utf-8").splitlines()):
        yield f"{path.name} and the manifest differ"


def _of_file(path: Path, name: str, entry: FileEntry, manifest: Manifest) -> Iterator[str]:
    if not path.exists():
        yield f"{name} is missing"
        return
    if path.stat().st_size != entry.bytes:
        yield f"{name} has {path.stat().st_size} bytes, the manifest says {entry.bytes}"
    if file_hash(path) != entry.sha256:
        yield f"{name} is not the file that was exported: its SHA-256 differs"
        return
    if path.suffix == ".parquet":
        yield from _of_parquet(path, name, entry, manifest)


def _of_parquet(path: Path, name: str, entry: FileEntry, manifest: Manifest) -> Iterator[str]:
    held = pq.ParquetFile(path)
    if held.metadata.num_rows != entry.rows:
        yield f"{name} has {held.metadata.num_rows} rows, the manifest says {entry.rows}"
    told = manifest.columns.get(entry.table)  # of its own time: columns may have been declared since
    if told is not None and held.schema_arrow.names != list(told):
        yield f"{name} has the columns {held.schema_arrow.names}, the manifest says {list(told)}"
