"""The token vectors and tags of spaCy's small model, by numpy: the weights and the arithmetic of its own layers, three times as fast.

Each distinct word is embedded once, by spaCy's own layers; what is computed again for each sentence is the window encoder and the tags.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.syntax.landmarks import Ints
from transforms.syntax.network import Floats

MOST = 100_000  # distinct words remembered; beyond, all are forgotten and embedded again, which changes no vector
GAP = 4  # rows of zeros between two sentences: the encoder's layers reach as far
MOST_SENTENCES, MOST_PLACES = (
    512,
    8000,
)  # in a batch: places are what its sentences would take if all were as long as the longest
EPSILON = 1e-8  # of layer normalisation
# Odd numbers by which the features of a word are made one key of 64 bits.
MIXERS = np.array(
    [
        0x9E3779B97F4A7C15,
        0xC2B2AE3D27D4EB4F,
        0x165667B19E3779F9,
        0xD6E8FEB86659FD93,
        0xA0761D6478BD642F,
        0xE7037ED1A0B428DB,
    ],
    np.uint64,
)


@dataclass(frozen=True, slots=True)
class Layer:
    """One window layer: weights with the maxout pieces side by side, then scale and shift of the normalisation."""

    weights: Floats  # (3 * width, pieces * width)
    bias: Floats
    scale: Floats
    shift: Floats

    @staticmethod
    def of(residual: Any) -> Layer:
        """From thinc's residual(expand_window >> maxout >> layernorm >> dropout)."""
        maxout, norm = residual.layers[0].layers[1].layers[0].layers
        weights, bias = maxout.get_param("W"), maxout.get_param("b")  # (width, pieces, 3 * width) and (width, pieces)
        return Layer(
            np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1)),
            np.ascontiguousarray(bias.T.reshape(-1)),
            norm.get_param("G"),
            norm.get_param("b"),
        )

    def add_to(self, rows: Floats) -> None:
        """Add what the layer gives to each row but the first and the last, which stay zeros."""
        inner = rows[1:-1]
        width = inner.shape[1]
        sums = np.concatenate([rows[:-2], inner, rows[2:]], axis=1) @ self.weights
        sums += self.bias
        best = np.maximum(sums[:, :width], sums[:, width : 2 * width])
        for first in range(2 * width, sums.shape[1], width):
            np.maximum(best, sums[:, first : first + width], out=best)
        best -= best.mean(1, keepdims=True)
        best *= 1 / np.sqrt(np.einsum("ij,ij->i", best, best)[:, None] / width + EPSILON)
        best *= self.scale
        best += self.shift
        inner += best


class Vectors:
    """The shared token vectors of a loaded pipeline, and the tags read off them."""

    def __init__(self, tok2vec: Any, tagger: Any) -> None:
        embed, encode = tok2vec.layers
        columns, _, hashed, mixed, _ = embed.layers
        self._columns: list[str] = columns.attrs["columns"]
        self._hash, self._mix = hashed.layers[0], mixed.layers[0]
        self._layers = [Layer.of(layer) for layer in encode.layers[0].layers]
        answers = tagger.layers[-1].layers[0]
        self._tags, self._tag_bias = np.ascontiguousarray(answers.get_param("W").T), answers.get_param("b")
        self._forget()

    def _forget(self) -> None:
        self._places: dict[int, int] = {}
        self._rows: Floats = np.zeros((1024, self._layers[0].scale.size), np.float32)

    def of(self, docs: Sequence[Any], sizes: Ints) -> tuple[Floats, Ints]:
        """The vectors of all tokens of the documents, and the numbers of their tags."""
        vectors = self._encoded(self._embedded(docs), sizes)
        return vectors, (vectors @ self._tags + self._tag_bias).argmax(1)

    def _embedded(self, docs: Sequence[Any]) -> Floats:
        """Each token's row by its word alone."""
        if len(self._places) > MOST:
            self._forget()
        features = np.concatenate([doc.to_array(self._columns) for doc in docs])
        keys = (features * MIXERS).sum(1, dtype=np.uint64).tolist()
        places = list(map(self._places.get, keys))
        if None in places:
            self._learn(keys, places, features)
            places = list(map(self._places.get, keys))
        found: Floats = self._rows[np.array(places, np.int64)]
        return found

    def _learn(self, keys: Sequence[int], places: Sequence[int | None], features: NDArray[np.uint64]) -> None:
        fresh = {key: n for n, (key, place) in enumerate(zip(keys, places, strict=True)) if place is None}
        known = len(self._places)
        while known + len(fresh) > len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._rows[known : known + len(fresh)] = self._mix.predict(self._hash.predict(features[list(fresh.values())]))
        self._places.update(zip(fresh, range(known, known + len(fresh)), strict=True))

    def _encoded(self, rows: Floats, sizes: Ints) -> Floats:
        """The rows with their neighbours taken in, layer by layer; sentences stand apart by rows of zeros, as in training."""
        before = GAP * np.arange(1, len(sizes) + 1) + 1
        places = np.arange(len(rows)) + np.repeat(before, sizes)
        spread = np.zeros((len(rows) + GAP * (len(sizes) + 1) + 2, rows.shape[1]), np.float32)
        spread[places] = rows
        for layer in self._layers:
            layer.add_to(spread)
        found: Floats = spread[places]
        return found


def batches(sizes: Ints) -> Iterator[list[int]]:
    """Numbers of sentences of about the same length, shortest first: all go as many steps as the longest needs."""
    part: list[int] = []
    for n in np.argsort(sizes, kind="stable").tolist():
        if len(part) == MOST_SENTENCES or (part and (len(part) + 1) * int(sizes[n]) > MOST_PLACES):
            yield part
            part = []
        part.append(n)
    if part:
        yield part
