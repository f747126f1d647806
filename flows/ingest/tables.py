"""CSV and Parquet: one record a row, under the field names of the settings."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any, cast

from flows.ingest.archives import seekable
from flows.ingest.decode import decode
from flows.ingest.json_records import read_object
from flows.ingest.records import InputError, Record, Rejection, reject
from flows.ingest.settings import IngestSettings
from flows.ingest.streams import Source, as_text

ROWS_AT_ONCE = 1_000


def read_csv(source: Source, settings: IngestSettings) -> Iterator[Record | Rejection]:
    """One record a row of a table with a header; comma, semicolon or tab, as the header shows."""
    csv.field_size_limit(settings.line_bytes)
    with as_text(source.stream, _encoding(source.head), "") as lines:
        taken = _Taken(lines)
        header = next(taken, "")
        delimiter = max(",;\t", key=header.count)
        names = [n.strip() for n in next(csv.reader([header], delimiter=delimiter), [])]
        _check_columns(names, settings)
        rows = csv.DictReader(taken, fieldnames=names, delimiter=delimiter, strict=True)
        yield from _rows(rows, taken, source.uri, settings)


class _Taken:
    """Lines passed on, with those remembered that were taken since the last row: what a broken row is made of."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.since: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.since.append(next(self._lines))
        return self.since[-1]


def _rows(rows: csv.DictReader[str], taken: _Taken, uri: str, settings: IngestSettings) -> Iterator[Record | Rejection]:
    number = 1  # the header
    while True:
        number += 1
        taken.since.clear()
        try:
            row = next(rows, None)
        except csv.Error as error:
            said = f"broken quotes or delimiters from here on for {len(taken.since)} lines: {error}"
            yield reject(f"{uri}:{number}", InputError("broken_record", said), "".join(taken.since).encode())
            continue
        if row is None:
            return
        yield from _row({k: v or None for k, v in row.items() if k}, f"{uri}:{number}", settings)


def _encoding(head: bytes) -> str:
    """The encoding of the whole file, told by its beginning; a character cut in two at its end does not count."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    cut = head[: head.rfind(b"\n") + 1] or head
    try:
        cut.decode("utf-8")
    except UnicodeDecodeError:
        decode(cut)  # raises where it is no text at all
        return "cp1252"
    return "utf-8-sig"


def read_parquet(source: Source, settings: IngestSettings) -> Iterator[Record | Rejection]:
    """One record a row, read a thousand rows at a time and only in the columns that the settings name."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with seekable(source) as raw:
            file = pq.ParquetFile(raw)
            columns = _wanted_columns(file.schema_arrow.names, settings)
            rows = (row for batch in file.iter_batches(ROWS_AT_ONCE, columns=columns) for row in batch.to_pylist())
            for number, row in enumerate(rows, start=1):
                yield from _row(row, f"{source.uri}:{number}", settings)
    except pa.ArrowException as error:
        raise InputError("broken_archive", f"not readable as Parquet: {error}"[:300]) from None


def _wanted_columns(present: list[str], settings: IngestSettings) -> list[str]:
    _check_columns(present, settings)
    wanted = {name.partition(".")[0] for names in settings.fields.values() for name in names}
    return [name for name in present if name in wanted]


def _check_columns(names: list[str], settings: IngestSettings) -> None:
    wanted = settings.fields["text"]
    if not any(name.partition(".")[0] in {n.strip() for n in names} for name in wanted):
        raise InputError("no_text", f"no column {' or '.join(wanted)} among {', '.join(names)[:200]}")


def _row(row: dict[str, Any], place: str, settings: IngestSettings) -> Iterator[Record | Rejection]:
    """The record of a row; a rejection keeps the row as a line of JSON, which replay reads."""
    raw = json.dumps(row, default=str, ensure_ascii=False).encode("utf-8", "replace")
    try:
        yield from read_object(cast(object, row), place, settings, raw=raw)
    except InputError as error:
        yield reject(place, error, raw)
