"""What a publication costs on a large dataset, and how long readers wait for the twenty questions.

    python -m benchmarks.publish build FOLDER     # once: 1,000,000 figures and 500,000 events of a made-up world
    python -m benchmarks.publish cost FOLDER      # a run that brings 1,000 articles: stage, audit, record, publish
    python -m benchmarks.publish queries FOLDER   # EXPLAIN ANALYZE of every query in docs/queries.md

`cost` publishes a copy each time and leaves the built dataset as it was. Every figure is of a process of its own.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import click

SENTENCES = 6  # an article; each states two figures and one event
FILLER = 60  # words of an article that state nothing, so that texts have the length of news
NEW_ARTICLES = 1_000
DATASET = "dateline.duckdb"
QUESTIONS = re.compile(r"^### (\d+)\. [^\n]+\n\n```sql\n(.+?)```", re.MULTILINE | re.DOTALL)
TOTAL = re.compile(r"Total Time: +([\d.]+)s")
# The made-up world has one place, one claimant and two things: queries would find nearly all rows or none, and sort nothing.
VARIETY = (
    "UPDATE events SET actor = 'Actor ' || hash(event_id) % 60000, trigger_lemma = 'verb' || hash(event_id, 1) % 900, "
    "event_type = 'kind' || hash(event_id, 2) % 8 || '.type' || hash(event_id, 3) % 50, "
    "place = ['Ukraine', 'Dorra', 'Brask', 'Kyiv'][CAST(1 + hash(event_id, 4) % 4 AS INT)] || ' ' || hash(event_id, 5) % 500, "
    "country = ['UKR', 'FRA', 'USA', 'IND', NULL][CAST(1 + hash(event_id, 6) % 5 AS INT)], "
    "status = ['happened', 'happened', 'happened', 'expected', 'negated'][CAST(1 + hash(event_id, 7) % 5 AS INT)], "
    "claimant = CASE WHEN hash(event_id, 8) % 3 = 0 THEN 'Speaker ' || hash(event_id, 9) % 40000 END",
    "UPDATE figures SET measured_head = ['tank', 'man', 'people', 'dollar'][CAST(1 + hash(figure_id) % 4 AS INT)] || CASE WHEN hash(figure_id, 1) % 9 > 0 "
    "THEN (hash(figure_id, 2) % 9000)::VARCHAR ELSE '' END, holder = 'Actor ' || hash(figure_id, 3) % 60000, "
    "kind = ['count', 'money', 'percent', 'measure'][CAST(1 + hash(figure_id, 4) % 4 AS INT)], value = value * power(10, hash(figure_id, 5) % 6), "
    "change = CASE WHEN hash(figure_id, 6) % 6 = 0 THEN 'increase' END, per = CASE WHEN hash(figure_id, 7) % 12 = 0 THEN 'month' END, "
    "claimant = CASE WHEN hash(figure_id, 8) % 3 = 0 THEN 'Speaker ' || hash(figure_id, 9) % 40000 END",
    "UPDATE figures SET measured = measured_head || ' of some sort'",
    "UPDATE statements SET claimant = 'Speaker ' || hash(statement_id) % 40000, "
    "cue_kind = ['say', 'claim', 'deny'][CAST(1 + hash(statement_id, 1) % 3 AS INT)]",
)


@click.group(help=__doc__)
def main() -> None:
    """Build, then measure."""


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--figures", default=1_000_000, show_default=True)
def build(folder: Path, figures: int) -> None:
    from tests.warehouse.world import shards
    from warehouse.connect import writing
    from warehouse.store import publish, stage, staging_path, write_anew

    live = folder / DATASET
    count = figures // (2 * SENTENCES)
    folder.mkdir(parents=True, exist_ok=True)
    made = shards(folder / "shards", 0, count, SENTENCES, FILLER)
    staged = stage(live, staging_path(live, "r0"), made).file
    with writing(staged) as con:
        for statement in VARIETY:
            con.execute(statement)
    write_anew(staged)
    publish(staged, live)
    shutil.rmtree(folder / "shards")
    click.echo(f"{live}: {count:,} articles, {live.stat().st_size / 1e6:,.0f} MB")


@main.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--rounds", default=3, show_default=True)
def cost(folder: Path, rounds: int) -> None:
    found = [_in_process("once", folder, n) for n in range(rounds)]
    stages = found[0]["wall"]
    for name in [*stages, "all"]:
        wall, cpu = ([sum(f[k].values()) if name == "all" else f[k][name] for f in found] for k in ("wall", "cpu"))
        click.echo(f"{name:10} {min(wall):6.2f} to {max(wall):6.2f} s wall  {min(cpu):6.2f} to {max(cpu):6.2f} s cpu")
    click.echo(f"peak memory {max(f['megabytes'] for f in found):,.0f} MB")


def _in_process(verb: str, *arguments: object) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.publish", verb, *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@main.command(hidden=True)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("number", type=int)
def once(folder: Path, number: int) -> None:
    """One publication of new articles on a copy of the dataset, as JSON."""
    from tests.warehouse.world import shards

    work = folder / f"work-{number}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    live = work / DATASET
    shutil.copyfile(folder / DATASET, live)
    new = shards(work / "new", 10_000_000 + number * NEW_ARTICLES, NEW_ARTICLES, SENTENCES, FILLER)
    try:
        click.echo(json.dumps(_publication(live, new)))
    finally:
        shutil.rmtree(work)


def _publication(live: Path, new: Any) -> dict[str, Any]:
    from expectations.check import check
    from warehouse.store import publish, record, stage, staging_path, writer_lock

    clock = Stopwatch()
    with writer_lock(live):
        staged = clock.of("stage", lambda: stage(live, staging_path(live, "r1"), new))
        outcome = clock.of("audit", lambda: check(staged.file, "r1", list(new["articles"])))
        assert not outcome.blocked, outcome.failed
        clock.of("record", lambda: record(staged.file, outcome.ops_rows()))
        clock.of("publish", lambda: publish(staged.file, live))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return {"wall": clock.wall, "cpu": clock.cpu, "megabytes": peak, "rows": staged.rows, "rewritten": staged.rewritten}


class Stopwatch:
    """Wall and CPU seconds of steps by name."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = {}
        self.cpu: dict[str, float] = {}

    def of(self, name: str, step: Callable[[], Any]) -> Any:
        wall, cpu = perf_counter(), process_time()
        result = step()
        self.wall[name], self.cpu[name] = perf_counter() - wall, process_time() - cpu
        return result


@main.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--rounds", default=5, show_default=True)
def queries(folder: Path, rounds: int) -> None:
    from warehouse.connect import reading

    document = (Path(__file__).parent.parent / "docs" / "queries.md").read_text("utf-8")
    with reading(folder / DATASET) as con:
        for number, sql in QUESTIONS.findall(document):
            seconds = [_latency(con, sql) for _ in range(rounds)]
            click.echo(
                f"query {number:>2}  {seconds[0]:6.3f} s at first  {statistics.median(seconds):6.3f} s in the middle"
            )


def _latency(con: Any, sql: str) -> float:
    (_, profile), *_ = con.execute(f"EXPLAIN ANALYZE {sql}").fetchall()
    found = TOTAL.search(profile)
    if found is None:
        raise SystemExit(f"no total time in this profile:\n{profile[:400]}")
    return float(found[1])


if __name__ == "__main__":
    main()
