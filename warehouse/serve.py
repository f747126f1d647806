"""A small web server for the exports of one folder, for looking at the page and for DuckDB or polars over HTTP.

It answers range requests, so that readers of Parquet fetch only the columns and row groups they need. Local use: it binds to the
address it is given and knows no users.
"""

from __future__ import annotations

import re
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class ExportHandler(SimpleHTTPRequestHandler):
    """Serves files, whole or one range of them, and nothing else."""

    extensions_map = {  # noqa: RUF012  (the base class declares it so)
        **SimpleHTTPRequestHandler.extensions_map,
        ".parquet": "application/vnd.apache.parquet",
        ".md": "text/markdown; charset=utf-8",
        "": "application/octet-stream",
    }

    def send_head(self) -> Any:
        """The opened file, or the part of it that is asked for, after the headers are sent."""
        path = Path(self.translate_path(self.path))
        asked = self.headers.get("Range")
        if asked is None or not RANGE.fullmatch(asked.strip()) or not path.is_file():
            return super().send_head()  # other units and several ranges at once may be answered with the whole
        size = path.stat().st_size
        part = span(asked, size)
        if part is None:
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self.send_header("Content-Range", f"bytes */{size}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        first, last = part
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
        self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        return FilePart(path, first, last)

    def end_headers(self) -> None:
        """Say that ranges are welcome, and that nobody is to guess at types."""
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: who serves it prints the address once."""


def span(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a range of a file of that size; None where there are no such bytes.

    >>> span("bytes=0-3", 10), span("bytes=-4", 10), span("bytes=8-", 10), span("bytes=10-", 10)
    ((0, 3), (6, 9), (8, 9), None)
    """
    found = RANGE.fullmatch(asked.strip())
    if found is None or found.group(1) == found.group(2) == "":
        return None
    if not found.group(1):
        first, last = max(size - int(found.group(2)), 0), size - 1
    else:
        first = int(found.group(1))
        last = min(int(found.group(2)), size - 1) if found.group(2) else size - 1
    return (first, last) if first <= last and first < size else None


class FilePart:
    """Some bytes of a file, read as they are asked for: a range may be as long as a large file."""

    def __init__(self, path: Path, first: int, last: int) -> None:
        self._handle = path.open("rb")
        self._handle.seek(first)
        self._left = last - first + 1

    def read(self, size: int = -1) -> bytes:
        """The next bytes of the part, at most `size`; none at its end."""
        block = self._handle.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(block)
        return block

    def close(self) -> None:
        """Close the file."""
        self._handle.close()


def server(exports: Path, host: str = "127.0.0.1", port: int = 0) -> ThreadingHTTPServer:
    """A server of the folder, not yet running; port 0 takes a free one (`server_address` says which)."""
    return ThreadingHTTPServer((host, port), partial(ExportHandler, directory=str(exports)))
