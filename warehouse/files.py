"""Hashes of files and of a set of files; files made safe."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from warehouse.manifest import FileEntry


def content_hash(files: Mapping[str, FileEntry]) -> str:
    """One hash for all tables: equal exactly where every file is."""
    return sha256("".join(f"{name}\x1f{files[name].sha256}\x1e" for name in sorted(files)).encode()).hexdigest()


def sync(path: Path) -> None:
    """Make sure that what was written is on the disk, before a rename makes it count."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, as hex digits."""
    digest = sha256()
    with path.open("rb") as handle:
        while block := handle.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
