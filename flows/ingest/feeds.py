"""Feeds (RSS, Atom, JSON Feed) and sitemaps: the articles in them, or the links where they hold no texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flows.ingest.decode import declared_charset, decode
from flows.ingest.fields import authors_of, checked_text, dated, language_code
from flows.ingest.fragments import text_of_fragment
from flows.ingest.links import sitemap_links
from flows.ingest.records import InputError, Link, Record, Rejection, reject
from flows.ingest.settings import IngestSettings
from flows.ingest.streams import Source, read_whole
from transforms.articles import canonical, one_line
from transforms.stamps import read_stamp

_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_LATER_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>")
_SITEMAP = re.compile(r"<(?:\w+:)?(urlset|sitemapindex)\b", re.IGNORECASE)
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
HEAD = 20_000  # characters in which the root element must stand
MAX_LINKS_NAMED = 3
FULL_TEXT = 1_000  # characters of an entry; a shorter one is a summary


def read_xml(source: Source, settings: IngestSettings) -> Iterator[Record | Rejection | Link]:
    """The entries of a feed, or the links of a sitemap as one dead letter that says they were not fetched.

    InputError `unsafe` for XML that declares entities: no feed needs them, and they can be made to explode or to read files.
    """
    raw = read_whole(source, settings)
    xml = canonical(decode(raw, source.charset or declared_charset(raw)))
    if _ENTITY.search(xml):
        raise InputError("unsafe", "the XML declares entities; they are not expanded")
    if _SITEMAP.search(xml, 0, HEAD):
        links = sitemap_links(xml)
        if settings.follow_links:
            yield from links
            return
        raise InputError(
            "not_fetched", f"a sitemap of {len(links)} links: {', '.join(link.url for link in links[:MAX_LINKS_NAMED])}"
        )
    if not _ROOT.search(xml, 0, HEAD):
        raise InputError("no_feed", "neither a feed nor a sitemap")
    yield from _read_feed(xml, source, settings)


def _read_feed(xml: str, source: Source, settings: IngestSettings) -> Iterator[Record | Rejection | Link]:
    import feedparser

    # Characters are decoded already, so the declaration (often wrong, or not at the start) can only harm.
    plain = _LATER_DECLARATION.sub("", xml).lstrip()
    parsed = feedparser.parse(
        plain.encode("utf-8"), response_headers={"content-type": "application/xml; charset=utf-8"}
    )
    if not parsed.entries:
        reason = parsed.get("bozo_exception")
        raise InputError("no_feed", f"no entry could be read{f': {reason}' if reason else ''}"[:300])
    publisher = one_line(parsed.feed.get("title"))
    language = language_code(parsed.feed.get("language"))
    for number, entry in enumerate(parsed.entries, start=1):
        yield from _entry(entry, f"{source.uri}:{number}", publisher, language, settings)


def _entry(
    entry: Mapping[str, Any], place: str, publisher: str | None, language: str | None, settings: IngestSettings
) -> Iterator[Record | Rejection | Link]:
    uri = one_line(entry.get("link")) or one_line(entry.get("id")) or place
    given = entry.get("published") or entry.get("updated")
    item = {
        "url": uri,
        "title": text_of_fragment(str(entry.get("title") or "")),
        "html": _longest([c.get("value") for c in entry.get("content") or ()], entry.get("summary")),
        "published_at": given,
        "publisher": one_line((entry.get("source") or {}).get("title")) or publisher,
        "authors": [a.get("name") for a in entry.get("authors") or () if a],
        "language": language,
    }
    yield from _feed_item(item, uri, settings)


def _longest(contents: list[str | None], summary: str | None) -> str:
    """The full text where there is one, else the summary."""
    return max((c for c in (*contents, summary) if c), key=len, default="")


def _feed_item(item: Mapping[str, Any], uri: str, settings: IngestSettings) -> Iterator[Record | Rejection | Link]:
    stamp = read_stamp(item["published_at"])
    if settings.follow_links and len(item["html"]) < FULL_TEXT and "://" in uri:
        yield Link(
            uri,
            title=one_line(item["title"]),
            publisher=item["publisher"],
            language=item["language"],
            **dated(stamp, "metadata", "feed entry"),
        )
        return
    try:
        text = checked_text(canonical(text_of_fragment(item["html"])), settings)
    except InputError as error:
        yield reject(uri, InputError(error.reason, f"entry of a feed without a text: {error.detail}"))
        return
    if item["published_at"] and stamp is None:
        yield reject(uri, InputError("bad_timestamp", f"no certain day in {str(item['published_at'])[:80]!r}"))
    yield Record(
        source_uri=uri,
        text=text,
        title=one_line(item["title"]),
        authors=authors_of(item["authors"]),
        publisher=item["publisher"],
        language=item["language"],
        **dated(stamp, "metadata", "feed entry"),
    )


def read_json_feed(
    feed: Mapping[str, Any], place: str, settings: IngestSettings
) -> Iterator[Record | Rejection | Link]:
    """The items of a JSON Feed."""
    items = [i for i in feed.get("items") or () if isinstance(i, Mapping)]
    if not items:
        raise InputError("no_feed", "a JSON Feed without items")
    for number, item in enumerate(items, start=1):
        uri = one_line(item.get("url")) or one_line(item.get("id")) or f"{place}:{number}"
        body = item.get("content_html") or item.get("content_text") or item.get("summary") or ""
        read = {
            "title": item.get("title"),
            "html": str(body),
            "published_at": item.get("date_published") or item.get("date_modified"),
            "publisher": one_line(feed.get("title")),
            "authors": item.get("authors") or item.get("author"),
            "language": language_code(item.get("language") or feed.get("language")),
        }
        yield from _feed_item(read, uri, settings)
