"""Ingest alone: articles per second, the second run, and memory over large streams. Nothing is extracted.

\b
python -m benchmarks.ingest speed ../shared/corpora/bench_20k.jsonl.gz
python -m benchmarks.ingest jsonl 2000          a generated file of so many megabytes, read and compared; gone afterwards
python -m benchmarks.ingest warc 500
"""

from __future__ import annotations

import gzip
import json
import logging
import random
import resource
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

import click
import polars as pl

from flows.intake import Intake, take_in
from flows.run import open_run
from flows.settings import Settings
from warehouse import store
from warehouse.tables import ARTICLE_SOURCES, ARTICLES, FILES_READ, FINGERPRINTS, REJECTED_ARTICLES

MEGABYTE = 1 << 20
ARTICLE_WORDS, PAGE_SCRIPT = 2_500, 60_000  # words of an article; characters of a page that are no article


def measured(settings: Settings, inputs: Sequence[str], *, publish: bool = False) -> tuple[Intake, float, float]:
    """What was taken in, with seconds by the clock and by the processor."""
    with open_run(settings) as run:
        wall, cpu = perf_counter(), process_time()
        intake = take_in(run, inputs)
        spent = perf_counter() - wall, process_time() - cpu
        if publish:
            _publish(settings, run.run_id, intake)
    return intake, *spent


def _publish(settings: Settings, run_id: str, intake: Intake) -> None:
    """The dataset as a run would leave it that finds nothing in the texts."""
    for file in intake.articles:
        pl.read_parquet(file).with_columns(extractor_version=pl.lit("none")).write_parquet(file)
    rows = {
        ARTICLES.full_name: intake.articles,
        ARTICLE_SOURCES.full_name: intake.sources,
        REJECTED_ARTICLES.full_name: intake.rejections,
        FINGERPRINTS.full_name: intake.fingerprints,
        FILES_READ.full_name: intake.files,
    }
    staged = store.stage(settings.live, store.staging_path(settings.live, run_id), rows)
    store.publish(staged.file, settings.live)


def speed(data: Path, corpus: str) -> None:
    """A first run, a second over the same file, a third that is told to read it again, and a grown file."""
    settings = Settings(data=data)
    intake, wall, cpu = measured(settings, [corpus], publish=True)
    copies = store.read(settings.live, "SELECT count(duplicate_of) FROM articles").item()
    _tell(
        "first run",
        intake,
        wall,
        cpu,
        f"{intake.articles_new} articles, {copies} of them near copies; peak {peak():.0f} MB",
    )
    _tell("second run", *(again := measured(settings, [corpus])), f"{again[1] / wall:.2%} of the first")
    _tell(
        "told to reread",
        *(again := measured(replace(settings, reread=True), [corpus])),
        f"{again[1] / wall:.0%} of the first",
    )
    grown = data / "grown.jsonl"
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        grown.write_text("".join([*lines, *(json.dumps(one) + "\n" for one in articles(300))]), "utf-8")
    _tell("300 more in a copy", *measured(settings, [str(grown)]), "compared with the dataset")


def stream(data: Path, corpus: Path) -> None:
    """One large file, read and compared to its end."""
    settings = Settings(data=data)
    intake, wall, cpu = measured(settings, [str(corpus)])
    size = corpus.stat().st_size / MEGABYTE
    _tell(
        f"{size:.0f} MB",
        intake,
        wall,
        cpu,
        f"{intake.articles_new} articles; {size / cpu:.0f} MB/s of CPU; peak {peak():.0f} MB",
    )


def articles(count: int | None = None) -> Iterator[dict[str, str]]:
    """Articles of invented words, each its own."""
    seed, number = random.Random(7), 0
    words = ["".join(seed.choices("aeioudlnrst", k=seed.randint(2, 9))) for _ in range(20_000)]
    while count is None or number < count:
        number += 1
        text = "The council said on Tuesday that the " + " ".join(seed.choices(words, k=ARTICLE_WORDS)) + ".\n"
        yield {"url": f"https://made.example/{number}", "text": text}


def write_jsonl(file: Path, megabytes: int) -> None:
    """So many megabytes of lines."""
    with file.open("w", encoding="utf-8") as out:
        for one in articles():
            out.write(json.dumps(one) + "\n")
            if out.tell() >= megabytes * MEGABYTE:
                return


def write_warc(file: Path, megabytes: int) -> None:
    """So many megabytes of archived pages, not compressed."""
    filler = "<script>" + "x = 1;\n" * (PAGE_SCRIPT // 7) + "</script>"
    with file.open("wb") as out:
        for number, one in enumerate(articles()):
            text = one["text"][:4_000]
            page = f"<!doctype html><html><head><title>Page {number}</title>{filler}</head><body><article><p>{text}</p></article></body></html>"
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {one['url']}\r\nWARC-Date: 2024-05-14T09:30:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\nContent-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            )
            out.write(head.encode() + body + b"\r\n\r\n")
            if out.tell() >= megabytes * MEGABYTE:
                return


WRITERS: Mapping[str, Callable[[Path, int], None]] = {"jsonl": write_jsonl, "warc": write_warc}


def peak() -> float:
    """Megabytes that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _tell(what: str, intake: Intake, wall: float, cpu: float, more: str) -> None:
    rate = intake.inputs_read / cpu
    print(
        f"{what:20}{intake.inputs_read:7} records {wall:8.2f} s {cpu:8.2f} s CPU {rate:7.0f}/s of CPU; {more}",
        flush=True,
    )


@click.command(help=__doc__, context_settings={"max_content_width": 120})
@click.argument("what", type=click.Choice(["speed", *WRITERS]))
@click.argument("value", metavar="CORPUS|MEGABYTES")
def main(what: str, value: str) -> None:
    logging.disable()  # these runs end where the extraction would begin, and would be logged as failed
    with tempfile.TemporaryDirectory() as folder:
        if what == "speed":
            speed(Path(folder) / "data", value)
        else:
            corpus = Path(folder) / f"large.{what}"
            WRITERS[what](corpus, int(value))
            stream(Path(folder) / "data", corpus)


if __name__ == "__main__":
    main()
