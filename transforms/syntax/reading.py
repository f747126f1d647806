"""From embedded words to tags, labels and heads, for a whole batch of sentences at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from transforms.syntax.landmarks import Bools, Bounds, Ints, beside
from transforms.syntax.network import Floats, Network, squash

NOMINAL = (
    "nsubj",
    "nsubjpass",
    "dobj",
    "pobj",
    "attr",
    "conj",
    "appos",
    "npadvmod",
    "dative",
    "oprd",
    "ROOT",
    "csubj",
    "dep",
)
WINDOW = range(-2, 3)
# Landmarks that are looked at together: neighbours see the same verbs, the same nouns, the same prepositions and commas.
SEEN_WITH = {"O": "O", "V": "V", "N": "N", "P": "P", "C": "P"}


@dataclass(frozen=True, slots=True)
class First:
    """What the first layer says of each token from its neighbours: tag and likely label as numbers."""

    hidden: Floats
    tags: Ints
    labels: Ints


def first_reading(network: Network, embedded: Floats, which: Ints, bars: Floats, bounds: Bounds) -> First:
    """Tags that are not barred, and labels good enough to find the landmarks by; `which` is the embedded row of each token."""
    near = [beside(bounds, step) for step in WINDOW]
    hidden = squash(network.window_layer("first", embedded, which, near))
    answers = network.layer("guess", hidden)
    count = len(network.tags)
    return First(hidden, (answers[:, :count] + bars).argmax(1), answers[:, count:].argmax(1))


def kinds(network: Network, first: First) -> dict[str, Bools]:
    """Which tokens are landmarks: V verbs of clauses, N heads of noun groups, P prepositions, C commas and conjunctions."""
    tags, labels = np.array(network.tags), np.array(network.labels)
    verbal = np.char.startswith(tags, "VB") | (tags == "MD")
    helping = np.isin(labels, ("aux", "auxpass", "amod", "compound", "prep", "nmod"))
    nominal = np.isin(labels, NOMINAL)
    preposition = np.isin(labels, ("prep", "agent"))
    stop = np.isin(labels, ("cc",))
    verb = verbal[first.tags]
    return {
        "V": verb & ~helping[first.labels],
        "N": ~verb & nominal[first.labels],
        "P": preposition[first.labels],
        "C": stop[first.labels] | (tags == ",")[first.tags],
    }


def second_reading(network: Network, first: First, places: Mapping[str, Ints]) -> Floats:
    """Scores of each token's roles: a role is a label together with the landmark that is the head."""
    message = squash(network.layer("message", first.hidden))
    groups = [[places[slot] for slot in slots] for _, slots in groupby(network.slots, lambda slot: SEEN_WITH[slot[0]])]
    hidden = squash(network.landmark_layer("second", message, groups))
    return network.layer("role", hidden)
