"""From what the user names to files, in an order that is the same on every machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.ingest.records import Rejection


@dataclass(frozen=True, slots=True)
class Found:
    """A file and its name: the path relative to the input root, with forward slashes."""

    path: Path
    uri: str


def files(root: Path) -> Iterator[Found | Rejection]:
    """The files at or under `root`, sorted by path; hidden ones are left out, as are links out of the root.

    A link to a folder is never followed, so that no loop is possible. What cannot be read is a rejection.
    """
    if not root.exists():
        yield Rejection(str(root), "unreadable", "there is no such file or folder")
    elif root.is_dir():
        yield from _under(root, root)
    else:
        yield Found(root, root.name)


def _under(folder: Path, root: Path) -> Iterator[Found | Rejection]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield Rejection(_uri(folder, root), "unreadable", error.strerror or str(error))
        return
    for entry in entries:
        if not entry.name.startswith("."):
            yield from _entry(Path(entry.path), root)


def _entry(path: Path, root: Path) -> Iterator[Found | Rejection]:
    if path.is_symlink():
        yield _linked(path, root)
    elif path.is_dir():
        yield from _under(path, root)
    elif path.is_file():
        yield Found(path, _uri(path, root))
    else:
        yield Rejection(_uri(path, root), "unsafe", "neither a file nor a folder (a pipe, socket or device)")


def _linked(path: Path, root: Path) -> Found | Rejection:
    """A link to a file inside the root is read under its own name; any other is refused."""
    uri = _uri(path, root)
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        return Rejection(uri, "unreadable", f"link that leads nowhere or in a circle: {error}")
    if target.is_dir():
        return Rejection(uri, "unsafe", "link to a folder: links to folders are not followed")
    if not target.is_relative_to(root.resolve()):
        return Rejection(uri, "unsafe", "link to a file outside the input folder")
    return Found(path, uri) if target.is_file() else Rejection(uri, "unsafe", "link to something that is no file")


def _uri(path: Path, root: Path) -> str:
    """Relative path with forward slashes; bytes that are no UTF-8 are replaced, since no table could hold them."""
    relative = path.relative_to(root).as_posix()
    return os.fsencode(relative).decode("utf-8", "replace") if relative != "." else root.name
