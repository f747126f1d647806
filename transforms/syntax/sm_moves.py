"""The moves of spaCy's dependency parser (arc-eager, greedy), by numpy, for many sentences in step: same moves, same trees.

Tokens are numbered within their sentence; -1 stands for none. All places of a batch lie in flat arrays, `width` to a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from transforms.syntax.landmarks import Bools, Ints
from transforms.syntax.network import Floats

SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
NAMES = "SDLRB"  # of the moves, in this order, as spaCy spells them
NONE = -1
MARK = "||"  # in the label of an arc that crosses others, before the label of its true head


@dataclass(frozen=True, slots=True)
class Top:
    """What the moves of each sentence look at: two words of the buffer, three of the stack, and how many are in each."""

    buffer: tuple[Ints, Ints]
    stack: tuple[Ints, Ints, Ints]
    waiting: Ints
    depth: Ints


class Positions:
    """Where each sentence of a batch stands: its stack, its buffer, and the arcs made so far."""

    def __init__(self, sizes: Ints) -> None:
        count, self.width = len(sizes), int(sizes.max()) + 1
        self.sizes = sizes
        self.depth, self.back, self.front = (np.zeros(count, np.int64) for _ in range(3))
        places = count * self.width
        self.stack, self.rebuffer = np.zeros(places, np.int64), np.zeros(places, np.int64)
        self.heads, self.labels, self.last_left, self.last_right, self.right_before = np.full((5, places), NONE)
        self.moved_back, self.opens = np.zeros(places, np.bool_), np.zeros(places, np.bool_)

    def top(self, active: Ints) -> Top:
        """The words that the next moves of the active sentences are about."""
        base, depth, back = active * self.width, self.depth[active], self.back[active]
        front, sizes = self.front[active], self.sizes[active]
        first = np.where(back > 0, self.rebuffer[base + np.maximum(back - 1, 0)], front)
        second = np.where(back > 1, self.rebuffer[base + np.maximum(back - 2, 0)], front + 1 - back)
        buffer = tuple(np.where((back > n) | (word < sizes), word, NONE) for n, word in enumerate((first, second)))
        stack = tuple(np.where(depth > n, self.stack[base + np.maximum(depth - 1 - n, 0)], NONE) for n in range(3))
        return Top((buffer[0], buffer[1]), (stack[0], stack[1], stack[2]), sizes - front + back, depth)

    def allowed(self, active: Ints, top: Top) -> Bools:
        """For each active sentence and kind of move whether it may be made."""
        base, (first, second) = active * self.width, top.buffer
        stacked = top.depth > 0
        opens = self.opens[base + first] & (first >= 0)
        arcs = stacked & (top.waiting > 0) & ~opens
        shift = ~stacked | ((top.waiting > 1) & ~opens & ~(self.moved_back[base + first] & (first >= 0)))
        breaks = (top.waiting > 1) & (second == first + 1) & ~self.opens[base + second]
        return np.stack([shift, stacked, arcs, arcs, breaks], axis=1)

    def make(self, active: Ints, top: Top, kinds: Ints, labels: Ints) -> None:
        """Make one move in each active sentence."""
        base, first, above = active * self.width, top.buffer[0], top.stack[0]
        left, right = np.flatnonzero(kinds == LEFT), np.flatnonzero(kinds == RIGHT)
        self._attach_left(base[left], first[left], above[left], labels[left])
        self._attach_right(base[right], first[right], above[right], labels[right])
        opened = np.flatnonzero(kinds == BREAK)
        self.opens[base[opened] + top.buffer[1][opened]] = True
        reduced = np.flatnonzero(kinds == REDUCE)
        lone = (self.heads[base[reduced] + above[reduced]] == NONE) & (top.depth[reduced] > 1)
        self._put_back(active[reduced[lone]], above[reduced[lone]])
        self.depth[active[(kinds == LEFT) | (kinds == REDUCE)]] -= 1
        self._push(active[(kinds == SHIFT) | (kinds == RIGHT)], first[(kinds == SHIFT) | (kinds == RIGHT)])

    def unfinished(self, active: Ints) -> Ints:
        """The active sentences that have words left in stack or buffer."""
        buffered = (self.front[active] < self.sizes[active]) | (self.back[active] > 0)
        return active[(self.depth[active] > 0) | buffered]

    def _attach_left(self, base: Ints, head: Ints, child: Ints, labels: Ints) -> None:
        """The first word of the buffer takes the top of the stack, away from the head that it had."""
        before = self.heads[base + child]
        had = np.flatnonzero(before != NONE)
        self.last_right[base[had] + before[had]] = self.right_before[base[had] + child[had]]
        self.heads[base + child], self.labels[base + child] = head, labels
        self.last_left[base + head] = child
        self.moved_back[base + head] = False

    def _attach_right(self, base: Ints, child: Ints, head: Ints, labels: Ints) -> None:
        self.right_before[base + child] = self.last_right[base + head]
        self.last_right[base + head] = child
        self.heads[base + child], self.labels[base + child] = head, labels

    def _put_back(self, active: Ints, word: Ints) -> None:
        """A word without a head goes back to the front of the buffer, once."""
        base = active * self.width
        self.moved_back[base + word] = True
        self.rebuffer[base + self.back[active]] = word
        self.back[active] += 1

    def _push(self, active: Ints, word: Ints) -> None:
        self.stack[active * self.width + self.depth[active]] = word
        self.depth[active] += 1
        again = self.back[active] > 0
        self.back[active[again]] -= 1
        self.front[active[~again]] += 1


class Moves:
    """The weights of a loaded parser, and the trees that they choose."""

    def __init__(self, parser: Any) -> None:
        reduce, lower, upper = parser.model.layers
        linear = reduce.layers[-1]
        self._reduce, self._reduce_bias = np.ascontiguousarray(linear.get_param("W").T), linear.get_param("b")
        weights, bias, pad = lower.get_param("W"), lower.get_param("b"), lower.get_param("pad")
        self._slots = weights.shape[0]
        by_piece = weights.transpose(3, 0, 2, 1)  # input, slot, piece, output: pieces side by side
        self._lower = np.ascontiguousarray(by_piece.reshape(weights.shape[3], -1))
        self._bias = np.ascontiguousarray(bias.T.reshape(-1))
        self._pad = np.ascontiguousarray(pad[0].transpose(0, 2, 1).reshape(self._slots, -1))
        self._upper, self._upper_bias = np.ascontiguousarray(upper.get_param("W").T), upper.get_param("b")
        names = [str(name) for name in parser.move_names]
        self._kinds = np.array([NAMES.index(name[0]) for name in names])
        self.labels = [*(name[2:] for name in names), "ROOT"]  # the last one is what -1 finds

    def trees(self, vectors: Floats, sizes: Ints) -> tuple[Ints, Ints]:
        """For each token of the batch its head in the sentence (itself where it has none), and the number of its label (-1 there)."""
        positions = Positions(sizes)
        table = self._table(vectors)
        begins = np.cumsum(sizes) - sizes + 1  # row 0 stands for no word
        active = np.flatnonzero(sizes)
        while len(active):
            top = positions.top(active)
            scores = self._scores(table, begins[active], self._words(positions, active, top))
            scores[~positions.allowed(active, top)[:, self._kinds]] = -np.inf
            chosen = scores.argmax(1)
            positions.make(active, top, self._kinds[chosen], chosen)
            active = positions.unfinished(active)
        places = np.repeat(np.arange(len(sizes)) * positions.width - begins + 1, sizes) + np.arange(len(vectors))
        heads, own = positions.heads[places], np.arange(len(vectors)) - np.repeat(begins - 1, sizes)
        return np.where(heads == NONE, own, heads), positions.labels[places]

    def _table(self, vectors: Floats) -> Floats:
        """What each token adds to a state in each slot, the row for no word first."""
        size = self._pad.shape[1]
        table = np.empty((len(vectors) + 1, self._slots * size), np.float32)
        table[0] = self._pad.reshape(-1)
        np.matmul(vectors @ self._reduce + self._reduce_bias, self._lower, out=table[1:])
        return table.reshape(-1, size)

    def _words(self, positions: Positions, active: Ints, top: Top) -> Ints:
        """The tokens in the slots of each state; -1 for none."""
        base, first, above = active * positions.width, top.buffer[0], top.stack[0]
        below = [
            np.where(word >= 0, last[base + word], NONE)
            for last, word in (
                (positions.last_left, first),
                (positions.last_left, above),
                (positions.last_right, above),
            )
        ]
        return np.stack([*top.buffer, *top.stack, *below], axis=1)

    def _scores(self, table: Floats, begins: Ints, words: Ints) -> Floats:
        rows = np.where(words >= 0, words + begins[:, None], 0) * self._slots + np.arange(self._slots)
        sums = np.add.reduce(table.take(rows, axis=0), axis=1)
        sums += self._bias
        half = sums.shape[1] // 2
        found: Floats = np.maximum(sums[:, :half], sums[:, half:]) @ self._upper
        found += self._upper_bias
        return found


def lift(heads: list[int], labels: list[str], blanks: Sequence[int]) -> None:
    """Hang crossing arcs where they belong: "acl||dobj" becomes acl of the nearest dobj below the head, if there is one."""
    crossing = [n for n, label in enumerate(labels) if MARK in label]
    if not crossing:
        return
    first, last = _edges(heads)
    for token in crossing:
        labels[token], _, wanted = labels[token].partition(MARK)
        near = [heads[token]]
        for above in near:  # grows meanwhile
            below = [n for n in range(first[above], last[above] + 1) if heads[n] == above and n not in (above, token)]
            near += [n for n in below if not blanks[n]]
        heads[token] = next((n for n in near[1:] if labels[n] == wanted), heads[token])


def _edges(heads: Sequence[int]) -> tuple[list[int], list[int]]:
    """First and last token below each."""
    first, last = list(range(len(heads))), list(range(len(heads)))
    for token, head in enumerate(heads):
        below = token
        while head != below:
            first[head], last[head] = min(first[head], token), max(last[head], token)
            below, head = head, heads[head]
    return first, last
