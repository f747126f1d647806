"""What a number counts, whose it is, and the verb over it: the answer of phrases and chunks."""

from __future__ import annotations

from dataclasses import dataclass

ARTICLES = frozenset(
    (
        "a",
        "an",
        "the",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "your",
        "this",
        "these",
        "those",
        "some",
        "any",
        "all",
        "both",
        "another",
        "only",
        "just",
        "no",
        "such",
        "about",
        "around",
    )
)


@dataclass(slots=True)
class Thing:
    """Spans are local to the sentence; None where the text does not say."""

    span: tuple[int, int] | None = None
    head: str | None = None
    head_at: tuple[int, int] | None = None
    holder: tuple[int, int] | None = None
    predicate: str | None = None
    predicate_at: tuple[int, int] | None = None


def clean(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The span without blanks, loose signs and articles at its edges; None where nothing is left."""
    start, end = span
    while start < end:
        while start < end and not (text[start].isalnum() or text[start] in "$€£'’"):
            start += 1
        while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".)%"):
            end -= 1
        if text[end - 1 : end] == ")" and "(" not in text[start:end]:
            end -= 1
            continue
        if text[end - 1 : end] == "." and "." not in text[start : end - 1]:
            end -= 1
        if text[max(start, end - 2) : end] in ("'s", "’s"):
            end -= 2
        word, blank, _ = text[start:end].partition(" ")
        if word.lower() not in ARTICLES or not blank:
            break
        start += len(word)
    return (start, end) if start < end and text[start:end].lower() not in ARTICLES else None
