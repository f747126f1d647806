from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.warehouse.conftest import article, figure, rows
from warehouse.connect import writing
from warehouse.export import export
from warehouse.info import info
from warehouse.store import block


def test_what_a_dataset_is(live: Path, put: Callable[..., None]) -> None:
    run = rows("ops.runs", run_id=["r1"], started_at=[None], status=["published"], code_version=["1"])
    put("r1", articles=article(1), figures=figure(1, 5.0), ops__runs=run)
    put("r2", articles=article(2, version="v2"))
    block(live, "r3", {})
    folder = export(live, live.parent / "exports")
    told = info(live, live.parent / "exports")
    assert (told.rows["articles"], told.rows["figures"], told.rows["ops.runs"]) == (2, 1, 1)
    assert told.extractor_versions == {"v1": 1, "v2": 1}
    assert told.last_run is not None
    assert told.last_run["run_id"] == "r1"
    assert (told.exports, told.blocked_runs) == ((folder.name,), ("r3",))
    assert told.storage_version.startswith("v1.5")
    assert told.bytes == live.stat().st_size


def test_a_dataset_without_runs_or_exports(live: Path, put: Callable[..., None]) -> None:
    put("r1", articles=article(1))
    told = info(live, live.parent / "exports")
    assert (told.last_run, told.exports, told.blocked_runs) == (None, (), ())


def test_a_dataset_made_before_a_table_was_declared(live: Path, put: Callable[..., None]) -> None:
    put("r1", articles=article(1))
    with writing(live) as con:
        con.execute("DROP TABLE ops.files_read")
    assert "ops.files_read" not in info(live, live.parent / "exports").rows
