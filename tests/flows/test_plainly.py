"""What disk, data and settings refuse is told in a line that says what to do: no traceback, and an exit code that fits."""

from __future__ import annotations

import errno
import importlib.util
from pathlib import Path

import click
import duckdb
import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from flows.commands.plainly import Refused, check_place, check_runner, plainly
from flows.settings import Settings

STORY = "Floods killed 12 people in Dorra on 3 May 2021, the council said.\n"
ON_A_DATASET = (
    "info",
    "sql SELECT",
    "rejected",
    "replay",
    "reextract",
    "export",
    "quality",
    "run STORY",
    "run STORY --direct",
)


def call(line: str, *more: str | Path) -> Result:
    return CliRunner().invoke(main, [*line.split(), *map(str, more)])


def assert_plain(done: Result, exit_code: int, *words: str) -> None:
    """A traceback would be an exception that is not an exit."""
    assert done.exit_code == exit_code, done.output
    assert isinstance(done.exception, SystemExit)
    for word in words:
        assert word in done.output


@pytest.fixture
def story(tmp_path: Path) -> Path:
    file = tmp_path / "story.txt"
    file.write_text(STORY, "utf-8")
    return file


@pytest.fixture(params=["rubbish", "another program's"])
def no_dataset(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data folder whose dataset is none."""
    folder = tmp_path / "data"
    folder.mkdir()
    file = folder / "dateline.duckdb"
    if request.param == "rubbish":
        file.write_bytes(b"rubbish")
    else:
        with duckdb.connect(str(file)) as con:
            con.execute("CREATE TABLE t (a INT)")
    return folder


@pytest.mark.parametrize("line", ON_A_DATASET)
def test_a_file_that_is_no_dataset_is_named_and_kept(line: str, no_dataset: Path, story: Path) -> None:
    before = (no_dataset / "dateline.duckdb").read_bytes()
    done = call(line.replace("STORY", str(story)), "--data", no_dataset)
    assert_plain(done, 1, "dateline.duckdb is no dataset of Dateline", "move it away")
    assert (no_dataset / "dateline.duckdb").read_bytes() == before


def test_status_calls_it_wrong_and_not_a_warning(no_dataset: Path) -> None:
    assert_plain(call("status", "--data", no_dataset), 2, "is no dataset of Dateline")


def test_diff_of_what_is_no_dataset_does_not_say_that_the_two_differ(tmp_path: Path, story: Path) -> None:
    assert_plain(call("diff", story, story), 2, "expected a dataset of Dateline")


@pytest.mark.parametrize("line", ["run STORY", "run STORY --direct", "schedule STORY --every 60"])
def test_a_data_folder_that_is_a_file(line: str, story: Path) -> None:
    done = call(line.replace("STORY", str(story)), "--data", story)
    assert_plain(done, 1, "a folder is wanted where a file lies", "--data")


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "tmpx1"))

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    with pytest.raises(Refused) as refused, plainly():
        check_place(Settings(data=tmp_path))
    assert refused.value.message.startswith(f"{tmp_path}: Permission denied; run as a user who may")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("run nowhere", "no such file or folder: nowhere"),
        ("run foo://bar/x", "nothing here reads foo://"),
        ("schedule nowhere --every 60", "no such file or folder: nowhere"),
        ("schedule STORY --cron nonsense", "five fields of cron"),
        ("schedule STORY --every 60 --timezone Mars/Olympus", "no such time zone: Mars/Olympus"),
        ("schedule STORY --every 60 --port 70000", "--port"),
        ("status --runs -1", "--runs"),
        ("diff STORY STORY --examples -1", "--examples"),
        ("verify .", "is no export; they lie under DATA/exports"),
        ("reextract --examples -1", "--examples"),
    ],
)
def test_a_wrong_command_line_is_refused_before_anything_begins(
    line: str, words: str, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    assert_plain(call(line.replace("STORY", str(story))), 2, words)


@pytest.mark.parametrize("runner", ["dask", "ray"])
def test_a_runner_that_is_not_installed_says_which_extra_has_it(runner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(click.ClickException, match=f"prefect-{runner} is not installed: .* extra `cluster`"):
        check_runner(runner)
    check_runner("processes")


def test_what_is_our_own_mistake_keeps_its_traceback() -> None:
    with pytest.raises(KeyError), plainly():
        raise KeyError("ours")


def test_with_the_log_level_debug_everything_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_WATCH__LOG_LEVEL", "DEBUG")
    with pytest.raises(FileNotFoundError), plainly():
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", "x")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "d"), "d: No space left on device; make room"),
        (ImportError("Install s3fs to access S3"), "Install s3fs to access S3: it is in the extra `cluster`"),
        (RuntimeError("Failed to reach API at http://127.0.0.1:1/api/"), "start that server, unset PREFECT_API_URL"),
        (FileNotFoundError("The specified bucket does not exist"), "bucket does not exist; check the address"),
    ],
)
def test_what_the_world_refuses_says_what_to_do(error: Exception, words: str) -> None:
    with pytest.raises(Refused) as refused, plainly():
        raise error
    assert words in refused.value.message


def test_a_full_disk_is_named_whatever_duckdb_calls_the_error() -> None:
    with pytest.raises(Refused, match="make room on that disk") as told, plainly():
        raise duckdb.TransactionException(
            'TransactionContext Error: Failed to commit: Could not write file "x": No space left on device'
        )
    assert told.value.exit_code == 1
