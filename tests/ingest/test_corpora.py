"""Every file of the corpora beside the project: how many articles each folder gives, and what is refused for which reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from flows.ingest import Record, Rejection, read_inputs

pytestmark = pytest.mark.shared

# Records read, and rejections by reason.
# The indexes of feeds and pages, which lie beside them, describe articles and hold no texts: 15 and 31 lines of `no_text`.
EXPECTED: dict[str, tuple[int, dict[str, int]]] = {
    ".gitattributes": (1, {}),
    "LICENCES.md": (1, {}),
    "bench_20k.jsonl.gz": (19_996, {"no_text": 4}),
    "feeds": (146, {"no_text": 16, "no_feed": 2}),
    "fomc_statements.gold.jsonl": (0, {"no_text": 108}),
    "fomc_statements.jsonl.gz": (164, {}),
    "gold_russian_losses.csv": (0, {"no_text": 1}),
    "html_cc_clean": (63, {"no_text": 31}),
    "president_ua_addresses_en.jsonl.gz": (206, {}),
    "semeval2015_timelines": (19, {}),
    "semeval2015_wikinews.jsonl.gz": (61, {}),
    "senate_500.jsonl.gz": (500, {}),
    "sitemaps": (0, {"not_fetched": 4}),
    "usgov_ukraine_pages.gold.jsonl": (0, {"no_text": 16}),
    "usgov_ukraine_pages.jsonl.gz": (6, {}),
    "warc": (51, {"unsupported_format": 12}),
    "weird": (
        162,
        {
            "bad_timestamp": 5, "broken_archive": 4, "broken_record": 7, "empty": 2, "no_article": 2, "no_feed": 1, "no_text": 7,
            "not_text": 1, "unsafe": 1, "unsupported_format": 5,
        },
    ),
    "wikinews_2019_2020.jsonl.gz": (279, {}),
    "wikipedia_current_events_2024.jsonl.gz": (5_332, {}),
}  # fmt: skip


def counted(path: Path) -> tuple[int, dict[str, int]]:
    """Records, and refusals by reason; each refusal says what was found."""
    records, reasons = 0, Counter[str]()
    for item in read_inputs(path):
        if isinstance(item, Record):
            records += 1
            assert item.text.strip(), item.source_uri
        elif isinstance(item, Rejection):
            assert item.detail, item
            reasons[item.reason] += 1
    return records, dict(reasons)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_file_of_every_folder_is_read_or_refused_by_reason(shared: Path, name: str) -> None:
    assert counted(shared / "corpora" / name) == EXPECTED[name]


def test_nothing_in_the_folder_is_left_out(shared: Path) -> None:
    assert {path.name for path in (shared / "corpora").iterdir()} == set(EXPECTED)


def test_every_saved_page_and_every_archived_page_gives_an_article(shared: Path) -> None:
    pages = sorted((shared / "corpora" / "html_cc_clean").glob("*.html"))
    assert len(pages) == 47
    assert [counted(page) for page in pages] == [(1, {})] * 47
    archives = {path.name: counted(path)[0] for path in sorted((shared / "corpora" / "warc").iterdir())}
    assert archives == {"iah_blackbook.arc.gz": 2, "iah_blackbook.warc.gz": 2, "news_cc.warc.gz": 47}
