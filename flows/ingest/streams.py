"""Byte streams: known by their first bytes, decompressed as they are read, and cut off where they swell."""

from __future__ import annotations

import bz2
import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

import zstandard

from flows.ingest.records import InputError
from flows.ingest.settings import IngestSettings

BUFFER = 1 << 18
HEAD = 4096
_GZIP, _BZIP, _ZSTD = b"\x1f\x8b", b"BZh", b"\x28\xb5\x2f\xfd"
_SUFFIXES = (".gz", ".bz2", ".zst")


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read: its name for `source_uri`, its buffered bytes, and what is known about it from outside."""

    uri: str
    stream: io.BufferedReader
    name: str  # decides with the first bytes what it is; the compression's suffix is off
    size: int | None = None  # bytes as stored
    page_url: str | None = None
    charset: str | None = None
    depth: int = 0  # archives it lies in
    was_compressed: bool = field(default=False)

    @property
    def suffix(self) -> str:
        """Last suffix of the name, in lower case."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def head(self) -> bytes:
        """The first bytes, which stay unread."""
        return self.stream.peek(HEAD)[:HEAD]


class _Limited(io.RawIOBase):
    """Passes bytes on until there are too many of them for what they were made from."""

    def __init__(self, inner: BinaryIO, most: int, what: str) -> None:
        self._read = getattr(inner, "read1", inner.read)  # what came before the break of a cut-off stream is not lost
        self._left, self._what = most, what

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._read(len(buffer))
        self._left -= len(chunk)
        if self._left < 0:
            raise InputError("unsafe", f"{self._what} swells beyond every plausible size: a decompression bomb")
        buffer[: len(chunk)] = chunk
        return len(chunk)


class Remembering(io.RawIOBase):
    """Passes bytes on and keeps them, as long as they are not too many: for a dead letter that cannot be read a second time."""

    def __init__(self, inner: BinaryIO, most: int) -> None:
        self._read = getattr(inner, "read1", inner.read)  # what came before the break of a cut-off stream is not lost
        self._most, self._kept = most, bytearray()

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as one reading goes."""
        chunk = self._read(len(buffer))
        if len(self._kept) <= self._most:
            self._kept += chunk
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def whole(self) -> bytes | None:
        """All bytes, those not read yet too; None where they are too many or cannot be read to their end."""
        try:
            while len(self._kept) <= self._most and (chunk := self._read(1 << 20)):
                self._kept += chunk
        except (OSError, EOFError, ValueError, zlib.error, zipfile.BadZipFile, tarfile.TarError, InputError):
            return None
        return bytes(self._kept) if len(self._kept) <= self._most else None


def buffered(raw: BinaryIO | io.RawIOBase) -> io.BufferedReader:
    """The stream with room to look ahead."""
    return io.BufferedReader(cast(io.RawIOBase, raw), BUFFER)


def limited(raw: BinaryIO, size: int | None, settings: IngestSettings, what: str) -> io.BufferedReader:
    """The expanded stream, which ends in InputError `unsafe` where it swells beyond the settings' ratio to `size`."""
    most = max(settings.expansion_free_bytes, settings.expansion_ratio * (size or 0))
    return buffered(_Limited(raw, most, what))


def expanded(source: Source, settings: IngestSettings) -> Source:
    """The source without its compression, known by its first bytes and not by its name."""
    opened = _expander(source.stream.peek(4)[:4])
    if opened is None:
        name = _without_suffix(source.name) if source.suffix in _SUFFIXES else source.name
        return replace(source, name=name)
    stream = limited(opened(source.stream), source.size, settings, source.uri)
    return replace(source, stream=stream, name=_without_suffix(source.name), was_compressed=True)


def read_whole(source: Source, settings: IngestSettings) -> bytes:
    """All bytes of a document. InputError `too_large` beyond the limit, `empty` where there are none."""
    raw = source.stream.read(settings.document_bytes + 1)
    if len(raw) > settings.document_bytes:
        raise InputError("too_large", f"more than {settings.document_bytes} bytes in one document")
    if not raw:
        raise InputError("empty", "no bytes")
    return raw


@contextmanager
def as_text(stream: io.BufferedReader, encoding: str, newline: str) -> Iterator[io.TextIOWrapper]:
    """The stream as text with U+FFFD for what does not fit; the stream itself stays open."""
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline=newline)
    try:
        yield text
    finally:
        text.detach()


def _without_suffix(name: str) -> str:
    path = PurePosixPath(name)
    if path.suffix.lower() == ".tgz":
        return str(path.with_suffix(".tar"))
    return str(path.with_suffix("")) if path.suffix.lower() in _SUFFIXES else name


def _expander(head: bytes) -> Callable[[BinaryIO], BinaryIO] | None:
    if head.startswith(_GZIP):
        return lambda raw: cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    if head.startswith(_BZIP):
        return lambda raw: cast(BinaryIO, bz2.BZ2File(raw))
    if head == _ZSTD:
        return lambda raw: cast(
            BinaryIO, zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(raw, read_across_frames=True)
        )
    return None
