"""Where names stand in a text, as whole words."""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]


def occurrences(names: Sequence[str], text: str) -> list[Span]:
    """Spans of the names in text order; where two overlap the one that begins first, then the one that is named first.

    What an alternation between word boundaries finds, without a pattern being compiled for each article.

    >>> occurrences(["Ann Lee", "Lee"], "Ann Lee met Lee, not Leeds")
    [(0, 7), (12, 15)]
    """
    found: list[tuple[int, int, int]] = []
    for rank, name in enumerate(names):
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if _is_edge(text, start) and _is_edge(text, end):
                found.append((start, rank, end))
            start = text.find(name, start + 1)
    return _apart(sorted(found)) if found else []


def _apart(found: Sequence[tuple[int, int, int]]) -> list[Span]:
    """Those that do not begin within one before."""
    spans: list[Span] = []
    free = 0
    for start, _, end in found:
        if start >= free:
            spans.append((start, end))
            free = end
    return spans


def _is_edge(text: str, at: int) -> bool:
    """Whether a word begins or ends at the place."""
    return (at > 0 and _is_word(text[at - 1])) != (at < len(text) and _is_word(text[at]))


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
