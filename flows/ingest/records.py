"""What reading an input gives: a record, or the reason why there is none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Record:
    """One article as it was read, its text canonical."""

    source_uri: str
    text: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None
    published_at: datetime | None = None  # local time as stated; midnight where only the day is stated
    published_on: date | None = None
    published_basis: str = "unknown"
    evidence: str | None = None  # which field, tag or address the day was read from


@dataclass(frozen=True, slots=True)
class Rejection:
    """One input, or one part of it, that gave no article; or a note about one that did (`bad_timestamp`, `unsupported_language`)."""

    source_uri: str
    reason: str  # one of REJECT_REASONS
    detail: str | None = None
    sha256: str | None = None  # of the raw bytes
    raw: bytes | None = field(default=None, repr=False)  # kept for replay where the input is not a file of its own


@dataclass(frozen=True, slots=True)
class Link:
    """An address to be fetched, as a sitemap or feed names it, with what that tells of the page; only where links are followed."""

    url: str
    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    published_at: datetime | None = None
    published_on: date | None = None
    published_basis: str = "unknown"
    evidence: str | None = None


class InputError(Exception):
    """An input that gives no article; `reason` is one of REJECT_REASONS."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


def reject(source_uri: str, error: InputError, raw: bytes | None = None) -> Rejection:
    """The dead letter of an input whose bytes are at hand."""
    digest = None if raw is None else hashlib.sha256(raw).hexdigest()
    return Rejection(source_uri, error.reason, error.detail, digest, raw)


def with_bytes(rejection: Rejection, raw: bytes) -> Rejection:
    """The rejection with the bytes that it is about, unless it has some already."""
    if rejection.sha256 is not None:
        return rejection
    return replace(rejection, sha256=hashlib.sha256(raw).hexdigest(), raw=raw)
