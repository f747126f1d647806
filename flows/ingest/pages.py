"""Web pages: the article in them, without menus, scripts and consent forms, and what the page says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import html as lxml_html
from lxml.etree import LxmlError, ParserError

from flows.ingest.decode import declared_charset, decode
from flows.ingest.fields import checked_text, dated, language_code
from flows.ingest.fragments import text_of_fragment
from flows.ingest.page_dates import published
from flows.ingest.records import InputError, Record, Rejection
from flows.ingest.settings import IngestSettings
from flows.ingest.streams import Source, read_whole
from transforms.articles import canonical, one_line
from transforms.lexicons import load

SHORT_PAGE = 1_200  # characters; error and consent pages are shorter, and a long article may speak of cookies
SHORT_TITLE = 60
_PARAGRAPH = re.compile(r"<p(?:\s[^<>]{0,500})?>((?:(?!</?(?:p|div)\b).){1,20000})", re.IGNORECASE | re.DOTALL)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


@dataclass(frozen=True, slots=True)
class _Article:
    title: str | None
    text: str
    author: str | None = None
    publisher: str | None = None


def read_page(source: Source, settings: IngestSettings) -> Iterator[Record | Rejection]:
    """The article of a saved page."""
    raw = read_whole(source, settings)
    yield page_record(raw, source.uri, settings, charset=source.charset, url=source.page_url)


def page_record(
    raw: bytes, uri: str, settings: IngestSettings, *, charset: str | None = None, url: str | None = None
) -> Record:
    """The article of a page. InputError `no_article` for error pages, consent walls and pages without any text.

    `source_uri` is the page's URL where it is known from outside, else `uri`: what a page says of its own address is often wrong.
    """
    page = _XML_DECLARATION.sub("", canonical(decode(raw, charset or declared_charset(raw))))
    tree = _parse(page)
    found = published(tree, url)
    article = _extracted(page, url) or _paragraphs(page, tree)
    _check_article(article)
    return Record(
        source_uri=url or uri,
        text=checked_text(article.text, settings),
        title=article.title,
        authors=tuple(a for part in (article.author or "").split(";") if (a := one_line(part))),
        publisher=article.publisher,
        language=language_code(tree.get("lang")),
        **(dated(found.stamp, found.basis, found.evidence) if found else {}),
    )


def _parse(page: str) -> lxml_html.HtmlElement:
    """The tree of the page; elements nested beyond what the parser bears are cut off by it, not by us."""
    try:
        return lxml_html.document_fromstring(page, parser=lxml_html.HTMLParser(huge_tree=True, recover=True))
    except (ParserError, LxmlError, ValueError) as error:
        raise InputError("no_article", f"not readable as HTML: {error}") from None


def _extracted(page: str, url: str | None) -> _Article | None:
    """What trafilatura takes for the article; None where it finds none or gives up."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            page,
            url=url,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False},
        )
    except (ValueError, TypeError, AttributeError, RecursionError, LxmlError):
        return None
    text = canonical(getattr(found, "text", None) or "").strip()
    if found is None or not text:
        return None
    return _Article(one_line(found.title), text, one_line(found.author), one_line(found.sitename))


def _paragraphs(page: str, tree: lxml_html.HtmlElement) -> _Article:
    """The texts of all paragraphs, for pages whose boxes are nested so deep that the parser gives up on them."""
    parts = (text_of_fragment(found[1]) for found in _PARAGRAPH.finditer(page))
    title = next((one_line(t.text_content()) for t in tree.iter("h1", "title")), None)
    return _Article(title, "\n".join(part for part in parts if part))


def _check_article(article: _Article) -> None:
    if not article.text.strip():
        raise InputError("no_article", "the page has no paragraph of text")
    if len(article.text) > SHORT_PAGE:
        return
    title, text = (article.title or "").lower(), article.text.lower()
    first = text.partition("\n")[0]
    for line in (title, first):
        if len(line) <= SHORT_TITLE and any(line.startswith(phrase) for phrase in _phrases("titles")):
            raise InputError("no_article", f"an error page: {line[:80]!r}")
    said = next((phrase for phrase in _phrases("texts") if phrase in text), None)
    if said:
        raise InputError("no_article", f"a consent or error page: says {said!r}")


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    return tuple(load("articles/no_article")[kind])
