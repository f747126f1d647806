"""Inputs in an object store, or at any other address that fsspec reads: copied beside the dataset, what is new of them each time.

    s3://bucket/articles/2025/a.jsonl.gz   ->   DATA/mirror/<hash of s3://bucket/articles>/2025/a.jsonl.gz

The copies carry the modification times of their originals, so that the dataset knows which of them it has read. A file that is
taken away there stays here: what was published from it stays published too.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from flows.batches.store import Store, open_store
from flows.settings import Settings

_READ_OTHERWISE = ("http://", "https://")  # pages and feeds, politely, by flows.ingest
_TIMES = ("LastModified", "last_modified", "mtime", "updated", "modified")  # as the libraries of the stores call it


def mirrored(inputs: Sequence[str], settings: Settings) -> list[str]:
    """The inputs, with a local folder in the place of each address of a store."""
    return [_mirror(one, settings) if is_in_store(one) else one for one in inputs]


def is_in_store(address: str) -> bool:
    """Whether this is neither a path nor a page."""
    return "://" in address and not address.lower().startswith(_READ_OTHERWISE)


def _mirror(address: str, settings: Settings) -> str:
    store = open_store(address, settings.batches)
    folder = settings.data / "mirror" / hashlib.sha256(address.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    for name, told in _listed(store):
        _copy(store, name, told, folder / name)
    return str(folder)


def _listed(store: Store) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each file below the address, by its path relative to it; where the address is a file, by its own name."""
    root = store.root.rstrip("/")
    for path, told in sorted(store.find().items()):
        name = path.removeprefix(root).lstrip("/") or PurePosixPath(path).name
        if not any(part in ("", ".", "..") for part in name.split("/")):
            yield name, told


def _copy(store: Store, name: str, told: Mapping[str, Any], here: Path) -> None:
    moment = _moment(told)
    if here.exists() and (here.stat().st_size, moment) == (told.get("size"), here.stat().st_mtime_ns):
        return
    here.parent.mkdir(parents=True, exist_ok=True)
    half = here.with_name(f".{here.name}.half")  # hidden: ingest does not read it
    store.get("" if store.root.endswith(f"/{name}") else name, str(half))
    if moment is not None:
        os.utime(half, ns=(moment, moment))
    half.replace(here)


def _moment(told: Mapping[str, Any]) -> int | None:
    """Modification time in nanoseconds; None where the store does not tell, so that the file is copied each time."""
    value = next((told[name] for name in _TIMES if told.get(name) is not None), None)
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return int((value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()) * 1_000_000_000
    return int(value) * 1_000_000_000 if isinstance(value, int | float) else None
