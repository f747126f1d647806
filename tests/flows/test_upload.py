"""Exports copied to a store: whole, once, the pointer last, and a failure said without hiding the publication."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from flows import pipeline, upload
from flows.batches.store import Store, open_store
from flows.commands.exports import export
from flows.settings import BatchSettings, Settings
from flows.upload import upload_latest
from warehouse.export import latest
from warehouse.verify import verify

pytestmark = pytest.mark.flow


@pytest.fixture
def settings(published: Path, tmp_path: Path) -> Settings:
    """A data folder of our own with an export, and a folder to copy it to."""
    shutil.copytree(published, tmp_path / "data", symlinks=True)
    return Settings(data=tmp_path / "data", exports_to=str(tmp_path / "there"))


def test_a_copy_is_whole_and_is_made_once(settings: Settings) -> None:
    version = latest(settings.exports)
    assert version is not None
    files = [file for file in version.rglob("*") if file.is_file()]
    assert upload_latest(settings) == len(files)
    there = Path(str(settings.exports_to))
    assert verify(there / version.name) == []
    assert json.loads((there / "latest.json").read_text("utf-8"))["version"] == version.name
    assert upload_latest(settings) == 0


def test_what_broke_off_goes_on_where_it_was(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    put = Store.put

    def breaks(self: Store, local: str, name: str) -> None:
        if len(sent) == 3:
            raise ConnectionError("gone")
        sent.append(name)
        put(self, local, name)

    with monkeypatch.context() as broken:
        broken.setattr(Store, "put", breaks)
        with pytest.raises(ConnectionError):
            upload_latest(settings)
    there, version = Path(str(settings.exports_to)), latest(settings.exports)
    assert version is not None
    assert not (there / "latest.json").exists()
    assert not (there / version.name / "manifest.json").exists()
    assert upload_latest(settings) == sum(file.is_file() for file in version.rglob("*")) - 3
    assert verify(there / version.name) == []


def test_nothing_is_sent_without_an_address_or_an_export(settings: Settings, tmp_path: Path) -> None:
    assert upload_latest(replace(settings, exports_to=None)) == 0
    assert upload_latest(replace(settings, data=tmp_path / "other")) == 0
    assert not Path(str(settings.exports_to)).exists()


def test_a_run_copies_its_export_and_says_where_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Fire\n\nA fire killed 14 people in Brask on 3 May 2021.\n", "utf-8")
    (tmp_path / "b.txt").write_text("Flood\n\nA flood killed 12 people in Dorra on 4 May 2021.\n", "utf-8")
    settings = Settings(data=tmp_path / "data", syntax="rules", exports_to=str(tmp_path / "there"))
    report = pipeline.run_pipeline([str(tmp_path / "a.txt")], settings)
    assert report.problems == {}
    assert report.export is not None
    assert verify(tmp_path / "there" / report.export.name) == []

    def refuses(*_: Any) -> None:
        raise PermissionError("no right to write there")

    monkeypatch.setattr(Store, "put", refuses)
    report = pipeline.run_pipeline([str(tmp_path / "b.txt")], settings)
    assert report.status == "published"
    assert report.problems == {"upload": "PermissionError: no right to write there"}
    assert report.export is not None


def test_the_verb_copies_too_and_shows_no_password(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_EXPORTS_TO", str(settings.exports_to))
    done = CliRunner().invoke(export, ["--data", str(settings.data)])
    assert done.exit_code == 0, done.output
    assert f"files copied to {settings.exports_to}" in done.stderr

    def refuses(*_: Any) -> None:
        raise ConnectionError("refused")

    monkeypatch.setattr(upload, "upload_latest", refuses)
    monkeypatch.setenv("DATELINE_EXPORTS_TO", "ftp://user:hunter2@host/exports")
    done = CliRunner().invoke(export, ["--data", str(settings.data)])
    assert done.exit_code == 1
    assert "dateline export" in done.output
    assert "hunter2" not in done.output


@pytest.mark.extra
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_an_export_in_an_object_store_is_the_one_here(settings: Settings, bucket: str, tmp_path: Path) -> None:
    there = replace(settings, exports_to=f"{bucket}/exports")
    version = latest(settings.exports)
    assert version is not None
    assert upload_latest(there) == sum(file.is_file() for file in version.rglob("*"))
    assert upload_latest(there) == 0
    held = open_store(f"{bucket}/exports", BatchSettings())
    assert held.read_json("latest.json")["version"] == version.name
    for path in held.find():
        name = path.removeprefix(held.root).lstrip("/")
        (tmp_path / "back" / name).parent.mkdir(parents=True, exist_ok=True)
        held.get(name, str(tmp_path / "back" / name))
    assert verify(tmp_path / "back" / version.name) == []
