"""Whole runs against a plain spaCy pipeline over the same texts, one after the other in the same session.

    python -m benchmarks.throughput ../shared/corpora/bench_20k.jsonl.gz [--articles 3000] [--spacy-articles 300]

The whole run is everything that `dateline run --direct` does: read, extract, store, validate, publish, export. The plain pipeline is
en_core_web_sm with all its components over the first texts of the same file, one process, batches of 64. Both are given as articles
and characters per second of wall clock and per second of CPU time.
"""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time, sleep

import click


@dataclass(frozen=True, slots=True)
class Measured:
    articles: int
    characters: int
    wall: float
    cpu: float
    peak_megabytes: float

    def line(self, name: str) -> str:
        return (
            f"{name:26} {self.articles:6} articles {self.wall:8.1f} s wall {self.cpu:8.1f} s cpu "
            f"{self.articles / self.wall:8.1f} articles/s {self.articles / self.cpu:8.1f} articles/cpu-s {self.peak_megabytes:7.0f} MB peak"
        )


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, path_type=Path))
@click.option("--articles", default=3000, help="How many articles the whole run reads.")
@click.option("--spacy-articles", default=300, help="How many of them the plain pipeline reads.")
@click.option("--syntax", multiple=True, default=["sm", "rules"], help="Backends to run.")
def main(corpus: Path, articles: int, spacy_articles: int, syntax: tuple[str, ...]) -> None:
    lines = _head(corpus, articles)
    runs = {name: _whole_run(lines, name) for name in syntax}
    plain = _plain(lines[:spacy_articles])
    click.echo(plain.line("full en_core_web_sm"))
    for name, ours in runs.items():
        click.echo(ours.line(f"dateline run, {name}"))
        wall = (ours.characters / ours.wall) / (plain.characters / plain.wall)
        cpu = (ours.characters / ours.cpu) / (plain.characters / plain.cpu)
        click.echo(
            f"{'':26} {wall:.1f} times the plain pipeline by wall clock, {cpu:.1f} times by CPU time (characters)"
        )


def _head(corpus: Path, articles: int) -> list[str]:
    with gzip.open(corpus, "rt", encoding="utf-8") as file:
        return list(islice(file, articles))


def _texts(lines: list[str]) -> list[str]:
    return [json.loads(line)["text"] for line in lines]


def _plain(lines: list[str]) -> Measured:
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


def _whole_run(lines: list[str], syntax: str) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("".join(lines), "utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        dateline = Path(sys.executable).with_name("dateline")
        options = ["--direct", "--syntax", syntax, "--data", str(Path(folder) / "data")]
        wall = perf_counter()
        peak = _run_watched([str(dateline), "run", str(source), *options])
        spent = perf_counter() - wall
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(len(lines), sum(map(len, _texts(lines))), spent, cpu, peak)


def _run_watched(command: list[str]) -> float:
    """Run the command; megabytes that it and its children held together at the worst moment (resident, so what they share counts for each)."""
    peak = 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
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
