"""Whole runs from the command line, without Prefect: what is published, what is not, and what a second run changes."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from flows.settings import SAMPLES
from warehouse import store

pytestmark = pytest.mark.flow

Run = Callable[..., subprocess.CompletedProcess[str]]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_run_publishes_every_sample_article(published: Path) -> None:
    articles = store.read(published / "dateline.duckdb", "SELECT source_uri, published_basis, char_count FROM articles")
    assert articles.height == 11  # ten files, one of them with two articles
    counts = {
        t: store.read(published / "dateline.duckdb", f"SELECT count(*) FROM {t}").item()
        for t in ("dates", "figures", "events", "statements")
    }
    assert min(counts.values()) > 20, counts


def test_every_quote_is_the_text_at_its_place(published: Path) -> None:
    texts = dict(store.read(published / "dateline.duckdb", "SELECT article_id, text FROM articles").rows())
    for table in ("dates", "figures", "events"):
        rows = store.read(
            published / "dateline.duckdb", f"SELECT article_id, span_start, span_end, quote FROM {table}"
        ).rows()
        assert [r for r in rows if texts[r[0]][r[1] : r[2]] != r[3]] == []


def test_running_twice_changes_nothing(dateline: Run, published: Path) -> None:
    before = digest(published / "dateline.duckdb")
    done = dateline("run", "--samples", "--direct", "--data", published)
    assert done.returncode == 0
    assert "nothing new" in done.stdout
    assert digest(published / "dateline.duckdb") == before
    assert len([v for v in (published / "exports").iterdir() if v.is_dir() and not v.is_symlink()]) == 1


def test_exports_are_the_same_whatever_the_size_of_batches_and_the_number_of_processes(
    dateline: Run, published: Path, tmp_path: Path
) -> None:
    done = dateline("run", "--samples", "--direct", "--data", tmp_path, "--batch", "3", "--workers", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    ours, theirs = (
        {f.name: digest(f) for f in (data / "exports" / "latest").glob("*.parquet")} for data in (published, tmp_path)
    )
    assert ours == theirs
    assert len(ours) >= 7


def test_the_prefect_flow_gives_the_same_as_the_direct_run(dateline: Run, published: Path, tmp_path: Path) -> None:
    done = dateline("run", "--samples", "--data", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    ours, theirs = (digest(data / "exports" / "latest" / "figures.parquet") for data in (published, tmp_path))
    assert ours == theirs


SPOILED = """
import sys
import polars as pl
from flows import pipeline
from flows.cli import main

sound = pipeline.extract

def spoiled(run, intake):
    shards = sound(run, intake)
    for file in shards["figures"]:
        pl.read_parquet(file).with_columns(span_end=pl.col("span_end") + 1).write_parquet(file)
    return shards

pipeline.extract = spoiled
main(sys.argv[1:])
"""


def test_a_failing_critical_expectation_publishes_nothing(published: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(published, data, symlinks=True)
    before = digest(data / "dateline.duckdb")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "new.txt").write_text("Fire\n\nA fire killed 14 people in Brask on 3 May 2021.\n", "utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    command = [sys.executable, "-c", SPOILED, "run", str(folder), "--direct", "--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stdout + done.stderr
    assert digest(data / "dateline.duckdb") == before
    evidence = next((data / "blocked").glob("*.duckdb"))
    bad = store.read(evidence, "SELECT expectation, row_json FROM ops.rejected_rows WHERE table_name = 'figures'")
    assert "figures.quote_is_the_text" in bad["expectation"].to_list()
    assert all(json.loads(row)["value"] == 14 for row in bad["row_json"])
    assert store.read(evidence, "SELECT status FROM ops.runs").item() == "blocked"
    assert store.read(evidence, "SELECT source_uri FROM ops.rejected_articles").item() == "binary.txt"
    page = (data / "quality" / f"{evidence.stem}.html").read_text("utf-8")
    assert "figures.quote_is_the_text" in page


FALLING = """
import sys
from flows import workers
from flows.cli import main

