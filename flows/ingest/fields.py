"""Fields that records, pages and feeds share, read in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flows.ingest.records import InputError
from flows.ingest.settings import IngestSettings
from transforms.articles import one_line, unwrapped
from transforms.stamps import Stamp


def field_of(value: Mapping[str, Any], names: Iterable[str]) -> Any:
    """The first of the names that holds something; a dotted name goes into nested objects; None where none does."""
    for name in names:
        held = value.get(name)
        if held is None and "." in name:
            held = _nested(value, name.split("."))
        if held is not None:
            return held
    return None


def _nested(value: Any, path: list[str]) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def checked_text(text: str, settings: IngestSettings) -> str:
    """The text, its wrapped lines joined. InputError `no_text` where it is blank, `too_large` beyond the limit."""
    if not text or text.isspace():
        raise InputError("no_text", "the text is empty or blank")
    if len(text) > settings.text_chars:
        raise InputError("too_large", f"{len(text)} characters, more than {settings.text_chars}")
    return unwrapped(text)


def authors_of(value: object) -> tuple[str, ...]:
    """Names of authors, from one string, a list of strings or a list of objects with a name."""
    listed = value if isinstance(value, list | tuple) else [value]
    names = (one_line(v.get("name") if isinstance(v, Mapping) else v) for v in listed)
    return tuple(dict.fromkeys(name for name in names if name))


def language_code(value: object) -> str | None:
    """ISO 639-1 of a language tag: "en-US" and "EN" are "en"; None for anything that is no such tag."""
    tag = value.strip().replace("_", "-").partition("-")[0].lower() if isinstance(value, str) else ""
    return tag if len(tag) == 2 and tag.isascii() and tag.isalpha() else None


def dated(stamp: Stamp | None, basis: str, evidence: str) -> dict[str, Any]:
    """The fields of a Record that say when it was published and how that is known; none where it is not."""
    if stamp is None:
        return {}
    return {"published_at": stamp.at, "published_on": stamp.on, "published_basis": basis, "evidence": evidence}
