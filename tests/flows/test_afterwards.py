"""What fails after publication is said, and does not look as if nothing had been published."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from flows import journal, pipeline
from flows.commands.run import run
from flows.settings import Settings, WatchSettings
from warehouse import store

pytestmark = pytest.mark.flow


def spoiled(*_: object) -> None:
    raise OSError("no space left on device")


def test_a_run_whose_pages_fail_has_published_and_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Fire\n\nA fire killed 14 people in Brask on 3 May 2021.\n", "utf-8")
    monkeypatch.setattr(pipeline, "write_quality_page", spoiled)
    monkeypatch.setattr(pipeline, "write_export", spoiled)
    words = [str(tmp_path / "a.txt"), "--data", str(tmp_path / "data"), "--direct", "--syntax", "rules"]
    done = CliRunner().invoke(run, words)
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "published" in done.output
    assert "no space left on device" in done.output
    assert "dateline quality --run" in done.output
    assert "dateline export" in done.output
    assert store.read(tmp_path / "data" / "dateline.duckdb", "SELECT count(*) FROM articles").item() == 1


def test_a_run_that_cannot_tidy_up_or_write_its_metrics_has_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Fire\n\nA fire killed 14 people in Brask on 3 May 2021.\n", "utf-8")
    (tmp_path / "no-folder").touch()
    monkeypatch.setattr(pipeline, "forget", spoiled)
    watch = WatchSettings(metrics=tmp_path / "no-folder" / "dateline.prom")
    settings = Settings(data=tmp_path / "data", syntax="rules", export=False, watch=watch)
    report = pipeline.run_pipeline([str(tmp_path / "a.txt")], settings)
    assert report.status == "published"
    assert report.problems == {"forget": "OSError: no space left on device"}
    assert [past.status for past in journal.runs(settings.journal)] == ["published"]
