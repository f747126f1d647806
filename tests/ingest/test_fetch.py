"""Pages over HTTP, from a server on loopback: manners, patience, limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from flows.ingest import FileState, IngestSettings, Record, Rejection, read_inputs
from flows.ingest.fetch import Fetcher
from flows.ingest.links import sitemap_links
from flows.ingest.records import InputError
from tests.sites import AnySite, served

STORY = "The council of Lower Marle voted on Tuesday to close the old bridge, and 140 people came to hear it."
PAGE = f"<!doctype html><html><head><title>Bridge</title></head><body><article><p>{STORY}</p></article></body></html>"
BARE_PAGE = f"<!doctype html><html><body><article><p>{STORY}</p></article></body></html>"
DATED_PAGE = PAGE.replace("<head>", '<head><meta property="article:published_time" content="2022-05-03T08:00:00Z">')
NEWS_SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>ROOT/bare</loc><news:news><news:publication><news:name>Marle Post</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2022-05-06T09:30:00+00:00</news:publication_date>
<news:title><![CDATA[Harbour &amp; quay close]]></news:title></news:news></url>
<url><loc>ROOT/dated</loc><news:news><news:publication_date>2022-05-09</news:publication_date></news:news></url>
</urlset>"""
FEED = """<rss version="2.0"><channel><title>Marle Feed</title><item><title>Bridge</title><link>ROOT/bare</link>
<description>In short.</description><pubDate>Sat, 07 May 2022 10:00:00 GMT</pubDate></item></channel></rss>"""
ROBOTS = "User-agent: *\nDisallow: /private/\n"


class Site(AnySite):
    """A small site that counts what it is asked for."""

    asked: dict[str, int]
    agents: set[str]

    def get(self) -> None:
        Site.asked[self.path] = Site.asked.get(self.path, 0) + 1
        Site.agents.add(self.headers["User-Agent"])
        root = self.root
        match self.path:
            case "/robots.txt":
                self.answer(200, ROBOTS, "text/plain")
            case "/page" if self.headers.get("If-None-Match") == '"one"':
                self.answer(304, "", "text/html")
            case "/page" | "/private/page":
                self.answer(200, PAGE, "text/html; charset=utf-8", ETag='"one"')
            case "/plain":
                self.answer(200, PAGE, "text/html; charset=utf-8")
            case "/flaky" if Site.asked["/flaky"] < 3:
                self.answer(503, "busy", "text/plain", **{"Retry-After": "7"})
            case "/flaky":
                self.answer(200, PAGE, "text/html")
            case "/moved":
                self.answer(302, "", "text/html", Location="/page")
            case "/circle":
                self.answer(302, "", "text/html", Location="/circle")
            case "/huge":
                self.answer(200, "x" * 200_000, "text/plain")
            case "/sitemap.xml":
                locations = "".join(f"<url><loc>{root}{path}</loc></url>" for path in ("/page", "/page", "/gone"))
                self.answer(200, f"<urlset>{locations}</urlset>", "application/xml")
            case "/news-sitemap.xml":
                self.answer(200, NEWS_SITEMAP.replace("ROOT", root), "application/xml")
            case "/dated":
                self.answer(200, DATED_PAGE, "text/html; charset=utf-8")
            case "/bare":
                self.answer(200, BARE_PAGE, "text/html; charset=utf-8")
            case "/feed":
                self.answer(200, FEED.replace("ROOT", root), "application/rss+xml")
            case _:
                self.answer(404, "nothing here", "text/html")


@pytest.fixture
def root() -> Iterator[str]:
    Site.asked, Site.agents = {}, set()
    with served(Site) as root:
        yield root


SETTINGS = IngestSettings(host_pause_seconds=0, backoff_seconds=0, longest_pause_seconds=0, document_bytes=100_000)


def test_a_page_is_read_under_its_address(root: str) -> None:
    (record,) = read_inputs(f"{root}/page", SETTINGS)
    assert isinstance(record, Record)
    assert (record.source_uri, record.text) == (f"{root}/page", STORY)
    assert Site.agents == {SETTINGS.user_agent}


@pytest.mark.parametrize(
    ("path", "reason", "said"),
    [
        ("/private/page", "fetch_failed", "robots.txt"),
        ("/gone", "fetch_failed", "404"),
        ("/circle", "fetch_failed", "redirects"),
        ("/huge", "too_large", "100000 bytes"),
    ],
)
def test_what_cannot_be_fetched_is_a_dead_letter(root: str, path: str, reason: str, said: str) -> None:
    (item,) = read_inputs(f"{root}{path}", SETTINGS)
    assert isinstance(item, Rejection)
    assert (item.reason, said in str(item.detail)) == (reason, True)


def test_what_robots_forbid_is_not_asked_for(root: str) -> None:
    list(read_inputs(f"{root}/private/page", SETTINGS))
    assert "/private/page" not in Site.asked


