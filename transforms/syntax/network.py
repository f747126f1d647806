"""The small network behind the rules: two window layers over whole numbers, learned once and shipped as a lexicon.

All weights are integers from -127 to 127 and all activations integers from 0 to 127 (held as float32, which numpy multiplies fastest):
every sum stays below 2**24 and is exact, so a sentence is read the same on every machine and in every batch.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from transforms.syntax.forms import Forms
from transforms.syntax.landmarks import Ints

Floats = NDArray[np.float32]
STEP = 64.0  # weights are in 64ths
FULL = 127.0  # activations are in 127ths


def squash(sums: Floats) -> Floats:
    """Activations of the next layer, from 0 to FULL, in place."""
    sums *= 1 / STEP
    np.rint(sums, out=sums)
    return np.clip(sums, 0, FULL, out=sums)


@dataclass(frozen=True, slots=True)
class Network:
    """Weights by layer, and the names that the numbers of its answers stand for."""

    forms: Forms
    tags: tuple[str, ...]
    labels: tuple[str, ...]
    slots: tuple[str, ...]  # the landmarks that the second layer looks at
    roles: tuple[tuple[str, str], ...]  # (dependency label, landmark of the head)
    arrays: dict[str, Floats]
    version: str

    def embed(self, words: Sequence[str]) -> Floats:
        """One row a word, from its form alone."""
        rows = np.array([self.forms.rows(word) for word in words], np.int64).reshape(-1, 4)
        tables = ("word", "ending", "shape", "listing")
        found: Floats = np.sum([self.arrays[name][rows[:, n]] for n, name in enumerate(tables)], axis=0)
        return np.clip(found, -FULL, FULL)

    def layer(self, name: str, inputs: Floats) -> Floats:
        """Sums of one layer."""
        sums: Floats = inputs @ self.arrays[name]
        sums += self.arrays[f"{name}_bias"]
        return sums

    def window_layer(self, name: str, rows: Floats, which: Ints, places: Sequence[Ints]) -> Floats:
        """Sums of a layer over windows of tokens that share rows: `which` says whose; each row is multiplied once a place."""
        weights, width = self.arrays[name], rows.shape[1]
        padded, which = _padded(rows), np.append(which, len(rows))
        sums: Floats = np.tile(self.arrays[f"{name}_bias"], (len(which) - 1, 1))
        for n, place in enumerate(places):
            sums += (padded @ weights[n * width : (n + 1) * width]).take(which[place[:-1]], axis=0)
        return sums

    def landmark_layer(self, name: str, rows: Floats, places: Sequence[Sequence[Ints]]) -> Floats:
        """Sums of a layer over windows, whose places come in groups: neighbours that see the same rows are computed once."""
        weights, padded = self.arrays[name], _padded(rows)
        sums: Floats = np.tile(self.arrays[f"{name}_bias"], (len(rows), 1))
        first = 0
        for group in places:
            last = first + len(group) * rows.shape[1]
            seen = np.stack([place[:-1] for place in group], axis=1)
            fresh = np.append(True, (seen[1:] != seen[:-1]).any(1))
            held = padded.take(seen[fresh].ravel(), axis=0).reshape(-1, last - first) @ weights[first:last]
            sums += held.take(np.cumsum(fresh) - 1, axis=0)
            first = last
        return sums


def _padded(rows: Floats) -> Floats:
    return np.concatenate([rows, np.zeros((1, rows.shape[1]), np.float32)])


def windows(rows: Floats, places: Sequence[Ints]) -> Floats:
    """For each token the rows at the given places side by side; the place one past the last is a row of zeros."""
    chosen = np.stack([place[:-1] for place in places], axis=1)
    return _padded(rows).take(chosen.ravel(), axis=0).reshape(len(rows), -1)


@cache
def load() -> Network:
    """The shipped network."""
    packed = files("transforms.lexicons").joinpath("syntax", "weights.json").read_bytes()
    held = json.loads(packed)
    return Network(
        forms=Forms(
            {word: n for n, word in enumerate(held["words"].split(" "), 1)},
            {word: n for n, word in enumerate(held["endings"].split(" "), 1)},
        ),
        tags=tuple(held["tags"]),
        labels=tuple(held["labels"]),
        slots=tuple(held["slots"]),
        roles=tuple((label, head) for label, head in held["roles"]),
        arrays={
            name: np.frombuffer(b64decode(part["data"]), part["type"]).reshape(part["shape"]).astype(np.float32)
            for name, part in held["arrays"].items()
        },
        version=sha256(packed).hexdigest()[:8],
    )
