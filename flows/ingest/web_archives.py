"""WARC and ARC: the pages that a crawler has kept, record by record; none is held longer than it takes to read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flows.ingest.pages import page_record
from flows.ingest.records import InputError, Record, Rejection, reject
from flows.ingest.settings import IngestSettings
from flows.ingest.streams import Source

_PAGES = ("text/html", "application/xhtml+xml")
_KINDS = ("response", "resource")  # the other kinds (warcinfo, request, metadata, revisit, conversion) hold no page


def read_web_archive(source: Source, settings: IngestSettings) -> Iterator[Record | Rejection]:
    """The article of each page; a dead letter for each response that is none, and one where the archive breaks off."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    archive = ArchiveIterator(source.stream, arc2warc=True)
    archive.INC_RECORD = ""  # it would print its warnings; they become dead letters instead
    records, misfits, record = iter(archive), 0, None
    while True:
        before = record
        try:
            record = next(records, None)
        except (ArchiveLoadFailed, EOFError, ValueError, AttributeError, KeyError, IndexError) as error:
            raise InputError("broken_archive", f"the archive cannot be read further: {error}"[:300]) from None
        if archive.err_count > misfits:
            misfits = archive.err_count
            detail = "what follows a record is no record: a wrong length, something was skipped"
            yield reject(f"{source.uri}@{archive.offset}", InputError("broken_archive", detail))
        if before is not None and record is None and _missing(before):
            raise InputError(
                "broken_archive", f"the last record ends {_missing(before)} bytes before its stated length"
            )
        if record is None:
            return
        if record.rec_type in _KINDS:
            yield from _read_record(record, source, settings)


def _read_record(record: Any, source: Source, settings: IngestSettings) -> Iterator[Record | Rejection]:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    uri = url.strip("<>") or source.uri
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    kind, charset = _content_type(record)
    if not status.startswith("2"):
        error = InputError("fetch_failed", f"{source.uri}: the archived answer is HTTP {status}")
        yield replace(reject(uri, error, _body(record, settings)), raw=None)  # no fix makes an article of an error page
    elif kind not in _PAGES:
        error = InputError("unsupported_format", f"{source.uri}: {kind or 'no content type'}, expected {_PAGES[0]}")
        yield reject(uri, error, _body(record, settings))
    else:
        yield _read_page(record, uri, charset, source, settings)


def _body(record: Any, settings: IngestSettings) -> bytes:
    """As much of the body as is kept of a dead letter."""
    return bytes(record.content_stream().read(settings.kept_bytes))


def _read_page(
    record: Any, uri: str, charset: str | None, source: Source, settings: IngestSettings
) -> Record | Rejection:
    raw = record.content_stream().read(settings.document_bytes + 1)
    try:
        if len(raw) > settings.document_bytes:
            raise InputError("too_large", f"more than {settings.document_bytes} bytes in one page")
        if not raw:
            raise InputError("empty", "a response without a body")
        if _missing(record):
            raise InputError("broken_archive", f"{source.uri}: the record ends {_missing(record)} bytes too early")
        return page_record(raw, uri, settings, charset=charset, url=uri if "://" in uri else None)
    except InputError as error:
        return reject(uri, error, raw[: settings.kept_bytes])


def _missing(record: Any) -> int:
    """Bytes that a record read to its end should still have had."""
    return int(getattr(record.raw_stream, "limit", 0) or 0)


def _content_type(record: Any) -> tuple[str, str | None]:
    headers = record.http_headers or record.rec_headers
    given = headers.get_header("Content-Type") or ""
    kind, _, rest = given.partition(";")
    charset = rest.lower().partition("charset=")[2].strip(" \"'") or None
    return kind.strip().lower(), charset
