"""What the readers of one sentence hand on: attributions in places of the sentence, not yet of the article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from transforms.syntax import Parse

EDGES = " \t\n,;:–—-―…"
RELATIVE = frozenset({"WDT", "WP"})

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution; all spans count characters of the sentence. `antecedent` is what a relative "who" stands for.

    Without content it waits for a quotation beside the sentence: "She said:" at the end of a paragraph.
    """

    rule: str
    kind: str
    cue: Span
    content: Span | None
    claimant: Span | None = None
    antecedent: Span | None = None
    loose: bool = False  # counts only where the claimant is one who can speak
    reported_by: Span | None = None  # cue of the statement that reports this one, where grammar says so


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence being read: its text, its parse, and the quotations in it (places in the sentence)."""

    text: str
    parse: Parse
    quotes: tuple[Span, ...]

    def in_quote(self, offset: int) -> bool:
        """Whether the character stands in a quotation."""
        return any(start <= offset < end for start, end in self.quotes)

    def trimmed(self, start: int, end: int) -> Span | None:
        """The span without blanks, loose commas and dashes at its edges; None where nothing is left."""
        while start < end and self.text[start] in EDGES:
            start += 1
        while end > start and (
            self.text[end - 1] in EDGES or (self.text[end - 1] == "." and not self.in_quote(end - 1))
        ):
            end -= 1
        return (start, end) if end > start else None


def covered(parse: Parse, tokens: Iterable[int]) -> Span:
    """First to last character of the tokens."""
    places = list(tokens)
    return parse.starts[min(places)], parse.ends[max(places)]
