"""Links that sitemaps and feeds give, and what they tell of the pages behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import urlsplit

from flows.ingest.fields import dated, language_code
from flows.ingest.records import Link, Record
from transforms.articles import one_line
from transforms.stamps import read_stamp

_ENTRY_END = re.compile(r"</(?:\w+:)?(?:url|sitemap)\s*>", re.IGNORECASE)
# <loc>, <news:title> ... but not <image:loc>: pictures and films are no articles. Their values are never long.
_FIELD = re.compile(
    r"<(?:(?!image:|video:)\w+:)?(loc|title|name|language|publication_date)\s?>(?:\s{0,99}<!\[CDATA\[)?([^<]{1,2100})</(?:\w+:)?\1\s?>",
    re.IGNORECASE,
)
_GUESSED = ("unknown", "url")  # a day from an address is not better than what the feed or the sitemap says


def sitemap_links(xml: str) -> list[Link]:
    """The addresses that a sitemap lists, in its order, each once, with what a news sitemap tells of the articles there."""
    links = (link for entry in _ENTRY_END.split(xml) for link in _links_of(entry))
    return list({link.url: link for link in links if link.url}.values())


def _links_of(entry: str) -> Iterator[Link]:
    fields: dict[str, str] = {}
    addresses: list[str] = []
    for found in _FIELD.finditer(entry):
        value = unescape(found[2].strip().removesuffix("]]>")).strip()
        if found[1].lower() == "loc":
            addresses.append(value)
        else:
            fields.setdefault(found[1].lower(), value)
    stamp = dated(read_stamp(fields.get("publication_date")), "metadata", "news sitemap")
    for url in addresses:
        yield Link(
            url,
            title=one_line(fields.get("title")),
            publisher=one_line(fields.get("name")),
            language=language_code(fields.get("language")),
            **stamp,
        )


def completed(record: Record, link: Link) -> Record:
    """The record of a page with what its link told, wherever the page itself says nothing."""
    said = {"title": record.title, "publisher": record.publisher, "language": record.language}
    if (
        record.publisher and record.publisher in urlsplit(link.url).netloc
    ):  # the name of the host, where a page does not say who publishes it
        said["publisher"] = None
    told = {name: getattr(link, name) for name, value in said.items() if not value and getattr(link, name)}
    if link.published_on and record.published_basis in _GUESSED:
        told |= {n: getattr(link, n) for n in ("published_at", "published_on", "published_basis", "evidence")}
    return replace(record, **told)
