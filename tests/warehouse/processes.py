"""Writers that are killed, and readers that look all the time: real processes on a real file. Tests and benchmarks share them."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from warehouse.connect import reading
from warehouse.store import writer_lock

ROOT = Path(__file__).parent.parent.parent

WRITER = """
import sys
from pathlib import Path
import polars as pl
from tests.warehouse.conftest import article, figure
from warehouse.store import known_articles, publish, read, stage, staging_path, writer_lock

live, rounds, wait = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
for _ in range(rounds):
    with writer_lock(live, wait):
        first = read(live, "SELECT count(*) AS n FROM articles")["n"].item() if live.exists() else 0
        new = range(first, first + 20)
        shards = {"articles": pl.concat([article(n) for n in new]), "figures": pl.concat([figure(n, float(n)) for n in new])}
        publish(stage(live, staging_path(live, str(first)), shards).file, live)
    print(first, flush=True)
"""

READER = """
import sys, time
from pathlib import Path
from warehouse.connect import reading

live, seen, opened, until = Path(sys.argv[1]), 0, 0, time.monotonic() + float(sys.argv[2])
while time.monotonic() < until and not live.with_name("done").exists():
    with reading(live) as con:
        articles, figures, whole = con.execute(
            "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM figures), "
            "(SELECT count(*) FROM figures JOIN articles USING (article_id))").fetchone()
        opened += 1
    assert articles == figures == whole and articles % 20 == 0, (articles, figures, whole)
    assert articles >= seen, (articles, seen)
    seen = articles
print(opened)
"""


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def finished(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit code, output and errors of a process that comes to its end."""
    out, errors = process.communicate()
    return process.returncode, out, errors


def assert_whole(live: Path) -> int:
    """The dataset opens and holds whole runs of twenty articles, each with its figure; how many articles there are."""
    with reading(live) as con:
        found = con.execute(
            "SELECT count(*), (SELECT count(*) FROM figures), (SELECT max(article_id) FROM articles) FROM articles"
        ).fetchone()
    assert found is not None
    articles, figures, last = found
    assert articles == figures
    assert articles % 20 == 0
    assert last == f"a{articles - 1:05d}"
    return int(articles)


def kill_writers(live: Path, kills: int, chance: random.Random) -> list[int]:
    """Kill a publishing process at random moments; the articles in the dataset before, and after each kill. It is whole each time."""
    assert finished(start(WRITER, live, 1, 0))[0] == 0
    counts = [assert_whole(live)]
    for _ in range(kills):
        writer = start(WRITER, live, 1000, 0)
        assert writer.stdout is not None
        writer.stdout.readline()  # it is under way
        time.sleep(chance.uniform(0, 0.5))
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        counts.append(assert_whole(live))
    with writer_lock(live):
        assert [p.name for p in live.parent.iterdir() if "staging" in p.name] == []
    return counts


def publish_before_readers(live: Path, publishes: int, readers: int) -> list[int]:
    """Publish while other processes open, read and close all the time; how often each of them did. None saw a half state."""
    assert finished(start(WRITER, live, 1, 0))[0] == 0
    looking = [start(READER, live, 600) for _ in range(readers)]
    code, out, errors = finished(start(WRITER, live, publishes, 0))
    live.with_name("done").touch()
    answers = [finished(r) for r in looking]
    assert (code, len(out.split())) == (0, publishes), errors
    assert [a[0] for a in answers] == [0] * readers, answers
    assert assert_whole(live) == 20 * (publishes + 1)
    return [int(a[1]) for a in answers]
