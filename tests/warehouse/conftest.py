from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from warehouse.lock import staging_path, writer_lock
from warehouse.store import publish, stage
from warehouse.tables import ALL_TABLES


def rows(table: str, **columns: list[object]) -> pl.DataFrame:
    """A frame of the declared table: the given columns, NULL in the others."""
    declared = next(t for t in ALL_TABLES if t.full_name == table)
    height = max(len(v) for v in columns.values())
    data = {c.name: columns.get(c.name, [None] * height) for c in declared.columns}
    assert columns.keys() <= data.keys(), columns.keys() - data.keys()
    return pl.DataFrame(data, schema=declared.polars_schema)


def article(number: int, text: str = "He paid $5.", version: str = "v1") -> pl.DataFrame:
    name = f"a{number:05d}"
    return rows(
        "articles", article_id=[name], source_uri=[f"{name}.txt"], published_basis=["unknown"], text=[text],
        char_count=[len(text)], first_run_id=["r1"], extractor_version=[version],
    )  # fmt: skip


def figure(number: int, value: float, name: str = "f1") -> pl.DataFrame:
    return rows(
        "figures", figure_id=[f"{name}-{number}"], article_id=[f"a{number:05d}"], sentence_no=[0], span_start=[8], span_end=[10],
        quote=["$5"], value=[value], bound=["exact"], kind=["money"], unit=["USD"], rule=["money"],
    )  # fmt: skip


@pytest.fixture
def live(tmp_path: Path) -> Path:
    return tmp_path / "data" / "dateline.duckdb"


@pytest.fixture
def put(live: Path) -> Iterator[Callable[..., None]]:
    """Publishes frames by table name."""

    def publish_rows(run_id: str, **frames: pl.DataFrame) -> None:
        with writer_lock(live):
            staged = stage(live, staging_path(live, run_id), {k.replace("__", "."): v for k, v in frames.items()})
            publish(staged.file, live)

    return publish_rows
