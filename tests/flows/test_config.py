"""Settings from flags, environment and file: which wins, where each value comes from, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.commands.watch import config
from flows.config import KINDS, STORAGE_SECRET, ConfigError, load
from flows.settings import Settings

FILE = """
data = "/srv/dateline"
workers = 2
[ingest]
languages = ["en", "de"]
fields = {text = ["body"], title = ["headline"]}
[schedule]
inputs = ["/srv/articles"]
cron = "0 * * * *"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dateline.toml").write_text(FILE, "utf-8")
    return tmp_path


def test_a_flag_goes_before_the_environment_and_that_before_the_file(folder: Path) -> None:
    environ = {"DATELINE_WORKERS": "3", "DATELINE_BATCH_ARTICLES": "100"}
    found = load({"batch_articles": 50, "syntax": None}, environ, folder)
    assert (found.settings.workers, found.settings.batch_articles) == (3, 50)
    assert found.settings.data == Path("/srv/dateline")
    assert found.settings.keep_exports == Settings().keep_exports
    assert found.origins["workers"] == "environment DATELINE_WORKERS"
    assert found.origins["batch_articles"] == "flag"
    assert found.origins["data"] == str(folder / "dateline.toml")
    assert found.origins["syntax"] == found.origins["keep_exports"] == "built in"


def test_sections_of_the_file_and_double_underscores_of_the_environment_say_the_same(folder: Path) -> None:
    from_file = load({}, {}, folder).settings
    environ = {
        "DATELINE_DATA": "/srv/dateline",
        "DATELINE_WORKERS": "2",
        "DATELINE_INGEST__LANGUAGES": "en, de",
        "DATELINE_INGEST__FIELDS": '{"text": ["body"], "title": ["headline"]}',
        "DATELINE_SCHEDULE__INPUTS": '["/srv/articles"]',
        "DATELINE_SCHEDULE__CRON": "0 * * * *",
    }
    assert load({}, environ, folder / "elsewhere").settings == from_file
    assert from_file.ingest.languages == ("en", "de")


def test_the_file_may_be_named(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert load({}, {"DATELINE_CONFIG": str(folder / "dateline.toml")}, elsewhere).settings.workers == 2
    with pytest.raises(ConfigError, match="no such file"):
        load({}, {"DATELINE_CONFIG": str(elsewhere / "nothing.toml")}, elsewhere)


@pytest.mark.parametrize(
    ("environ", "complaint"),
    [
        ({"DATELINE_WORKERZ": "3"}, "did you mean workers"),
        ({"DATELINE_WORKERS": "many"}, "environment DATELINE_WORKERS: workers: expected a whole number, found many"),
        ({"DATELINE_WORKERS": "-1"}, "workers: Input should be greater than or equal to 0, found -1"),
        ({"DATELINE_LOCK_WAIT_SECONDS": "nan"}, "lock_wait_seconds: .*, found nan"),
        ({"DATELINE_INGEST__RETRIES": "-1"}, "ingest.retries: .*, found -1"),
        (
            {"DATELINE_INGEST__FIELDS": '{"txt": ["a"]}'},
            "^environment DATELINE_INGEST__FIELDS: ingest: fields: there is no txt",
        ),
        ({"DATELINE_INGEST__FIELDS": '{"text": "a"}'}, "ingest.fields: expected a list, .*, found a"),
        ({"DATELINE_BATCHES__RUNNER": "abacus"}, "batches.runner: .*'dask'"),
        ({"DATELINE_SCHEDULE__INPUTS": "[oops"}, "no JSON"),
    ],
)
def test_what_no_setting_understands_is_an_error_that_says_where_it_stands(
    environ: dict[str, str], complaint: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match=complaint):
        load({}, environ, tmp_path)


@pytest.mark.parametrize(
    ("text", "complaint"), [("workers = ", "no TOML"), ("[ingest]\nretry = 3\n", "ingest.retries")]
)
def test_a_wrong_file_is_an_error(text: str, complaint: str, tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=complaint):
        load({}, {}, tmp_path)


def test_an_empty_variable_says_nothing(tmp_path: Path) -> None:
    assert load({}, {"DATELINE_WORKERS": ""}, tmp_path).origins["workers"] == "built in"


def test_config_prints_every_setting_with_its_origin_and_no_secret(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv(STORAGE_SECRET, '{"secret": "hunter2"}')
    monkeypatch.setenv("DATELINE_BATCHES__STORE", "s3://user:hunter2@bucket/prefix")
    shown = CliRunner().invoke(config).output
    lines = dict(line.split("\t", 1) for line in shown.splitlines())
    assert lines.keys() >= KINDS.keys()
    assert lines["workers"] == f"2\t{folder / 'dateline.toml'}".replace(str(folder) + "/", "")
    assert lines["batches.store"].startswith("s3://***@bucket/prefix")
    assert "hunter2" not in shown
    assert f"(secret) {STORAGE_SECRET}\tset" in shown


def test_config_can_leave_out_what_is_built_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    shown = CliRunner().invoke(config, ["--changed"]).output
    assert "schedule.cron" in shown
    assert "keep_exports" not in shown
