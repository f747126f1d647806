"""What the tests of whole runs share: they start processes and import heavy libraries, so all of them are marked `flow`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from flows.config import STORAGE_SECRET

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Terminals are as wide as any line, so that a test finds its words in one piece however long its paths are."""
    monkeypatch.setenv("COLUMNS", "500")


@pytest.fixture(scope="session")
def dateline() -> Run:
    """Calls the command `dateline` in a process of its own, as a user would."""
    command = Path(sys.executable).with_name("dateline")

    def call(*arguments: str | Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        words: Sequence[str] = [str(command), *map(str, arguments)]
        return subprocess.run(words, capture_output=True, text=True, input=stdin, timeout=300, check=False)

    return call


@pytest.fixture(scope="session")
def published(dateline: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample articles in it. Nothing may be added to it: work on a copy."""
    data = tmp_path_factory.mktemp("published")
    done = dateline("run", "--samples", "--direct", "--data", data)
    assert done.returncode == 0, done.stdout + done.stderr
    return data


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty bucket of an S3 server on loopback."""
    pytest.importorskip("s3fs")
    server_of = pytest.importorskip("moto.server")
    boto3 = pytest.importorskip("boto3")
    server = server_of.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    options = {"key": "test", "secret": "test", "client_kwargs": {"endpoint_url": f"http://{host}:{port}"}}
    monkeypatch.setenv(STORAGE_SECRET, json.dumps(options))
    client = boto3.client(
        "s3", endpoint_url=f"http://{host}:{port}", aws_access_key_id="test", aws_secret_access_key="test",
        region_name="us-east-1",
    )  # fmt: skip
    client.create_bucket(Bucket="news")
    yield "s3://news/dateline"
    server.stop()
