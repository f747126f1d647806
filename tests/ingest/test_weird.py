"""What hostile inputs become, one by one, as their index expects; the files lie beside the project."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.ingest import IngestSettings, Record, Rejection, batches, read_inputs
from transforms.ids import article_id

pytestmark = pytest.mark.shared
WEIRD = Path(__file__).parent.parent.parent.parent / "shared" / "corpora" / "weird"

# What each file becomes: number of articles, and the reasons of its rejections in order.
EXPECTED: dict[str, tuple[int, tuple[str, ...]]] = {
    "-dash.txt": (1, ()),
    "ambiguous_dates.txt": (1, ()),
    "array.json": (2, ()),
    "backtracking.txt": (1, ()),
    "bad_checksum.jsonl.gz": (2, ("broken_archive",)),
    "bidi_zero_width.txt": (1, ()),
    "binary.txt": (0, ("not_text",)),
    "blank.txt": (0, ("empty",)),
    "bom_crlf.jsonl": (2, ()),
    "bom_utf8.txt": (1, ()),
    "broken_line.jsonl": (3, ("broken_record",)),
    "control_chars.txt": (1, ()),
    "cp1252.txt": (1, ()),
    "cr_only.txt": (1, ()),
    "crlf.txt": (1, ()),
    "deep_nesting.jsonl": (1, ("broken_record",)),
    "digits.txt": (1, ()),
    "duplicate_lines.jsonl": (5, ()),
    "empty.txt": (0, ("empty",)),
    "entities.xml": (0, ("unsafe",)),
    "feed_is_html.xml": (0, ("no_feed",)),
    "html_broken_jsonld.html": (1, ()),
    "html_cookie_wall.html": (0, ("no_article",)),
    "html_cut.html": (1, ()),
    "html_error_404.html": (0, ("no_article",)),
    "html_four_dates.html": (1, ()),
    "html_nested.html": (1, ()),
    "html_says_latin1_is_utf8.html": (1, ()),
    "html_says_utf8_is_cp1252.html": (1, ()),
    "html_script_dates.html": (1, ()),
    "impossible_dates.txt": (1, ()),
    "latin1.txt": (1, ()),
    "lf.txt": (1, ()),
    "lone_surrogates.jsonl": (2, ()),
    "long_word.txt": (1, ()),
    "missing_fields.jsonl": (3, ("no_text",) * 5),
    "mixed_encoding.jsonl": (3, ()),
    "mojibake.txt": (1, ()),
    "name with blanks & ünïcode, 100%.txt": (1, ()),
    "nan.jsonl": (2, ()),
    "nfd_emoji.txt": (1, ()),
    "no_final_newline.jsonl": (2, ()),
    "not_gzip.jsonl.gz": (1, ()),
    "not_objects.jsonl": (1, ("broken_record",) * 4 + ("no_text",)),
    "nul_bytes.txt": (1, ()),
    "odd_dates.jsonl": (16, ("bad_timestamp",) * 5),
    "one_line_2mb.txt": (1, ()),
    "other_digits.txt": (1, ()),
    "page_without_extension": (1, ()),
    "same_url.jsonl": (2, ()),
    "trailing_comma.json": (0, ("broken_record",)),
    "truncated.jsonl.gz": (-1, ("broken_archive",)),  # as many as came before the cut
    "truncated.warc.gz": (2, ("unsupported_format",) * 5 + ("broken_archive",)),
    "two_members.jsonl.gz": (2, ()),
    "unicode_newlines.txt": (1, ()),
    "utf16be_no_bom.txt": (1, ()),
    "utf16le_bom.txt": (1, ()),
    "wrong_length.warc": (1, ("broken_archive",)),
}  # fmt: skip


@pytest.fixture
def weird(shared: Path) -> Callable[[str], list[Record]]:
    return lambda name: [i for i in read_inputs(shared / "corpora" / "weird" / name) if isinstance(i, Record)]


def text(weird: Callable[[str], list[Record]], name: str) -> str:
    (record,) = weird(name)
    return record.text


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_hostile_file_becomes_what_its_index_expects(shared: Path, name: str) -> None:
    items = list(read_inputs(shared / "corpora" / "weird" / name, IngestSettings()))
    articles, reasons = EXPECTED[name]
    found = sum(isinstance(i, Record) for i in items)
    assert found == articles or (articles < 0 < found)
    assert tuple(i.reason for i in items if isinstance(i, Rejection)) == reasons
    assert all(i.detail for i in items if isinstance(i, Rejection))


def test_no_file_of_the_index_is_left_out(shared: Path) -> None:
    index = json.loads((shared / "corpora" / "weird" / "index.json").read_text("utf-8"))
    assert set(index) == set(EXPECTED)


def test_the_same_text_in_other_clothes_is_the_same_article(weird: Callable[[str], list[Record]]) -> None:
    names = ("lf.txt", "crlf.txt", "cr_only.txt", "bom_utf8.txt", "utf16le_bom.txt", "utf16be_no_bom.txt", "-dash.txt")
    assert len({article_id(r.title, r.text) for name in names for r in weird(name)}) == 1


def test_nothing_but_control_characters_changes(weird: Callable[[str], list[Record]]) -> None:
    assert len(text(weird, "nul_bytes.txt")) == len((WEIRD / "nul_bytes.txt").read_bytes().decode())
    assert "\x00" not in text(weird, "nul_bytes.txt")
    assert not set(text(weird, "control_chars.txt")) & {chr(c) for c in range(32) if c not in (9, 10)}
    for name in ("unicode_newlines.txt", "mojibake.txt", "nfd_emoji.txt", "bidi_zero_width.txt"):
        assert text(weird, name) == (WEIRD / name).read_bytes().decode()


def test_old_encodings_are_read_right(weird: Callable[[str], list[Record]]) -> None:
    assert "“We lost £1,250,” the mayor said –" in text(weird, "cp1252.txt")
    assert "Besançon a déclaré" in text(weird, "latin1.txt")
    first, second = text(weird, "html_says_latin1_is_utf8.html"), text(weird, "html_says_utf8_is_cp1252.html")
    assert first == second
    assert "Café" in first
    assert "Díaz" in first
    assert "€3.4" in first


def test_days_of_odd_stamps(weird: Callable[[str], list[Record]]) -> None:
    days = [str(r.published_on) for r in weird("odd_dates.jsonl")]
    sixth = "2025-03-06"
    assert days == [
        "None", "None", sixth, sixth, sixth, sixth, sixth, sixth, "None", "2099-01-01", "None", "None", "None", sixth, sixth, sixth,
    ]  # fmt: skip


def test_page_dates_come_from_the_best_evidence(weird: Callable[[str], list[Record]]) -> None:
    for name in ("html_four_dates.html", "html_broken_jsonld.html"):
        (record,) = weird(name)
        assert (str(record.published_on), record.published_basis) == ("2025-03-06", "page")
    (record,) = weird("html_script_dates.html")
    assert record.published_on is None
    assert "killed" not in record.text


def test_copies_collapse_and_near_copies_are_linked(shared: Path) -> None:
    (batch,) = batches(read_inputs(shared / "corpora" / "weird" / "duplicate_lines.jsonl"), 100)
    assert batch.articles["duplicate_of"].to_list() == [None, *[batch.articles["article_id"][0]] * 2]
    assert batch.sources.height == 4


def test_french_is_kept_and_named(shared: Path) -> None:
    (batch,) = batches(read_inputs(shared / "corpora" / "weird" / "latin1.txt"), 100)
    assert batch.articles["language"].to_list() == ["fr"]
    assert batch.rejections["reason"].to_list() == ["unsupported_language"]
