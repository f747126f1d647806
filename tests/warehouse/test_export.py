from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.warehouse.conftest import article, figure, rows
from tests.warehouse.world import shards
from warehouse.compare import Change, compare, examples
from warehouse.export import export, latest, point_latest, versions
from warehouse.lock import staging_path
from warehouse.manifest import read_manifest
from warehouse.store import publish, stage
from warehouse.tables import FIGURES, MAIN_TABLES
from warehouse.verify import verify

Put = Callable[..., None]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    live = folder / "dateline.duckdb"
    publish(stage(live, staging_path(live, "r1"), shards(folder, 0, 40)).file, live)
    return live


@pytest.fixture(scope="module")
def exported(world: Path) -> Path:
    return export(world, world.parent / "exports", csv=True)


def test_every_table_is_exported_and_counted(exported: Path) -> None:
    manifest = read_manifest(exported)
    assert set(manifest.rows) == {t.name for t in MAIN_TABLES}
    assert (manifest.rows["articles"], manifest.rows["figures"]) == (40, 240)
    for table in MAIN_TABLES:
        assert pl.read_parquet(exported / f"{table.name}.parquet").height == manifest.rows[table.name]


def test_rows_are_sorted_by_day(exported: Path) -> None:
    assert pl.read_parquet(exported / "events.parquet")["date_start"].is_sorted()


def test_texts_stay_at_home_unless_asked_for(exported: Path, world: Path, tmp_path: Path) -> None:
    assert not {"text", "first_run_id"} & set(pl.read_parquet_schema(exported / "articles.parquet"))
    whole = export(world, tmp_path, with_texts=True)
    assert "text" in pl.read_parquet_schema(whole / "articles.parquet")
    assert read_manifest(whole).with_texts


