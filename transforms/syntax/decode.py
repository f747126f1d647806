"""From the scores of roles to labels and heads that form trees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from transforms.syntax.landmarks import CODES, Bools, Bounds, Ints
from transforms.syntax.network import Floats

ROOT = "root"  # the landmark of a token that hangs on nothing
SINGLE = {"nsubj": 1, "nsubjpass": 1, "dobj": 2}
CLIMB = 200  # steps up a tree before a place counts as too deep to hang on


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles as numbers: the landmark code of each, which one is the root, and which ones a verb has once: 1 subject, 2 object."""

    codes: Ints
    root: int
    single: Ints

    @staticmethod
    def of(roles: Sequence[tuple[str, str]]) -> Roles:
        """From pairs of label and landmark, of which exactly one is the root."""
        number = {name: n for n, name in enumerate(CODES)}
        codes = np.array([number.get(head, len(CODES)) for _, head in roles], np.int64)
        single = np.array([SINGLE.get(label, 0) for label, _ in roles], np.int64)
        root = next(n for n, (_, head) in enumerate(roles) if head == ROOT)
        return Roles(codes, root, single)


@dataclass(frozen=True, slots=True)
class Choice:
    """The role of each token and its head; `loose` are the tokens whose role could not be kept."""

    roles: Ints
    heads: Ints
    loose: Ints


def decode(scores: Floats, known: Roles, places: Mapping[str, Ints], bounds: Bounds) -> Choice:
    """The best roles of a batch under three conditions: a root in each sentence, a head for all others, no cycles."""
    count = len(scores)
    here = np.arange(count)
    targets = np.stack([places[name][:-1] for name in CODES] + [np.full(count, count)])
    roles, root = _with_roots(scores, known.root, bounds)
    heads = targets[known.codes[roles], here]
    heads[roles == known.root] = here[roles == known.root]
    lacking = np.flatnonzero(heads == count)
    if len(lacking):
        fitting = np.where(targets[:, lacking].T[:, known.codes] < count, scores[lacking], -np.inf)
        roles[lacking] = fitting.argmax(1)
        heads[lacking] = targets[known.codes[roles[lacking]], lacking]
    for _ in range(2):
        _one_each(scores, known, targets, roles, heads)
    loose = np.flatnonzero(heads == count)
    heads[loose] = root[loose]
    cut = _without_cycles(scores, known, targets, roles, heads, root)
    return Choice(roles, heads, np.concatenate([loose, cut]))


def _one_each(scores: Floats, known: Roles, targets: Ints, roles: Ints, heads: Ints) -> None:
    """Leave each verb one subject before it and one object after it: the others take their next best role."""
    here = np.arange(len(heads))
    kinds = known.single[roles]
    kinds[(kinds == 1) != (here < heads)] = 0
    held = np.flatnonzero(kinds)
    keys = heads[held] * 4 + kinds[held]
    _, place, counts = np.unique(keys, return_inverse=True, return_counts=True)
    shared = counts[place] > 1
    rivals, keys = held[shared], keys[shared]
    if not len(rivals):
        return
    reach = targets[:, rivals].T[:, known.codes]
    same = (known.single == kinds[rivals, None]) & (reach == heads[rivals, None])
    left = np.where(same | (reach == len(heads)), -np.inf, scores[rivals])
    loss = scores[rivals, roles[rivals]] - left.max(1)
    surest = np.lexsort((loss, keys))
    last = np.append(np.diff(keys[surest]) != 0, True)
    yielding = surest[~last & np.isfinite(loss[surest])]
    tokens = rivals[yielding]
    roles[tokens] = left[yielding].argmax(1)
    heads[tokens] = targets[known.codes[roles[tokens]], tokens]


def _with_roots(scores: Floats, root: int, bounds: Bounds) -> tuple[Ints, Ints]:
    """Roles with a root in each sentence, the likeliest token where none was chosen; and the surest root of each token's sentence."""
    here = np.arange(len(scores))
    roles = scores.argmax(1)
    lead = scores[:, root] - scores[here, roles]
    rooted = np.flatnonzero(roles == root)
    others = scores[rooted]
    others[:, root] = -np.inf
    lead[rooted] = scores[rooted, root] - others.max(1)
    starts = np.flatnonzero(bounds.first == here)
    best = np.repeat(np.maximum.reduceat(lead, starts), bounds.end[starts] - starts)
    winners = np.flatnonzero(lead == best)
    winners = winners[np.diff(bounds.first[winners], prepend=-1) != 0]
    roles[winners] = root
    return roles, np.repeat(winners, bounds.end[starts] - starts)


def _grounded(heads: Ints) -> Bools:
    """Tokens from which the way up ends at a token that is its own head."""
    up = heads
    for _ in range(len(heads).bit_length()):
        higher = up[up]
        if np.array_equal(higher, up):
            break
        up = higher
    grounded: Bools = heads[up] == up
    return grounded


def _without_cycles(scores: Floats, known: Roles, targets: Ints, roles: Ints, heads: Ints, root: Ints) -> Ints:
    """Break each cycle at the token that loses least by another role; changes roles and heads, gives the tokens left without."""
    loose = []
    for cycle in _cycles(heads):
        found = [_next_best(scores, known, targets, heads, token) for token in cycle]
        loss, token, role = min(found)
        if np.isfinite(loss):
            roles[token], heads[token] = role, targets[known.codes[role], token]
        else:
            heads[token] = root[token]
            loose.append(token)
    return np.array(loose, np.int64)


def _cycles(heads: Ints) -> list[list[int]]:
    """The cycles among the heads, in text order."""
    seen: dict[int, int] = {}
    found = []
    for start in np.flatnonzero(~_grounded(heads)).tolist():
        token = start
        while token not in seen:
            seen[token] = start
            token = int(heads[token])
        if seen[token] == start and heads[token] != token:
            cycle = [token]
            while (token := int(heads[token])) != cycle[0]:
                cycle.append(token)
            found.append(cycle)
    return found


def _next_best(scores: Floats, known: Roles, targets: Ints, heads: Ints, token: int) -> tuple[float, int, int]:
    """What the token loses by its best role whose head does not hang on the token itself; (loss, token, role)."""
    row = scores[token]
    best = float(row.max())
    for role in np.argsort(-row, kind="stable")[:40].tolist():
        head = int(targets[known.codes[role], token])
        if role != known.root and head < len(heads) and _leads_to_root(heads, head, token):
            return best - float(row[role]), token, role
    return np.inf, token, -1


def _leads_to_root(heads: Ints, start: int, avoiding: int) -> bool:
    """Whether the way up from a token reaches a root without meeting the other token."""
    token = start
    for _ in range(CLIMB):
        if token == avoiding:
            return False
        if heads[token] == token:
            return True
        token = int(heads[token])
    return False


def close(heads: Ints, punctuation: Bools, bounds: Bounds) -> None:
    """Hang the punctuation that ends a sentence on its last root, so that it stands in no clause or phrase below."""
    here = np.arange(len(heads))
    last_root = np.maximum.accumulate(np.where(heads == here, here, -1))
    final = punctuation & (here == bounds.end - 1)
    final[:-1] |= punctuation[:-1] & final[1:] & (bounds.first[:-1] == bounds.first[1:])
    closing = np.flatnonzero(final & (heads != here) & (last_root >= bounds.first))
    heads[closing] = last_root[closing]
