"""Plain text and Markdown files: one article a file."""

from __future__ import annotations

from collections.abc import Iterator

from flows.ingest.decode import decode
from flows.ingest.fields import authors_of, checked_text, dated, language_code
from flows.ingest.records import InputError, Record, Rejection, reject
from flows.ingest.settings import IngestSettings
from flows.ingest.streams import Source, read_whole
from transforms.articles import one_line, read_plain
from transforms.stamps import read_stamp


def read_text(source: Source, settings: IngestSettings) -> Iterator[Record | Rejection]:
    """The article of a text file, and a note where its front matter has a date that is none."""
    raw = read_whole(source, settings)
    plain = read_plain(decode(raw, source.charset))
    if not plain.text or plain.text.isspace():
        raise InputError("empty", "nothing but blanks")
    fields = plain.fields
    given = fields.get("published_at") or fields.get("date")
    stamp = read_stamp(given)
    uri = one_line(fields.get("url")) or source.uri
    if given and stamp is None:
        yield reject(uri, InputError("bad_timestamp", f"no certain day in {str(given)[:80]!r}"), raw)
    yield Record(
        source_uri=uri,
        text=checked_text(plain.text, settings),
        title=plain.title,
        authors=authors_of(fields.get("authors") or fields.get("author")),
        publisher=one_line(fields.get("publisher")),
        language=language_code(fields.get("lang") or fields.get("language")),
        **dated(stamp, "metadata", "front matter"),
    )
