"""Zip and tar archives: their members read in place. Nothing is ever written to disk under a name that an archive chose."""

from __future__ import annotations

import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from flows.ingest.records import InputError, Link, Record, Rejection, reject, with_bytes
from flows.ingest.settings import IngestSettings
from flows.ingest.streams import Remembering, Source, buffered, limited

Item = Record | Rejection | Link
ReadSource = Callable[[Source, IngestSettings], Iterator[Item]]
IN_MEMORY = 32 << 20  # bytes of an archive within an archive; beyond it goes to a temporary file


def read_zip(source: Source, settings: IngestSettings, read: ReadSource) -> Iterator[Item]:
    """The records of every member, sorted by name."""
    _check_depth(source, settings)
    with seekable(source) as file, zipfile.ZipFile(file) as archive:
        members = [m for m in archive.infolist() if not m.is_dir()]
        _check_count(len(members), settings)
        for member in sorted(members, key=lambda m: m.filename):
            name = f"{source.uri}!/{member.filename}"
            try:
                _check_name(member.filename)
                if member.flag_bits & 1:
                    raise InputError(
                        "unreadable", "the member is encrypted, expected one that opens without a password"
                    )
                _check_ratio(member.file_size, member.compress_size, settings)
                with archive.open(member) as raw:
                    stream = limited(cast(BinaryIO, raw), member.compress_size, settings, name)
                    inner = _member(source, name, member.filename, member.file_size, stream)
                    yield from _with_member_bytes(inner, settings, read)
            except InputError as error:
                yield reject(name, error)
            except (NotImplementedError, zipfile.BadZipFile, RuntimeError) as error:
                yield reject(name, InputError("broken_archive", str(error)))


def read_tar(source: Source, settings: IngestSettings, read: ReadSource) -> Iterator[Item]:
    """The records of every file, in the order of the archive, which is read once from front to end."""
    _check_depth(source, settings)
    with tarfile.open(fileobj=source.stream, mode="r|") as archive:
        for number, member in enumerate(archive, start=1):
            _check_count(number, settings)
            name = f"{source.uri}!/{member.name}"
            if member.isdir():
                continue
            try:
                _check_name(member.name)
                if not member.isreg():
                    raise InputError("unsafe", "a link or device inside the archive")
                raw = archive.extractfile(member)
                if raw is not None:
                    inner = _member(source, name, member.name, member.size, buffered(cast(BinaryIO, raw)))
                    yield from _with_member_bytes(inner, settings, read)
            except InputError as error:
                yield reject(name, error)


def _with_member_bytes(source: Source, settings: IngestSettings, read: ReadSource) -> Iterator[Item]:
    """The records of a member; a rejection of the whole member has its bytes with it, where they are few enough to keep."""
    kept = Remembering(cast(BinaryIO, source.stream), settings.kept_bytes)
    for item in read(replace(source, stream=buffered(kept)), settings):
        is_whole = isinstance(item, Rejection) and item.source_uri == source.uri and item.sha256 is None
        raw = kept.whole() if is_whole else None
        yield item if raw is None or not isinstance(item, Rejection) else with_bytes(item, raw)


@contextmanager
def seekable(source: Source) -> Iterator[BinaryIO]:
    """The stream itself where one can jump in it, else a temporary copy of it, gone at the end."""
    if source.depth == 0 and source.stream.seekable():  # a member of a tar stream says so too, and fails
        yield cast(BinaryIO, source.stream)
        return
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as copy:
        while chunk := source.stream.read(1 << 20):
            copy.write(chunk)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def _check_depth(source: Source, settings: IngestSettings) -> None:
    if source.depth >= settings.archive_depth:
        raise InputError("unsafe", f"more than {settings.archive_depth} archives within each other")


def _member(source: Source, uri: str, name: str, size: int, stream: object) -> Source:
    return replace(source, uri=uri, name=name, size=size, stream=stream, depth=source.depth + 1)  # type: ignore[arg-type]


def _check_name(name: str) -> None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        raise InputError("unsafe", "the name leads out of the archive")


def _check_count(count: int, settings: IngestSettings) -> None:
    if count > settings.archive_members:
        raise InputError("unsafe", f"more than {settings.archive_members} members")


def _check_ratio(size: int, packed: int, settings: IngestSettings) -> None:
    if size > max(settings.expansion_free_bytes, settings.expansion_ratio * packed):
        raise InputError("unsafe", f"{packed} bytes claim to become {size}: a decompression bomb")
