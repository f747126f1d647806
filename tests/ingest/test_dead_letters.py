"""What was refused can be read again."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

from flows.ingest import IngestSettings, Record, Rejection, batches, read_inputs
from flows.ingest.dead_letters import DeadLetter, keep, replay

STORY = "The council of Lower Marle voted on Tuesday to close the old bridge, and 140 people came to hear it."
SMALL = IngestSettings(text_chars=50)


def test_letters_are_kept_once_and_replayed_under_their_own_names(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.txt").write_text(STORY, "utf-8")
    (inputs / "b.jsonl").write_text(f'{{"text": "{STORY} Twice."}}\n', "utf-8")
    (inputs / "c.html").write_text(f"<html><body><p>{STORY} Thrice.</p></body></html>", "utf-8")
    (batch,) = batches(read_inputs(inputs, SMALL), 100, SMALL)
    assert batch.rejections["reason"].to_list() == ["too_large"] * 3
    assert batch.rejections["sha256"].null_count() == 0
    folder = tmp_path / "letters"
    assert (keep(batch.dead_letters, folder), keep(batch.dead_letters, folder)) == (3, 0)

    letters = [DeadLetter(*row) for row in batch.rejections.select("source_uri", "sha256").iter_rows()]
    again = list(replay(letters, folder))
    assert [r.source_uri for r in again] == ["a.txt", "b.jsonl:1", "c.html"]
    assert all(isinstance(r, Record) for r in again)
    undisturbed = [(r.source_uri, r.text) for r in read_inputs(inputs) if isinstance(r, Record)]
    assert [(r.source_uri, r.text) for r in again if isinstance(r, Record)] == undisturbed


def test_a_record_with_a_name_of_its_own_is_seen_at_the_place_of_its_letter_too(tmp_path: Path) -> None:
    raw = f'{{"id": "a1", "prose": "{STORY}"}}\n{{"id": "a2", "text": "{STORY}"}}\n'
    (tmp_path / "b.jsonl").write_text(raw, "utf-8")
    (letter, _) = read_inputs(tmp_path / "b.jsonl")
    assert isinstance(letter, Rejection)
    keep([letter], tmp_path / "letters")
    again = replay(
        [DeadLetter(letter.source_uri, str(letter.sha256))],
        tmp_path / "letters",
        IngestSettings(fields={"text": ("prose",)}),
    )
    seen = [(r.source_uri, r.text) for r in again if isinstance(r, Record)]
    assert seen == [("a1", STORY), ("b.jsonl:1", STORY)]


def test_what_is_still_broken_is_refused_again(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{", "utf-8")
    (item,) = read_inputs(tmp_path / "x.json")
    assert isinstance(item, Rejection)
    keep([item], tmp_path / "letters")
    (again,) = replay([DeadLetter(item.source_uri, str(item.sha256))], tmp_path / "letters")
    assert isinstance(again, Rejection)
    assert (again.source_uri, again.reason, again.sha256) == (item.source_uri, item.reason, item.sha256)


def test_a_letter_without_its_bytes_says_so(tmp_path: Path) -> None:
    (item,) = replay([DeadLetter("a.txt", "0" * 64)], tmp_path)
    assert isinstance(item, Rejection)
    assert "not kept" in str(item.detail)


def test_members_of_archives_rows_of_tables_and_archived_answers_are_replayed(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    with zipfile.ZipFile(inputs / "a.zip", "w") as archive:
        archive.writestr("x/one.txt", STORY)
    with tarfile.open(inputs / "b.tar.gz", "w:gz") as archive_:
        info = tarfile.TarInfo("y/two.md")
        info.size = len(STORY.encode())
        archive_.addfile(info, io.BytesIO(STORY.encode()))
    (inputs / "c.csv").write_text(f'title;text\nBridge;"{STORY} In a table."\n', "utf-8")
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{STORY} Archived."
    (inputs / "d.warc").write_text(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://marle.example/1\r\nWARC-Date: 2024-05-14T09:30:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n{answer}\r\n\r\n",
        "utf-8",
        newline="",
    )
    (batch,) = batches(read_inputs(inputs, SMALL), 100, SMALL)
    found = dict(batch.rejections.select("source_uri", "reason").iter_rows())
    assert found == {
        "a.zip!/x/one.txt": "too_large",
        "b.tar.gz!/y/two.md": "too_large",
        "c.csv:2": "too_large",
        "https://marle.example/1": "unsupported_format",
    }
    folder = tmp_path / "letters"
    assert keep(batch.dead_letters, folder) == 3  # one.txt and two.md hold the same
    letters = [DeadLetter(*row) for row in batch.rejections.select("source_uri", "sha256").iter_rows()]
    again = {item.source_uri: item.text for item in replay(letters, folder) if isinstance(item, Record)}
    assert again == {
        "a.zip!/x/one.txt": STORY,
        "b.tar.gz!/y/two.md": STORY,
        "c.csv:2": f"{STORY} In a table.",
        "https://marle.example/1": f"{STORY} Archived.",
    }


def test_an_archived_error_page_is_no_letter_to_replay(tmp_path: Path) -> None:
    answer = f"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>{STORY}</p>"
    (tmp_path / "d.warc").write_text(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://marle.example/2\r\nWARC-Date: 2024-05-14T09:30:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n{answer}\r\n\r\n",
        "utf-8",
        newline="",
    )
    (item,) = read_inputs(tmp_path / "d.warc")
    assert isinstance(item, Rejection)
    assert (item.reason, item.raw, len(str(item.sha256))) == ("fetch_failed", None, 64)
