"""Learns the network of `rules` by gradient descent in numpy: activations clipped to 0..1 and weights to what eight bits hold,

so that rounding them to whole numbers afterwards costs next to nothing (see transforms/syntax/network.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from benchmarks.distil.teacher import Sample
from transforms.syntax.forms import ENDING, LISTINGS, SHAPES, Forms, normal
from transforms.syntax.landmarks import CODES, Bounds, Ints, beside, landmarks
from transforms.syntax.network import FULL, STEP, Floats, Network, windows
from transforms.syntax.reading import WINDOW, First, kinds

TABLES = ("word", "ending", "shape", "listing")
SLOTS = ("O-2", "O-1", "O+0", "O+1", "O+2", "V-2", "V-1", "V+1", "V+2", "N-1", "N+1", "P-1", "C-1", "C+1")
EMBEDDED, HIDDEN, MESSAGE, SECOND = 48, 96, 40, 112
SIZE = 100  # sentences a step
WIDEST = (FULL / STEP, 1.0)  # of weights, of table entries
RARE_ROLE = 1e-4  # share of tokens below which a role is not learned


@dataclass(slots=True)
class Batch:
    """Some sentences in numbers."""

    bounds: Bounds
    rows: Ints
    tags: Ints
    labels: Ints
    heads: Ints


def vocabulary(learn: Sequence[Sample]) -> tuple[list[str], list[str]]:
    """The commonest word forms and endings."""
    words = Counter(normal(word) for sample in learn for word in sample.words)
    endings: Counter[str] = Counter()
    for word, count in words.items():
        endings[word[-ENDING:]] += count
    return (
        [word for word, count in words.most_common(8000) if count >= 4],
        [word for word, count in endings.most_common(1500) if count >= 15],
    )


def batches(samples: Sequence[Sample], forms: Forms, tags: Sequence[str], labels: Sequence[str]) -> Iterator[Batch]:
    """The samples by SIZE; a tag or label that was never learned counts as the first."""
    rows: dict[str, tuple[int, int, int, int]] = {}
    tag_number = {tag: n for n, tag in enumerate(tags)}
    label_number = {label: n for n, label in enumerate(labels)}
    for start in range(0, len(samples), SIZE):
        part = samples[start : start + SIZE]
        for sample in part:
            rows.update((word, forms.rows(word)) for word in sample.words if word not in rows)
        sizes = np.array([len(sample.words) for sample in part])
        first = np.repeat(np.cumsum(sizes) - sizes, sizes)
        yield Batch(
            bounds=Bounds.of(sizes),
            rows=np.array([rows[word] for sample in part for word in sample.words]),
            tags=np.array([tag_number.get(tag, 0) for sample in part for tag in sample.tags]),
            labels=np.array([label_number.get(label, 0) for sample in part for label in sample.labels]),
            heads=np.array([head for sample in part for head in sample.heads]) + first,
        )


def softmax(scores: Floats, wanted: Ints, counted: Floats | None = None) -> tuple[float, Floats]:
    """Mean loss, and its gradient by the scores."""
    powers = np.exp(scores - scores.max(1, keepdims=True))
    shares = powers / powers.sum(1, keepdims=True)
    here = np.arange(len(wanted))
    loss = -np.log(shares[here, wanted] + 1e-9)
    shares[here, wanted] -= 1
    if counted is not None:
        shares *= counted[:, None]
        loss = loss * counted
    return float(loss.mean()), (shares / len(wanted)).astype(np.float32)


def slope(sums: Floats) -> Floats:
    """Of the clipped activation, with a little left outside so that no unit dies."""
    return np.where((sums > 0) & (sums < 1), 1, 0.01).astype(np.float32)


def gathered(rows: Ints, gradient: Floats, count: int) -> Floats:
    """Sums of gradient rows by the table row that they belong to."""
    ones = np.ones(len(rows), np.float32)
    found: Floats = csr_matrix((ones, (rows, np.arange(len(rows)))), shape=(count, len(rows))) @ gradient
    return found


def unwound(gradient: Floats, places: Sequence[Ints], width: int) -> Floats:
    """Gradient of rows from the gradient of their windows."""
    count = len(gradient)
    chosen = np.stack([place[:-1] for place in places], 1).ravel()
    return gathered(chosen, gradient.reshape(-1, width), count + 1)[:-1]


class Learner:
    """Weights on their way; `step` learns from a batch, `answer` reads one."""

    def __init__(self, forms: Forms, tags: Sequence[str], labels: Sequence[str]) -> None:
        self.random = np.random.default_rng(0)
        self.names = Network(forms, tuple(tags), tuple(labels), SLOTS, (), {}, "")
        self.weights: dict[str, Floats] = {}
        for name, size in zip(TABLES, (len(forms.words) + 1, len(forms.endings) + 1, SHAPES, LISTINGS), strict=True):
            self.weights[name] = self._spread(0.1, size, EMBEDDED)
        self._add("first", 0.15, len(WINDOW) * EMBEDDED, HIDDEN, 0.2)
        self._add("guess", 0.1, HIDDEN, len(tags) + len(labels), 0.0)
        self._add("message", 0.12, HIDDEN, MESSAGE, 0.2)
        self._add("second", 0.06, len(SLOTS) * MESSAGE, SECOND, 0.2)
        self.role_of = np.empty((0, 0), np.int64)
        self._restart()

    def _spread(self, width: float, *shape: int) -> Floats:
        return self.random.normal(0, width, shape).astype(np.float32)

    def _add(self, name: str, width: float, inputs: int, outputs: int, bias: float) -> None:
        self.weights[name] = self._spread(width, inputs, outputs)
        self.weights[f"{name}_bias"] = np.full(outputs, bias, np.float32)

    def _restart(self) -> None:
        self._means = {name: np.zeros_like(held) for name, held in self.weights.items()}
        self._squares = {name: np.zeros_like(held) for name, held in self.weights.items()}
        self._steps = 0

    def _apply(self, gradients: dict[str, Floats], rate: float) -> None:
        """One step of Adam."""
        self._steps += 1
        pace = rate * np.sqrt(1 - 0.999**self._steps) / (1 - 0.9**self._steps)
        for name, gradient in gradients.items():
            mean, square, held = self._means[name], self._squares[name], self.weights[name]
            mean += 0.1 * (gradient - mean)
            square += 0.001 * (gradient * gradient - square)
            held -= (pace * mean / (np.sqrt(square) + 1e-8)).astype(np.float32)
            if not name.endswith("_bias"):
                widest = WIDEST[name in TABLES]
                np.clip(held, -widest, widest, out=held)

    def _layer(self, name: str, inputs: Floats) -> Floats:
        return inputs @ self.weights[name] + self.weights[f"{name}_bias"]

    def _kept(self, shape: tuple[int, ...], dropped: float) -> Floats:
        return (self.random.random(shape, dtype=np.float32) >= dropped).astype(np.float32) / np.float32(1 - dropped)

    def places(self, guesses: Floats, bounds: Bounds) -> dict[str, Ints]:
        """The landmarks by what the first layer says now."""
        count = len(self.names.tags)
        first = First(guesses, guesses[:, :count].argmax(1), guesses[:, count:].argmax(1))
        return landmarks(bounds, kinds(self.names, first))

    def find_roles(self, data: Sequence[Batch]) -> None:
        """Number the pairs of label and landmark that are common enough, and make room for them."""
        seen: Counter[tuple[int, int]] = Counter()
        for batch in data:
            guesses = self.forward(batch, batch.rows, 0.0)["guess"]
            codes = head_codes(self.places(guesses, batch.bounds), batch.heads)
            seen.update(zip(batch.labels.tolist(), codes.tolist(), strict=True))
        total = sum(seen.values())
        found = [pair for pair, count in seen.most_common() if pair[1] <= len(CODES) and count >= RARE_ROLE * total]
        self.role_of = np.full((len(self.names.labels), len(CODES) + 2), -1)
        for n, (label, code) in enumerate(found):
            self.role_of[label, code] = n
        named = [*CODES, "root"]
        self.roles = [(self.names.labels[label], named[code]) for label, code in found]
        self._add("role", 0.1, SECOND, len(found), 0.0)
        self._restart()

    def forward(self, batch: Batch, rows: Ints, dropped: float) -> dict[str, Floats]:
        """What the first layers hold."""
        embedded = np.sum([self.weights[name][rows[:, n]] for n, name in enumerate(TABLES)], axis=0)
        near = [beside(batch.bounds, step) for step in WINDOW]
        window = windows(np.clip(embedded, -1, 1), near)
        first = self._layer("first", window)
        kept = self._kept(first.shape, dropped)
        return {
            "embedded": embedded,
            "window": window,
            "first": first,
            "kept": kept,
            "hidden": np.clip(first, 0, 1) * kept,
            "guess": self._layer("guess", np.clip(first, 0, 1) * kept),
        }

    def step(self, batch: Batch, rate: float) -> float:
        """Learn from a batch; the loss. Before `find_roles`, only tags and rough labels are learned."""
        rows = batch.rows.copy()
        rows[self.random.random(len(rows)) < 0.06, 0] = 0  # so that unknown words and endings are met
        rows[self.random.random(len(rows)) < 0.03, 1] = 0
        state = self.forward(batch, rows, 0.05)
        count = len(self.names.tags)
        tag_loss, tag_gradient = softmax(state["guess"][:, :count], batch.tags)
        label_loss, label_gradient = softmax(state["guess"][:, count:], batch.labels)
        answers = np.concatenate([tag_gradient, label_gradient], 1)
        loss, below = tag_loss + label_loss, np.zeros_like(state["hidden"])
        gradients: dict[str, Floats] = {}
        if len(self.role_of):
            answers *= np.float32(0.5)
            loss, below, gradients = self._second(batch, state)
        gradients |= {"guess": state["hidden"].T @ answers, "guess_bias": answers.sum(0)}
        hidden = (answers @ self.weights["guess"].T + below) * state["kept"] * slope(state["first"])
        gradients |= {"first": state["window"].T @ hidden, "first_bias": hidden.sum(0)}
        near = [beside(batch.bounds, step) for step in WINDOW]
        inside = np.abs(state["embedded"]) < 1
        embedded = unwound(hidden @ self.weights["first"].T, near, EMBEDDED) * inside
        for n, name in enumerate(TABLES):
            gradients[name] = gathered(rows[:, n], embedded, len(self.weights[name]))
        self._apply(gradients, rate)
        return loss

    def _second(self, batch: Batch, state: dict[str, Floats]) -> tuple[float, Floats, dict[str, Floats]]:
        """Loss of the roles, gradient by the hidden first layer, gradients of the weights above it."""
        found = self.places(state["guess"], batch.bounds)
        slots = [found[slot] for slot in SLOTS]
        message = self._layer("message", state["hidden"])
        window = windows(np.clip(message, 0, 1), slots)
        second = self._layer("second", window)
        kept = self._kept(second.shape, 0.1)
        hidden = np.clip(second, 0, 1) * kept
        wanted = self.role_of[batch.labels, head_codes(found, batch.heads)]
        known = (wanted >= 0).astype(np.float32)
        loss, answers = softmax(self._layer("role", hidden), np.maximum(wanted, 0), known)
        upper = (answers @ self.weights["role"].T) * kept * slope(second)
        lower = unwound(upper @ self.weights["second"].T, slots, MESSAGE) * slope(message)
        gradients = {"role": hidden.T @ answers, "second": window.T @ upper, "message": state["hidden"].T @ lower}
        biases = {"role_bias": answers.sum(0), "second_bias": upper.sum(0), "message_bias": lower.sum(0)}
        return loss, lower @ self.weights["message"].T, gradients | biases

    def whole_numbers(self) -> dict[str, Floats]:
        """The weights as they are shipped."""
        unit = {
            name: FULL if name in TABLES else FULL * STEP if name.endswith("_bias") else STEP for name in self.weights
        }
        return {name: np.rint(held * unit[name]) for name, held in self.weights.items()}


def head_codes(places: dict[str, Ints], heads: Ints) -> Ints:
    """The first landmark code that is each token's head; then the codes for a root and for none."""
    hit = np.stack([places[code][:-1] for code in CODES], 1) == heads[:, None]
    codes = np.where(hit.any(1), hit.argmax(1), len(CODES) + 1)
    codes[heads == np.arange(len(heads))] = len(CODES)
    return codes
