"""Logistic regression over named evidence, small enough to solve exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

SEEN = 4  # evidence seen less often than this has no weight
STEPS = 25


def fit(examples: Sequence[Sequence[str]], answers: Sequence[bool], ridge: float) -> dict[str, float]:
    """A weight for each name of evidence, by Newton's method; `ridge` pulls weights that little speaks for towards 0."""
    counts = Counter(name for names in examples for name in set(names))
    names = sorted(name for name, count in counts.items() if count >= SEEN)
    column = {name: n for n, name in enumerate(names)}
    table = np.zeros((len(examples), len(names)))
    for row, held in enumerate(examples):
        table[row, [column[name] for name in held if name in column]] = 1.0
    wanted = np.asarray(answers, dtype=float)
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        likely = 1.0 / (1.0 + np.exp(-table @ weights))
        slope = table.T @ (likely - wanted) + ridge * weights
        bend = (table * (likely * (1.0 - likely))[:, None]).T @ table + ridge * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        weights -= step
        if float(np.abs(step).max(initial=0.0)) < 1e-8:
            break
    return dict(zip(names, map(float, weights), strict=True))


def likelihood(weights: Mapping[str, float], names: Sequence[str]) -> float:
    """The chance by the weights, as `transforms.events.evidence.likelihood` reckons it."""
    return float(1.0 / (1.0 + np.exp(-sum(weights.get(name, 0.0) for name in names))))
