"""Records to frames: one article for one text, a row for every place it was seen, and what was refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from flows.ingest.records import Record, Rejection
from flows.ingest.seen import FileState
from flows.ingest.settings import IngestSettings
from transforms.ids import article_id, stable_id
from transforms.languages import language_of
from transforms.near_copies import NearCopies
from transforms.stamps import stamp_in_url
from warehouse.tables import ARTICLE_SOURCES, ARTICLES, REJECTED_ARTICLES

BATCH_CHARS = 16_000_000  # a batch ends here however few its articles, so that memory stays bounded

EARLIEST = date(1900, 1, 1)
WEEKS_APART = 21  # days


@dataclass(frozen=True, slots=True)
class Batch:
    """Frames in the declared columns that ingest can fill; `read` counts the records behind them.

    `articles` holds each text once in a run, at the place where it was first read.
    """

    articles: pl.DataFrame
    sources: pl.DataFrame
    rejections: pl.DataFrame
    read: int
    dead_letters: tuple[Rejection, ...] = ()  # with their raw bytes, for keeping
    files: tuple[FileState, ...] = ()  # read to their end with this batch, where states are asked for


_ARTICLE_COLUMNS = (
    "article_id", "source_uri", "publisher", "title", "authors", "language", "published_at", "published_on", "published_basis", "text",
    "char_count", "duplicate_of",
)  # fmt: skip
_SOURCE_COLUMNS = ("article_id", "source_uri", "publisher", "published_at")
_REJECTION_COLUMNS = ("source_uri", "reason", "detail", "sha256")


class _Gatherer:
    """Rows of the batch that is filling, and what the run has seen before it."""

    def __init__(self, settings: IngestSettings, near: NearCopies) -> None:
        self._settings, self._near = settings, near
        self._seen_articles: set[str] = set()
        self._seen_sources: set[int] = set()  # hashes: the pairs themselves would be ten times the memory
        self._seen_rejections: set[int] = set()
        self._clear()

    def _clear(self) -> None:
        self.read = self.chars = 0
        self._articles: list[tuple[object, ...]] = []
        self._sources: list[tuple[object, ...]] = []
        self._rejections: list[Rejection] = []
        self._files: list[FileState] = []

    def add(self, item: Record | Rejection | FileState) -> None:
        """Take in what the readers gave: a record, a refusal, or a file that has been read to its end."""
        if isinstance(item, Rejection):
            self._refuse(item)
            return
        if isinstance(item, FileState):
            self._files.append(item)
            return
        self.read += 1
        self.chars += len(item.text)
        identity = article_id(item.title, item.text)
        if _is_new(self._seen_sources, identity, item.source_uri):
            self._sources.append((identity, item.source_uri, item.publisher, item.published_at))
        if identity not in self._seen_articles:
            self._seen_articles.add(identity)
            self._add_article(identity, item)

    def _add_article(self, identity: str, item: Record) -> None:
        language = language_of(item.text) or item.language
        doubt = _doubt(item, self._settings)
        if doubt:
            self._refuse(
                Rejection(item.source_uri, "bad_timestamp", f"published on {item.published_on}: {doubt}; kept")
            )
        if language and language not in self._settings.languages:
            detail = f"language {language}: kept, not extracted"
            self._refuse(Rejection(item.source_uri, "unsupported_language", detail))
        self._articles.append((
            identity, item.source_uri, item.publisher, item.title, list(item.authors), language, item.published_at, item.published_on,
            item.published_basis, item.text, len(item.text), self._duplicate_of(identity, item),
        ))  # fmt: skip

    def _duplicate_of(self, identity: str, item: Record) -> str | None:
        if not self._settings.link_near_copies:
            return None
        return self._near.earlier(identity, item.text, item.published_on)

    def _refuse(self, rejection: Rejection) -> None:
        if _is_new(self._seen_rejections, rejection.source_uri, rejection.reason, rejection.sha256):
            self.chars += len(rejection.raw or b"")
            self._rejections.append(replace(rejection, source_uri=_storable(rejection.source_uri)))

    def flush(self) -> Batch:
        """The batch so far; the next one starts empty, but knows what has been seen."""
        batch = Batch(
            _frame(self._articles, _ARTICLE_COLUMNS, ARTICLES.polars_schema),
            _frame(self._sources, _SOURCE_COLUMNS, ARTICLE_SOURCES.polars_schema),
            _frame(
                [(r.source_uri, r.reason, r.detail, r.sha256) for r in self._rejections],
                _REJECTION_COLUMNS,
                REJECTED_ARTICLES.polars_schema,
            ),
            self.read,
            tuple(r for r in self._rejections if r.raw is not None and len(r.raw) <= self._settings.kept_bytes),
            tuple(self._files),
        )
        self._clear()
        return batch

    @property
    def rows(self) -> int:
        """Records, rejections and states of files waiting."""
        return self.read + len(self._rejections) + len(self._files)


def batches(
    items: Iterable[Record | Rejection | FileState],
    size: int,
    settings: IngestSettings | None = None,
    near: NearCopies | None = None,
) -> Iterator[Batch]:
    """Batches of at most `size` records; exact copies collapse over the whole run, near copies point at the earlier article."""
    gatherer = _Gatherer(settings or IngestSettings(), near or NearCopies())
    for item in items:
        gatherer.add(item)
        if gatherer.rows >= size or gatherer.chars >= BATCH_CHARS:
            yield gatherer.flush()
    if gatherer.rows:
        yield gatherer.flush()


def _doubt(item: Record, settings: IngestSettings) -> str | None:
    """Why the day of publication is hardly right; None where nothing speaks against it."""
    day = item.published_on
    if day is None:
        return None
    if day < EARLIEST:
        return "before there was such news"
    if settings.latest_day and day > settings.latest_day:
        return "in the future"
    in_url = stamp_in_url(item.source_uri)
    if in_url and abs((in_url.on - day).days) > WEEKS_APART:
        return f"the address says {in_url.on}"
    return None


def _is_new(seen: set[int], *key: object) -> bool:
    number = int(stable_id(*key)[:15], 16)
    if number in seen:
        return False
    seen.add(number)
    return True


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _frame(rows: list[tuple[object, ...]], names: tuple[str, ...], schema: pl.Schema) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={name: schema[name] for name in names}, orient="row")
