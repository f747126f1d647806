from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.warehouse.conftest import article, figure, rows
from tests.warehouse.world import shards
from warehouse.connect import writing
from warehouse.export import export
from warehouse.lock import staging_path
from warehouse.page import charts
from warehouse.page.build import size
from warehouse.page.quality import quality_page
from warehouse.store import block, publish, read, stage

Put = Callable[..., None]
VOID = {"meta", "br", "rect", "link", "img", "input", "hr"}


class Balanced(HTMLParser):
    """Opens and closes elements; keeps those that were closed out of order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [v for k, v in attrs if k in ("href", "src") and v]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def parsed(html: str) -> Balanced:
    page = Balanced()
    page.feed(html)
    assert (page.wrong, page.open) == ([], [])
    return page


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("world")
    live = folder / "dateline.duckdb"
    publish(stage(live, staging_path(live, "r1"), shards(folder, 0, 40)).file, live)
    made = export(live, folder / "exports")
    return made, (made / "index.html").read_text("utf-8")


def test_the_page_asks_no_address_outside_for_anything(page: tuple[Path, str]) -> None:
    folder, html = page
    addresses = parsed(html).addresses
    assert all(a.startswith("#") or (folder / a).exists() for a in addresses)
    assert not re.search(r"https?://|@import|url\(|<script", html)


def test_the_page_names_every_file_with_its_hash(page: tuple[Path, str]) -> None:
    folder, html = page
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert digest in html
        assert f'href="{name}"' in html


def test_samples_mark_the_words_that_were_found(page: tuple[Path, str]) -> None:
    _, html = page
    marked = re.findall(r"<mark>(.*?)</mark>", html)
    assert len(marked) == 16
    assert all(re.fullmatch(r"\d{6}|On .+ men 😀 e\u0301 👨‍👩‍👧", m) for m in marked)


def chromium(page: Path, scratch: Path, *flags: str) -> str:
    """What the browser prints of a page; skips where there is none."""
    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip("needs a browser: chromium, which Debian's package of that name brings")
    fixed = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={scratch}"]
    done = subprocess.run([browser, *fixed, *flags, f"file://{page}"], capture_output=True, text=True, timeout=120)
    return done.stdout


@pytest.mark.flow
def test_a_browser_shows_the_page(page: tuple[Path, str], tmp_path: Path) -> None:
    folder, _ = page
    shown = chromium(folder / "index.html", tmp_path, "--dump-dom")
    assert shown.count("<mark>") == 16
    assert shown.count("<svg") == 10
    picture = tmp_path / "page.png"
    chromium(folder / "index.html", tmp_path, f"--screenshot={picture}", "--window-size=1000,3000")
    assert picture.read_bytes()[1:4] == b"PNG"
    assert picture.stat().st_size > 100_000  # a blank page of that size has 8,000


@pytest.mark.flow
def test_a_browser_shows_the_quality_page(live: Path, put: Put, tmp_path: Path) -> None:
    for day in range(1, 13):
        put(f"r{day}", **{k.replace(".", "__"): v for k, v in ops_rows(f"r{day}", day, success=day % 3 > 0).items()})
    file = tmp_path / "quality.html"
    file.write_text(quality_page(live), "utf-8")
    shown = chromium(file, tmp_path, "--dump-dom")
    assert len(re.findall(r'<rect class="critical"[^>]* height="(?!0\.0)', shown)) == 4
    assert shown.count('class="spark"') == 1


SNIPPETS = re.compile(r"<h3>(DuckDB|polars|pandas)</h3>\n(.*?)(?=<h[23])", re.DOTALL)


@pytest.mark.parametrize("partition_rows", [50, 1_000], ids=["by year", "one file a table"])
def test_what_the_page_says_can_be_typed_runs_as_it_stands(
    page: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    partition_rows: int,
) -> None:  # fmt: skip
    live = page[0].parent.parent / "dateline.duckdb"
    monkeypatch.chdir(export(live, tmp_path, partition_rows=partition_rows))
    found = dict(SNIPPETS.findall(Path("index.html").read_text("utf-8")))
    assert set(found) == {"DuckDB", "polars", "pandas"}
    for sql in re.findall("<pre>(.*?)</pre>", found["DuckDB"], re.DOTALL):
        answer = duckdb.sql(unescape(sql)).pl()
        assert answer.height == (20 if "'happened'" in sql else 0)  # the made-up world states no money
    for library in ("polars", "pandas"):
        (script,) = re.findall("<pre>(.*?)</pre>", found[library], re.DOTALL)
        exec(compile(unescape(script), library, "exec"), {})
        assert re.search("NATO|conflict.loss", capsys.readouterr().out)


def test_words_of_articles_cannot_become_markup(live: Path, put: Put, tmp_path: Path) -> None:
    text = "<script>alert(1)</script> he paid some $5 & more for it."
    put(
        "r1",
        articles=article(1, text).with_columns(publisher=pl.lit("<b>Paper</b>")),
        sentences=rows(
            "sentences", article_id=["a00001"], sentence_no=[0], span_start=[0], span_end=[len(text)], text=[text]
        ),
        figures=figure(1, 5.0).with_columns(
            date_id=pl.lit("d"),
            measured_head=pl.lit("<i>x</i>"),
            span_start=pl.lit(text.index("$5"), pl.Int64),
            span_end=pl.lit(text.index("$5") + 2, pl.Int64),
        ),
    )
    html = (export(live, tmp_path / "exports") / "index.html").read_text("utf-8")
    parsed(html)
    assert "<script" not in html
    assert "<b>Paper" not in html
    assert "<i>x" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<mark>$5</mark>" in html


def test_an_empty_dataset_has_a_page_too(live: Path, put: Put, tmp_path: Path) -> None:
    put("r1", articles=article(1))
    html = (export(live, tmp_path / "exports") / "index.html").read_text("utf-8")
    parsed(html)
    assert "nothing to show yet" in html


def ops_rows(run_id: str, day: int, *, success: bool) -> dict[str, pl.DataFrame]:
    return {
        "ops.runs": rows(
            "ops.runs", run_id=[run_id], started_at=[datetime.fromisoformat(f"2025-07-{day:02}")], status=["published"],
            code_version=["1"], articles_new=[day],
        ),
        "ops.checks": rows(
            "ops.checks", run_id=[run_id] * 2, expectation=["figures.bound_is_in_its_list", "figures.measured_is_filled"],
            table_name=["figures"] * 2, severity=["critical", "warning"], success=[success, True],
            observed_value=["0 rows" if success else "1 rows", f"0.{day}"], unexpected_count=[int(not success), None],
        ),
        "ops.rejected_rows": rows(
            "ops.rejected_rows", run_id=[run_id], table_name=["figures"], row_json=['{"bound":"<b>"}'], expectation=["figures.bound_is_in_its_list"]
        ).head(int(not success)),
    }  # fmt: skip


def test_the_quality_page_shows_the_last_run_and_the_ones_before(live: Path, put: Put) -> None:
    for day in (1, 2):
        put(f"r{day}", **{k.replace(".", "__"): v for k, v in ops_rows(f"r{day}", day, success=True).items()})
    html = quality_page(live)
    parsed(html)
    assert "Quality of run r2" in html
    assert "Everything held." in html
    assert re.search(r"figures.measured_is_filled</td><td class=\"n\">0.2</td><td class=\"n\">0.1</td>", html)
    assert "Quality of run r1" in quality_page(live, "r1")


def test_the_quality_page_of_a_blocked_run_shows_its_rows(live: Path) -> None:
    live.parent.mkdir()
    html = quality_page(block(live, "r3", ops_rows("r3", 3, success=False)))
    parsed(html)
    assert "figures.bound_is_in_its_list" in html
    assert "<dt>bound</dt> <dd>&lt;b&gt;</dd>" in html
    assert not re.search(r"https?://|<script", html)


def test_a_dataset_of_an_older_version_has_a_quality_page(live: Path, put: Put) -> None:
    put("r1", **{k.replace(".", "__"): v for k, v in ops_rows("r1", 1, success=False).items()})
    with writing(live) as con:
        con.execute("ALTER TABLE ops.checks DROP COLUMN reason")
    assert "figures.bound_is_in_its_list" in quality_page(live)


def test_a_dataset_without_runs_has_a_quality_page(live: Path, put: Put) -> None:
    put("r1", articles=article(1))
    parsed(quality_page(live))
    assert read(live, "FROM ops.checks").is_empty()


def test_charts_scale_to_a_round_number_above_their_highest() -> None:
    picture = charts.columns([("2020", 5), ("2021", 10)], "events")
    assert re.findall(r'height="([\d.]+)"', picture) == ["75.0", "150.0"]
    assert re.findall(r">([^<]+)</text>", picture)[:3] == ["0", "5", "10"]
    assert charts.rows([], "x") == charts.columns([], "x") == charts.strips([("x", [-1.0])], "x") == charts.NOTHING
    assert "&lt;" in charts.rows([("<", 1)], "x")


def test_parts_of_a_column_stand_upon_each_other() -> None:
    picture = charts.stacked([("r1", (1, 3))], "x", ("critical", "warning"))
    assert re.findall(r'class="(\w+)"[^>]* y="([\d.]+)" [^>]*height="([\d.]+)"', picture) == [
        ("critical", "128.0", "30.0"),
        ("warning", "38.0", "90.0"),
    ]


def test_strips_place_values_by_powers_of_ten() -> None:
    picture = charts.strips([("tank", [1.0, 10.0, 100.0, 0.0])], "values")
    assert re.findall(r'circle cx="([\d.]+)"', picture) == ["190.0", "415.0", "640.0"]
    assert "in the middle: 10<" in picture


def test_a_spark_leaves_gaps_where_nothing_was_judged() -> None:
    assert 'points="4.0,20.0 114.0,4.0"' in charts.spark([1.0, None, 2.0], "x")
    assert charts.spark([None], "x") == ""


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 B"), (999, "999 B"), (1234567, "1.2 MB"), (5_000_000_000, "5.0 GB")]
)
def test_sizes(count: int, words: str) -> None:
    assert size(count) == words
