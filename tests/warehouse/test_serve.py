from __future__ import annotations

import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from warehouse.serve import server, span

BODY = bytes(range(200))


@pytest.fixture
def address(tmp_path: Path) -> Iterator[tuple[str, int]]:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "dates.parquet").write_bytes(BODY)
    (tmp_path / "secret").write_text("not yours")
    with server(tmp_path / "exports") as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield str(running.server_address[0]), int(running.server_address[1])
        running.shutdown()
        thread.join()


def ask(address: tuple[str, int], path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(*address, timeout=5)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_a_file_is_served_whole(address: tuple[str, int]) -> None:
    answer, body = ask(address, "/dates.parquet")
    assert (answer.status, body) == (200, BODY)
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Type"] == "application/vnd.apache.parquet"


@pytest.mark.parametrize(
    ("asked", "part", "said"),
    [
        ("bytes=0-3", BODY[:4], "bytes 0-3/200"),
        ("bytes=196-", BODY[196:], "bytes 196-199/200"),
        ("bytes=-8", BODY[-8:], "bytes 192-199/200"),
        ("bytes=150-999", BODY[150:], "bytes 150-199/200"),
    ],
)
def test_a_range_is_served_alone(address: tuple[str, int], asked: str, part: bytes, said: str) -> None:
    answer, body = ask(address, "/dates.parquet", Range=asked)
    assert (answer.status, body, answer.headers["Content-Range"]) == (206, part, said)
    head, nothing = ask(address, "/dates.parquet", "HEAD", Range=asked)
    assert (head.status, nothing, head.headers["Content-Length"]) == (206, b"", str(len(part)))


@pytest.mark.parametrize("asked", ["bytes=200-", "bytes=5-2", "bytes=-", "bytes=-0"])
def test_a_range_that_is_not_there_is_refused(address: tuple[str, int], asked: str) -> None:
    answer, body = ask(address, "/dates.parquet", Range=asked)
    assert (answer.status, body, answer.headers["Content-Range"]) == (416, b"", "bytes */200")


@pytest.mark.parametrize("asked", ["lines=1-2", "bytes=0-1,4-5"])
def test_what_is_no_single_range_gets_the_whole(address: tuple[str, int], asked: str) -> None:
    assert ask(address, "/dates.parquet", Range=asked)[1] == BODY


@pytest.mark.parametrize("path", ["/../secret", "/%2e%2e/secret", "//../../secret", "/nothing"])
def test_nothing_outside_the_folder_is_served(address: tuple[str, int], path: str) -> None:
    assert ask(address, path)[0].status == 404
    assert ask(address, path, Range="bytes=0-3")[0].status == 404


def test_the_last_bytes_of_a_short_file() -> None:
    assert span("bytes=-500", 10) == (0, 9)
    assert span("bytes=0-", 0) is None