def test_the_footer_says_what_the_columns_mean(exported: Path) -> None:
    file = str(exported / "figures.parquet")
    with duckdb.connect() as con:
        held = dict(con.execute("SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [file]).fetchall())
    assert held["table"] == "figures"
    assert json.loads(held["columns"])["value"].startswith("The plain number")


def test_csv_on_request_has_the_same_rows(exported: Path) -> None:
    figures = pl.read_csv(exported / "figures.csv.gz", infer_schema=False)
    assert figures["figure_id"].to_list() == pl.read_parquet(exported / "figures.parquet")["figure_id"].to_list()


@pytest.fixture(scope="module")
def by_year(world: Path) -> Path:
    return export(world, world.parent / "by_year", csv=True, partition_rows=100)


def test_large_tables_are_written_by_year(by_year: Path, exported: Path) -> None:
    manifest = read_manifest(by_year)
    assert manifest.rows == read_manifest(exported).rows
    assert "articles.parquet" in manifest.files
    assert "sentences/year=2025/part-0.parquet" in manifest.files  # by the article's publication
    days = pl.read_parquet(by_year / "figures" / "year=2021" / "part-0.parquet")["date_start"]
    assert days.dt.year().unique().to_list() == [2021]
    assert days.is_sorted()
    for name in ("figures", "sentences"):
        whole = pl.read_parquet(exported / f"{name}.parquet")
        parts = pl.read_parquet(by_year / manifest.pattern(name), hive_partitioning=False)
        assert_frame_equal(parts, whole, check_row_order=False)
    years = pl.scan_parquet(by_year / manifest.pattern("figures"), hive_partitioning=True).select("year").collect()
    assert set(years["year"]) == set(days.dt.year()) | {2019, 2020, 2022, 2023, 2024}


def test_rows_without_a_year_have_their_folder(live: Path, put: Put, tmp_path: Path) -> None:
    some = pl.concat([figure(1, 1.0), figure(1, 2.0, "f2")])
    put("r1", articles=article(1), figures=some.with_columns(date_start=pl.Series([None, date(2020, 5, 1)])))
    folder = export(live, tmp_path, partition_rows=1)
    held = pl.read_parquet(folder / "figures/*/*.parquet", hive_partitioning=True).sort("value")
    assert held["year"].to_list() == [None, 2020]
    with duckdb.connect() as con:
        years = con.execute(f"SELECT year FROM '{folder}/figures/*/*.parquet' ORDER BY value").fetchall()
    assert years == [(None,), (2020,)]


def test_the_year_before_the_year_1_is_not_no_year(live: Path, put: Put, tmp_path: Path) -> None:
    some = pl.concat([figure(1, 1.0), figure(1, 2.0, "f2")])
    days = pl.Series([None, -719_376], dtype=pl.Int32).cast(pl.Date)  # a day of 1 BC, whose year DuckDB numbers 0
    put("r1", articles=article(1), figures=some.with_columns(date_start=days))
    folder = export(live, tmp_path, partition_rows=1)
    values = {
        name: pl.read_parquet(folder / "figures" / name / "part-0.parquet", columns=["value"])["value"].to_list()
        for name in ("year=0", "year=__HIVE_DEFAULT_PARTITION__")
    }
    assert values == {"year=0": [2.0], "year=__HIVE_DEFAULT_PARTITION__": [1.0]}


def test_an_export_by_year_is_verified_and_compared_like_any_other(
    by_year: Path, exported: Path, tmp_path: Path
) -> None:
    assert verify(by_year) == []
    assert all(change.is_none for change in compare(by_year, exported))
    damaged = tmp_path / "damaged"
    shutil.copytree(by_year, damaged)
    shutil.copyfile(damaged / "figures/year=2020/part-0.parquet", damaged / "figures/year=2020/part-1.parquet")
    (damaged / "figures/year=2021/part-0.parquet").unlink()
    complaints = verify(damaged)
    assert any(c.startswith("figures/year=2020/part-1.parquet is not in the manifest") for c in complaints)
    assert "figures/year=2021/part-0.parquet is missing" in complaints


def test_sha256sum_agrees(exported: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=exported, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("partition_rows", [10, 1_000])
def test_the_same_data_in_another_order_give_the_same_bytes(tmp_path: Path, partition_rows: int) -> None:
    folders = []
    for name, order in (("one", (0, 1, 2)), ("other", (2, 0, 1))):
        live = tmp_path / name / "dateline.duckdb"
        live.parent.mkdir()
        for n in order:
            publish(stage(live, staging_path(live, f"r{n}"), shards(tmp_path / name / str(n), 10 * n, 10)).file, live)
        folders.append(export(live, tmp_path / name / "exports", csv=True, partition_rows=partition_rows))
    one, other = folders
    names = [f.relative_to(one) for f in sorted(one.rglob("*")) if f.is_file()]
    assert names == [f.relative_to(other) for f in sorted(other.rglob("*")) if f.is_file()]
    assert [n for n in names if (one / n).read_bytes() != (other / n).read_bytes()] == []


def test_nothing_new_gives_no_new_version(live: Path, put: Put, tmp_path: Path) -> None:
    put("r1", articles=article(1))
    first = export(live, tmp_path / "exports")
    assert export(live, tmp_path / "exports") == first
    assert versions(tmp_path / "exports") == [first]


def test_latest_points_at_the_newest_and_old_ones_go(live: Path, put: Put, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    made = []
    for n in range(4):
        put(f"r{n}", articles=article(n))
        made.append(export(live, exports, keep=2))
    assert latest(exports) == made[-1]
    assert json.loads((exports / "latest.json").read_text())["version"] == made[-1].name
    assert (exports / "latest" / "articles.parquet").exists()
    assert versions(exports) == made[2:]
    assert sorted(p.name for p in exports.iterdir()) == [made[2].name, made[3].name, "latest", "latest.json"]


def test_the_ten_thousandth_version_is_newer_than_those_before(live: Path, put: Put, tmp_path: Path) -> None:
    put("r1", articles=article(1))
    first = export(live, tmp_path)
    first.rename(tmp_path / "9999-aaaaaaaaaaaa")
    point_latest(tmp_path, "9999-aaaaaaaaaaaa")
    manifest = tmp_path / "9999-aaaaaaaaaaaa" / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace(first.name, "9999-aaaaaaaaaaaa"), "utf-8")
    put("r2", articles=article(2))
    newest = export(live, tmp_path, keep=1)
    assert newest.name.startswith("10000-")
    assert (latest(tmp_path), versions(tmp_path)) == (newest, [newest])


def test_the_changelog_counts_rows(live: Path, put: Put, tmp_path: Path) -> None:
    put("r1", articles=pl.concat([article(1), article(2)]), figures=pl.concat([figure(1, 1.0), figure(2, 2.0)]))
    first = export(live, tmp_path / "exports")
    again = pl.concat([figure(1, 1.5), figure(1, 9.0, "f9")])
    put("r2", articles=article(1, version="v2"), figures=again)
    put("r3", articles=article(2, version="v2"))
    second = export(live, tmp_path / "exports")
    changes = json.loads((second / "CHANGELOG.json").read_text())
    assert changes["previous"] == first.name
    assert changes["tables"]["figures"] == {"added": 1, "removed": 1, "changed": 1}
    assert changes["tables"]["articles"] == {"added": 0, "removed": 0, "changed": 2}


def test_datasets_and_exports_are_compared_alike(live: Path, put: Put, tmp_path: Path) -> None:
    put("r1", articles=article(1), figures=figure(1, 1.0))
    folder = export(live, tmp_path / "exports")
    assert all(change.is_none for change in compare(folder, live))
    put("r2", articles=article(2))
    assert [c for c in compare(folder, live) if not c.is_none] == [Change("articles", 1, 0, 0)]


def test_examples_of_differences_go_together_row_by_row(live: Path, put: Put, tmp_path: Path) -> None:
    put("r1", articles=article(1), figures=pl.concat([figure(1, 1.0), figure(1, 2.0, "f2")]))
    folder = export(live, tmp_path / "exports")
    put("r2", articles=article(1, version="v2"), figures=pl.concat([figure(1, 1.5), figure(1, 9.0, "f9")]))
    found = examples(folder, live, FIGURES)
    assert (found.added["value"].to_list(), found.removed["value"].to_list()) == ([9.0], [2.0])
    assert (found.before["value"].to_list(), found.after["value"].to_list()) == ([1.0], [1.5])
    assert examples(folder, folder, FIGURES).before.is_empty()
    assert examples(None, live, FIGURES).added.height == 2


def test_the_data_package_describes_every_file(exported: Path) -> None:
    package = json.loads((exported / "datapackage.json").read_text())
    assert {r["path"] for r in package["resources"]} == set(read_manifest(exported).files)
    figures = next(r for r in package["resources"] if r["name"] == "figures")
    assert [f["name"] for f in figures["schema"]["fields"]] == pl.read_parquet(exported / "figures.parquet").columns
    assert {"fields": ["event_id"], "reference": {"resource": "events", "fields": ["event_id"]}} in figures["schema"][
        "foreignKeys"
    ]
    assert len({r["name"] for r in package["resources"]}) == len(package["resources"])


def test_croissant_describes_every_parquet_column(exported: Path) -> None:
    croissant = json.loads((exported / "croissant.json").read_text())
    files = {f["@id"] for f in croissant["distribution"]}
    assert files == {f"{t.name}.parquet" for t in MAIN_TABLES}
    for record_set in croissant["recordSet"]:
        columns = pl.read_parquet_schema(exported / f"{record_set['name']}.parquet").names()
        assert [f["source"]["extract"]["column"] for f in record_set["field"]] == columns
        assert all(f["source"]["fileObject"]["@id"] in files for f in record_set["field"])


def test_a_sound_export_is_verified(exported: Path) -> None:
    assert verify(exported) == []


def damage_bytes(folder: Path) -> None:
    data = bytearray((folder / "dates.parquet").read_bytes())
    data[100] ^= 1
    (folder / "dates.parquet").write_bytes(data)


def damage_rows(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["dates.parquet"]["rows"] = 7
    (folder / "manifest.json").write_text(json.dumps(manifest))


def damage_columns(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["columns"]["dates"].append("mood")
    (folder / "manifest.json").write_text(json.dumps(manifest))


def damage_tables(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["files"]["dates.parquet"]
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_an_export_made_before_a_column_was_declared_is_sound(live: Path, put: Put, tmp_path: Path) -> None:
    put("r1", articles=article(1))
    folder = export(live, tmp_path / "exports")
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["columns"]  # and such manifests there were as well
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert verify(folder) == []


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (damage_columns, "the manifest says ['date_id', 'article_id'"),
        (damage_tables, "tables are missing: dates"),
        (damage_bytes, "dates.parquet is not the file that was exported"),
        (damage_rows, "dates.parquet has 0 rows, the manifest says 7"),
        (lambda f: (f / "events.parquet").unlink(), "events.parquet is missing"),
        (lambda f: (f / "SHA256SUMS").write_text(""), "SHA256SUMS and the manifest differ"),
        (lambda f: (f / "manifest.json").write_text("{"), "manifest.json cannot be read"),
    ],
)
def test_damage_is_named(live: Path, put: Put, tmp_path: Path, damage: Callable[[Path], None], complaint: str) -> None:
    put("r1", articles=article(1))
    folder = export(live, tmp_path / "exports")
    damage(folder)
    assert any(complaint in said for said in verify(folder)), verify(folder)


def test_a_half_written_export_of_a_dead_run_is_removed(live: Path, put: Put, tmp_path: Path) -> None:
    put("r1", articles=article(1), dates=rows("dates", date_id=["d"], date_start=[date(2020, 1, 1)]))
    (tmp_path / "exports" / ".half-dead").mkdir(parents=True)
    export(live, tmp_path / "exports")
    assert not (tmp_path / "exports" / ".half-dead").exists()
