"""Dead letters: the raw bytes of what was refused, kept under their hash, and read again after a fix."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from flows.ingest.json_records import read_line
from flows.ingest.read import Item, read_source
from flows.ingest.records import Record, Rejection
from flows.ingest.settings import IngestSettings
from flows.ingest.streams import Source, buffered

_LINE = re.compile(r"^(?P<file>.+\.(?:jsonl|ndjson|jl|json|csv|tsv|parquet)(?:\.(?:gz|bz2|zst))?):\d+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A row of ops.rejected_articles that can be read again."""

    source_uri: str
    sha256: str


def keep(letters: Iterable[Rejection], folder: Path) -> int:
    """Write the raw bytes of each letter to a file named after their hash; the number of files that were not there before."""
    written = 0
    for letter in letters:
        if letter.raw is None or letter.sha256 is None or (folder / letter.sha256).exists():
            continue
        folder.mkdir(parents=True, exist_ok=True)
        new = folder / f".{letter.sha256}.new"
        new.write_bytes(letter.raw)
        new.replace(folder / letter.sha256)  # a crash leaves no half letter
        written += 1
    return written


def replay(letters: Iterable[DeadLetter], folder: Path, settings: IngestSettings | None = None) -> Iterator[Item]:
    """The letters read again as on the first day, under the same names: records for what is readable now, else rejections."""
    for letter in letters:
        path = folder / letter.sha256
        if path.is_file():
            yield from _settled(letter, list(_again(letter, path.read_bytes(), settings or IngestSettings())))
        else:
            yield Rejection(letter.source_uri, "unreadable", "its bytes were not kept", letter.sha256)


def _settled(letter: DeadLetter, items: list[Item]) -> Iterator[Item]:
    """The items, and the one record among them at the place of the letter too, where it has an id or address of its own.

    A letter counts as settled once an article was seen at its place. Where a record was refused, nobody knew its id.
    """
    yield from items
    records = [item for item in items if isinstance(item, Record)]
    if len(records) == 1 and records[0].source_uri != letter.source_uri:
        yield replace(records[0], source_uri=letter.source_uri)


def _again(letter: DeadLetter, raw: bytes, settings: IngestSettings) -> Iterator[Item]:
    if _LINE.match(letter.source_uri):
        yield from read_line(raw, letter.source_uri, settings)
        return
    url = letter.source_uri if "://" in letter.source_uri else None
    name = letter.source_uri.partition("?")[0].rpartition("/")[2] or "page"
    source = Source(letter.source_uri, buffered(io.BytesIO(raw)), name, len(raw), page_url=url)
    for item in read_source(source, settings):
        if isinstance(item, Record):
            yield item
        elif isinstance(item, Rejection):
            yield Rejection(item.source_uri, item.reason, item.detail, item.sha256 or letter.sha256)
