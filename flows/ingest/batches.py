"""Records to frames: one article for one text, a row for every place it was seen, and what was refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from flows.ingest.compact import KeySet, LastSeen, key_of
from flows.ingest.doubts import notes
from flows.ingest.records import Record, Rejection
from flows.ingest.seen import FileState
from flows.ingest.settings import IngestSettings
from transforms.fingerprints import written
from transforms.ids import article_id
from transforms.languages import language_of
from transforms.near_copies import NearCopies, Shown, Verdict
from warehouse.tables import ARTICLE_SOURCES, ARTICLES, FINGERPRINTS, REJECTED_ARTICLES

BATCH_CHARS = 16_000_000  # a batch ends here however few its articles, so that memory stays bounded

Known = Callable[[Sequence[str]], Collection[str]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Frames in the declared columns that ingest can fill; `read` counts the records behind them.

    `articles` holds each new text once in a run, at the place where it was first read.
    """

    articles: pl.DataFrame
    sources: pl.DataFrame
    rejections: pl.DataFrame
    read: int
    dead_letters: tuple[Rejection, ...] = ()  # with their raw bytes, for keeping
    files: tuple[FileState, ...] = ()  # read to their end with this batch, where states are asked for
    fingerprints: pl.DataFrame = field(
        default_factory=pl.DataFrame
    )  # of the articles that are no copies: id, signature


_ARTICLE_COLUMNS = (
    "article_id", "source_uri", "publisher", "title", "authors", "language", "published_at", "published_on", "published_basis", "text",
    "char_count", "duplicate_of",
)  # fmt: skip
_SOURCE_COLUMNS = ("article_id", "source_uri", "publisher", "published_at", "revision_of")
_FINGERPRINT_COLUMNS = ("article_id", "signature")
_REJECTION_COLUMNS = ("source_uri", "reason", "detail", "sha256")


class _Gatherer:
    """Rows of the batch that is filling, and what the run has seen before it."""

    def __init__(self, settings: IngestSettings, near: NearCopies, known: Known) -> None:
        self._settings, self._near, self._known = settings, near, known
        self._seen_articles, self._seen_sources, self._seen_rejections = KeySet(), KeySet(), KeySet()
        self._last = LastSeen()
        self._clear()

    def _clear(self) -> None:
        self.read = self.chars = 0
        self._articles: list[tuple[str, Record]] = []
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
        if self._seen_sources.add(key_of(identity, item.source_uri)):
            before = self._last.put(key_of(item.source_uri), identity) if "://" in item.source_uri else None
            self._sources.append((identity, item.source_uri, item.publisher, item.published_at, before))
        if self._seen_articles.add(key_of(identity)):
            self._articles.append((identity, item))

    def _new_articles(self) -> list[tuple[str, str | None, Record]]:
        """Id, language and record of each article that the dataset does not hold; what is odd about them is noted."""
        held = self._known([identity for identity, _ in self._articles]) if self._articles else ()
        found = []
        for identity, item in self._articles:
            if identity not in held:
                language = language_of(item.text) or item.language
                found.append((identity, language, item))
                for note in notes(item, language, self._settings):
                    self._refuse(note)
        return found

    def _refuse(self, rejection: Rejection) -> None:
        if self._seen_rejections.add(key_of(rejection.source_uri, rejection.reason, rejection.sha256)):
            self.chars += len(rejection.raw or b"")
            self._rejections.append(replace(rejection, source_uri=_storable(rejection.source_uri)))

    def flush(self) -> Batch:
        """The batch so far; the next one starts empty, but knows what has been seen."""
        new = self._new_articles()
        verdicts = self._verdicts(new)
        batch = Batch(
            _frame([_article_row(*one, verdicts.get(one[0])) for one in new], _ARTICLE_COLUMNS, ARTICLES.polars_schema),
            _frame(self._sources_with(verdicts), _SOURCE_COLUMNS, ARTICLE_SOURCES.polars_schema),
            _frame(
                [(r.source_uri, r.reason, r.detail, r.sha256) for r in self._rejections],
                _REJECTION_COLUMNS,
                REJECTED_ARTICLES.polars_schema,
            ),
            self.read,
            tuple(r for r in self._rejections if r.raw is not None and len(r.raw) <= self._settings.kept_bytes),
            tuple(self._files),
            _frame(_fingerprints(verdicts), _FINGERPRINT_COLUMNS, FINGERPRINTS.polars_schema),
        )  # fmt: skip
        self._clear()
        return batch

    def _verdicts(self, new: Sequence[tuple[str, str | None, Record]]) -> dict[str, Verdict]:
        """What each new article is; those that the dataset holds have been judged before."""
        if not self._settings.link_near_copies:
            return {}
        shown = [Shown(identity, item.text, item.published_on, key_of(item.source_uri)) for identity, _, item in new]
        return {one.article_id: verdict for one, verdict in zip(shown, self._near.judged(shown), strict=True)}

    def _sources_with(self, verdicts: Mapping[str, Verdict]) -> list[tuple[object, ...]]:
        """The places, and for a text that took the place of another which one that was."""
        first_at = {(identity, item.source_uri) for identity, item in self._articles}
        return [
            (
                *source,
                before or (verdicts[str(source[0])].revision_of if _is_first(source, first_at, verdicts) else None),
            )
            for *source, before in self._sources
        ]

    @property
    def rows(self) -> int:
        """Records, rejections and states of files waiting."""
        return self.read + len(self._rejections) + len(self._files)


def batches(
    items: Iterable[Record | Rejection | FileState],
    size: int,
    settings: IngestSettings | None = None,
    near: NearCopies | None = None,
    known: Known = lambda ids: frozenset(),
) -> Iterator[Batch]:
    """Batches of at most `size` records; exact copies collapse over the whole run, near copies point at the earlier article.

    `known` says which of some articles the dataset holds already: of these only the places where they were seen come back.
    """
    gatherer = _Gatherer(settings or IngestSettings(), near or NearCopies(), known)
    for item in items:
        gatherer.add(item)
        if gatherer.rows >= size or gatherer.chars >= BATCH_CHARS:
            yield gatherer.flush()
    if gatherer.rows:
        yield gatherer.flush()


def _is_first(source: Sequence[object], first_at: Collection[object], verdicts: Mapping[str, Verdict]) -> bool:
    return (source[0], source[1]) in first_at and str(source[0]) in verdicts


def _article_row(identity: str, language: str | None, item: Record, verdict: Verdict | None) -> tuple[object, ...]:
    return (
        identity, item.source_uri, item.publisher, item.title, list(item.authors), language, item.published_at, item.published_on,
        item.published_basis, item.text, len(item.text), verdict and verdict.copy_of,
    )  # fmt: skip


def _fingerprints(verdicts: Mapping[str, Verdict]) -> list[tuple[object, ...]]:
    """Of each article that is no copy, what later runs compare theirs with."""
    return [
        (identity, None if verdict.signature is None else written(verdict.signature))
        for identity, verdict in verdicts.items()
        if verdict.copy_of is None
    ]


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _frame(rows: list[tuple[object, ...]], names: tuple[str, ...], schema: pl.Schema) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={name: schema[name] for name in names}, orient="row")
