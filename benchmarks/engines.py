"""The same articles extracted by every engine: whether the rows are the same, and what each engine costs beside our own processes.

    python -m benchmarks.engines ../shared/corpora/bench_20k.jsonl.gz [--articles 4000] [--syntax rules] [--engine dask]

Each engine is a whole `dateline run` through Prefect into a folder of its own, clusters started on this machine with one worker a
core. `extract` is the stage alone, with the start of workers and cluster; `whole` is the command. Rows are compared by the hashes
of the exported Parquet files, which are equal exactly where every row is.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from time import perf_counter

import click

ENGINES = ("direct", "processes", "threads", "prefect-processes", "dask", "ray")


@dataclass(frozen=True, slots=True)
class Measured:
    engine: str
    extract: float
    whole: float
    rows: str  # hash of every exported file


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, path_type=Path))
@click.option("--articles", default=4000, help="How many articles are read.")
@click.option("--syntax", default="rules", help="Backend.")
@click.option("--engine", "engines", multiple=True, default=ENGINES, help="Only these, beside our own processes.")
def main(corpus: Path, articles: int, syntax: str, engines: tuple[str, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        with gzip.open(corpus, "rt", encoding="utf-8") as lines:
            source.write_text("".join(islice(lines, articles)), "utf-8")
        measured = [_run(source, name, syntax, Path(folder) / name) for name in dict.fromkeys(("direct", *engines))]
    first = measured[0]
    for one in measured:
        same = "same rows" if one.rows == first.rows else "OTHER ROWS"
        overhead = f"{one.extract - first.extract:+7.1f} s"
        click.echo(f"{one.engine:18} extract {one.extract:7.1f} s {overhead}  whole {one.whole:7.1f} s  {same}")
    if any(one.rows != first.rows for one in measured):
        raise SystemExit(1)


def _run(source: Path, engine: str, syntax: str, data: Path) -> Measured:
    dateline = Path(sys.executable).with_name("dateline")
    runner = "processes" if engine == "direct" else engine
    environ = {**os.environ, "DATELINE_BATCHES__RUNNER": runner, "PREFECT_HOME": str(data.with_suffix(".prefect"))}
    Path(environ["PREFECT_HOME"]).mkdir()
    command = [str(dateline), "run", str(source), "--syntax", syntax, "--data", str(data)]
    begun = perf_counter()
    done = subprocess.run(
        [*command, *(["--direct"] if engine == "direct" else [])],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    whole = perf_counter() - begun
    if done.returncode:
        raise SystemExit(f"{engine}: {done.stdout}\n{done.stderr}")
    end = json.loads((data / "runs.jsonl").read_text("utf-8").splitlines()[-1])
    return Measured(engine, end["seconds"]["extract"], whole, _rows(data / "exports" / "latest"))


def _rows(export: Path) -> str:
    files = sorted(export.glob("*.parquet"))
    if not files:
        raise SystemExit(f"no export at {export}")
    return sha256(b"".join(sha256(f.read_bytes()).digest() for f in files)).hexdigest()


if __name__ == "__main__":
    main()
