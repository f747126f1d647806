"""How cost grows: whole runs of several sizes, what an incremental run costs after each, memory over time, and peers beside them.

    python -m benchmarks.growth ../shared/corpora/bench_20k.jsonl.gz --size 1000 --size 20000 --size 200000 --syntax sm --syntax rules

Sizes beyond the corpus are made of moved copies (benchmarks/grown.py), streamed. Each run is a process of its own, watched from
outside: seconds of wall clock and of CPU by stage, memory with what processes share counted once. After each run another brings
INCREMENT new articles. Peers read the first texts of the same corpus in the same session: the full spaCy pipeline, and quantulum3
and dateparser's search where they are installed. Everything goes to growth.json, and as charts to growth.svg.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import click

from benchmarks.grown import copies, grown
from benchmarks.svg import Chart, page
from benchmarks.watched import Watched, watch
from warehouse import store

HERE = Path(__file__).parent
INCREMENT = 200
Answer = dict[str, Any]


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, path_type=Path))
@click.option("--size", "sizes", multiple=True, type=int, default=(500, 1000, 2000), show_default=True)
@click.option("--syntax", "backends", multiple=True, default=("rules", "sm"), show_default=True)
@click.option("--workers", default=0, help="Extraction processes; 0 is one a core.")
@click.option("--peer-articles", default=100, show_default=True, help="Texts that the peers read.")
@click.option("--output", type=click.Path(path_type=Path), default=HERE / "growth.json", show_default=True)
def main(
    corpus: Path, sizes: tuple[int, ...], backends: tuple[str, ...], workers: int, peer_articles: int, output: Path
) -> None:
    answer: Answer = {"peers": {}, "runs": []}
    for name, peer in peers():
        answer["peers"][name] = peer(_texts(corpus, peer_articles))
        click.echo(f"{name:24} {answer['peers'][name]['articles_per_cpu_second']:8.1f} articles/CPU-s")
    for syntax in backends:
        for size in sorted(sizes):
            answer["runs"].append(measured(corpus, size, syntax, workers))
            _tell(answer["runs"][-1], answer["peers"])
            output.write_text(
                json.dumps(answer, separators=(",", ":")) + "\n", "utf-8"
            )  # after each, for long sessions
            output.with_suffix(".svg").write_text(page(charts(answer)), "utf-8")


def measured(corpus: Path, size: int, syntax: str, workers: int) -> Answer:
    """A whole run of that size, and an incremental one after it."""
    with tempfile.TemporaryDirectory() as folder:
        inputs, data = Path(folder) / "in", Path(folder) / "data"
        inputs.mkdir()
        characters = _write(inputs / "0.jsonl", grown(corpus, size))
        first = _run(inputs, data, syntax, workers)
        held = _dataset(data)
        _write(inputs / "1.jsonl", grown(corpus, INCREMENT, first_copy=copies(corpus, size)))
        second = _run(inputs, data, syntax, workers)
    return {
        "articles": size,
        "characters": characters,
        "syntax": syntax,
        "whole": _figures(first),
        **held,
        "incremental": _figures(second) | {"articles": INCREMENT},
    }


def _write(file: Path, lines: Iterator[str]) -> int:
    """Write the lines; the number of characters of text in them."""
    characters = 0
    with file.open("w", encoding="utf-8") as out:
        for line in lines:
            out.write(line)
            characters += len(json.loads(line)["text"])
    return characters


def _run(inputs: Path, data: Path, syntax: str, workers: int) -> Watched:
    dateline = Path(sys.executable).with_name("dateline")
    options = ["--direct", "--syntax", syntax, "--workers", str(workers), "--data", str(data)]
    return watch([str(dateline), "run", str(inputs), *options], {"DATELINE_KEEP_EXPORTS": "1"})


def _figures(seen: Watched) -> Answer:
    steps = max(1, len(seen.memory) // 200)  # enough for a chart
    told = asdict(seen) | {"memory": seen.memory[::steps], "peak_megabytes": seen.peak}
    return told | {"flat": flatness(seen.memory)}


def flatness(memory: Sequence[tuple[float, float]]) -> float:
    """Mean memory of the third quarter of a run as a multiple of that of the second: 1 is flat."""
    quarter = len(memory) // 4
    means = [sum(m for _, m in memory[a:b]) / max(1, b - a) for a, b in pairwise((quarter, 2 * quarter, 3 * quarter))]
    return round(means[1] / means[0], 3) if quarter and means[0] else 1.0


def _dataset(data: Path) -> Answer:
    live = data / "dateline.duckdb"
    rows = store.read(live, "SELECT (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM figures) AS figures")
    export = sum(f.stat().st_size for f in (data / "exports" / "latest").rglob("*.parquet"))
    return {"dataset_bytes": live.stat().st_size, "export_bytes": export, **rows.row(0, named=True)}


def _texts(corpus: Path, count: int) -> list[str]:
    return [json.loads(line)["text"] for line in grown(corpus, count)]


def peers() -> Iterator[tuple[str, Callable[[list[str]], Answer]]]:
    """Name and measurement of each peer that is installed."""
    from transforms.syntax import sm

    package = sm.installed()
    if package:
        yield f"full {package}", lambda texts: _timed(texts, _spacy(package))
    if find_spec("quantulum3"):
        yield f"quantulum3 {version('quantulum3')}", lambda texts: _timed(texts, _quantulum)
    if find_spec("dateparser"):
        yield (
            f"dateparser {version('dateparser')} search",
            lambda texts: _timed(texts[: max(1, len(texts) // 5)], _dateparser),
        )


def _timed(texts: list[str], read: Callable[[list[str]], None]) -> Answer:
    read(texts[:2])
    begun = process_time()
    read(texts)
    spent = process_time() - begun
    characters = sum(map(len, texts))
    return {
        "articles": len(texts),
        "articles_per_cpu_second": round(len(texts) / spent, 2),
        "characters_per_cpu_second": round(characters / spent),
    }


def _spacy(package: str) -> Callable[[list[str]], None]:
    import spacy

    nlp = spacy.load(package)

    def read(texts: list[str]) -> None:
        for _ in nlp.pipe(texts, batch_size=64):
            pass

    return read


def _quantulum(texts: list[str]) -> None:
    from quantulum3 import parser

    for text in texts:
        parser.parse(text)


def _dateparser(texts: list[str]) -> None:
    from dateparser.search import search_dates

    for text in texts:
        search_dates(text, languages=["en"])


def _tell(run: Answer, peers: Answer) -> None:
    whole, more = run["whole"], run["incremental"]
    rate = run["articles"] / whole["cpu"]
    click.echo(
        f"{run['syntax']:6} {run['articles']:8,} articles  {whole['wall']:8.1f} s wall {whole['cpu']:8.1f} s CPU  {rate:7.1f} articles/CPU-s  "
        f"peak {whole['peak_megabytes']:6.0f} MB, flat {whole['flat']:.2f}  dataset {run['dataset_bytes'] / 1e6:7.1f} MB  "
        f"then {more['articles']} more: {more['wall']:6.1f} s wall {more['cpu']:6.1f} s CPU"
    )
    for stage, cpu in whole["stage_cpu"].items():
        wall = whole["stage_wall"][stage]
        click.echo(
            f"       {stage:9} {wall:8.1f} s wall {cpu:8.1f} s CPU {run['articles'] / max(cpu, 0.01):10.0f} articles/CPU-s"
        )
    for name, peer in peers.items():
        times = run["characters"] / whole["cpu"] / peer["characters_per_cpu_second"]
        click.echo(f"       {times:6.1f} times the characters per CPU-second of {name}")


def charts(answer: Answer) -> list[Chart]:
    """Rate, memory, size and cost of an increment."""
    runs = answer["runs"]
    named = sorted({run["syntax"] for run in runs})

    def by_size(of: Callable[[Answer], float]) -> dict[str, list[tuple[float, float]]]:
        return {n: [(r["articles"], of(r)) for r in runs if r["syntax"] == n] for n in named}

    rate = by_size(lambda r: r["articles"] / r["whole"]["cpu"])
    most = max(r["articles"] for r in runs)
    for name, peer in answer["peers"].items():
        rate[name] = [(0, peer["articles_per_cpu_second"]), (most, peer["articles_per_cpu_second"])]
    largest = {r["syntax"]: r for r in runs}
    return [
        Chart("Whole run", "articles", "articles per CPU-second", rate),
        Chart("Memory of the largest run", "seconds", "MB", {f"{n}, {r['articles']:,} articles": r["whole"]["memory"] for n, r in largest.items()}),
        Chart("Dataset", "articles", "MB", by_size(lambda r: r["dataset_bytes"] / 1e6)),
        Chart(f"A run that brings {INCREMENT} articles", "articles held before", "seconds of CPU", by_size(lambda r: r["incremental"]["cpu"])),
    ]  # fmt: skip


if __name__ == "__main__":
    main()
