"""A repair: of two roots of which one is a verb of saying, the other is what was said."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from transforms.lexicons import load
from transforms.syntax.landmarks import Bools, Bounds, Ints


@cache
def speech_verbs() -> frozenset[str]:
    """Lemmas of verbs of saying."""
    return frozenset(load("syntax/speech_verbs"))


def said(heads: Ints, bounds: Bounds, verbal: Bools, lemma_at: Callable[[int], str]) -> tuple[Ints, Ints]:
    """Neighbouring verbal roots of one sentence, one of them a verb of saying: (the other one, the verb of saying)."""
    roots = np.flatnonzero((heads == np.arange(len(heads))) & verbal)
    pairs = np.flatnonzero(bounds.first[roots[1:]] == bounds.first[roots[:-1]])
    contents: list[int] = []
    verbs: list[int] = []
    for left, right in zip(roots[pairs].tolist(), roots[pairs + 1].tolist(), strict=True):
        left_says, right_says = lemma_at(left) in speech_verbs(), lemma_at(right) in speech_verbs()
        if left_says != right_says and not (contents and contents[-1] == left):
            contents.append(left if right_says else right)
            verbs.append(right if right_says else left)
    return np.array(contents, np.int64), np.array(verbs, np.int64)
