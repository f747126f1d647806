"""Attribution within attribution: which statement reports which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from transforms.mentions import StatementMention
from transforms.statements.drafts import Span

REACH = 12  # statements before and after that may hold a cue
SPOKEN = frozenset({"say", "report", "estimate", "deny"})


def nested(found: Sequence[StatementMention], reported: Mapping[Span, Span]) -> list[StatementMention]:
    """The statements that stand on their own or say something of their own within another, each with the index of its outer one.

    `reported` gives the cue of the outer statement for cues where grammar names it.
    What somebody is said to want, plan or think belongs to what is said of him: "she said he hopes to win" is one statement.
    """
    places = {s.cue_span: i for i, s in enumerate(found) if s.cue_span}
    outers = [places.get(reported.get(s.cue_span or (0, 0), (0, 0)), _outer(found, i)) for i, s in enumerate(found)]
    kept = [i for i, outer in enumerate(outers) if outer is None or _speaks(found[i], found[outer])]
    place = {old: new for new, old in enumerate(kept)}
    links = {i: next((o for o in _chain(outers, i) if o in place), None) for i in kept}
    for i in kept:
        if i in _chain(links, i):  # two contents that hold each other's cues
            links[i] = None
    return [replace(found[i], outer=None if (o := links[i]) is None else place[o]) for i in kept]


def _chain(outers: Mapping[int, int | None] | Sequence[int | None], start: int) -> list[int]:
    """The outer statements from the nearest on, each once; the start itself is among them where they run in a circle."""
    chain: list[int] = []
    outer = outers[start]
    while outer is not None and outer not in chain:
        chain.append(outer)
        outer = outers[outer]
    return chain


def _outer(found: Sequence[StatementMention], i: int) -> int | None:
    """The narrowest other statement whose content holds the cue."""
    inner = found[i]
    best: tuple[int, int] | None = None
    for j in range(max(0, i - REACH), min(len(found), i + REACH + 1)):
        outer = found[j]
        if j != i and outer.content_span is not None and _holds(outer, inner) and not _holds_wider(inner, outer):
            width = outer.content_span[1] - outer.content_span[0]
            best = (width, j) if best is None else min(best, (width, j))
    return None if best is None else best[1]


def _holds(outer: StatementMention, inner: StatementMention) -> bool:
    """Whether the cue of the second stands in the content of the first."""
    if outer.content_span is None or inner.cue_span is None or outer.cue_span == inner.cue_span:
        return False
    return outer.content_span[0] <= inner.cue_span[0] and inner.cue_span[1] <= outer.content_span[1]


def _holds_wider(outer: StatementMention, inner: StatementMention) -> bool:
    """Whether the first holds the other's cue and its content is the wider; of two as wide, the first in the text is the outer."""
    return _holds(outer, inner) and _breadth(outer) > _breadth(inner)


def _breadth(statement: StatementMention) -> tuple[int, int]:
    start, end = statement.content_span or (0, 0)
    return end - start, -(statement.cue_span or (0, 0))[0]


def _speaks(inner: StatementMention, outer: StatementMention) -> bool:
    """Whether the inner statement adds a speaker of its own who says, reports, estimates or denies."""
    if inner.cue_kind not in SPOKEN or inner.claimant is None or inner.claimant == outer.claimant:
        return False
    return inner.rule in ("verb_clause", "verb_passive", "according_to", "citing")
