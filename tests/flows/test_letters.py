"""What was refused is listed until it is an article, and can be read again after a fix."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.commands.letters import rejected, replay
from flows.ingest import IngestSettings
from flows.pipeline import run_pipeline
from flows.settings import Settings
from warehouse import store

pytestmark = pytest.mark.flow
STORY = "Floods\n\nFloods killed 12 people in Dorra on 3 May 2021, the council said on Friday.\n"


def test_a_letter_is_listed_replayed_and_leaves_the_list(tmp_path: Path) -> None:
    folder, data = tmp_path / "in", tmp_path / "data"
    folder.mkdir()
    (folder / "long.txt").write_text(STORY, "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "short.txt").write_text("Rain on Monday.\n", "utf-8")
    narrow = IngestSettings(document_bytes=40)  # the fault that is mended later
    run_pipeline([str(folder)], Settings(data=data, syntax="rules", export=False, ingest=narrow))

    listed = CliRunner().invoke(rejected, ["--data", str(data)]).output.splitlines()
    assert [line.split("\t")[:2] for line in listed] == [["empty", "empty.txt"], ["too_large", "long.txt"]]
    only = CliRunner().invoke(rejected, ["--data", str(data), "--reason", "empty"]).output.splitlines()
    assert len(only) == 1

    done = CliRunner().invoke(replay, ["--data", str(data), "--syntax", "rules"])
    assert done.exit_code == 0, done.output
    live = data / "dateline.duckdb"
    assert store.read(live, "SELECT text FROM articles WHERE source_uri = 'long.txt'").height == 1
    assert store.read(live, "SELECT count(*) FROM ops.rejected_articles").item() == 2
    listed = CliRunner().invoke(rejected, ["--data", str(data)]).output.splitlines()
    assert [line.split("\t")[1] for line in listed] == ["empty.txt"]


def test_a_record_with_an_id_of_its_own_leaves_the_list_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line, data = tmp_path / "a.jsonl", tmp_path / "data"
    line.write_text(json.dumps({"nr": "n1", "id": "n1", "inhalt": STORY}) + "\n", "utf-8")
    run_pipeline([str(line)], Settings(data=data, syntax="rules", export=False))
    listed = CliRunner().invoke(rejected, ["--data", str(data)]).output
    assert "no_text\ta.jsonl:1\tfound the fields nr, id, inhalt, expected the text in one of text, " in listed
    assert "ingest.fields says" in listed  # what to do

    monkeypatch.setenv("DATELINE_INGEST__FIELDS", '{"text": ["inhalt"]}')
    done = CliRunner().invoke(replay, ["--data", str(data), "--syntax", "rules"])
    assert done.exit_code == 0, done.output
    assert CliRunner().invoke(rejected, ["--data", str(data)]).output == ""
    places = store.read(data / "dateline.duckdb", "SELECT source_uri FROM article_sources ORDER BY 1")
    assert places["source_uri"].to_list() == ["a.jsonl:1", "n1"]


def test_an_unknown_reason_is_refused_with_the_list(tmp_path: Path) -> None:
    done = CliRunner().invoke(rejected, ["--data", str(tmp_path), "--reason", "boredom"])
    assert done.exit_code == 2
    assert "too_large" in done.output
