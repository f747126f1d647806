"""From heads as the network names them to heads that form trees."""

from __future__ import annotations

import numpy as np

from transforms.syntax.landmarks import Bools, Bounds, Ints


def roots(bounds: Bounds, sizes: Ints, wanted: Bools, verbs: Bools, nouns: Bools) -> Ints:
    """The first root of each token's sentence; where none is wanted, the first verb, else the first noun, else the first token."""
    count = len(wanted)
    rank = 3 * wanted + 2 * (verbs & ~wanted) + (nouns & ~verbs & ~wanted)
    filled = sizes > 0
    best = np.maximum.reduceat(rank * (count + 1) + count - np.arange(count), (np.cumsum(sizes) - sizes)[filled])
    return np.repeat(count - best % (count + 1), sizes[filled])


def settled(heads: Ints, root: Ints, longest: int) -> tuple[Ints, Ints]:
    """Heads without gaps and cycles, and the tokens whose head was changed; a token whose head is `count` hangs on the root."""
    here = np.arange(len(heads))
    own = np.where(heads == len(heads), root, heads)
    own[root] = root
    changed: list[int] = []
    for _ in range(3 + longest):
        lost = np.flatnonzero(~_grounded(own, here, longest))
        if not len(lost):
            break
        for token in _cycle_breakers(own, lost):
            own[token] = root[token]
            changed.append(token)
    return own, np.array(changed, np.int64)


def _grounded(heads: Ints, here: Ints, longest: int) -> Bools:
    """Tokens from which the way up ends at a token that is its own head."""
    up = heads
    for _ in range(max(1, longest).bit_length()):
        up = up[up]
    grounded: Bools = heads[up] == up
    return grounded


def _cycle_breakers(heads: Ints, lost: Ints) -> list[int]:
    """One token of each cycle that the lost tokens lead into: the first in the text."""
    seen: dict[int, int] = {}
    found = []
    for start in lost.tolist():
        token = start
        while token not in seen:
            seen[token] = start
            token = int(heads[token])
        if seen[token] == start:
            cycle = [token]
            while (token := int(heads[token])) != cycle[0]:
                cycle.append(token)
            found.append(min(cycle))
    return found
