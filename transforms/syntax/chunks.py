"""Numbers for whitespace-delimited chunks: each distinct one is cut into tokens, and each distinct token embedded, once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np

from transforms.syntax.bars import barred
from transforms.syntax.landmarks import Ints
from transforms.syntax.lemmas import lemma
from transforms.syntax.network import Floats, Network
from transforms.syntax.tokens import tokens

CHUNK = re.compile(r"\S+")  # the same blanks as str.split
MOST = 200_000  # distinct chunks remembered; beyond, all are forgotten and learned again, which changes no answer
BARRED = -1e7  # more than any score


@dataclass(frozen=True, slots=True)
class Cut:
    """The tokens of some sentences, one after the other: how many each has, word numbers, and places in the sentence."""

    sizes: Ints
    words: Ints
    starts: Ints
    ends: Ints


class Column:
    """Whole numbers that grow at the end without being copied each time."""

    def __init__(self) -> None:
        self._held = np.empty(1024, np.int64)
        self._count = 0

    def extend(self, values: Sequence[int]) -> None:
        """Add the values at the end."""
        while self._count + len(values) > len(self._held):
            self._held = np.concatenate([self._held, np.empty_like(self._held)])
        self._held[self._count : self._count + len(values)] = values
        self._count += len(values)

    def __getitem__(self, places: Ints) -> Ints:
        found: Ints = self._held[places]
        return found


class Chunks:
    """A memory of chunks and words; it grows while reading and never changes what a chunk gives."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._tags = frozenset(network.tags)
        self._forget()

    def _forget(self) -> None:
        self._numbers: dict[str, int] = {}
        self._word_numbers: dict[str, int] = {}
        self.words: list[str] = []
        self._lengths, self._sizes, self._offsets = Column(), Column(), Column()
        self._flat_words, self._flat_starts, self._flat_lengths = Column(), Column(), Column()
        self._flat_count = 0
        self._rows: Floats = np.empty((0, 0), np.float32)
        self._bar_numbers: dict[frozenset[str], int] = {frozenset(): 0}
        self._bar_table: Floats = np.empty((0, 0), np.float32)
        self._bars = Column()
        self._lemmas: dict[int, str] = {}

    def cut(self, sentences: Sequence[str]) -> Cut:
        """The tokens of the sentences; word numbers hold until the next call."""
        if len(self._numbers) > MOST:
            self._forget()
        split = [sentence.split() for sentence in sentences]
        chunks = list(chain.from_iterable(split))
        numbers = list(map(self._numbers.get, chunks))
        if None in numbers:
            self._learn(dict.fromkeys(chunk for chunk, n in zip(chunks, numbers, strict=True) if n is None))
            numbers = list(map(self._numbers.get, chunks))
        chosen = np.array(numbers, np.int64)
        firsts = np.concatenate([[0], np.cumsum(np.fromiter(map(len, split), np.int64, len(split)))])
        return self._expand(chosen, firsts, self._begins(sentences, chosen, firsts))

    def _begins(self, sentences: Sequence[str], chosen: Ints, firsts: Ints) -> Ints:
        """Where each chunk begins in its sentence: by adding up where single blanks part them, else by looking."""
        steps = self._lengths[chosen] + 1
        ends = np.concatenate([[0], np.cumsum(steps)])
        begins: Ints = ends[:-1] - np.repeat(ends[firsts[:-1]], np.diff(firsts))
        taken = ends[firsts[1:]] - ends[firsts[:-1]] - 1
        for n in np.flatnonzero(taken != np.fromiter(map(len, sentences), np.int64, len(sentences))).tolist():
            begins[firsts[n] : firsts[n + 1]] = [found.start() for found in CHUNK.finditer(sentences[n])]
        return begins

    def _expand(self, chosen: Ints, firsts: Ints, begins: Ints) -> Cut:
        counts = self._sizes[chosen]
        ends = np.concatenate([[0], np.cumsum(counts)])
        flat = np.repeat(self._offsets[chosen] - ends[:-1], counts) + np.arange(ends[-1])
        starts = np.repeat(begins, counts) + self._flat_starts[flat]
        return Cut(np.diff(ends[firsts]), self._flat_words[flat], starts, starts + self._flat_lengths[flat])

    def _learn(self, chunks: Iterable[str]) -> None:
        known, fresh = len(self.words), list(chunks)
        cut = [tokens(chunk) for chunk in fresh]
        sizes = list(map(len, cut))
        lengths = [len(part) for parts in cut for part in parts]
        self._numbers.update(zip(fresh, range(len(self._numbers), len(self._numbers) + len(fresh)), strict=True))
        self._lengths.extend(list(map(len, fresh)))
        self._sizes.extend(sizes)
        self._offsets.extend(
            [end - size + self._flat_count for end, size in zip(accumulate(sizes), sizes, strict=True)]
        )
        self._flat_count += len(lengths)
        self._flat_words.extend([self._word_number(part) for parts in cut for part in parts])
        self._flat_starts.extend([end - len(part) for parts in cut for part, end in _ends(parts)])
        self._flat_lengths.extend(lengths)
        self._bars.extend([self._bar_number(word) for word in self.words[known:]])
        self._rows = self._grown(known, self._network.embed(self.words[known:]))

    def _grown(self, known: int, fresh: Floats) -> Floats:
        rows = self._rows
        if known + len(fresh) > len(rows):
            rows = np.zeros((max(1024, 2 * (known + len(fresh))), fresh.shape[1]), np.float32)
            rows[:known] = self._rows[:known] if known else rows[:0]
        rows[known : known + len(fresh)] = fresh
        return rows

    def _word_number(self, word: str) -> int:
        number = self._word_numbers.get(word)
        if number is None:
            number = self._word_numbers[word] = len(self.words)
            self.words.append(word)
        return number

    def _bar_number(self, word: str) -> int:
        return self._bar_numbers.setdefault(barred(word, self._tags), len(self._bar_numbers))

    def texts(self, words: Ints) -> list[str]:
        """The words as printed."""
        return list(map(self.words.__getitem__, words.tolist()))

    def lemmas(self, words: Ints, tags: Ints) -> list[str]:
        """The lemma of each word under its tag."""
        names = self._network.tags
        keys = (words * len(names) + tags).tolist()
        found = list(map(self._lemmas.get, keys))
        if None in found:
            for key in {key for key, known in zip(keys, found, strict=True) if known is None}:
                word, tag = divmod(key, len(names))
                self._lemmas[key] = lemma(self.words[word], names[tag])
        return list(map(self._lemmas.__getitem__, keys))

    def bars(self, words: Ints) -> Floats:
        """For each word and tag 0, or BARRED where the word cannot bear the tag."""
        if len(self._bar_table) < len(self._bar_numbers):
            self._bar_table = np.array(
                [[BARRED * (tag in bars) for tag in self._network.tags] for bars in self._bar_numbers], np.float32
            )
        found: Floats = self._bar_table[self._bars[words]]
        return found

    def rows(self, words: Ints) -> Floats:
        """The embedded words."""
        return self._rows[words]


def _ends(parts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Each token of a chunk with the place where it ends."""
    return zip(parts, accumulate(map(len, parts)), strict=True)
