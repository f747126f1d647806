"""A second reading takes only what is new or changed."""

from __future__ import annotations

import os
from pathlib import Path

from flows.ingest import FileState, Record, batches, read_inputs

STORY = "The council of Lower Marle voted on Tuesday to close the old bridge, and 140 people came to hear it."


def read(folder: Path, known: dict[str, FileState]) -> list[str]:
    """Names of the records read; `known` is brought up to date as a run would."""
    names = []
    for item in read_inputs(folder, known=dict(known)):
        if isinstance(item, Record):
            names.append(item.source_uri)
        elif isinstance(item, FileState):
            known[item.path] = item
    return names


def test_only_new_and_changed_files_are_read_again(tmp_path: Path) -> None:
    known: dict[str, FileState] = {}
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    (tmp_path / "b.txt").write_text(STORY + " Twice.", "utf-8")
    assert read(tmp_path, known) == ["a.txt", "b.txt"]
    assert read(tmp_path, known) == []
    (tmp_path / "b.txt").write_text(STORY + " Again.", "utf-8")
    (tmp_path / "c.txt").write_text(STORY + " Thrice.", "utf-8")
    assert read(tmp_path, known) == ["b.txt", "c.txt"]


def test_a_touched_file_is_known_by_its_content(tmp_path: Path) -> None:
    known: dict[str, FileState] = {}
    path = tmp_path / "a.txt"
    path.write_text(STORY, "utf-8")
    read(tmp_path, known)
    os.utime(path, ns=(0, 0))
    assert read(tmp_path, known) == []
    assert known[str(path.resolve())].mtime_ns == 0


def test_the_state_of_a_file_comes_after_its_last_record(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(f'{{"id": "{n}", "text": "{STORY} {n}"}}\n' for n in range(5)), "utf-8")
    found = list(batches(read_inputs(tmp_path, known={}), 2))
    assert [b.articles.height for b in found] == [2, 2, 1]
    assert [len(b.files) for b in found] == [0, 0, 1]
