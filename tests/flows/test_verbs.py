"""The verbs that ask and hand out: what they print, and the exit code a scheduler sees."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from flows.cli import VERBS, main
from flows.commands.common import EXIT_NOTHING_READ
from flows.pipeline import write_export
from flows.settings import Settings
from warehouse import store
from warehouse.connect import writing

pytestmark = pytest.mark.flow

Run = Callable[..., subprocess.CompletedProcess[str]]
COMMANDS = {v.name: v for v in VERBS}


def call(verb: str, *arguments: str | Path) -> Result:
    """The verb in this process, which is a second faster than in one of its own."""
    return CliRunner().invoke(COMMANDS[verb], [str(a) for a in arguments])


@pytest.mark.parametrize("verb", VERBS, ids=lambda v: v.name)
def test_help_shows_an_example_of_the_verb_itself(verb: object) -> None:
    name = str(getattr(verb, "name", ""))
    shown = CliRunner().invoke(main.commands[name], ["--help"]).output
    assert f"dateline {name}" in shown.split("Example:")[1]


@pytest.mark.parametrize("verb", ["info", "quality", "export"])
def test_without_a_dataset_the_error_says_what_makes_one(verb: str, tmp_path: Path) -> None:
    done = call(verb, "--data", tmp_path / "nothing")
    assert done.exit_code == 1
    assert "dateline run" in done.output


def test_info_tells_rows_run_and_exports(published: Path) -> None:
    done = call("info", "--data", published)
    assert done.exit_code == 0, done.output
    assert "11 rows" in done.output
    assert "0001-" in done.output
    assert "11 new articles" in done.output


def test_verify_is_silent_of_a_sound_export_and_names_what_is_damaged(published: Path, tmp_path: Path) -> None:
    assert call("verify", published / "exports" / "latest").exit_code == 0
    damaged = tmp_path / "damaged"
    shutil.copytree(published / "exports" / "latest", damaged)
    with (damaged / "figures.parquet").open("ab") as file:
        file.write(b"x")
    done = call("verify", damaged)
    assert done.exit_code == 1
    assert "figures.parquet" in done.output


def test_diff_shows_what_changed_and_exits_with_one(published: Path, tmp_path: Path) -> None:
    live = published / "dateline.duckdb"
    same = call("diff", published / "exports" / "latest", live)
    assert same.exit_code == 0, same.output
    other = tmp_path / "other.duckdb"
    shutil.copyfile(live, other)
    with writing(other) as con:
        con.execute("UPDATE figures SET unit = 'parsec' WHERE figure_id = (SELECT min(figure_id) FROM figures)")
        con.execute("DELETE FROM events WHERE event_id = (SELECT min(event_id) FROM events)")
    done = call("diff", live, other)
    assert done.exit_code == 1
    assert "-> parsec" in done.output
    assert "- events" in done.output


def test_the_quality_page_of_each_run_is_written_and_can_be_written_again(published: Path, tmp_path: Path) -> None:
    run_id = store.read(published / "dateline.duckdb", "SELECT run_id FROM ops.runs").item()
    assert (published / "quality" / f"{run_id}.html").exists()
    done = call("quality", "--data", published, "--output", tmp_path / "page.html")
    assert done.exit_code == 0, done.output
    page = (tmp_path / "page.html").read_text("utf-8")
    assert run_id in page
    assert "<script src" not in page


def test_an_unknown_run_has_no_quality_page(published: Path) -> None:
    done = call("quality", "--data", published, "--run", "nobody")
    assert done.exit_code == 1
    assert "nobody" in done.output


def test_serving_needs_exports_and_a_free_port(published: Path, tmp_path: Path) -> None:
    assert "no exports" in call("serve-exports", "--data", tmp_path).output
    done = call("serve-exports", "--data", published, "--host", "203.0.113.1", "--port", "1")
    assert done.exit_code == 1
    assert "cannot listen" in done.output


def test_full_texts_asked_for_once_are_not_among_the_exports_that_are_handed_out(
    published: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(published, data, symlinks=True)
    before = (data / "exports" / "latest").readlink()
    done = call("export", "--data", data, "--with-texts", "--csv")
    assert done.exit_code == 0, done.output
    assert Path(done.output.strip()).parent == data / "exports-with-texts"
    assert (data / "exports" / "latest").readlink() == before
    assert call("export", "--data", data, "--by-year", "50").exit_code == 0
    assert list((data / "exports" / "latest" / "events").glob("year=*/part-0.parquet"))


def test_what_settings_say_of_exports_holds_for_the_verb_as_for_a_run(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    shutil.copytree(published, data, symlinks=True)
    monkeypatch.setenv("DATELINE_CSV", "true")
    monkeypatch.setenv("DATELINE_WITH_TEXTS", "true")
    done = call("export", "--data", data)
    assert done.exit_code == 0, done.output
    assert Path(done.output.strip()) == data / "exports" / (data / "exports" / "latest").readlink()
    texts = pl.read_csv(data / "exports" / "latest" / "articles.csv.gz", columns=["text"])
    assert texts.null_count().item() == 0
    assert write_export(Settings(data=data, csv=True, with_texts=True)).name == Path(done.output.strip()).name


def test_explain_reads_records_as_the_settings_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = tmp_path / "one.jsonl"
    record.write_text('{"corpus": "The kiosk at Tornby sold 31 maps on 4 May 2021."}\n', "utf-8")
    assert call("explain", record, "--syntax", "rules").exit_code == EXIT_NOTHING_READ
    monkeypatch.setenv("DATELINE_INGEST__FIELDS", '{"text": ["corpus"]}')
    done = call("explain", record, "--syntax", "rules")
    assert done.exit_code == 0, done.output
    assert "2021-05-04" in done.output


def test_explain_says_what_is_missing_where_dates_have_no_days(tmp_path: Path) -> None:
    text = tmp_path / "one.txt"
    text.write_text("The kiosk at Tornby sold 31 maps on 4 May.\n", "utf-8")
    assert "--published" in call("explain", text, "--syntax", "rules").output
    assert "--published" not in call("explain", text, "--syntax", "rules", "--published", "2021-05-06").output


def test_an_empty_folder_is_said_to_hold_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = call("run", tmp_path / "in", "--data", tmp_path / "data", "--direct")
    assert done.exit_code == EXIT_NOTHING_READ
    assert "nothing to read was found" in done.output
    assert "(none yet)" in done.output
