"""Runs that are killed on their way, and the dataset that the next one makes; for the test, and for benchmarks/crashes."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl

from flows import journal
from warehouse import store
from warehouse.tables import MAIN_TABLES, OPS_TABLES

COMMAND = str(Path(sys.executable).with_name("dateline"))
ARTICLES = 72
LATEST = 0.9  # of the time that an undisturbed run takes
# What names a run or its time; and the version of code and lexicons, for somebody may edit them while this takes its minutes.
OF_ONE_RUN = {"run_id", "first_run_id", "seen_at", "read_at", "extractor_version"}
COMPARED = [t for t in (*MAIN_TABLES, *OPS_TABLES) if t.name not in ("runs", "checks", "rejected_rows")]


def made(folder: Path) -> Path:
    """Articles in several files and formats, some of them copies, some broken."""
    folder.mkdir()
    seed = random.Random(3)
    words = ["".join(seed.choices("aeioudlnrst", k=seed.randint(3, 8))) for _ in range(400)]
    texts = [
        f"Floods killed {n + 2} people in Dorra on {n % 28 + 1} May 2021, the council said. {' '.join(seed.choices(words, k=60))}."
        for n in range(ARTICLES)
    ]
    texts += [f"UPDATED on Tuesday.\n\n{text}" for text in texts[::12]]
    for part in range(4):
        rows = [json.dumps({"url": f"https://a.example/{n}", "text": texts[n]}) for n in range(part, len(texts), 4)]
        (folder / f"{part}.jsonl").write_text("\n".join([*rows, '{"text": ', ""]), "utf-8")
    (folder / "empty.txt").touch()
    return folder


def started(inputs: Path, data: Path) -> subprocess.Popen[bytes]:
    words = [
        COMMAND,
        "run",
        str(inputs),
        "--direct",
        "--no-export",
        "--syntax",
        "rules",
        "--batch",
        "20",
        "--data",
        str(data),
    ]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def wait_for_run(told: Path, running: subprocess.Popen[bytes]) -> None:
    """Until the process says that its run has begun: before that there is nothing to lose."""
    while running.poll() is None and not any(past.pid == running.pid for past in journal.runs(told)):
        time.sleep(0.02)


def rows(data: Path, table: str, columns: list[str]) -> pl.DataFrame:
    named = ", ".join(f'"{c}"' for c in columns)
    return store.read(data / "dateline.duckdb", f"SELECT {named} FROM {table} ORDER BY ALL")


def kill_runs(folder: Path, kills: int, seed: random.Random) -> int:
    """Runs over the same inputs, killed one after the other, each within its share of the time that an undisturbed run takes.

    How many were killed before they came to their end. AssertionError where a dataset is not that of the undisturbed run.
    """
    inputs = made(folder / "in")
    assert started(inputs, folder / "whole").wait(timeout=300) == 0
    (whole,) = journal.runs(folder / "whole" / "runs.jsonl")
    killed = 0
    for number in range(kills):
        running = started(inputs, folder / "killed")
        wait_for_run(folder / "killed" / "runs.jsonl", running)
        try:
            running.wait(timeout=seed.uniform(number, number + 1) / kills * LATEST * (whole.seconds or 0))
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait(timeout=60)
            killed += 1
            continue
        check(
            folder
        )  # what dead runs had extracted was not extracted again, so this one came to its end before its time
        shutil.rmtree(folder / "killed")
    assert started(inputs, folder / "killed").wait(timeout=300) == 0
    check(folder)
    return killed


def check(folder: Path) -> None:
    """Row for row the same, but for what names a run or its time."""
    for table in COMPARED:
        columns = [c.name for c in table.columns if c.name not in OF_ONE_RUN]
        first, second = (rows(folder / name, table.full_name, columns) for name in ("whole", "killed"))
        assert first.equals(second), table.full_name
        assert (
            table.name not in ("articles", "article_sources", "figures", "files_read", "fingerprints")
            or not first.is_empty()
        )
    states = store.read(
        folder / "killed" / "dateline.duckdb", "SELECT count(*), count(duplicate_of) FROM articles"
    ).row(0)
    assert states == (ARTICLES + ARTICLES // 12, ARTICLES // 12)
