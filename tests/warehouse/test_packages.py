"""The descriptions of an export, read by the programs that such descriptions are written for."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path

import polars as pl
import pytest
import yaml

from tests.warehouse.world import shards
from warehouse.derive import exported_columns
from warehouse.export import export
from warehouse.lock import staging_path
from warehouse.manifest import read_manifest
from warehouse.packages import part_name
from warehouse.rights import LICENCE, LICENCE_ADDRESS, QUOTED_COLUMNS, citation
from warehouse.store import publish, stage
from warehouse.tables import MAIN_TABLES

SAYS_NOT_WHEN = "datePublished"  # an export tells no time, so that equal data give equal files: see docs/decisions


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    file = folder / "dateline.duckdb"
    made = dict(shards(folder, 0, 40))
    statements = pl.read_parquet(made["statements"])  # some have no claimant
    made["statements"] = statements.with_columns(
        pl.when(pl.int_range(pl.len()) % 3 > 0).then(c).alias(c)
        for c in ("claimant", "claimant_kind", "claimant_start", "claimant_end")
    )
    publish(stage(file, staging_path(file, "r1"), made).file, file)
    return file


@pytest.fixture(scope="module", params=[100, 1_000], ids=["by year", "one file a table"])
def folder(request: pytest.FixtureRequest, live: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(live, tmp_path_factory.mktemp("exports"), csv=True, partition_rows=request.param)


@pytest.mark.extra
def test_frictionless_finds_every_row_valid(folder: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="needs frictionless: make test-extra")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pandas, about frictionless' own code
        package = frictionless.Package(str(folder / "datapackage.json"))
        report = package.validate()
    assert report.valid, [e.message for task in report.tasks for e in task.errors][:5]
    rows = {t.name: t.stats["rows"] for t in report.tasks}
    assert rows == {part_name(n): e.rows for n, e in read_manifest(folder).files.items()}


@pytest.mark.extra
def test_mlcroissant_reads_every_row(folder: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mlcroissant = pytest.importorskip("mlcroissant", reason="needs mlcroissant: make test-extra")
        dataset = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
        issues = dataset.metadata.ctx.issues
        assert issues.errors == set()
        assert [w for w in issues.warnings if SAYS_NOT_WHEN not in w] == []
        rows = {r.id: sum(1 for _ in dataset.records(record_set=r.id)) for r in dataset.metadata.record_sets}
    files = read_manifest(folder).files
    assert rows == {part_name(n): e.rows for n, e in files.items() if n.endswith(".parquet")}


def test_resources_refer_to_resources_that_there_are(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text())
    names = {r["name"] for r in package["resources"]}
    assert len(names) == len(package["resources"])
    assert all(re.fullmatch(r"[a-z0-9_-]+", n) for n in names)
    keys = [k for r in package["resources"] for k in r["schema"]["foreignKeys"]]
    assert {k["reference"]["resource"] for k in keys} <= names | {""}
    assert keys


def test_licence_and_citation_name_the_version(folder: Path) -> None:
    manifest = read_manifest(folder)
    held = yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))
    assert (held["version"], held["license"], held["type"]) == (manifest.version, LICENCE, "dataset")
    assert manifest.content in held["identifiers"][0]["value"]
    page = (folder / "LICENCE.md").read_text("utf-8")
    assert citation(manifest) in page
    assert LICENCE_ADDRESS in page
    assert "not part of this export" in page


def test_who_asks_for_texts_is_told_whose_they_are(live: Path, tmp_path: Path) -> None:
    folder = export(live, tmp_path, with_texts=True)
    assert "hand it on only where their publishers allow it" in (folder / "LICENCE.md").read_text("utf-8")
    assert "publishers allow" in json.loads((folder / "datapackage.json").read_text())["description"]


def test_the_columns_that_hold_words_of_articles_are_named_as_they_are_declared() -> None:
    tables = {t.name: {c.name for c in exported_columns(t)} for t in MAIN_TABLES}
    for table, columns in QUOTED_COLUMNS.items():
        assert set(columns.split(", ")) <= tables[table]
