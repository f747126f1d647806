"""The places of a sentence that others hang on: verbs, heads of noun groups, prepositions; counted from each token.

All arrays run over the tokens of a batch of sentences one after another; the value `count` (one past the last token) stands for "none".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

REACH = 4
KINDS = ("V", "N", "P")  # verbs of clauses, heads of noun groups, prepositions
CODES = tuple(f"{kind}{step:+}" for kind in (*KINDS, "O") for step in (*range(-REACH, 0), *range(1, REACH + 1)))
SLOTS = (
    "O-3",
    "O-2",
    "O-1",
    "O+0",
    "O+1",
    "O+2",
    "O+3",
    "V-2",
    "V-1",
    "V+1",
    "V+2",
    "N-2",
    "N-1",
    "N+1",
    "N+2",
    "P-1",
    "C-1",
    "C+1",
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """First token of its sentence and one past the last, for each token of the batch."""

    first: Ints
    end: Ints

    @staticmethod
    def of(sizes: Ints) -> Bounds:
        """From the number of tokens in each sentence."""
        ends = np.cumsum(sizes)
        return Bounds(np.repeat(ends - sizes, sizes), np.repeat(ends, sizes))


def beside(bounds: Bounds, step: int) -> Ints:
    """The token `step` places on, where it is in the same sentence."""
    count = len(bounds.first)
    place = np.arange(count + 1) + step
    place[-1] = count
    inside = place[:-1]
    inside[(inside < bounds.first) | (inside >= bounds.end)] = count
    return place


def before(bounds: Bounds, marked: Bools) -> Ints:
    """The nearest marked token to the left."""
    count = len(marked)
    place = np.empty(count + 1, np.int64)
    place[0] = -1
    np.maximum.accumulate(np.where(marked, np.arange(count), -1), out=place[1:])
    inside = place[:-1]
    inside[inside < bounds.first] = count
    place[-1] = count
    return place


def after(bounds: Bounds, marked: Bools) -> Ints:
    """The nearest marked token to the right."""
    count = len(marked)
    nearest = np.minimum.accumulate(np.where(marked, np.arange(count), count)[::-1])[::-1]
    place = np.full(count + 1, count)
    place[: count - 1] = nearest[1:]
    inside = place[:-1]
    inside[inside >= bounds.end] = count
    return place


def landmarks(bounds: Bounds, kinds: Mapping[str, Bools]) -> dict[str, Ints]:
    """Name ("V-1": the first verb to the left, "O+2": two tokens on) -> place for each token."""
    found = {f"O{step:+}": beside(bounds, step) for step in range(-REACH, REACH + 1)}
    for kind, marked in kinds.items():
        for sign, near in ((-1, before(bounds, marked)), (1, after(bounds, marked))):
            place = near
            for step in range(1, REACH + 1):
                found[f"{kind}{sign * step:+}"] = place
                place = near[place]
    found["VF"], found["VL"] = edges(bounds, kinds["V"])
    return found


def edges(bounds: Bounds, marked: Bools) -> tuple[Ints, Ints]:
    """The first and the last marked token of the sentence."""
    count = len(marked)
    last = bounds.end - 1
    left = np.where(marked[bounds.first], bounds.first, after(bounds, marked)[bounds.first])
    right = np.where(marked[last], last, before(bounds, marked)[last])
    return np.append(left, count), np.append(right, count)
