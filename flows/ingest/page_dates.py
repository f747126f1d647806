"""When a web page says it was published: structured data, then meta tags, then time tags, then its address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import html as lxml_html

from transforms.stamps import Stamp, read_stamp, stamp_in_url

_ARTICLE_TYPES = ("article", "report", "blogposting", "posting", "liveblog", "review", "story")
_STRONG_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "parsely-pub-date", "publication_date", "publish-date",
    "publishdate", "pubdate", "publish_date", "published", "date.published", "sailthru.date", "article.published", "dc.date.issued",
    "dcterms.issued", "dc.date.created", "dcterms.created", "citation_publication_date", "citation_date", "article_date_original",
    "cxenseparse:recs:publishtime", "ptime", "bt:pubdate", "rnews:datepublished",
)  # fmt: skip
_WEAK_META = ("dc.date", "dcterms.date", "date", "datecreated", "created", "og:pubdate", "prism.publicationdate")
_TIME_CLASS = re.compile(
    r"publish|posted|entry-date|post-date|dateline|dt-pub|created|timestamp|byline|meta", re.IGNORECASE
)
_UPDATED = re.compile(r"updat|modif|comment", re.IGNORECASE)
MAX_JSON_LD = 1_000_000  # characters of one block


@dataclass(frozen=True, slots=True)
class PageDate:
    """A stamp, what it rests on (`page` or `url`), and the tag or field that held it."""

    stamp: Stamp
    basis: str
    evidence: str


def published(tree: lxml_html.HtmlElement, url: str | None) -> PageDate | None:
    """The best evidence of when the page was published; modification, copyright and sidebar dates are never used."""
    for read in (_json_ld, _strong_meta, _item_property, _time_tags, _weak_meta):
        for evidence, value in read(tree):
            stamp = read_stamp(value)
            if stamp:
                return PageDate(stamp, "page", evidence)
    return _from_url(url) or _from_url(_canonical_url(tree)) or _found_by_htmldate(tree)


def _json_ld(tree: lxml_html.HtmlElement) -> Iterator[tuple[str, Any]]:
    """Days of `datePublished`: of articles first, then of anything else that has one (a web page)."""
    others = []
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        for thing in _things(script.text or ""):
            if "datePublished" not in thing:
                continue
            if any(kind in str(thing.get("@type", "")).lower() for kind in _ARTICLE_TYPES):
                yield "JSON-LD datePublished", thing["datePublished"]
            else:
                others.append(thing["datePublished"])
    yield from (("JSON-LD datePublished", value) for value in others)


def _things(block: str) -> Iterator[Mapping[str, Any]]:
    """Every object of the block at its first levels: lists and @graph are opened."""
    if len(block) > MAX_JSON_LD:
        return
    try:
        waiting: list[Any] = [json.loads(block, strict=False)]
    except (ValueError, RecursionError):
        return
    while waiting:
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting.extend(thing)
        elif isinstance(thing, Mapping):
            yield thing
            waiting.extend(thing[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in thing)


def _meta(tree: lxml_html.HtmlElement, wanted: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    held: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("property") or tag.get("name") or "").strip().lower()
        if name in wanted and tag.get("content"):
            held.setdefault(name, tag.get("content"))
    yield from ((f"meta {name}", held[name]) for name in wanted if name in held)


def _strong_meta(tree: lxml_html.HtmlElement) -> Iterator[tuple[str, Any]]:
    yield from _meta(tree, _STRONG_META)


def _weak_meta(tree: lxml_html.HtmlElement) -> Iterator[tuple[str, Any]]:
    yield from _meta(tree, _WEAK_META)


def _item_property(tree: lxml_html.HtmlElement) -> Iterator[tuple[str, Any]]:
    for tag in tree.xpath('//*[@itemprop="datePublished" or @property="datePublished" or @pubdate]'):
        yield "itemprop datePublished", tag.get("datetime") or tag.get("content") or tag.text_content().strip()


def _time_tags(tree: lxml_html.HtmlElement) -> Iterator[tuple[str, Any]]:
    """Time tags that say by class that they are of the publication; a lone time tag of the article too."""
    times = [t for t in tree.iter("time") if t.get("datetime") and not _is_aside(t)]
    marked = [t for t in times if _TIME_CLASS.search(_classes(t))]
    yield from (("time tag", tag.get("datetime")) for tag in marked)
    if len({t.get("datetime")[:10] for t in times}) == 1:
        yield "time tag", times[0].get("datetime")


def _classes(tag: lxml_html.HtmlElement) -> str:
    """Classes of the tag and of the two above it."""
    above = [tag, *list(tag.iterancestors())[:2]]
    return " ".join(str(t.get("class") or "") for t in above)


def _is_aside(tag: lxml_html.HtmlElement) -> bool:
    if _UPDATED.search(str(tag.get("class") or "")):
        return True
    for above in tag.iterancestors():
        if above.tag in ("aside", "footer", "nav") or re.search(
            r"comment|sidebar|related|widget", f"{above.get('class')} {above.get('id')}"
        ):
            return above.tag not in ("html", "body")
    return False


def _canonical_url(tree: lxml_html.HtmlElement) -> str | None:
    for found in tree.xpath('//link[@rel="canonical"]/@href | //meta[@property="og:url"]/@content'):
        return str(found)
    return None


def _from_url(url: str | None) -> PageDate | None:
    stamp = stamp_in_url(url)
    return PageDate(stamp, "url", "day in the address") if stamp else None


def _found_by_htmldate(tree: lxml_html.HtmlElement) -> PageDate | None:
    """What htmldate finds in the markup without searching the text, where any day may stand."""
    from htmldate import find_date

    try:
        found = find_date(tree, extensive_search=False, original_date=True, deferred_url_extractor=True)
    except (ValueError, TypeError, RecursionError):
        return None
    stamp = read_stamp(found)
    return PageDate(stamp, "page", "htmldate") if stamp else None
