"""The manifest of an export: which files, how many rows, which bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from warehouse.derive import DATASET_NAME, SCHEMA_VERSION

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One data file of an export."""

    table: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One version of the dataset as it was exported. `content` hashes all data files; `previous` is the version before."""

    version: str
    previous: str | None
    content: str
    files: Mapping[str, FileEntry]
    with_texts: bool
    columns: Mapping[str, Sequence[str]] = field(
        default_factory=dict
    )  # by table, in their order; an old export does not say

    @property
    def rows(self) -> dict[str, int]:
        """Rows by table."""
        counts: dict[str, int] = {}
        for name, entry in sorted(self.files.items()):
            if name.endswith(".parquet"):  # the same rows as CSV count once
                counts[entry.table] = counts.get(entry.table, 0) + entry.rows
        return counts

    def pattern(self, table: str) -> str:
        """The name of the Parquet file of a table, or the pattern of the names of its parts: `figures/*/*.parquet`."""
        one = f"{table}.parquet"
        return one if one in self.files else f"{table}/*/*.parquet"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write `manifest.json` into the folder."""
    files = {name: asdict(entry) for name, entry in sorted(manifest.files.items())}
    write_json(
        folder / MANIFEST,
        {
            "dataset": DATASET_NAME,
            "schema_version": SCHEMA_VERSION,
            "version": manifest.version,
            "previous": manifest.previous,
            "content": manifest.content,
            "with_texts": manifest.with_texts,
            "rows": manifest.rows,
            "columns": {table: list(names) for table, names in manifest.columns.items()},
            "files": files,
        },
    )


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an export folder."""
    held = json.loads((folder / MANIFEST).read_text("utf-8"))
    files = {name: FileEntry(**entry) for name, entry in held["files"].items()}
    return Manifest(
        held["version"], held["previous"], held["content"], files, held["with_texts"], held.get("columns", {})
    )


def write_json(path: Path, value: Any) -> None:
    """Write JSON as a person can read it, always the same for the same value."""
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False, sort_keys=False) + "\n", "utf-8")
