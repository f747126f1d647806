"""Many kills and many readers: what the tests of the store do a few times, often enough to be counted.

python -m benchmarks.crashes [--kills 50] [--publishes 100] [--readers 4] [--runs 10]
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import click

from tests.flows.killed_runs import kill_runs
from tests.warehouse.processes import kill_writers, publish_before_readers


@click.command(help=__doc__)
@click.option("--kills", default=50, show_default=True)
@click.option("--publishes", default=100, show_default=True)
@click.option("--readers", default=4, show_default=True)
@click.option("--runs", default=10, show_default=True, help="Whole runs to kill, at moments spread over their time.")
def main(kills: int, publishes: int, readers: int, runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        counts = kill_writers(Path(folder) / "killed" / "dateline.duckdb", kills, random.Random())
        done = (counts[-1] - counts[0]) // 20
        click.echo(f"{kills} kills between {done} publications: no damaged dataset, nothing left lying about")
        opened = publish_before_readers(Path(folder) / "read" / "dateline.duckdb", publishes, readers)
        click.echo(
            f"{publishes} publications before {readers} readers, who opened it {sum(opened):,} times: no error, no mixed read"
        )
        (Path(folder) / "runs").mkdir()
        killed = kill_runs(Path(folder) / "runs", runs, random.Random())
        click.echo(f"{killed} of {runs} runs killed on their way: the dataset of an undisturbed run, row for row")


if __name__ == "__main__":
    main()
