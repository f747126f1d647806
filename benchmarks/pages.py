"""Saved pages: our text and date beside trafilatura alone and htmldate alone, over the same pages in the same run.

    python -m benchmarks.pages ../shared/corpora/html_cc_clean

Texts are scored by the passages that must be there (`with`) and must not (`without`), as trafilatura's own evaluation does, and where
the whole text is known by the words that both have.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from flows.ingest import Record, read_bytes

Read = Callable[[bytes], str]
Row = Mapping[str, Any]


def ours(raw: bytes) -> tuple[str, str | None]:
    """Text and day as ingest reads a file."""
    for item in read_bytes(raw, "page.html"):
        if isinstance(item, Record):
            return item.text, str(item.published_on) if item.published_on else None
    return "", None


def trafilatura_alone(raw: bytes) -> str:
    """The text as the library gives it by default, without comments."""
    from trafilatura import extract

    return extract(raw, include_comments=False) or ""


def htmldate_alone(raw: bytes) -> str | None:
    """The day as the library finds it, asked for the original one."""
    from htmldate import find_date

    found = find_date(raw.decode("utf-8", "replace"), original_date=True)
    return str(found) if found else None


def passages(row: Row, text: str) -> Counter[str]:
    """Wanted passages found and missed, unwanted ones found."""
    flat = " ".join(text.split())
    found = [" ".join(p.split()) in flat for p in row.get("with", ())]
    unwanted = [" ".join(p.split()) in flat for p in row.get("without", ())]
    return Counter(right=sum(found), missed=len(found) - sum(found), wrong=sum(unwanted))


def words(row: Row, text: str) -> Counter[str]:
    """Words that the known text and ours share, and those of either alone; nothing where it is not known."""
    if not row.get("text"):
        return Counter()
    known, read = (Counter(re.findall(r"\w+", t.lower())) for t in (row["text"], text))
    both = sum((known & read).values())
    return Counter(right=both, missed=known.total() - both, wrong=read.total() - both)


def f1(counts: Counter[str]) -> str:
    """Precision, recall and F1."""
    precision = counts["right"] / max(1, counts["right"] + counts["wrong"])
    recall = counts["right"] / max(1, counts["right"] + counts["missed"])
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}"


def main(arguments: Sequence[str]) -> int:
    """Print the scores; with --misses each page where a day is wrong or a passage too few or too many."""
    folder, shows = Path(arguments[0]), "--misses" in arguments
    rows = [json.loads(line) for line in (folder / "index.jsonl").read_text("utf-8").splitlines()]
    totals = {(who, what): Counter[str]() for who in ("Dateline", "trafilatura") for what in ("passages", "words")}
    days = {"Dateline": Counter[bool](), "htmldate": Counter[bool]()}
    for row in rows:
        raw = (folder / row["file"]).read_bytes()
        text, day = ours(raw)
        told = str(row["published_at"])[:10] if row["published_at"] else None
        for who, read in (("Dateline", text), ("trafilatura", trafilatura_alone(raw))):
            totals[who, "passages"] += passages(row, read)
            totals[who, "words"] += words(row, read)
        other = htmldate_alone(raw)
        if told:
            days["Dateline"][day == told] += 1
            days["htmldate"][other == told] += 1
        if shows:
            print(row["file"], dict(passages(row, text)), "day", told, day, other)
    for (who, what), counts in totals.items():
        print(f"{who:14}{what:10}{f1(counts)}")
    for who, found in days.items():
        print(f"{who:14}days      {found[True]} of {found.total()} right")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
