"""A reason why a number states no quantity: a named value that a sentence can be asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from transforms.figures.drafts import Draft
from transforms.figures.tokens import Tokens

BARE = frozenset(("count", "ratio"))  # numbers without a unit: the only ones that a name or a list may claim
ALL = frozenset(("count", "money", "percent", "measure", "duration", "age", "ratio", "score", "index", "other"))
NO_MONEY = ALL - {"money"}


@dataclass(frozen=True, slots=True)
class Reason:
    """`name` is what `dateline explain` prints; `reads` says what the text looks like; `holds` asks one number.

    It is asked of numbers of the given kinds. Reasons without `holds` are found by the module that
    sees more than one number: the reader of numbers, and the reader of runs. Examples stand in tests/figures/cases.yml.
    """

    name: str
    reads: str
    holds: Callable[[Tokens, Draft], bool] | None = None
    kinds: frozenset[str] = BARE


def whole(draft: Draft) -> bool:
    """Whether the number is printed without fraction and scale: what a name or a code may hold."""
    return draft.style in ("digits", "words") and not draft.scaled and draft.value is not None and draft.value % 1 == 0


def plain_digits(tokens: Tokens, draft: Draft) -> bool:
    """Whether the number is one token of digits alone: no separator of thousands, no point."""
    return draft.style == "digits" and draft.first == draft.last and tokens.words[draft.last].isdigit()
