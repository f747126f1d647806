"""The line that gives an article its day: "OSLO, 24 October 2022 -", "Published: October 24, 2022", or a date on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from transforms.dates import calendar as cal
from transforms.dates.calendar import ImpossibleDateError
from transforms.dates.words import Text, beside, value_of

FULL = re.compile(r"(?:W\.?,?)?(?:M\.?([DV]),?Y|[DV]f?M\.?,?Y)")
DIGITS = re.compile(r"Y-D-D|D\.D\.Y|D/D/Y")
AGENCY = re.compile(
    r"\([A-Z][\w .&'’-]{1,40}\)|-{1,2}\([A-Z][\w .&'’-]{1,40}\)-{1,2}"
)  # who sent it: "OSLO (Example News)"
NAME = r"[A-Z][\w.'’/ -]{1,40}"
PLACE = re.compile(rf"{NAME}(?:, {NAME})?(?:,|\(|, ?\()?")
OPENING = re.compile(r"^[(\[]\s*")
DASH = re.compile(r"[)\]]?\s*(?:-{1,2}|[–—])\s?")
WIRE = r"/ ?[A-Z0-9][^/\n]{1,60}/"  # "/Example Wire/ --", "/ Example Bakery /"
CLOCK = r"(?:\s@ \d{1,2}:\d\d(?: ?[AP]M)? [A-Za-z]+(?:/[A-Za-z_]+)?(?= [-–—]))?"  # "@ 2:10 PM Europe/Oslo —"
LEADS_ON = re.compile(rf"[)\]]?{CLOCK}\s*(?:[-–—:]|\([A-Z][\w ]+\)|{WIRE}\s*(?:-|$))|\]\s")
GAP = re.compile(r"(?:^|\n| {3}) *$")
TOWN_FOLLOWS = re.compile(r" {2,}[A-Z]{4,}\b")
TEXT_FOLLOWS = re.compile(r"\s+[A-Z][A-Za-z]")
SPAN_OF_LIFE = re.compile(r"\s*[-–—]\s*(?:\d{1,2}\.? [A-Z][a-z]+\.? |[A-Z][a-z]{2,8}\.? \d{1,2}, )?\d{4}\b")
TIME_TAIL = re.compile(
    r"(?:T|,?\s*(?:at\s+|\|\s*)?)\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d{1,6})?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[A-Z]{2,5}|[+-]\d\d:?\d\d)?"
)

LONGEST_HEADING = 14  # words


@dataclass(frozen=True, slots=True)
class Dateline:
    """The day that a line names, and the line's words up to it."""

    day: date
    quote: str


def month_and_day(text: Text, start: int, end: int) -> tuple[int, int]:
    """Month and day among some tokens; 0 where there is none."""
    month = day = 0
    for index in range(start, end):
        letter = text.letters[index]
        if letter == "M" and not month:
            month = int(value_of(text.tokens[index]))
        elif letter in "DV" and not day:
            day = int(value_of(text.tokens[index]))
    return month, day


def full_day(text: Text, match: re.Match[str]) -> date | None:
    """The day of a match of FULL; None where no calendar has it."""
    month, day = month_and_day(text, match.start(), match.end())
    try:
        return cal.day(int(text.tokens[match.end() - 1]), month, day).first
    except ImpossibleDateError:
        return None


def dateline(head: str) -> Dateline | None:
    """The first line of an article's head that gives it its day."""
    for start, end, day in _days(Text.read(head)):
        line_start = head.rfind("\n", 0, start) + 1
        line_end = head.find("\n", end)
        before = head[line_start:start].strip()
        after = head[end : line_end if line_end >= 0 else len(head)].rstrip()
        first = not head[:line_start].strip()
        if (
            _stands_alone(before, after)
            or _opens(before, after)
            or _is_set_apart(head[:start], after)
            or (first and _is_of_a_paper(before, after))
        ):
            return Dateline(day, head[line_start:end].strip())
    return None


def _days(text: Text) -> Iterator[tuple[int, int, date]]:
    """Full dates in text order with their offsets; dates in digits only where their order leaves no choice."""
    found = [(m, full_day(text, m)) for m in FULL.finditer(text.letters)]
    found += [(m, _digits_day(text, m)) for m in DIGITS.finditer(text.letters)]
    for match, day in sorted(found, key=lambda pair: pair[0].start()):
        if day is not None:
            yield text.starts[match.start()], text.end(match.end() - 1), day


def _digits_day(text: Text, match: re.Match[str]) -> date | None:
    first, second, third = (int(text.tokens[i]) for i in range(match.start(), match.end(), 2))
    if not all(text.glued(i) for i in range(match.start(), match.end() - 1)):
        return None
    if text.letters[match.start()] == "Y":
        parts = (first, second, third)
    elif first > 12 or text.tokens[match.start() + 1] == ".":
        parts = (third, second, first)
    elif second > 12:
        parts = (third, first, second)
    else:
        return None
    try:
        return cal.day(*parts).first
    except ImpossibleDateError:
        return None


def _stands_alone(before: str, after: str) -> bool:
    """A line with nothing but a date, a time, and before it a label, a place or a name."""
    if after and TIME_TAIL.fullmatch(after) is None:
        return False
    words = re.findall(r"[^\W\d_]+", before)
    if " ".join(words).lower() in beside("date_labels"):
        return True
    if "   " in before:
        return False  # the head of a site, whose day is that of the visit
    return len(before) <= 40 and len(words) <= 5 and all(w[0].isupper() for w in words) and not before.endswith(".")


def _is_of_a_paper(before: str, after: str) -> bool:
    """A heading that ends with the day of the paper below it: "Evening report, 3 May 2024", "Minutes of the board (3 May 2024)"."""
    bracketed = before.endswith("(") and after.startswith(")")
    rest = after[1:] if bracketed else after
    if (rest and TIME_TAIL.fullmatch(rest) is None) or not before.endswith((",", "(", "-", "–", "—", ":", "|", " for")):
        return False
    words = re.findall(r"[^\W\d_]+", before.lower())
    return len(words) <= LONGEST_HEADING and not beside("dated_papers").isdisjoint(words)


def _opens(before: str, after: str) -> bool:
    """Whether what stands around a full date makes it a dateline: "OSLO (Agency) DATE -", "Bonn, DATE.", "DATE - "."""
    if SPAN_OF_LIFE.match(after):
        return False
    place = AGENCY.sub("", OPENING.sub("", before)).rstrip(",( -–—")
    if not place:
        return DASH.match(after) is not None
    if place.isupper() or (before[-1] in ")-–—" and PLACE.fullmatch(place)):
        return LEADS_ON.match(after) is not None
    opened = OPENING.sub("", before)
    return (
        PLACE.fullmatch(opened) is not None
        and opened[-1] in ",("
        and (LEADS_ON.match(after) is not None or after.startswith(". "))
    )


def _is_set_apart(before: str, after: str) -> bool:
    """Where a page's lines have run together: "FOR IMMEDIATE RELEASE  May 4, 2021 Mayor opens", "May 4, 2021 Statement", a gap, the day and a town."""
    if TEXT_FOLLOWS.match(after) is None:
        return False
    words = " ".join(re.findall(r"[^\W\d_]+", before)).lower()
    if not words or words.endswith(tuple(beside("release_labels"))):
        return True
    return GAP.search(before) is not None and TOWN_FOLLOWS.match(after) is not None
