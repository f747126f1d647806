"""The journal of runs, and what `dateline status` and the metrics make of it."""

from __future__ import annotations

import json
import logging
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows import journal, logs
from flows.commands.watch import status as status_verb
from flows.limits import stopped_after, stopped_politely
from flows.metrics import write_metrics
from flows.run import begun
from flows.settings import Settings, WatchSettings
from flows.status import NO_DATASET, WARNING, WELL, WRONG, status
from warehouse import store

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def written(file: Path, *entries: dict[str, object]) -> Path:
    """A journal with these lines, `at` given in hours before NOW."""
    lines = [{**e, "at": (NOW - timedelta(hours=float(str(e["at"])))).isoformat()} for e in entries]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return file


def ran(run_id: str, hours_ago: float, outcome: str, **told: object) -> list[dict[str, object]]:
    return [
        {"at": hours_ago, "event": "started", "run_id": run_id, "pid": 1, "host": "here"},
        {"at": hours_ago - 0.1, "event": "ended", "run_id": run_id, "status": outcome, **told},
    ]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data folder with a dataset in it, and no runs."""
    made = Settings(data=tmp_path)
    store.publish(store.stage(made.live, store.staging_path(made.live, "x"), {}).file, made.live)
    return made


def test_a_run_is_told_from_its_lines_and_half_a_line_is_passed_over(tmp_path: Path) -> None:
    file = written(
        tmp_path / "runs.jsonl", *ran("a", 3, "published", articles_new=7), *ran("b", 2, "failed", error="x")[:1]
    )
    with file.open("a", encoding="utf-8") as torn:
        torn.write('{"at": "2026-03-10T11:')
    first, second = journal.runs(file)
    assert (first.status, first.told["articles_new"], round(first.seconds or 0)) == ("published", 7, 360)
    assert (second.status, second.seconds) == ("running", None)
    journal.write(file, "ended", "b", status="crashed")  # is not lost with the half line before it
    journal.write(file, "started", "c")
    assert [run.status for run in journal.runs(file)] == ["published", "crashed", "running"]


def test_whoever_holds_the_lock_buries_the_dead(settings: Settings) -> None:
    written(settings.journal, *ran("dead", 3, "-")[:1], *ran("well", 2, "published"))
    (settings.work / "dead").mkdir(parents=True)
    (settings.work / "dead" / "half.parquet").write_bytes(b"x")
    with begun(settings) as run:
        assert [past.run_id for past in run.dead] == ["dead"]
        assert [f.name for f in settings.work.iterdir()] == [run.run_id]
    statuses = {past.run_id: past.status for past in journal.runs(settings.journal)}
    assert statuses["dead"] == "crashed"
    assert statuses["well"] == "published"


def test_a_run_that_fails_or_is_stopped_says_so_and_leaves_nothing(settings: Settings) -> None:
    with pytest.raises(ZeroDivisionError), begun(settings):
        raise ZeroDivisionError("oops")
    with pytest.raises(SystemExit), stopped_politely(), begun(settings):
        signal.raise_signal(signal.SIGTERM)
    failed, stopped = journal.runs(settings.journal)
    assert (failed.status, failed.error) == ("failed", "ZeroDivisionError: oops")
    assert stopped.status == "cancelled"
    assert list(settings.work.iterdir()) == []


def test_a_run_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, run_seconds=0.05)
    with pytest.raises(TimeoutError, match=r"run_seconds"), begun(settings):
        time.sleep(5)
    assert "run_seconds" in (journal.runs(settings.journal)[0].error or "")
    with stopped_after(None):
        pass


def test_a_run_that_finds_the_dataset_locked_is_in_the_journal(settings: Settings) -> None:
    patient = Settings(data=settings.data, lock_wait_seconds=0)
    with (
        store.writer_lock(settings.live),
        pytest.raises(store.LockedError),
        begun(patient, inputs=["in"]),
    ):
        pass
    assert [(past.status, past.told["inputs"]) for past in journal.runs(settings.journal)] == [("busy", ["in"])]


def test_a_journal_that_has_grown_is_cut_in_half(tmp_path: Path) -> None:
    file = written(tmp_path / "runs.jsonl", *(e for n in range(10) for e in ran(f"r{n}", 20 - n, "unchanged")))
    journal.shorten(file, kept_bytes=100)
    assert [past.run_id for past in journal.runs(file)] == [f"r{n}" for n in range(5, 10)]


def test_all_is_well_after_a_good_run(settings: Settings) -> None:
    written(settings.journal, *ran("a", 3, "published", articles_new=7), *ran("b", 2, "unchanged"))
    found = status(settings, NOW)
    assert (found.exit_code, list(found.warned)) == (WELL, [])
    assert found.last_good is not None
    assert found.last_good.run_id == "b"


@pytest.mark.parametrize(
    ("lines", "level", "words"),
    [
        (ran("a", 40, "published"), WRONG, "hours ago"),
        ([*ran("a", 3, "published"), *ran("b", 2, "failed", error="ValueError: x")], WRONG, "b, failed: ValueError: x"),
        ([*ran("a", 3, "published"), *ran("b", 2, "blocked", checks_failed=["c"])], WRONG, "b, blocked"),
        (ran("a", 3, "published", checks_warned=["figures.rare"]), WARNING, "figures.rare"),
        (ran("a", 3, "published", problems={"export": "OSError: full"}), WARNING, "export: OSError: full"),
        ([*ran("a", 20, "published"), *ran("b", 15, "-")[:1]], WRONG, "process 1 on here"),
        ([e for d in range(6) for e in ran(f"d{d}", 150 - 24 * d, "published", articles_new=100)]
         + ran("thin", 2, "published", articles_new=10), WARNING, "10 new articles"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_stands_in_the_exit_code(
    settings: Settings, lines: list[dict[str, object]], level: int, words: str
) -> None:
    written(settings.journal, *lines)
    found = status(settings, NOW)
    assert found.exit_code == level, found.warned
    assert any(words in w.text for w in found.warned), found.warned


def test_a_later_good_run_settles_a_failed_one(settings: Settings) -> None:
    written(settings.journal, *ran("a", 3, "crashed"), *ran("b", 2, "unchanged"))
    assert status(settings, NOW).exit_code == WELL


def test_a_look_at_what_reextract_would_change_is_neither_good_nor_bad(settings: Settings, tmp_path: Path) -> None:
    written(settings.journal, *ran("a", 40, "published"), *ran("b", 3, "failed"), *ran("look", 2, "planned"))
    told = [w.text for w in status(settings, NOW).warned]
    assert any("b, failed" in text for text in told), told
    assert any("hours ago" in text for text in told), told
    assert not any("look" in text for text in told), told
    write_metrics(tmp_path / "m.prom", journal.runs(settings.journal), settings.live)
    assert "dateline_last_run_ok 0.0" in (tmp_path / "m.prom").read_text("utf-8")
    written(settings.journal, *ran("a", 3, "published"), *ran("look", 2, "planned"))
    assert status(settings, NOW).exit_code == WELL
    write_metrics(tmp_path / "m.prom", journal.runs(settings.journal), settings.live)
    assert "dateline_last_run_ok 1.0" in (tmp_path / "m.prom").read_text("utf-8")


def test_status_as_words_and_as_json(settings: Settings, tmp_path: Path) -> None:
    journal.started(settings.journal, "now")
    journal.write(settings.journal, "ended", "now", status="published", articles_new=3, inputs_read=4, seconds={"a": 1})
    journal.write(settings.journal, "server_lost", None)
    told = CliRunner().invoke(status_verb, ["--data", str(tmp_path)])
    assert told.exit_code == WELL, told.output
    assert "no longer answers" in told.output
    answer = CliRunner().invoke(status_verb, ["--data", str(tmp_path), "--json"])
    assert json.loads(answer.output)["runs"][0]["articles_new"] == 3
    empty = CliRunner().invoke(status_verb, ["--data", str(tmp_path / "nothing")])
    assert empty.exit_code == NO_DATASET


def test_metrics_tell_of_the_last_run_and_of_all(settings: Settings, tmp_path: Path) -> None:
    written(
        settings.journal,
        *ran("a", 3, "published", articles_new=7, rows={"events": 12}, seconds={"extract": 2.5}, checks_failed=[]),
        *ran("b", 2, "failed", seconds={"ingest": 1.5}),
    )
    write_metrics(tmp_path / "m.prom", journal.runs(settings.journal), settings.live)
    lines = (tmp_path / "m.prom").read_text("utf-8").splitlines()
    assert 'dateline_runs{status="failed"} 1.0' in lines
    assert "dateline_last_run_ok 0.0" in lines
    assert 'dateline_last_run_stage_seconds{stage="ingest"} 1.5' in lines
    ago = (NOW - timedelta(hours=2.9)).timestamp()
    told = dict(line.rsplit(" ", 1) for line in lines)
    assert float(told["dateline_last_success_timestamp_seconds"]) == ago


def test_runs_that_published_nothing_come_into_the_dataset_with_the_next_that_does(settings: Settings) -> None:
    from flows.run import failed_rows

    written(settings.journal, *ran("dead", 3, "crashed", code_version="0.1"), *ran("b", 2, "unchanged"))
    (row,) = failed_rows(settings)
    assert (row["run_id"], row["status"], row["code_version"]) == ("dead", "failed", "0.1")


@pytest.mark.parametrize("style", ["json", "text"])
def test_log_lines_carry_the_id_of_the_run(style: str, capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    watch = WatchSettings(log_format=style, log_level="INFO")  # type: ignore[arg-type]
    logs.set_up(watch)
    try:
        with pytest.raises(KeyError), begun(settings) as run:
            raise KeyError("x")
        lines = capsys.readouterr().err.splitlines()
    finally:
        logs.set_up(WatchSettings())
        logging.getLogger(logs.LOGGER).handlers.clear()
    assert all(run.run_id in line for line in lines)
    if style == "json":
        assert [json.loads(line)["message"] for line in lines] == ["run begins", "run ends: failed"]
