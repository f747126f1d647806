"""Extraction and whole runs against a plain spaCy pipeline over the same texts, one after the other in the same session.

    python -m benchmarks.throughput ../shared/corpora/bench_20k.jsonl.gz [--articles 3000] [--sample 300]

The plain pipeline is en_core_web_sm with all its components, one process, batches of 64. Extraction is everything between the articles
and the frames of the five tables, in one process, part by part. The whole run is everything that `dateline run --direct` does: read,
extract, store, validate, publish, export. All articles are spread evenly through the file. CPU seconds are those of a process and its
children; they are what counts, since wall clock depends on what else the machine does. Where `make compiled` has left fresh modules,
extraction and whole run are measured with them too, and marked so.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time, sleep

import click
import duckdb

from benchmarks import compiled
from benchmarks.stages import WARM, spread


@dataclass(frozen=True, slots=True)
class Measured:
    articles: int
    characters: int
    wall: float
    cpu: float
    peak_megabytes: float | None = None

    def line(self, name: str) -> str:
        peak = "" if self.peak_megabytes is None else f" {self.peak_megabytes:6.0f} MB peak"
        return (
            f"{name:32} {self.articles:6} articles {self.wall:8.1f} s wall {self.cpu:8.1f} s cpu {1000 * self.cpu / self.articles:7.2f} ms/article "
            f"{self.articles / self.cpu:7.1f} articles/cpu-s{peak}"
        )

    def times(self, plain: Measured) -> str:
        wall = (self.characters / self.wall) / (plain.characters / plain.wall)
        cpu = (self.characters / self.cpu) / (plain.characters / plain.cpu)
        return f"{'':32} {cpu:.1f} times the plain pipeline per CPU-second, {wall:.1f} times by wall clock (characters)"


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, path_type=Path))
@click.option("--articles", default=3000, help="How many articles the whole run reads.")
@click.option("--sample", default=300, help="How many articles the plain pipeline and the extraction by parts read.")
@click.option("--syntax", multiple=True, default=["sm", "rules"], help="Backends to run.")
@click.option("--whole/--no-whole", default=True, help="Whether whole runs are measured.")
def main(corpus: Path, articles: int, sample: int, syntax: tuple[str, ...], whole: bool) -> None:
    plain = _plain(spread(corpus, sample + WARM)[WARM:])
    click.echo(plain.line("full en_core_web_sm"))
    plainly = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    ways: dict[str, Mapping[str, str]] = {"": plainly}
    if compiled.is_fresh():
        ways[", compiled"] = {**compiled.environment(), "OPENBLAS_NUM_THREADS": "1"}
    for name in syntax:
        for way, environment in ways.items():
            ours, parts = _extraction(corpus, sample, name, environment)
            click.echo(ours.line(f"extraction, {name}{way}"))
            click.echo(ours.times(plain))
            click.echo(f"{'':32} {parts}")
    lines = spread(corpus, articles) if whole else []
    for name in syntax if whole else ():
        for way, environment in ways.items():
            run, stages = _whole_run(lines, name, environment)
            click.echo(run.line(f"dateline run, {name}{way}"))
            click.echo(run.times(plain))
            click.echo(f"{'':32} {stages}")


def _extraction(corpus: Path, sample: int, syntax: str, environment: Mapping[str, str]) -> tuple[Measured, str]:
    """In a process of its own; with what each part takes, dearest first."""
    command = [sys.executable, "-m", "benchmarks.stages", str(corpus), "--articles", str(sample), "--syntax", syntax]
    found = json.loads(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout)
    parts = sorted(found["milliseconds"].items(), key=lambda part: -part[1])
    shown = ", ".join(f"{name} {spent:.2f}" for name, spent in parts)
    return Measured(found["articles"], found["characters"], found["wall"], found["cpu"]), f"ms: {shown}"


def _texts(lines: Sequence[str]) -> list[str]:
    return [json.loads(line)["text"] for line in lines]


def _plain(lines: Sequence[str]) -> Measured:
    import spacy

    from transforms.syntax import sm

    package = sm.installed()
    if package is None:
        raise SystemExit("the plain pipeline needs the syntax model; run `make run` first")
    nlp = spacy.load(package)
    texts = _texts(lines)
    list(nlp.pipe(texts[:5]))
    wall, cpu = perf_counter(), process_time()
    for _ in nlp.pipe(texts, batch_size=64):
        pass
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(len(texts), sum(map(len, texts)), perf_counter() - wall, process_time() - cpu, peak)


def _whole_run(lines: Sequence[str], syntax: str, environment: Mapping[str, str]) -> tuple[Measured, str]:
    """The run as it is typed; with its own account of the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        source, data = Path(folder) / "articles.jsonl", Path(folder) / "data"
        source.write_text("".join(lines), "utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        options = ["--direct", "--syntax", syntax, "--data", str(data)]
        wall = perf_counter()
        peak = _run_watched([sys.executable, "-m", "flows.cli", "run", str(source), *options], environment)
        spent = perf_counter() - wall
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        with duckdb.connect(data / "dateline.duckdb", read_only=True) as dataset:
            (stages,) = dataset.execute("SELECT seconds_by_stage FROM ops.runs").fetchall()[0]
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    shown = ", ".join(f"{name} {seconds:.1f}" for name, seconds in json.loads(stages).items())
    return Measured(len(lines), sum(map(len, _texts(lines))), spent, cpu, peak), f"s wall: {shown}"


def _run_watched(command: list[str], environment: Mapping[str, str]) -> float:
    """Run the command; megabytes that it and its children held together at the worst moment (resident, so what they share counts for each)."""
    peak = 0.0
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_megabytes, _family(process.pid))))
            sleep(0.5)
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with status {process.returncode}")
    return peak


def _family(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, task.read_text().split())
    return found


def _megabytes(pid: int) -> float:
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
    return 0.0


if __name__ == "__main__":
    main()