def test_a_host_in_trouble_is_tried_again_and_its_wish_to_wait_is_kept(root: str) -> None:
    pauses: list[float] = []
    with Fetcher(IngestSettings(host_pause_seconds=0), sleep=pauses.append) as fetcher:
        fetched = fetcher.fetch(f"{root}/flaky")
    assert fetched is not None
    assert [p for p in pauses if p > 1] == [7.0, 7.0]


def test_nobody_is_asked_faster_than_the_pause_allows(root: str) -> None:
    pauses: list[float] = []
    with Fetcher(IngestSettings(host_pause_seconds=5), sleep=pauses.append, clock=lambda: 100.0) as fetcher:
        fetcher.fetch(f"{root}/page")  # robots.txt before it
    assert pauses == [5.0]


def test_redirects_are_followed(root: str) -> None:
    (record,) = read_inputs(f"{root}/moved", SETTINGS)
    assert record.source_uri == f"{root}/page"


def test_an_unchanged_page_is_not_read_again(root: str) -> None:
    record, state = read_inputs(f"{root}/page", SETTINGS, known={})
    assert isinstance(record, Record)
    assert isinstance(state, FileState)
    assert (state.path, state.validators) == (f"{root}/page", '{"etag": "\\"one\\""}')
    assert list(read_inputs(f"{root}/page", SETTINGS, known={state.path: state})) == [state]
    assert Site.asked["/page"] == 2


def test_a_page_without_an_etag_is_known_by_its_bytes(root: str) -> None:
    record, state = read_inputs(f"{root}/plain", SETTINGS, known={})
    assert isinstance(record, Record)
    assert isinstance(state, FileState)
    assert state.validators is None
    assert list(read_inputs(f"{root}/plain", SETTINGS, known={state.path: state})) == [state]


def test_what_was_fetched_and_refused_has_its_bytes(root: str) -> None:
    (item,) = read_inputs(f"{root}/plain", IngestSettings(host_pause_seconds=0, text_chars=50))
    assert isinstance(item, Rejection)
    assert (item.reason, item.raw) == ("too_large", PAGE.encode())


def test_links_of_a_sitemap_are_followed_only_when_asked(root: str) -> None:
    (item,) = read_inputs(f"{root}/sitemap.xml", SETTINGS)
    assert isinstance(item, Rejection)
    assert item.reason == "not_fetched"
    following = IngestSettings(host_pause_seconds=0, backoff_seconds=0, follow_links=True)
    page, gone = read_inputs(f"{root}/sitemap.xml", following)
    assert isinstance(page, Record)
    assert isinstance(gone, Rejection)


def test_what_a_sitemap_or_feed_tells_of_a_page_completes_it(root: str) -> None:
    following = IngestSettings(host_pause_seconds=0, backoff_seconds=0, follow_links=True)
    bare, dated = read_inputs(f"{root}/news-sitemap.xml", following)
    assert isinstance(bare, Record)
    assert (bare.title, bare.publisher, bare.language) == ("Harbour & quay close", "Marle Post", "en")
    assert bare.published_at == datetime.fromisoformat("2022-05-06T09:30:00")
    assert (bare.published_basis, bare.evidence) == ("metadata", "news sitemap")
    assert isinstance(dated, Record)
    assert (dated.published_on, dated.published_basis) == (date(2022, 5, 3), "page")  # as the page itself says
    (entry,) = read_inputs(f"{root}/feed", following)
    assert isinstance(entry, Record)
    assert (entry.source_uri, entry.publisher, entry.published_on) == (f"{root}/bare", "Marle Feed", date(2022, 5, 7))


@pytest.mark.parametrize(
    ("entry", "urls"),
    [
        ("<url><loc>https://m.example/1?a=1&amp;b=2</loc></url>", ["https://m.example/1?a=1&b=2"]),
        ("<s:url><s:loc> <![CDATA[https://m.example/1]]> </s:loc></s:url>", ["https://m.example/1"]),
        ("<sitemap><loc>https://m.example/2.xml</loc></sitemap>", ["https://m.example/2.xml"]),
        ("<url><loc>https://m.example/1</loc><image:image><image:loc>https://m.example/1.jpg</image:loc></image:image></url>",
         ["https://m.example/1"]),
        ("<loc>https://m.example/1</loc><loc>https://m.example/2</loc>", ["https://m.example/1", "https://m.example/2"]),
        ("<url><loc></loc></url><url><loc>https://m.example/1", []),
        ("<loc>" * 100_000 + " " * 1_000_000, []),  # in no time
    ],
)  # fmt: skip
def test_the_addresses_of_a_sitemap(entry: str, urls: list[str]) -> None:
    assert [link.url for link in sitemap_links(f"<urlset>{entry}</urlset>")] == urls


def test_other_schemes_are_refused() -> None:
    with Fetcher(SETTINGS) as fetcher, pytest.raises(InputError, match="no http address"):
        fetcher.fetch("file:///etc/hostname")


def test_a_host_that_does_not_answer_is_a_dead_letter() -> None:
    (item,) = read_inputs("http://127.0.0.1:9/page", SETTINGS)
    assert isinstance(item, Rejection)
    assert item.reason == "fetch_failed"
