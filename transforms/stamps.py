"""Publication stamps: what a record, page or feed writes into its date field. A pure reading, never from the clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import parsedate_tz

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MAX_URL = 2_000
MAX_STAMP = 64  # characters; longer text is no stamp
_CLOCK = r"(?:[T ,]+(?:at )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp])?\.?(?:[Mm]\.?)?.*)?"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _CLOCK)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?Z?)?")
_MONTH_FIRST = re.compile(r"(?:[A-Za-z]{3,9}\.?,? )?([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})" + _CLOCK)
_DAY_FIRST = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})" + _CLOCK
)
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})" + _CLOCK)
_URL_DAY = re.compile(
    r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)|[/_-]((?:19|20)\d{2})(\d{2})(\d{2})(?=[/_.-]|$)"
)
DATELINE_HEAD = 400  # characters in which a dateline may stand
_DATELINE = re.compile(
    r"^[ \t]*[A-Z][A-Z .,'’/-]{2,60}?,?[ ]\(?(?:[A-Z][a-z]{2,8}\.?,? )?"
    r"(?:([A-Z][a-z]{2,8})\.? (\d{1,2})|(\d{1,2}) ([A-Z][a-z]{2,8})\.?)(?:,? (\d{4}))?\)?[ ]?(?:\([A-Z][\w .]{1,30}\)[ ]?)?[-–—:]",
    re.MULTILINE,
)
_EPOCH = re.compile(r"\d{9,10}(?:\d{3}|\.\d+)?")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day and, where the stamp has one, the local time that it states; `at` is midnight where it has none."""

    on: date
    at: datetime


def read_stamp(value: object) -> Stamp | None:
    """The day and time that a stamp states, in its own time zone; None where it states no certain day.

    Seconds and milliseconds since 1970 are read in UTC. Days that do not exist, years alone, words, and numbers whose day
    and month could be swapped are None: unknown is better than wrong.

    >>> read_stamp("2025-03-06T23:30:00-08:00").on.isoformat()
    '2025-03-06'
    >>> read_stamp("2025-02-30"), read_stamp("06/03/2025"), read_stamp("yesterday")
    (None, None, None)
    """
    if isinstance(value, datetime):
        return Stamp(value.date(), value.replace(tzinfo=None))
    if isinstance(value, date):
        return Stamp(value, datetime.combine(value, time()))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, int | float) and not 0 < value < 1e15:
        return None
    text = " ".join(str(value).split())
    return _read_text(text) if 0 < len(text) <= MAX_STAMP else None


def day_in_path(path: str) -> date | None:
    """The day in a path or address, whichever it is: the folder "2025-03-06", the address ".../2025/03/06/flood".

    >>> day_in_path("crawl/2025/03/06/flood.html").isoformat()
    '2025-03-06'
    """
    found = _URL_DAY.search("/" + path.partition("?")[0][:MAX_URL])
    stamp = read_stamp("-".join(part for part in found.groups() if part)) if found else None
    return stamp.on if stamp else None


def day_in_dateline(text: str, near: date) -> date | None:
    """The day that stands between a place in capitals and a dash at the head of the text; without a year, the one next to `near`.

    >>> day_in_dateline("LOWER MARLE, Dec. 30 (Post) - The bridge is closed.", date(2025, 1, 2)).isoformat()
    '2024-12-30'
    """
    found = _DATELINE.search(text[:DATELINE_HEAD])
    if not found:
        return None
    month, day = (found[1], found[2]) if found[1] else (found[4], found[3])
    number = _month(month)
    years = [int(found[5])] if found[5] else [near.year - 1, near.year, near.year + 1]
    days = [stamp.on for year in years if number and (stamp := _stamp(year, number, day, (None,) * 4))]
    return min(days, key=lambda one: abs((one - near).days), default=None)


def stamp_in_url(url: str | None) -> Stamp | None:
    """The day in the path of an address; None where there is none.

    >>> stamp_in_url("https://news.example/2025/03/06/flood").on.isoformat()
    '2025-03-06'
    """
    found = _URL_DAY.search(url.partition("?")[0][:MAX_URL]) if url and "://" in url else None
    return read_stamp("-".join(part for part in found.groups() if part)) if found else None


def _read_text(text: str) -> Stamp | None:
    if found := _ISO.fullmatch(text):
        return _stamp(found[1], found[2], found[3], found.groups()[3:])
    if found := _COMPACT.fullmatch(text):
        return _stamp(found[1], found[2], found[3], (*found.groups()[3:], None))
    if _EPOCH.fullmatch(text):
        return _epoch(float(text))
    if found := _MONTH_FIRST.fullmatch(text):
        return _stamp(found[3], _month(found[1]), found[2], found.groups()[3:])
    if found := _DAY_FIRST.fullmatch(text):
        return _stamp(found[3], _month(found[2]), found[1], found.groups()[3:])
    if found := _NUMERIC.fullmatch(text):
        return _numeric(found)
    return _mail(text)


def _month(name: str) -> int:
    """1 to 12; 0, which is no month, for any other word."""
    low = name.lower()
    if low in FULL_MONTHS:
        return FULL_MONTHS.index(low) + 1
    return MONTHS.index(low[:3]) + 1 if low in (*MONTHS, "sept") else 0


def _numeric(found: re.Match[str]) -> Stamp | None:
    """31/12/2025 and 12/31/2025 can be read in one way; 06/03/2025 cannot."""
    first, second = int(found[1]), int(found[2])
    if first != second and first <= 12 and second <= 12:
        return None
    day, month = (first, second) if second <= 12 else (second, first)
    return _stamp(found[3], month, day, found.groups()[3:])


def _mail(text: str) -> Stamp | None:
    """RFC 5322, as feeds write it; a year of two digits is left unread."""
    if not re.search(r"\b\d{4}\b", text):
        return None
    try:
        parts = parsedate_tz(text)
        return _stamp(parts[0], parts[1], parts[2], (parts[3], parts[4], parts[5], None)) if parts else None
    except (ValueError, TypeError, IndexError):
        return None


def _epoch(number: float) -> Stamp | None:
    seconds = number / 1000 if number >= 1e11 else number
    moment = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    return Stamp(moment.date(), moment)


def _stamp(year: object, month: object, day: object, clock: tuple[object, ...]) -> Stamp | None:
    try:
        on = date(int(str(year)), int(str(month)), int(str(day)))
    except ValueError:
        return None
    return Stamp(on, datetime.combine(on, _time(*clock)))


def _time(hour: object, minute: object, second: object, half: object) -> time:
    """The time of day; midnight where there is none or it does not exist (24:00 says the day, and no time in it)."""
    if hour is None or minute is None:
        return time()
    hours = int(str(hour))
    if half is not None:
        hours = hours % 12 + (12 if str(half) in "Pp" else 0)
    try:
        return time(hours, int(str(minute)), int(str(second or 0)))
    except ValueError:
        return time()
