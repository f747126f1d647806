"""Inputs to records: what each source is, and which reader takes it. Nothing that an input holds stops the run."""

from __future__ import annotations

import hashlib
import io
import lzma
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import zstandard

from flows.ingest.archives import read_tar, read_zip
from flows.ingest.feeds import read_xml
from flows.ingest.fetch import Fetched, Fetcher
from flows.ingest.json_records import read_document, read_lines
from flows.ingest.links import completed
from flows.ingest.pages import read_page
from flows.ingest.plain import read_text
from flows.ingest.records import InputError, Link, Record, Rejection, with_bytes
from flows.ingest.seen import FileState, is_unchanged, state_of, state_of_answer
from flows.ingest.settings import IngestSettings
from flows.ingest.sniff import is_web_archive, kind_of
from flows.ingest.streams import Source, buffered, expanded
from flows.ingest.tables import read_csv, read_parquet
from flows.ingest.walk import Found, files
from flows.ingest.web_archives import read_web_archive

Item = Record | Rejection | FileState
STDIN = "-"
_TYPE_SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/rss+xml": ".xml", "application/atom+xml": ".xml",
    "application/xml": ".xml", "text/xml": ".xml", "application/json": ".json", "application/feed+json": ".json",
    "application/x-ndjson": ".jsonl", "text/plain": ".txt", "text/markdown": ".md", "text/csv": ".csv",
}  # fmt: skip
_TELLING = (".jsonl", ".ndjson", ".csv", ".md", ".gz", ".zst", ".bz2", ".zip", ".warc")  # often served as plain text
Part = Record | Rejection | Link
Reader = Callable[[Source, IngestSettings], Iterator[Part]]

_BROKEN = (EOFError, zlib.error, lzma.LZMAError, zstandard.ZstdError, tarfile.TarError, zipfile.BadZipFile)
READERS: dict[str, Reader] = {
    "text": read_text,
    "json": read_document,
    "jsonl": read_lines,
    "html": read_page,
    "xml": read_xml,
    "csv": read_csv,
    "parquet": read_parquet,
    "warc": read_web_archive,
    "zip": lambda source, settings: read_zip(source, settings, read_source),
    "tar": lambda source, settings: read_tar(source, settings, read_source),
}


def read_inputs(
    inputs: Path | str | Sequence[Path | str],
    settings: IngestSettings | None = None,
    known: Mapping[str, FileState] | None = None,
) -> Iterator[Item]:
    """Every article in the inputs, in an order that is the same on every machine, and a rejection for what gave none.

    An input is a file, a folder, an http(s) address, or "-" for standard input. With `known` (by path) files that have not
    changed since are left out, and each file or address that was read to its end is followed by its FileState.
    """
    named = [inputs] if isinstance(inputs, Path | str) else inputs
    chosen = settings or IngestSettings()
    with Followed(chosen, known) as followed:
        for one in named:
            yield from followed(_read_input(one, chosen, known))


def _read_input(
    one: Path | str, settings: IngestSettings, known: Mapping[str, FileState] | None
) -> Iterator[Part | FileState]:
    if str(one).lower().startswith(("http://", "https://")):
        yield Link(str(one))
    elif str(one) == STDIN:
        yield from read_source(Source("stdin", buffered(sys.stdin.buffer), "stdin"), settings)
    else:
        for found in files(Path(one)):
            if isinstance(found, Rejection):
                yield found
            elif known is None:
                yield from read_file(found, settings)
            else:
                yield from _read_unless_known(found, settings, known)


def _read_unless_known(
    found: Found, settings: IngestSettings, known: Mapping[str, FileState]
) -> Iterator[Part | FileState]:
    """What is in the file and then its state; only its state where no more than its time has changed; else nothing."""
    try:
        state = state_of(found, known)
    except OSError as error:
        yield Rejection(found.uri, "unreadable", error.strerror or str(error))
        return
    if not is_unchanged(state, known):
        yield from read_file(found, settings)
    if known.get(state.path) != state:
        yield state


