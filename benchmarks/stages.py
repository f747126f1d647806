"""What extraction costs, part by part: CPU milliseconds an article, in one process, over articles spread evenly through a file.

python -m benchmarks.stages ../shared/corpora/bench_20k.jsonl.gz --articles 400 --syntax rules
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported: one core, as in a run's processes

import click
import polars as pl

from transforms import extract, findings, frames, tabulate
from transforms.articles import canonical
from transforms.syntax import backend

# (where a function is looked up, its name there, what it is called here); what none of these spends goes into sentences and gates.
PARTS: Sequence[tuple[Any, str, str]] = (
    (extract, "_parses", "parse"),
    (findings, "find_document_date", "dates"),
    (findings, "find_dates_traced", "dates"),
    (findings, "read_names", "names"),
    (findings, "find_statements", "statements"),
    (findings, "find_events", "events"),
    (findings, "_figures", "figures"),
    (findings, "date_statements", "links"),
    (findings, "link_figures", "links"),
    (tabulate.Tabulator, "add", "rows"),
    (tabulate.Tabulator, "frames", "rows"),
)
WARM = 50  # articles read before the clock starts: lexicons, patterns and the commonest words are known by then


def spread(corpus: Path, count: int) -> list[str]:
    """That many lines of a JSONL file, at equal distances: files are often sorted by source."""
    opened = gzip.open if corpus.suffix == ".gz" else open
    with opened(corpus, "rt", encoding="utf-8") as file:
        total = sum(1 for _ in file)
    with opened(corpus, "rt", encoding="utf-8") as file:
        step = max(1, total // count)
        return list(islice(islice(file, 0, None, step), count))


def frame(lines: Sequence[str]) -> pl.DataFrame:
    """The articles as ingest hands them to extraction."""
    rows = [json.loads(line) for line in lines]
    days = [str(row.get("published_at") or "")[:10] for row in rows]
    return pl.DataFrame(
        {
            "article_id": [str(n) for n in range(len(rows))],
            "text": [canonical(row["text"]) for row in rows],
            "title": [row.get("title") for row in rows],
            "publisher": [row.get("publisher") for row in rows],
            "published_on": [date.fromisoformat(day) if day else None for day in days],
            "published_basis": ["metadata" if day else "unknown" for day in days],
        },
        schema_overrides={"title": pl.String, "publisher": pl.String, "published_on": pl.Date},
    )


@contextmanager
def timed_parts() -> Iterator[dict[str, float]]:
    """While it lasts, CPU seconds of each part are added up in the dict that it gives."""
    spent: dict[str, float] = {}

    def timed(function: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            begun = process_time()
            try:
                return function(*args, **named)
            finally:
                spent[name] = spent.get(name, 0.0) + process_time() - begun

        return call

    with ExitStack() as stack:
        for place, function, name in PARTS:
            stack.enter_context(patch.object(place, function, timed(getattr(place, function), name)))
        yield spent


def measure(lines: Sequence[str], syntax: str) -> dict[str, Any]:
    """Articles, characters, seconds, and CPU milliseconds an article by part; the first articles only warm the process up."""
    parser = backend(syntax)
    extract.extract(frame(lines[:WARM]), parser)
    articles = frame(lines[WARM:])
    with timed_parts() as spent:
        wall, cpu = perf_counter(), process_time()
        extract.extract(articles, parser)
        wall, cpu = perf_counter() - wall, process_time() - cpu
    spent["sentences and gates"] = cpu - sum(spent.values())
    return {
        "articles": articles.height,
        "characters": articles["text"].str.len_chars().sum(),
        "wall": wall,
        "cpu": cpu,
        "compiled": not str(frames.__file__).endswith(".py"),
        "milliseconds": {name: round(1000 * seconds / articles.height, 3) for name, seconds in spent.items()},
    }


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, path_type=Path))
@click.option("--articles", default=400, help="How many articles are read.")
@click.option("--syntax", default="rules", help="Backend.")
def main(corpus: Path, articles: int, syntax: str) -> None:
    click.echo(json.dumps(measure(spread(corpus, articles + WARM), syntax)))


if __name__ == "__main__":
    main()
