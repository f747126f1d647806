"""The tokens of one sentence with their grammar, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

# Tokens; a longer "sentence" is a list or a table. Its trees stay within pieces of this length, so that what climbs and walks them
# takes time in proportion to the text, however deep the parser would have built them.
PIECE = 2000


@dataclass(slots=True)
class Parse:
    """Parallel columns, one entry a token; `starts` and `ends` count characters of the SENTENCE, not of the article.

    `heads[i]` is the index of the head of token i; a root is its own head and has the label ROOT. Blank tokens are left out.
    """

    words: list[str]
    starts: list[int]
    ends: list[int]
    tags: list[str]
    lemmas: list[str]
    deps: list[str]
    heads: list[int]
    children: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        if len(self.heads) > PIECE:
            self._cut()
        children: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head != i:
                children[head].append(i)
        self.children = children

    def _cut(self) -> None:
        """A head in another piece is given up: its token becomes a root of its own piece."""
        for i, head in enumerate(self.heads):
            if head // PIECE != i // PIECE:
                self.heads[i], self.deps[i] = i, "ROOT"

    def __len__(self) -> int:
        return len(self.words)

    def token_at(self, offset: int) -> int | None:
        """Index of the token that covers the character, else of the first one after it; None past the last token."""
        low, high = 0, len(self.ends)
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self.ends) else None

    def subtree(self, token: int) -> list[int]:
        """The token and everything below it, in text order."""
        children = self.children
        found = [token]
        for i in found:  # grows meanwhile: each token brings its children
            found += children[i]
        found.sort()
        return found

    def ancestors(self, token: int) -> Iterator[int]:
        """Heads from the token's own up to the root."""
        while (head := self.heads[token]) != token:
            yield head
            token = head

    def child(self, token: int, *labels: str) -> int | None:
        """The first child with one of the labels."""
        deps = self.deps
        for c in self.children[token]:
            if deps[c] in labels:
                return c
        return None

    def words_below(self, token: int, *labels: str) -> list[str]:
        """The children with one of the labels, in lower case."""
        deps, words = self.deps, self.words
        return [words[c].lower() for c in self.children[token] if deps[c] in labels]

    def span(self, tokens: Sequence[int]) -> tuple[int, int]:
        """First and last character (end exclusive) of the tokens, in the sentence."""
        return self.starts[min(tokens)], self.ends[max(tokens)]


class Syntax(Protocol):
    """A backend. `name` is what --syntax takes; `version` names model and hash for ops.runs."""

    name: str
    version: str

    def parse(self, sentences: Sequence[str]) -> list[Parse]:
        """One Parse for each sentence, in order."""
        ...