sound = workers.extract

def falling(articles, parser):
    if articles["text"].str.contains("Brask").any():
        raise IndexError("list index out of range")
    return sound(articles, parser)

workers.extract = falling
main(sys.argv[1:])
"""


def test_an_article_that_the_extractor_falls_over_is_kept_and_told_and_the_others_are_read(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "in"
    folder.mkdir()
    (folder / "bad.txt").write_text("Fire\n\nA fire killed 14 people in Brask on 3 May 2021.\n", "utf-8")
    (folder / "good.txt").write_text("Rain\n\nFloods killed 12 people in Dorra on 3 May 2021.\n", "utf-8")
    command = [sys.executable, "-c", FALLING, "run", str(folder), "--direct", "--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    live = data / "dateline.duckdb"
    assert store.read(live, "SELECT source_uri FROM articles ORDER BY ALL")["source_uri"].to_list() == [
        "bad.txt",
        "good.txt",
    ]
    assert store.read(live, "SELECT value FROM figures")["value"].to_list() == [12]
    letter = store.read(live, "SELECT * FROM ops.rejected_articles").row(0, named=True)
    assert (letter["source_uri"], letter["reason"]) == ("bad.txt", "not_extracted")
    assert letter["run_id"] == store.read(live, "SELECT run_id FROM ops.runs").item()
    assert "IndexError: list index out of range, in falling" in letter["detail"]


def test_what_cannot_be_read_is_a_dead_letter_and_the_run_goes_on(dateline: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text("Rain\n\nFloods killed 12 people in Dorra on 3 May 2021.\n", "utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "lines.jsonl").write_text('{"text": "Six ships sank in May 2020."}\n{"text": \n', "utf-8")
    done = dateline("run", folder, "--direct", "--data", tmp_path / "data")
    assert done.returncode == 0, done.stdout + done.stderr
    live = tmp_path / "data" / "dateline.duckdb"
    assert store.read(live, "SELECT count(*) FROM articles").item() == 2
    rejected = store.read(live, "SELECT source_uri, reason, detail FROM ops.rejected_articles ORDER BY source_uri")
    assert [uri.split("#")[0].split(":")[0] for uri in rejected["source_uri"]] == [
        "binary.txt",
        "empty.txt",
        "lines.jsonl",
    ]
    assert rejected["detail"].null_count() == 0


@pytest.mark.parametrize("style", ["table", "csv", "json"])
def test_sql_answers(dateline: Run, published: Path, style: str) -> None:
    done = dateline("sql", "SELECT count(*) AS articles FROM articles", "--data", published, "--format", style)
    assert done.returncode == 0
    assert "11" in done.stdout


def test_wrong_sql_is_one_clear_line(dateline: Run, published: Path) -> None:
    done = dateline("sql", "SELECT nothing FROM nowhere", "--data", published)
    assert done.returncode == 1
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_explain_shows_value_and_rule(dateline: Run) -> None:
    text = "The council approved the plan on Tuesday by 31 votes to 20, the mayor said.\n"
    done = dateline("explain", "-", "--published", "2025-07-09", stdin=text)
    assert done.returncode == 0, done.stderr
    assert "2025-07-08" in done.stdout
    assert "31" in done.stdout
    assert "[" in done.stdout


def test_a_second_writer_waits_or_says_who_is_writing(dateline: Run, published: Path) -> None:
    with store.writer_lock(published / "dateline.duckdb"):
        done = dateline("run", "--samples", "--direct", "--data", published, "--wait", "0.2")
    assert done.returncode == 4
    assert "is writing" in done.stderr


def test_samples_are_packaged() -> None:
    assert len(list(SAMPLES.iterdir())) == 10


def test_parquet_files_can_be_read_by_polars(published: Path) -> None:
    frame = pl.read_parquet(published / "exports" / "latest" / "events.parquet")
    assert {"trigger", "date_start", "status"} <= set(frame.columns)
