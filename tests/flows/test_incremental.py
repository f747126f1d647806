"""A second run reads what is new or changed, and remembers it where the data are."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from flows.intake import Intake, take_in
from flows.pipeline import ingest, run_pipeline
from flows.run import open_run
from flows.settings import SAMPLES, Settings
from warehouse import store
from warehouse.connect import writing

pytestmark = pytest.mark.flow
STORY = "Floods\n\nFloods killed 12 people in Dorra on 3 May 2021, the council said, and {n} more were hurt there.\n"


def look(settings: Settings, folder: Path) -> Intake:
    """What a run would find new in the folder, without running on."""
    with open_run(settings) as run:
        return take_in(run, [str(folder)])


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", syntax="rules", workers=1, export=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in (3, 4):
        (folder / f"{n}.txt").write_text(STORY.format(n=n), "utf-8")
    return folder


def test_only_new_and_changed_files_are_read(settings: Settings, folder: Path) -> None:
    first = run_pipeline([str(folder)], settings)
    assert (first.inputs_read, first.files_known) == (2, 0)
    second = run_pipeline([str(folder)], settings)
    assert (second.status, second.inputs_read, second.files_known) == ("unchanged", 0, 2)
    (folder / "4.txt").write_text(STORY.format(n=40), "utf-8")
    (folder / "5.txt").write_text(STORY.format(n=5), "utf-8")
    grown = look(settings, folder)
    assert (grown.inputs_read, grown.articles_new, grown.files_known) == (2, 2, 1)
    assert look(replace(settings, reread=True), folder).inputs_read == 3


def test_a_new_time_alone_publishes_nothing_and_known_contents_only_their_file(
    settings: Settings, folder: Path
) -> None:
    run_pipeline([str(folder)], settings)
    before = hashlib.sha256(settings.live.read_bytes()).hexdigest()
    os.utime(folder / "3.txt", ns=(0, 0))
    touched = run_pipeline([str(folder)], settings)
    assert (touched.status, touched.inputs_read, touched.files_known) == ("unchanged", 0, 2)
    assert hashlib.sha256(settings.live.read_bytes()).hexdigest() == before
    runs = store.read(settings.live, "SELECT count(*) FROM ops.runs").item()
    with store.writer_lock(settings.live):
        copy = settings.live.with_name("copy")
        shutil.copyfile(settings.live, copy)

        with writing(copy) as con:
            con.execute("DELETE FROM ops.files_read")
        copy.replace(settings.live)
    again = run_pipeline([str(folder)], settings)
    assert (again.status, again.inputs_read) == ("unchanged", 2)
    assert store.read(settings.live, "SELECT count(*) FROM ops.files_read").item() == 2
    assert store.read(settings.live, "SELECT count(*) FROM ops.runs").item() == runs
    assert run_pipeline([str(folder)], settings).inputs_read == 0


def test_a_dataset_from_before_there_were_states_is_read_anew(published: Path, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    shutil.copyfile(published / "dateline.duckdb", settings.live)

    with writing(settings.live) as con:
        con.execute("DROP TABLE ops.files_read")
    assert look(settings, SAMPLES).inputs_read == 11


def test_days_after_the_run_are_noted_apart_from_what_was_refused(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"title": "Dam", "text": "The dam held on Tuesday after a week of rain.", "published_at": "2199-01-01"}\n{"text": \n',
        "utf-8",
    )
    with open_run(settings) as run:
        intake = ingest(run, [str(tmp_path / "a.jsonl")])
    assert (intake.inputs_read, intake.inputs_rejected, intake.notes) == (1, 1, 1)
