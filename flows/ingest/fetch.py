"""Pages over HTTP, politely: robots.txt, a pause for each host, back-off, conditional requests, and a cap on size."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from flows.ingest.records import InputError
from flows.ingest.seen import FileState
from flows.ingest.settings import IngestSettings

REDIRECTS = 5
_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its body, where it came from in the end, and what its headers say it is."""

    url: str
    body: bytes
    content_type: str
    charset: str | None
    validators: str | None = None  # ETag and modification date as JSON, for the next time


@dataclass(slots=True)
class Fetcher:
    """Fetches addresses one after the other; a context manager that closes its connections.

    `sleep` and `clock` are arguments so that tests need not wait.
    """

    settings: IngestSettings
    known: Mapping[str, FileState] = field(default_factory=dict)  # addresses as they were when they were last read
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _client: httpx.Client = field(init=False)
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)  # host -> moment before which it is left in peace

    def __post_init__(self) -> None:
        self._client = httpx.Client(
            headers={"User-Agent": self.settings.user_agent},
            timeout=httpx.Timeout(self.settings.timeout_seconds),
            follow_redirects=False,
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def fetch(self, url: str) -> Fetched | None:
        """The answer, or None where the page has not changed since it was last fetched. InputError where there is none."""
        here = url
        for _ in range(REDIRECTS + 1):
            self._check_allowed(here)
            answer, body = self._patiently(here, self._conditions(url))
            if answer.status_code == 304:
                return None
            if answer.status_code not in _MOVED:
                return self._accepted(url, here, answer, body)
            here = urljoin(here, answer.headers.get("location", ""))
        raise InputError("fetch_failed", f"more than {REDIRECTS} redirects")

    def _accepted(self, url: str, here: str, answer: httpx.Response, body: bytes) -> Fetched:
        if answer.status_code != 200:
            raise InputError("fetch_failed", f"HTTP {answer.status_code}")
        held = {"etag": answer.headers.get("etag"), "last-modified": answer.headers.get("last-modified")}
        given = {name: value for name, value in held.items() if value}
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(here, body, kind, answer.charset_encoding, json.dumps(given) if given else None)

    def _conditions(self, url: str) -> Mapping[str, str]:
        before = self.known.get(url)
        held = json.loads(before.validators) if before and before.validators else {}
        names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
        return {names[name]: value for name, value in held.items()}

    def _patiently(self, url: str, headers: Mapping[str, str]) -> tuple[httpx.Response, bytes]:
        """The answer after as many tries as the settings allow, each pause twice as long as the one before."""
        for attempt in range(self.settings.retries + 1):
            last = attempt == self.settings.retries
            try:
                answer, body = self._get(url, headers)
            except httpx.HTTPError as error:
                if last:
                    raise InputError("fetch_failed", f"{type(error).__name__}: {error}") from None
                self.sleep(self._pause(attempt, None))
                continue
            if answer.status_code not in _AGAIN or last:
                return answer, body
            self.sleep(self._pause(attempt, answer.headers.get("retry-after")))
        raise InputError("fetch_failed", "no answer")

    def _pause(self, attempt: int, retry_after: str | None) -> float:
        asked = float(retry_after) if retry_after and retry_after.isdigit() else 0.0
        return min(max(asked, self.settings.backoff_seconds * float(2**attempt)), self.settings.longest_pause_seconds)

    def _get(self, url: str, headers: Mapping[str, str]) -> tuple[httpx.Response, bytes]:
        self._wait_for(urlsplit(url).netloc)
        try:
            with self._client.stream("GET", url, headers=dict(headers)) as answer:
                return answer, self._body(answer)
        except (httpx.InvalidURL, UnicodeError) as error:
            raise InputError("fetch_failed", f"no address: {error}") from None

    def _body(self, answer: httpx.Response) -> bytes:
        """The body as far as the cap; counted after decompression, so that a bomb stops there too."""
        parts, size = [], 0
        for part in answer.iter_bytes(1 << 16):
            parts.append(part)
            size += len(part)
            if size > self.settings.document_bytes:
                raise InputError("too_large", f"more than {self.settings.document_bytes} bytes in one answer")
        return b"".join(parts)

    def _wait_for(self, host: str) -> None:
        wait = self._next.get(host, 0.0) - self.clock()
        if wait > 0:
            self.sleep(wait)
        self._next[host] = self.clock() + self.settings.host_pause_seconds

    def _check_allowed(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise InputError("fetch_failed", f"no http address: {url[:200]!r}")
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._robots:
            self._robots[root] = self._read_robots(root)
        if not self._robots[root].can_fetch(self.settings.user_agent, url):
            raise InputError("fetch_failed", "robots.txt does not allow it")

    def _read_robots(self, root: str) -> RobotFileParser:
        """The rules of the host. No such file means that all is allowed, a host in trouble that nothing is (RFC 9309)."""
        rules = RobotFileParser()
        answer, body = self._patiently(f"{root}/robots.txt", {})
        if answer.status_code >= 500:
            rules.parse(["User-agent: *", "Disallow: /"])
        else:
            rules.parse(body.decode("utf-8", "replace").splitlines() if answer.status_code == 200 else [])
        return rules
