"""The compiled modules, where they have been made, give the frames that the plain ones give."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks import compiled

READ_SAMPLES = """
from datetime import date
from hashlib import sha256
from pathlib import Path
import sys
import polars as pl
from transforms import tabulate
from transforms.articles import read_plain
from transforms.extract import extract
from transforms.syntax import backend

read = [read_plain(file.read_text("utf-8")) for file in sorted(Path(sys.argv[1]).glob("*.md")) + sorted(Path(sys.argv[1]).glob("*.txt"))]
articles = pl.DataFrame({
    "article_id": [str(n) for n in range(len(read))], "text": [p.text for p in read], "title": [p.title for p in read],
    "publisher": ["Example News"] * len(read), "published_on": [date(2025, 7, 9)] * len(read), "published_basis": ["metadata"] * len(read),
})
print(tabulate.__file__.rpartition(".")[2])
for name, frame in extract(articles, backend("rules")).items():
    print(name, frame.height, sha256(frame.write_ndjson().encode()).hexdigest())
"""
SAMPLES = Path(__file__).parent.parent / "flows" / "samples"


def read_samples(environment: Mapping[str, str]) -> list[str]:
    """The kind of file that a hot module was loaded from, then a line a table: rows, and a hash of them."""
    command = [sys.executable, "-c", READ_SAMPLES, str(SAMPLES)]
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()


@pytest.mark.skipif(
    not compiled.is_fresh(), reason="no compiled modules of the present sources; `make compiled` makes them"
)
def test_compiled_and_plain_modules_give_the_same_frames() -> None:
    plain, quick = read_samples(os.environ), read_samples(compiled.environment())
    assert (plain[0], quick[0]) == ("py", "so")
    assert len(plain) == 7
    assert plain[1:] == quick[1:]


def test_modules_of_other_sources_are_not_fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "BUILT", tmp_path)
    assert not compiled.is_fresh()
    (tmp_path / compiled.SOURCES).write_text(compiled.sources_hash())
    assert compiled.is_fresh()
    assert compiled.environment()["PYTHONPATH"].split(os.pathsep)[0] == str(tmp_path)
    (tmp_path / compiled.SOURCES).write_text("of an earlier state")
    assert not compiled.is_fresh()
    assert compiled.environment() == dict(os.environ)


def test_the_hot_modules_have_no_starred_test_of_membership() -> None:
    """mypyc cannot read `x in ("", *words)`, and compiling them all takes minutes: too long for a test."""
    for file in (f for hot in compiled.HOT for f in sorted((compiled.ROOT / "transforms").glob(hot))):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Compare) and any(isinstance(op, ast.In | ast.NotIn) for op in node.ops):
                starred = [e for c in node.comparators for e in getattr(c, "elts", ()) if isinstance(e, ast.Starred)]
                assert not starred, f"{file.name}, line {node.lineno}"
