"""What is odd about an article that is kept: a day that is hardly right, a damaged text, a language that is not extracted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from flows.ingest.records import Record, Rejection
from flows.ingest.settings import IngestSettings
from transforms.stamps import day_in_dateline, day_in_path

EARLIEST = date(1900, 1, 1)
WEEKS_APART = 21  # days
DAMAGED = 3  # places from which a text counts as damaged; one or two may be quoted
# UTF-8 that was read as Windows-1252 or Latin-1: a lead byte as a letter, then continuation bytes as signs.
_MOJIBAKE = re.compile("[ÂÃ][\u0080-¿‚-›€ŠŒŽšœžŸƒˆ˜]|â€[\u0080-¿‚-›œžŸ™¦]|[ÐÑ][\u0080-¿‚-›€ƒŠŒŽ]")


def notes(item: Record, language: str | None, settings: IngestSettings) -> Iterator[Rejection]:
    """A note for each doubt; the article is kept all the same."""
    doubt = _of_day(item, settings)
    if doubt:
        yield Rejection(item.source_uri, "bad_timestamp", f"published on {item.published_on}: {doubt}; kept")
    damage = _of_text(item.text)
    if damage:
        yield Rejection(item.source_uri, "damaged_text", f"{damage}; kept as it is")
    if language and language not in settings.languages:
        yield Rejection(item.source_uri, "unsupported_language", f"language {language}: kept, not extracted")


def _of_day(item: Record, settings: IngestSettings) -> str | None:
    """Why the day of publication is hardly right; None where nothing speaks against it."""
    day, in_path = item.published_on, day_in_path(item.source_uri)
    if day is None:
        in_dateline = in_path and day_in_dateline(item.text, in_path)
        return f"the path says {in_path}, the dateline {in_dateline}" if _apart(in_path, in_dateline) else None
    if day < EARLIEST:
        return "before there was such news"
    if settings.latest_day and day > settings.latest_day:
        return "in the future"
    if _apart(day, in_path):
        return f"the {'address' if '://' in item.source_uri else 'path'} says {in_path}"
    in_dateline = day_in_dateline(item.text, day)
    return f"the dateline says {in_dateline}" if _apart(day, in_dateline) else None


def _apart(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and abs((one - other).days) > WEEKS_APART


def _of_text(text: str) -> str | None:
    """What is broken in the text; None where it looks whole."""
    lost = text.count("\ufffd")
    if not text.isascii():
        places = [found.start() for found, _ in zip(_MOJIBAKE.finditer(text), range(1000), strict=False)]
        if len(places) >= DAMAGED:
            sample = text[places[0] : places[0] + 3]
            return f"mojibake in {len(places)} places, as {sample!r} at {places[0]}: UTF-8 that was read as another encoding before"
    return f"{lost} characters that no encoding could read" if lost else None
