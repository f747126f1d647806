"""The newest export, copied to an object store, or to any other address that fsspec writes.

    DATA/exports/0004-7be1f2a90c33/...   ->   s3://bucket/exports/0004-7be1f2a90c33/...
    DATA/exports/latest.json             ->   s3://bucket/exports/latest.json, last of all

Versions never change, so that a file which is there in its full size is not sent again, and an upload that broke off goes on where
it was. Who follows latest.json never meets a version that is not whole. Older versions stay: how long is a rule of the store.
"""

from __future__ import annotations

from pathlib import Path

from flows.batches.store import open_store
from flows.settings import Settings
from warehouse.export import LATEST, latest

MANIFEST = "manifest.json"


def upload_latest(settings: Settings) -> int:
    """Send what is missing of the newest export to `settings.exports_to`, and say how many files that were. Nothing without either."""
    version = latest(settings.exports)
    if version is None or settings.exports_to is None:
        return 0
    store = open_store(f"{settings.exports_to.rstrip('/')}/{version.name}", settings.batches)
    root = store.root.rstrip("/")
    there = {path.removeprefix(root).lstrip("/"): told.get("size") for path, told in store.find().items()}
    missing = [name for name in _names(version) if there.get(name) != (version / name).stat().st_size]
    for name in missing:
        store.put(str(version / name), name)
    pointer = f"{LATEST}.json"
    open_store(settings.exports_to, settings.batches).put(str(settings.exports / pointer), pointer)
    return len(missing)


def _names(version: Path) -> list[str]:
    """Files of a version by their path in it, the manifest last: where it is, everything is."""
    names = sorted(file.relative_to(version).as_posix() for file in version.rglob("*") if file.is_file())
    return sorted(names, key=lambda name: name == MANIFEST)
