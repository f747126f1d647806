"""JSON Lines, JSON documents, and the reading of one object under the field names of the settings."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from flows.ingest.decode import decode
from flows.ingest.feeds import read_json_feed
from flows.ingest.fields import authors_of, checked_text, dated, field_of, language_code
from flows.ingest.fragments import text_of_field
from flows.ingest.records import InputError, Link, Record, Rejection, reject
from flows.ingest.settings import IngestSettings
from flows.ingest.streams import Source, as_text, read_whole
from transforms.articles import canonical, one_line
from transforms.stamps import read_stamp, stamp_in_url

_LIST_NAMES = ("articles", "items", "results", "docs", "documents", "data", "hits")
_PARSE_ERRORS = (ValueError, RecursionError)  # RecursionError: brackets nested by the thousand


def read_lines(source: Source, settings: IngestSettings) -> Iterator[Record | Rejection]:
    """One record a line; blank lines are nothing, a broken line is a dead letter with its number."""
    for number, line in enumerate(_lines(source, settings), start=1):
        place = f"{source.uri}:{number}"
        if isinstance(line, InputError):
            yield reject(place, line)
        elif line.strip():
            yield from read_line(line, place, settings)


def _lines(source: Source, settings: IngestSettings) -> Iterator[bytes | InputError]:
    """The lines as UTF-8, without a mark at their head; a line beyond the limit is skipped and named."""
    stream, encoding = source.stream, _wide(source.head)
    if encoding:
        with as_text(stream, encoding, "\n") as text:
            yield from (line.removeprefix("\ufeff").encode("utf-8", "replace") for line in text)
        return
    if source.head.startswith(codecs.BOM_UTF8):
        stream.read(len(codecs.BOM_UTF8))
    while line := stream.readline(settings.line_bytes + 1):
        if len(line) <= settings.line_bytes:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 20)
        yield InputError("too_large", f"a line of more than {settings.line_bytes} bytes")


def _wide(head: bytes) -> str | None:
    return "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else None


def read_line(line: bytes, place: str, settings: IngestSettings) -> Iterator[Record | Rejection]:
    """The record of one line; a rejection that keeps the line where there is none."""
    try:
        yield from read_object(_parse(line), place, settings, raw=line)
    except InputError as error:
        yield reject(place, error, line)


def _parse(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    except _PARSE_ERRORS as error:
        raise _broken(error) from None
    try:
        return json.loads(decode(raw))
    except _PARSE_ERRORS as error:
        raise _broken(error) from None


def _broken(error: Exception) -> InputError:
    said = "nested too deeply" if isinstance(error, RecursionError) else str(error)
    return InputError("broken_record", f"not valid JSON: {said}")


def read_document(source: Source, settings: IngestSettings) -> Iterator[Record | Rejection | Link]:
    """The articles of one JSON document: a list of objects, an object with such a list, or a single object.

    A document that is JSON Lines in truth is read as such.
    """
    raw = read_whole(source, settings)
    try:
        value = _parse(raw)
    except InputError:
        if not _looks_like_lines(raw):
            raise
        lines = Source(source.uri, io.BufferedReader(io.BytesIO(raw)), source.name)
        yield from read_lines(lines, settings)
        return
    if isinstance(value, Mapping) and "jsonfeed.org" in str(value.get("version", "")):
        yield from read_json_feed(value, source.uri, settings)
    else:
        yield from _read_values(_listed(value), source, settings)


def _read_values(values: list[Any], source: Source, settings: IngestSettings) -> Iterator[Record | Rejection]:
    if not values:
        raise InputError("empty", "no record in the JSON document")
    for number, value in enumerate(values, start=1):
        place = source.uri if len(values) == 1 else f"{source.uri}:{number}"
        try:
            yield from read_object(value, place, settings)
        except InputError as error:
            yield reject(place, error, json.dumps(value).encode())


def _looks_like_lines(raw: bytes) -> bool:
    """Whether the first line that is not blank is a whole object."""
    first = raw.removeprefix(codecs.BOM_UTF8).lstrip().partition(b"\n")[0].strip()
    if not (first.startswith(b"{") and first.endswith(b"}")):
        return False
    try:
        _parse(first)
    except InputError:
        return False
    return True


def _listed(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping):
        for name in _LIST_NAMES:
            if isinstance(value.get(name), list):
                return list(value[name])
    return [value]


def read_object(
    value: object, place: str, settings: IngestSettings, raw: bytes | None = None
) -> Iterator[Record | Rejection]:
    """The record of one object, after a note where its publication stamp says no certain day.

    InputError `broken_record` where it is no object, `no_text` where its text is none.
    """
    if not isinstance(value, Mapping):
        raise InputError("broken_record", f"found {_kind(value)}, expected an object with a field text")
    found = {name: field_of(value, names) for name, names in settings.fields.items()}
    uri = _name(found.get("url")) or _name(found.get("id")) or place
    if found.get("text") is None:
        expected, there = ", ".join(settings.fields["text"]), ", ".join(map(str, value))[:120]
        raise InputError(
            "no_text",
            f"found the fields {there or '(none)'}, expected the text in one of {expected}; the setting ingest.fields says which",
        )
    text = _text(found["text"], settings)
    stamp = read_stamp(found.get("published_at"))
    if stamp is None and found.get("published_at") not in (None, ""):
        yield reject(
            uri, InputError("bad_timestamp", f"{place}: no certain day in {_short(found['published_at'])}"), raw
        )
    in_url = None if stamp else stamp_in_url(uri)
    yield Record(
        source_uri=uri,
        text=text,
        title=one_line(_title(found.get("title"))),
        authors=authors_of(found.get("authors")),
        publisher=one_line(found.get("publisher")),
        language=language_code(found.get("language")),
        **dated(stamp, "metadata", "record") if stamp else dated(in_url, "url", "day in the address"),
    )


def _text(value: object, settings: IngestSettings) -> str:
    if not isinstance(value, str):
        raise InputError("no_text", f"found {_kind(value)} as text, expected a string")
    return checked_text(canonical(text_of_field(canonical(value))), settings)


def _title(value: object) -> object:
    return text_of_field(value) if isinstance(value, str) else value


def _name(value: object) -> str | None:
    return one_line(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _kind(value: object) -> str:
    return "nothing" if value is None else f"{type(value).__name__} {_short(value)}"


def _short(value: object) -> str:
    """The value in at most 80 characters; a number of thousands of digits is not printed at all."""
    if isinstance(value, int) and abs(value) > 10**30:
        return "a huge number"
    return repr(value)[:80]
