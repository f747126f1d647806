"""What ingest may be told: field names and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Annotated

from annotated_types import Ge, Gt

MEGABYTE = 1 << 20
# Our names first, then those of news-please, newspaper, NewsAPI, WordPress (`.rendered`), JSON feeds and schema.org.
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": ("id", "guid"),
        "url": ("url", "link", "canonical_url"),
        "title": ("title.rendered", "title", "headline"),
        "text": ("text", "maintext", "articleBody", "content.rendered", "content", "content_text", "content_html"),
        "published_at": (
            "published_at", "publishedAt", "datePublished", "date_publish", "publish_date", "date_published", "published",
            "pubDate", "date",
        ),
        "publisher": ("publisher.name", "publisher", "source.name", "source_domain", "site_name"),
        "authors": ("authors", "author", "byline"),
        "language": ("lang", "language"),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """Field names of records and the limits that keep a hostile input from taking the machine.

    `fields` says for each of our names which names of the input may hold it, the first that is there wins; a dotted name
    reaches into nested objects. Names that are not given keep their own. Inputs beyond a limit become dead letters.
    """

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: FIELDS)
    document_bytes: Annotated[int, Ge(1)] = 32 * MEGABYTE  # one text, page, feed, JSON document or archived record
    line_bytes: Annotated[int, Ge(1)] = 32 * MEGABYTE  # one line of JSONL
    text_chars: Annotated[int, Ge(1)] = 5_000_000  # one article
    expansion_ratio: Annotated[int, Ge(1)] = 200  # decompressed to compressed; text compresses by 3 to 50
    expansion_free_bytes: Annotated[int, Ge(1)] = 256 * MEGABYTE  # below this no ratio is too high
    archive_members: Annotated[int, Ge(1)] = 1_000_000
    archive_depth: Annotated[int, Ge(0)] = 3  # archives within archives
    kept_bytes: Annotated[int, Ge(0)] = 16 * MEGABYTE  # of one dead letter, for replay
    languages: tuple[str, ...] = ("en",)  # that can be extracted
    link_near_copies: bool = True  # without it every text but an exact copy is an article of its own
    latest_day: date | None = None  # publication days after it are flagged; the caller knows the calendar
    follow_links: bool = False  # of sitemaps and of feed entries without full texts
    user_agent: str = "dateline/0.1 (news archive reader)"
    timeout_seconds: Annotated[float, Gt(0)] = 20.0
    retries: Annotated[int, Ge(0)] = 3
    backoff_seconds: Annotated[float, Ge(0)] = 1.0  # doubled with each try
    longest_pause_seconds: Annotated[float, Ge(0)] = 60.0
    host_pause_seconds: Annotated[float, Ge(0)] = 1.0  # between two requests to one host

    def __post_init__(self) -> None:
        unknown = self.fields.keys() - FIELDS.keys()
        if unknown:
            raise ValueError(f"fields: there is no {', '.join(sorted(unknown))}; there are {', '.join(FIELDS)}")
        object.__setattr__(self, "fields", {**FIELDS, **self.fields})
