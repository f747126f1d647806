"""`dateline run` on addresses, from a server on loopback: what is published, what is refused, and what the next run asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.commands.run import run
from tests.sites import AnySite, served
from warehouse import store

pytestmark = pytest.mark.flow
STORY = "The council of Lower Marle voted on Tuesday to close the old bridge, and 140 people came to hear it. {}"
PAGES = ("one", "two", "moved-here")


class Site(AnySite):
    """A news site with a sitemap: pages with an ETag, one that has moved, one that robots.txt forbids, one too large, one gone."""

    asked: list[tuple[str, int]]
    tries = 0

    def get(self) -> None:
        root = self.root
        name = self.path.strip("/")
        if name == "robots.txt":
            self.answer(200, "User-agent: *\nDisallow: /private\n", "text/plain")
        elif name == "news.xml":
            links = "".join(
                f"<url><loc>{root}/{p}</loc></url>" for p in ("one", "two", "moved", "private", "huge", "gone")
            )
            self.answer(200, f"<urlset>{links}</urlset>", "application/xml", ETag='"map"')
        elif name == "moved":
            self.answer(301, "", "text/html", Location="/moved-here")
        elif name == "two" and Site.tries < 2:
            Site.tries += 1
            self.answer(503, "busy", "text/plain")
        elif name in PAGES:
            page = f"<!doctype html><html><head><title>{name}</title></head><body><article><p>{STORY.format(name)}</p></article></body></html>"
            self.answer(200, page, "text/html; charset=utf-8", ETag=f'"{name}"')
        elif name == "huge":
            self.answer(200, "x" * 200_000, "text/plain")
        else:
            self.answer(404, "nothing here", "text/html")

    def answer(self, status: int, body: str, kind: str, **headers: str) -> None:
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, ""
        Site.asked.append((self.path.strip("/"), status))
        super().answer(status, body, kind, **headers)


@pytest.fixture
def root() -> Iterator[str]:
    Site.asked, Site.tries = [], 0
    with served(Site) as root:
        yield root


def ran(data: Path, *inputs: str) -> str:
    """What the command says."""
    environment = {
        "DATELINE_INGEST__FOLLOW_LINKS": "true", "DATELINE_INGEST__HOST_PAUSE_SECONDS": "0", "DATELINE_INGEST__BACKOFF_SECONDS": "0",
        "DATELINE_INGEST__DOCUMENT_BYTES": "100000",
    }  # fmt: skip
    words = [*inputs, "--direct", "--no-export", "--syntax", "rules", "--data", str(data)]
    done = CliRunner().invoke(run, words, env=environment)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_sitemap_is_followed_and_only_what_has_changed_is_fetched_again(root: str, tmp_path: Path) -> None:
    ran(tmp_path, f"{root}/news.xml")
    live = tmp_path / "dateline.duckdb"
    held = store.read(live, "SELECT source_uri FROM articles ORDER BY ALL")["source_uri"].to_list()
    assert held == [f"{root}/{name}" for name in ("moved-here", "one", "two")]
    refused = dict(store.read(live, "SELECT source_uri, reason FROM ops.rejected_articles").iter_rows())
    assert refused == {f"{root}/private": "fetch_failed", f"{root}/huge": "too_large", f"{root}/gone": "fetch_failed"}
    asked = [name for name, _ in Site.asked]
    assert (asked.count("two"), asked.count("robots.txt"), "private" in asked) == (3, 1, False)

    Site.asked.clear()
    ran(tmp_path, f"{root}/news.xml", f"{root}/one")
    assert dict(Site.asked) == {"robots.txt": 200, "news.xml": 304, "one": 304}
    assert store.read(live, "SELECT count(*) FROM articles").item() == 3
