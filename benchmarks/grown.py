"""The bench set many times over: copies whose dates lie four years earlier each time, one after the other, in constant memory.

    python -m benchmarks.grown ../shared/corpora/bench_20k.jsonl.gz articles.jsonl.gz --articles 200000

A copy has ids, addresses and titles of its own, and every year in its text and its day of publication moves back with it. So no
copy is an exact one, nor a near copy by the rules (which look two weeks around), and every article is extracted.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import click

YEARS = 4  # a day of February stays one
YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d,]|\.\d)")
DAY = re.compile(r"^\d{4}")


def grown(corpus: Path, articles: int, first_copy: int = 0) -> Iterator[str]:
    """JSON lines of that many articles, copy after copy, beginning with that one; copy 0 is the corpus itself."""
    return islice(_endless(corpus, first_copy), articles)


def copies(corpus: Path, articles: int) -> int:
    """How many copies that many articles are begun from."""
    with gzip.open(corpus, "rb") as lines:
        held = sum(1 for _ in lines)
    return -(-articles // held)


def _endless(corpus: Path, copy: int) -> Iterator[str]:
    while True:
        with gzip.open(corpus, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield line if copy == 0 else moved(json.loads(line), copy)
        copy += 1


def moved(article: dict[str, Any], copy: int) -> str:
    """The article as its copy of that number, as a JSON line."""
    back = YEARS * copy
    text = YEAR.sub(lambda m: str(int(m[0]) - back), article["text"])
    published = article.get("published_at")
    return (
        json.dumps(
            {
                **article,
                "id": f"{article['id']}~{copy}",
                "url": f"{article['url']}?copy={copy}" if article.get("url") else None,
                "title": f"{article.get('title') or 'Untitled'} ({copy})",
                "published_at": DAY.sub(lambda m: str(int(m[0]) - back), published) if published else None,
                "text": text,
            },
            ensure_ascii=False,
        )
        + "\n"
    )


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, path_type=Path))
@click.argument("output", type=click.Path(path_type=Path))
@click.option("--articles", default=200_000, show_default=True)
def main(corpus: Path, output: Path, articles: int) -> None:
    with gzip.open(output, "wt", encoding="utf-8", compresslevel=1) as file:
        file.writelines(grown(corpus, articles))


if __name__ == "__main__":
    main()
