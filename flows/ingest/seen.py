"""Which files have been read before: by path, size and modification time, and where these differ by content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.ingest.walk import Found


@dataclass(frozen=True, slots=True)
class FileState:
    """A file or an address as it was when it was read to its end."""

    path: str  # absolute, or the address
    size: int
    mtime_ns: int  # 0 of an address
    sha256: str
    validators: str | None = None  # of an address: ETag and modification date as JSON, where its server gives any


def state_of(found: Found, known: Mapping[str, FileState]) -> FileState:
    """The state of the file now; its hash is taken from `known` where size and time are those of the last reading."""
    path = str(found.path.resolve())
    stat = found.path.stat()
    before = known.get(path)
    if before is not None and (before.size, before.mtime_ns) == (stat.st_size, stat.st_mtime_ns):
        return before
    return FileState(path, stat.st_size, stat.st_mtime_ns, _hash(found.path))


def state_of_answer(url: str, body: bytes, validators: str | None) -> FileState:
    """The state of an address that has answered so."""
    return FileState(url, len(body), 0, hashlib.sha256(body).hexdigest(), validators)


def is_unchanged(state: FileState, known: Mapping[str, FileState]) -> bool:
    """Whether the file holds what it held when it was last read, whatever its modification time says."""
    before = known.get(state.path)
    return before is not None and (before.size, before.sha256) == (state.size, state.sha256)


def _hash(path: Path) -> str:
    with path.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()
