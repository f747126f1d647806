"""Formats written here, read back: every reader, every compression, every refusal."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import tarfile
import zipfile
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
import zstandard

from flows.ingest import IngestSettings, Record, Rejection, batches, read_inputs, read_one
from flows.ingest.settings import FIELDS

STORY = "The council of Lower Marle voted on Tuesday to close the old bridge, and 140 people came to hear it."
LINE = json.dumps({"url": "https://marle.example/1", "title": "Bridge", "text": STORY, "published_at": "2024-05-14"})
PAGE = (
    "<!doctype html><html lang='en'><head><title>Bridge</title><meta property='article:published_time' "
    f"content='2024-05-14T09:30:00+02:00'></head><body><article><h1>Bridge</h1><p>{STORY}</p><p>{STORY} Again.</p></article></body></html>"
)
RSS = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>Marle Post</title><item><title>Bridge</title>"
    f"<link>https://marle.example/1</link><pubDate>Tue, 14 May 2024 23:10:00 -0700</pubDate>"
    f"<description>&lt;p&gt;{STORY}&lt;/p&gt;</description></item></channel></rss>"
)


def write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def records(path: Path, settings: IngestSettings | None = None) -> list[Record]:
    return [i for i in read_inputs(path, settings) if isinstance(i, Record)]


def refusals(path: Path, settings: IngestSettings | None = None) -> list[tuple[str, str]]:
    return [(i.source_uri, i.reason) for i in read_inputs(path, settings) if isinstance(i, Rejection)]


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def tarred(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def test_front_matter_is_metadata_and_not_text(tmp_path: Path) -> None:
    path = write(
        tmp_path, "a.md", f"---\ntitle: Bridge\npublished_at: 2024-05-14T09:30:00\npublisher: Post\n---\n\n{STORY}\n"
    )
    (record,) = records(path)
    assert (record.title, record.publisher, record.text) == ("Bridge", "Post", STORY + "\n")
    assert (record.published_at, record.published_basis) == (datetime(2024, 5, 14, 9, 30), "metadata")  # noqa: DTZ001


def test_a_short_first_line_is_the_title_and_stays_in_the_text(tmp_path: Path) -> None:
    (record,) = records(write(tmp_path, "a.txt", f"Bridge to close\n\n{STORY}\n"))
    assert record.title == "Bridge to close"
    assert record.text == f"Bridge to close\n\n{STORY}\n"


def test_uris_are_relative_to_the_input_and_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt", ".hidden.txt"):
        write(tmp_path, name, STORY)
    assert [r.source_uri for r in records(tmp_path)] == ["a.txt", "b/1.txt", "b/2.txt"]
    assert [r.source_uri for r in records(tmp_path / "a.txt")] == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.jsonl.gz", gzip.compress),
        ("a.jsonl.bz2", bz2.compress),
        ("a.jsonl.zst", zstandard.ZstdCompressor().compress),
    ],
)
def test_compressed_lines_are_read(tmp_path: Path, name: str, pack: object) -> None:
    (record,) = records(write(tmp_path, name, pack(LINE.encode())))  # type: ignore[operator]
    assert (record.source_uri, record.text, record.published_on) == (
        "https://marle.example/1",
        STORY,
        date(2024, 5, 14),
    )


def test_a_page_gives_its_article_and_its_local_day(tmp_path: Path) -> None:
    (record,) = records(write(tmp_path, "a.html", PAGE))
    assert STORY in record.text
    assert (record.published_on, record.published_basis) == (date(2024, 5, 14), "page")


def test_a_feed_gives_its_entries_with_the_day_their_stamp_states(tmp_path: Path) -> None:
    (record,) = records(write(tmp_path, "feed.xml", RSS))
    assert (record.source_uri, record.title, record.text) == ("https://marle.example/1", "Bridge", STORY)
    assert (record.published_on, record.publisher) == (date(2024, 5, 14), "Marle Post")


def test_a_sitemap_is_named_and_not_fetched(tmp_path: Path) -> None:
    xml = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://marle.example/1</loc></url></urlset>"
    assert refusals(write(tmp_path, "sitemap.xml", xml)) == [("sitemap.xml", "not_fetched")]


SCRAPED: dict[str, dict[str, object]] = {  # as the tools that are read without a setting name their fields
    "news-please": {
        "title": "Bridge", "url": "u", "maintext": STORY, "date_publish": "2024-05-14 08:00:00", "source_domain": "Marle Post",
    },
    "newsapi": {
        "title": "Bridge", "url": "u", "content": STORY, "publishedAt": "2024-05-14T08:00:00Z",
        "source": {"id": None, "name": "Marle Post"},
    },
    "wordpress": {
        "id": 7, "link": "u", "title": {"rendered": "Bridge"}, "content": {"rendered": f"<p>{STORY}</p>\n"},
        "date": "2024-05-14T08:00:00", "site_name": "Marle Post",
    },
    "schema.org": {
        "headline": "Bridge", "url": "u", "articleBody": STORY, "datePublished": "2024-05-14",
        "publisher": {"@type": "Organization", "name": "Marle Post"},
    },
}  # fmt: skip


@pytest.mark.parametrize("tool", SCRAPED)
def test_records_of_common_tools_are_read_without_a_setting(tool: str, tmp_path: Path) -> None:
    (record,) = records(write(tmp_path, "a.jsonl", json.dumps(SCRAPED[tool])))
    assert (record.source_uri, record.title, record.text) == ("u", "Bridge", STORY)
    assert (record.published_on, record.publisher) == (date(2024, 5, 14), "Marle Post")


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ("<p>Rain &amp; wind.</p>\n<p>More\nrain.</p>", "Rain & wind.\nMore rain."),
        ("Rain<br/>fell.", "Rain\nfell."),
        ("One.\n\nTwo <b>bold</b>.<br />Three.\n\nFour.", "One.\nTwo bold.\nThree.\nFour."),
        ('Rain <span style="line-height: 0;">fell</span>.\n\nIt&#8217;s late.', "Rain fell.\n\nIt’s late."),
        ("It is 3 < 5 and 7 > 2, AT&T said.", "It is 3 < 5 and 7 > 2, AT&T said."),
        ("A List<String> holds x<b and c>d.", "A List<String> holds x<b and c>d."),
    ],
)
def test_markup_in_a_field_is_no_text(held: str, wanted: str, tmp_path: Path) -> None:
    (record,) = records(write(tmp_path, "a.jsonl", json.dumps({"url": "u", "title": "R &amp; W", "text": held})))
    assert (record.title, record.text) == ("R & W", wanted)


def test_a_table_is_read_under_its_own_field_names(tmp_path: Path) -> None:
    settings = IngestSettings(fields={**FIELDS, "text": ("body", "content.plain"), "published_at": ("date",)})
    csv = write(tmp_path, "a.csv", f'url;body;date\nu1;"{STORY}";14 May 2024\n')
    nested = write(tmp_path, "b.jsonl", json.dumps({"url": "u2", "content": {"plain": STORY}, "date": "14.05.2024"}))
    parquet = tmp_path / "c.parquet"
    pl.DataFrame({"url": ["u3"], "body": [STORY], "date": [date(2024, 5, 14)]}).write_parquet(parquet)
    found = [r for path in (csv, nested, parquet) for r in records(path, settings)]
    assert [r.source_uri for r in found] == ["u1", "u2", "u3"]
    assert {(r.text, r.published_on) for r in found} == {(STORY, date(2024, 5, 14))}


def test_archives_are_read_in_place_and_within_each_other(tmp_path: Path) -> None:
    inner = zipped(("x/a.txt", STORY.encode()))
    path = write(tmp_path, "all.tar.gz", gzip.compress(tarred(("one.jsonl", LINE.encode()), ("two.zip", inner))))
    assert [r.source_uri for r in records(path)] == ["https://marle.example/1", "all.tar.gz!/two.zip!/x/a.txt"]


def test_names_that_lead_out_of_an_archive_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "bad.zip", zipped(("../../etc/x.txt", STORY.encode()), ("good.txt", STORY.encode())))
    assert refusals(path) == [("bad.zip!/../../etc/x.txt", "unsafe")]
    assert len(records(path)) == 1


def test_links_in_a_tar_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("link.txt")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(info)
    assert refusals(write(tmp_path, "a.tar", out.getvalue())) == [("a.tar!/link.txt", "unsafe")]


def test_archives_nested_too_deep_are_refused(tmp_path: Path) -> None:
    content = STORY.encode()
    for level in range(5):
        content = zipped((f"{level}.zip" if level else "a.txt", content))
    assert [reason for _, reason in refusals(write(tmp_path, "deep.zip", content))] == ["unsafe"]


def test_bombs_are_refused(tmp_path: Path) -> None:
    settings = IngestSettings(expansion_free_bytes=1 << 20, expansion_ratio=50)
    bomb = b"0" * (8 << 20)
    assert refusals(write(tmp_path, "a.txt.gz", gzip.compress(bomb)), settings) == [("a.txt.gz", "unsafe")]
    assert refusals(write(tmp_path, "b.zip", zipped(("b.txt", bomb))), settings) == [("b.zip!/b.txt", "unsafe")]


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    xml = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss><channel><item><title>&a;</title></item></channel></rss>'
    assert refusals(write(tmp_path, "a.xml", xml)) == [("a.xml", "unsafe")]


def test_links_that_turn_in_circles_or_lead_out_are_refused(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    write(tmp_path, "secret.txt", STORY)
    write(inside, "a.txt", STORY)
    (inside / "loop").symlink_to(inside)
    (inside / "out.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "self.txt").symlink_to(inside / "self.txt")
    assert refusals(inside) == [("loop", "unsafe"), ("out.txt", "unsafe"), ("self.txt", "unreadable")]


def test_limits_make_dead_letters(tmp_path: Path) -> None:
    settings = IngestSettings(document_bytes=1000, line_bytes=1000, text_chars=500)
    assert refusals(write(tmp_path, "a.txt", "x" * 2000), settings) == [("a.txt", "too_large")]
    long = json.dumps({"text": "y" * 3000})
    path = write(tmp_path, "b.jsonl", f"{long}\n{LINE}\n")
    assert refusals(path, settings) == [("b.jsonl:1", "too_large")]
    assert len(records(path, settings)) == 1


def test_a_missing_input_is_a_dead_letter(tmp_path: Path) -> None:
    assert refusals(tmp_path / "nothing") == [(str(tmp_path / "nothing"), "unreadable")]


def test_one_article_can_be_read_from_bytes() -> None:
    assert read_one(f"Bridge\n\n{STORY}".encode(), "-").title == "Bridge"


def test_days_that_are_hardly_right_are_kept_and_named(tmp_path: Path) -> None:
    rows = [
        ("https://a.example/2024/05/14/x", "2024-08-01"),
        ("u2", "1822-01-01"),
        ("u3", "2030-01-01"),
        ("u4", "2024-05-14"),
    ]
    lines = (json.dumps({"url": url, "text": f"{STORY} {day}", "published_at": day}) for url, day in rows)
    path = write(tmp_path, "a.jsonl", "\n".join(lines))
    settings = IngestSettings(latest_day=date(2025, 1, 1))
    (batch,) = batches(read_inputs(path, settings), 10, settings)
    assert batch.articles["published_on"].cast(str).to_list() == [day for _, day in rows]
    assert batch.rejections["source_uri"].to_list() == [url for url, _ in rows[:3]]
    assert set(batch.rejections["reason"]) == {"bad_timestamp"}


def test_the_day_in_an_address_dates_a_record_without_a_stamp(tmp_path: Path) -> None:
    (record,) = records(
        write(tmp_path, "a.jsonl", json.dumps({"url": "https://a.example/2024/05/14/x", "text": STORY}))
    )
    assert (record.published_on, record.published_basis) == (date(2024, 5, 14), "url")


def test_field_names_that_are_given_leave_the_others_as_they_are(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", json.dumps({"title": "Bridge", "body": STORY, "published_at": "2024-05-14"}))
    (record,) = records(path, IngestSettings(fields={"text": ("body",)}))
    assert (record.title, record.text, record.published_on) == ("Bridge", STORY, date(2024, 5, 14))
    with pytest.raises(ValueError, match="there is no headline"):
        IngestSettings(fields={"headline": ("title",)})


@pytest.mark.parametrize(
    ("uri", "text", "said"),
    [
        ("crawl/2024-05-14/a.txt", "LOWER MARLE, Aug. 3 (Post) - The bridge is closed.", "the path says 2024-05-14, the dateline 2024-08-03"),
        ("crawl/2024-05-14/a.txt", "LOWER MARLE, May 12 (Post) - The bridge is closed.", None),
        ("crawl/2024-05-14/a.txt", "The bridge, closed on Aug. 3 - and open since.", None),
        ("https://a.example/2024/05/14/x", "KYIV, 3 August 2024 - The bridge is closed.", "the dateline 2024-08-03"),
    ],
)  # fmt: skip
def test_a_path_that_contradicts_the_dateline_by_weeks_is_noted(uri: str, text: str, said: str | None) -> None:
    (batch,) = batches([Record(uri, text)], 10)
    details = batch.rejections["detail"].to_list()
    assert list(batch.rejections["reason"]) == (["bad_timestamp"] if said else [])
    assert all(said and said in detail for detail in details)
    assert batch.articles.height == 1


def test_a_dateline_weeks_from_the_stated_day_is_noted() -> None:
    stated = Record("a.txt", "LOWER MARLE, Dec. 30 (Post) - The bridge is closed.", published_on=date(2025, 1, 2))
    assert next(batches([stated], 10)).rejections.is_empty()
    late = Record("a.txt", stated.text, published_on=date(2025, 3, 2))
    assert (
        next(batches([late], 10)).rejections["detail"][0]
        == "published on 2025-03-02: the dateline says 2024-12-30; kept"
    )


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("CafÃ© DÃ\xadaz took â‚¬3.4 million, and the mayor said itâ€™s â€œenoughâ€\x9d.", True),
        ("Besançon a déclaré: «Ça va», São Paulo, Ångström, naïve façade, “it’s” enough – really…", False),
        ("The file spells it Ã© once, as a sample of mojibake.", False),
        ("He said \ufffd and left.", True),
    ],
)
def test_damaged_texts_are_kept_and_noted(text: str, noted: bool) -> None:
    (batch,) = batches([Record("a.txt", text, language="en")], 10)
    assert batch.articles["text"].to_list() == [text]
    assert ("damaged_text" in batch.rejections["reason"].to_list()) is noted


def test_a_table_with_broken_quotes_loses_the_broken_rows_alone_and_says_so(tmp_path: Path) -> None:
    path = write(
        tmp_path, "a.csv", f'title,text\nA,"{STORY}"\nB,"{STORY}" and more\nC,"{STORY}"\nD,"never closed\nE,F\n'
    )
    found = list(read_inputs(path))
    assert [i.title for i in found if isinstance(i, Record)] == ["A", "C"]
    assert [(i.source_uri, i.reason) for i in found if isinstance(i, Rejection)] == [
        ("a.csv:3", "broken_record"),
        ("a.csv:5", "broken_record"),
    ]
    last = found[-1]
    assert isinstance(last, Rejection)
    assert last.raw == b'D,"never closed\nE,F\n'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"title,text\n"),
        ("a.jsonl", b"\n\n"),
        ("a.tar", bytes(1024)),
        ("a.warc", b"WARC/1.0\r\ngarbage"),
        ("a.zip", zipped()),
    ],
)
def test_what_holds_not_one_record_is_a_dead_letter(tmp_path: Path, name: str, content: bytes) -> None:
    assert refusals(write(tmp_path, name, content)) == [(name, "empty")]


def test_documents_of_offices_are_not_taken_for_archives(tmp_path: Path) -> None:
    path = write(tmp_path, "a.docx", zipped(("word/document.xml", b"<w:document/>")))
    assert refusals(path) == [("a.docx", "unsupported_format")]


def test_an_encrypted_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    raw = bytearray(zipped(("a.txt", STORY.encode()), ("b.txt", f"{STORY} Twice.".encode())))
    raw[6] |= 1  # the flag of the first member, where it begins and in the directory
    raw[raw.find(b"PK\x01\x02") + 8] |= 1
    path = write(tmp_path, "a.zip", bytes(raw))
    assert refusals(path) == [("a.zip!/a.txt", "unreadable")]
    assert [r.source_uri for r in records(path)] == ["a.zip!/b.txt"]