class Followed:
    """Puts the articles behind links in the place of the links; connects to nothing before the first link comes."""

    def __init__(self, settings: IngestSettings, known: Mapping[str, FileState] | None = None) -> None:
        self._settings, self._known = settings, known
        self._stack = ExitStack()
        self._fetcher: Fetcher | None = None
        self._seen: set[str] = set()

    def __enter__(self) -> Followed:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def __call__(self, parts: Iterator[Part | FileState]) -> Iterator[Item]:
        """The records and rejections among the parts, and those of the pages that their links lead to, each once."""
        waiting: list[Iterator[Part | FileState]] = [parts]
        while waiting:
            part = next(waiting[-1], None)
            if part is None:
                waiting.pop()
            elif not isinstance(part, Link):
                yield part
            elif part.url not in self._seen:
                self._seen.add(part.url)
                waiting.append(self._behind(part))

    def _behind(self, link: Link) -> Iterator[Part | FileState]:
        url = link.url
        if self._fetcher is None:
            self._fetcher = self._stack.enter_context(Fetcher(self._settings, self._known or {}))
        try:
            fetched = self._fetcher.fetch(url)
        except InputError as error:
            yield Rejection(url, error.reason, error.detail)
            return
        if fetched is None:  # said to be unchanged
            if self._known:
                yield self._known[url]
            return
        state = state_of_answer(url, fetched.body, fetched.validators)
        if self._known is None or not is_unchanged(state, self._known):
            parts = self._kept(read_source(as_source(fetched), self._settings), fetched)
            yield from (completed(part, link) if isinstance(part, Record) else part for part in parts)
        if self._known is not None:
            yield state

    def _kept(self, parts: Iterator[Part], fetched: Fetched) -> Iterator[Part]:
        """The parts; a rejection of the whole answer has its bytes with it."""
        for part in parts:
            is_whole = isinstance(part, Rejection) and part.source_uri == fetched.url
            yield with_bytes(part, fetched.body) if isinstance(part, Rejection) and is_whole else part


def as_source(fetched: Fetched) -> Source:
    """What was fetched, as something to read: named after its address where that says what it is, else after its type."""
    last = urlsplit(fetched.url).path.rpartition("/")[2]
    suffix = _TYPE_SUFFIXES.get(fetched.content_type)
    name = last + suffix if suffix and not last.endswith(_TELLING) else last or "page"
    return Source(
        fetched.url,
        buffered(io.BytesIO(fetched.body)),
        name,
        len(fetched.body),
        page_url=fetched.url,
        charset=fetched.charset,
    )


def read_file(found: Found, settings: IngestSettings) -> Iterator[Part]:
    """The records of one file; rejections of the whole file carry the hash of its bytes."""
    try:
        with found.path.open("rb") as raw:
            size = found.path.stat().st_size
            source = Source(found.uri, buffered(raw), found.path.name, size)
            for item in read_source(source, settings):
                yield _with_file_bytes(item, found, settings)
    except OSError as error:
        yield Rejection(found.uri, "unreadable", error.strerror or str(error))


def read_source(source: Source, settings: IngestSettings) -> Iterator[Part]:
    """The records of one source, whatever it is."""
    try:
        opened = source if is_web_archive(source) else expanded(source, settings)
        kind, is_bare = kind_of(opened), True
        for part in READERS[kind](opened, settings):
            is_bare = False
            yield part
        if is_bare:
            yield Rejection(source.uri, "empty", f"read as {kind}, and there is not one record in it")
    except InputError as error:
        yield Rejection(source.uri, error.reason, error.detail)
    except _BROKEN as error:
        yield Rejection(source.uri, "broken_archive", str(error) or "the compressed data ends too early")
    except OSError as error:
        reason = "broken_archive" if source.stream.raw is not None and error.errno is None else "unreadable"
        yield Rejection(source.uri, reason, error.strerror or str(error))
    except Exception as error:
        # A parser met what its authors did not think of: the run goes on, and the reason is kept.
        yield Rejection(source.uri, "unreadable", f"{type(error).__name__}: {error}"[:500])


def read_bytes(raw: bytes, name: str, settings: IngestSettings | None = None) -> list[Item]:
    """Every article in the bytes of one input, and a rejection for what gave none; links are not followed."""
    source = Source(name, buffered(io.BytesIO(raw)), name, len(raw))
    return [item for item in read_source(source, settings or IngestSettings()) if isinstance(item, Record | Rejection)]


def read_one(raw: bytes, name: str, settings: IngestSettings | None = None) -> Record:
    """The first article in the bytes. InputError where there is none."""
    refused = "no article"
    for item in read_bytes(raw, name, settings):
        if isinstance(item, Record):
            return item
        refused = f"{item.reason}: {item.detail}" if isinstance(item, Rejection) else refused
    raise InputError("no_article", f"{name}: {refused}")


def _with_file_bytes(item: Part, found: Found, settings: IngestSettings) -> Part:
    """A rejection of the whole file with the hash of its bytes, and with the bytes where they are few enough to keep."""
    if not isinstance(item, Rejection) or item.sha256 is not None or item.source_uri != found.uri:
        return item
    try:
        with found.path.open("rb") as raw:
            kept = raw.read(settings.kept_bytes + 1)
            raw.seek(0)
            digest = hashlib.file_digest(raw, "sha256").hexdigest()
    except OSError:
        return item
    return replace(item, sha256=digest, raw=kept if len(kept) <= settings.kept_bytes else None)
