"""Articles of later runs against those of earlier ones: near copies, revisions, and the state that finds them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from flows.pipeline import run_pipeline
from flows.run import open_run
from flows.settings import Settings
from flows.shelves import near_copies
from transforms.near_copies import Shown
from warehouse import store
from warehouse.connect import writing

pytestmark = pytest.mark.flow
FLOOD = (
    "Floods killed 12 people in Dorra on 3 May 2021, the council said. The river broke its banks near the old mill at night and "
    "carried away two bridges, a school bus and the roof of the market hall. Rescuers from three districts searched the valley with "
    "boats and dogs until the morning, and 300 families were taken to a gymnasium on the hill."
)
UPDATE = FLOOD.replace("12 people", "14 people") + " Two of the injured died on Tuesday in the hospital of Marle."
WIRE = "UPDATED with a new first line.\n\n" + FLOOD
OTHER = (
    "The council of Lower Marle voted on Tuesday to close the old bridge, and 140 people came to hear it. The bridge was built in 1931 "
    "and has carried lorries since the quarry opened; its piers are cracked, and the engineers gave it two more winters at the most."
)
LINKS = "SELECT source_uri, text, duplicate_of, article_id FROM articles ORDER BY first_run_id, source_uri"


def lines(path: Path, rows: Sequence[tuple[str, str]]) -> str:
    path.write_text("".join(json.dumps({"url": url, "text": text}) + "\n" for url, text in rows), "utf-8")
    return str(path)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", syntax="rules", workers=1, export=False)


def links(settings: Settings) -> pl.DataFrame:
    return store.read(settings.live, LINKS)


def test_a_near_copy_of_an_article_of_an_earlier_run_is_linked_and_not_extracted(
    settings: Settings, tmp_path: Path
) -> None:
    run_pipeline(
        [lines(tmp_path / "a.jsonl", [("https://a.example/1", FLOOD), ("https://a.example/2", OTHER)])], settings
    )
    run_pipeline([lines(tmp_path / "b.jsonl", [("https://b.example/1", WIRE)])], settings)
    held = {row["source_uri"]: row for row in links(settings).iter_rows(named=True)}
    copy = held["https://b.example/1"]
    assert copy["duplicate_of"] == held["https://a.example/1"]["article_id"]
    counted = store.read(settings.live, "SELECT count(*) FROM figures WHERE article_id = ?", [copy["article_id"]])
    assert counted.item() == 0


def test_two_runs_link_what_one_run_links(settings: Settings, tmp_path: Path) -> None:
    rows = [("https://a.example/1", FLOOD), ("https://a.example/2", OTHER), ("https://b.example/1", WIRE)]
    for number, row in enumerate(rows):
        run_pipeline([lines(tmp_path / f"{number}.jsonl", [row])], settings)
    whole = Settings(data=tmp_path / "whole", syntax="rules", workers=1, export=False)
    run_pipeline([lines(tmp_path / "all.jsonl", rows)], whole)
    assert links(settings).sort("source_uri").equals(links(whole).sort("source_uri"))


@pytest.mark.parametrize("broken", ["DROP TABLE ops.fingerprints", "DELETE FROM ops.fingerprints"])
def test_fingerprints_that_are_missing_are_made_anew_and_kept(settings: Settings, tmp_path: Path, broken: str) -> None:
    run_pipeline(
        [lines(tmp_path / "a.jsonl", [("https://a.example/1", FLOOD), ("https://a.example/2", "Too short.")])], settings
    )
    copy = settings.live.with_name("copy")
    shutil.copyfile(settings.live, copy)
    with writing(copy) as con:
        con.execute(broken)
    copy.replace(settings.live)
    run_pipeline(
        [lines(tmp_path / "b.jsonl", [("https://b.example/1", WIRE), ("https://b.example/2", OTHER)])], settings
    )
    assert links(settings)["duplicate_of"].null_count() == 3
    held = store.read(settings.live, "SELECT count(*), count(signature) FROM ops.fingerprints").row(0)
    assert held == (3, 2)


@pytest.mark.parametrize("split", [False, True], ids=["one run", "two runs"])
def test_a_changed_article_at_the_same_address_is_a_revision_and_both_are_kept(
    settings: Settings, tmp_path: Path, split: bool
) -> None:
    first, second = ("https://a.example/1", FLOOD), ("https://a.example/1", UPDATE)
    for number, rows in enumerate([[first], [second]] if split else [[first, second]]):
        run_pipeline([lines(tmp_path / f"{number}.jsonl", rows)], settings)
    texts = {row["text"]: row for row in links(settings).iter_rows(named=True)}
    assert set(texts) == {FLOOD, UPDATE}
    assert [row["duplicate_of"] for row in texts.values()] == [None, None]
    old, new = texts[FLOOD]["article_id"], texts[UPDATE]["article_id"]
    sources = dict(store.read(settings.live, "SELECT article_id, revision_of FROM article_sources").iter_rows())
    assert sources == {old: None, new: old}
    values = store.read(settings.live, "SELECT article_id, value FROM figures WHERE value IN (12, 14)")
    assert set(values.rows()) == {(old, 12.0), (new, 14.0)}


def test_a_changed_file_is_a_revision_but_another_article_under_an_old_name_is_none(
    settings: Settings, tmp_path: Path
) -> None:
    for day, text in (("monday", FLOOD), ("tuesday", UPDATE), ("wednesday", OTHER)):
        (tmp_path / day).mkdir()
        (tmp_path / day / "1.txt").write_text(text, "utf-8")
        run_pipeline([str(tmp_path / day)], settings)
    ids = {row["text"]: row["article_id"] for row in links(settings).iter_rows(named=True)}
    sources = dict(store.read(settings.live, "SELECT article_id, revision_of FROM article_sources").iter_rows())
    assert sources == {ids[FLOOD]: None, ids[UPDATE]: ids[FLOOD], ids[OTHER]: None}


def test_what_does_not_fit_into_memory_rests_in_files_and_is_found_there(settings: Settings) -> None:
    with open_run(settings) as run:
        index = near_copies(run, lambda rows: None)
        index._at_hand = 1  # every article is put away at once
        index.judged([Shown("a" * 24, FLOOD), Shown("b" * 24, OTHER)])
        assert len(list((run.folder / "shelves").iterdir())) == 2
        (verdict,) = index.judged([Shown("c" * 24, WIRE)])
    assert verdict.copy_of == "a" * 24
