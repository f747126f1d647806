"""Backend `rules`: tags and dependencies without a language model installed, for many sentences at once and very fast.

Words are looked up by form, a small window network reads tags and landmarks (verbs, heads of noun groups, prepositions), then each
token's label together with the landmark it hangs on; what comes out is mended into trees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from transforms.collector import collector_paused
from transforms.syntax import network
from transforms.syntax.chunks import Chunks, Cut
from transforms.syntax.decode import Roles, close, decode
from transforms.syntax.landmarks import Bounds, Ints, landmarks
from transforms.syntax.parse import Parse
from transforms.syntax.reading import first_reading, kinds, second_reading
from transforms.syntax.speech import said

BLOCK = 8192  # sentences cut together
BATCH = 2500  # tokens read together: small enough to stay in the processor's cache


class RuleSyntax:
    """Tagger and attacher over sentences that were split before."""

    name = "rules"

    def __init__(self) -> None:
        self._network = network.load()
        self._chunks = Chunks(self._network)
        self._labels = (*(label for label, _ in self._network.roles), "dep")
        self._verbal = np.array([tag.startswith("VB") for tag in self._network.tags])
        self._roles = Roles.of(self._network.roles)
        self.version = f"rules:{self._network.version}"

    def parse(self, sentences: Sequence[str]) -> list[Parse]:
        """One Parse for each sentence, in order; every one is made of trees, whatever the text."""
        found: list[Parse] = []
        with collector_paused():
            for start in range(0, len(sentences), BLOCK):
                cut = self._chunks.cut(sentences[start : start + BLOCK])
                for part in _batches(cut):
                    found += self._read(part)
        return found

    def _read(self, cut: Cut) -> Iterator[Parse]:
        if not len(cut.words):
            return (Parse([], [], [], [], [], [], []) for _ in cut.sizes)
        bounds = Bounds.of(cut.sizes)
        distinct, which = np.unique(cut.words, return_inverse=True)
        first = first_reading(self._network, self._chunks.rows(distinct), which, self._chunks.bars(cut.words), bounds)
        places = landmarks(bounds, kinds(self._network, first))
        chosen = decode(second_reading(self._network, first, places), self._roles, places, bounds)
        chosen.roles[chosen.loose] = self._labels.index("dep")
        lemmas = self._chunks.lemmas(cut.words, first.tags)
        contents, verbs = said(chosen.heads, bounds, self._verbal[first.tags], lemmas.__getitem__)
        chosen.heads[contents], chosen.roles[contents] = verbs, self._labels.index("ccomp")
        close(chosen.heads, np.array([label == "punct" for label in self._labels])[chosen.roles], bounds)
        return self._parses(cut, first.tags, lemmas, chosen.roles, chosen.heads - bounds.first)

    def _parses(self, cut: Cut, tags: Ints, lemmas: list[str], roles: Ints, own: Ints) -> Iterator[Parse]:
        words = self._chunks.texts(cut.words)
        tag_names = list(map(self._network.tags.__getitem__, tags.tolist()))
        labels = list(map(self._labels.__getitem__, roles.tolist()))
        starts, ends, tops = cut.starts.tolist(), cut.ends.tolist(), own.tolist()
        a = 0
        for size in cut.sizes.tolist():
            b = a + size
            yield Parse(words[a:b], starts[a:b], ends[a:b], tag_names[a:b], lemmas[a:b], labels[a:b], tops[a:b])
            a = b


def _batches(cut: Cut) -> Iterator[Cut]:
    """The same tokens in pieces of whole sentences, each of about BATCH tokens."""
    ends = np.cumsum(cut.sizes)
    cuts = np.flatnonzero(np.diff(ends // BATCH, append=-1))
    first = 0
    for last in (cuts + 1).tolist():
        begin, end = (int(ends[first - 1]) if first else 0), int(ends[last - 1])
        yield Cut(cut.sizes[first:last], cut.words[begin:end], cut.starts[begin:end], cut.ends[begin:end])
        first = last
