"""Fingerprints of texts: what two of them share can be told without the texts, and found among millions by a few numbers."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

SHINGLE = 3  # words
ROWS, BANDS = 3, 42  # a pair with 45 % of its shingles in common meets in some band with 98 % certainty
HOLDERS = (
    64  # articles of one band that are looked at: a form that a thousand senders fill in must not cost a thousand looks
)
SIGNATURE = ROWS * BANDS
MIN_SHINGLES = 30  # shorter texts are alike by chance, or differ in the one number that matters
LEAD = 60  # words: what a story opens with is in its copies too
MAX_WORDS = 20_000  # of a very long text its beginning speaks for it
SEED = 20_190_104
_WORD = re.compile(r"\w+")

Hashes = npt.NDArray[np.uint64]
Signature = npt.NDArray[np.uint16]
Runs = npt.NDArray[np.uint32]
Keys = npt.NDArray[np.uint32]


def _multipliers() -> tuple[Hashes, Hashes]:
    random = np.random.default_rng(SEED)
    odd = random.integers(0, 1 << 63, SIGNATURE, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    return odd, random.integers(0, 1 << 63, SIGNATURE, dtype=np.uint64)


_ODD, _SHIFT = _multipliers()


@dataclass(frozen=True, slots=True)
class Print:
    """Fingerprint of a text.

    The share of equal places in two signatures estimates the share of runs of three words that the texts have in common;
    `words` and `runs` are hashes of all its words and runs, sorted, `lead` of its first runs, `names` of those words with a
    capital that it uses more than once, and `numbers` of those with a digit in front.
    """

    signature: Signature
    runs: Runs
    lead: Runs
    words: Runs
    names: Runs
    numbers: Runs


def fingerprint(text: str) -> Print | None:
    """The fingerprint; None where the text is too short to compare."""
    printed = _WORD.findall(text)[:MAX_WORDS]
    if len(printed) < MIN_SHINGLES + SHINGLE - 1:
        return None
    counts = Counter(printed)
    hashed = {word: crc32(word.lower().encode("utf-8", "replace")) for word in counts}
    words = np.fromiter((hashed[word] for word in printed), dtype=np.uint64, count=len(printed))
    runs = _runs(words)
    repeated = [word for word, n in counts.items() if n > 1 and not word[0].islower()]
    names = {hashed[word] for word in repeated if not word[0].isdigit()}
    numbers = {hashed[word] for word in repeated if word[0].isdigit()}
    lead = _short(runs[:LEAD])
    return Print(_signature(runs), np.sort(_short(runs)), lead, _set(hashed.values()), _set(names), _set(numbers))


def _set(hashes: Iterable[int]) -> Runs:
    return np.sort(np.fromiter(set(hashes), dtype=np.uint32))


def _runs(words: Hashes) -> Hashes:
    first, second, third = words[:-2], words[1:-1], words[2:]
    return first * np.uint64(0x9E3779B97F4A7C15) ^ second * np.uint64(0xC2B2AE3D27D4EB4F) ^ third


def _short(runs: Hashes) -> Runs:
    return (runs >> np.uint64(20)).astype(np.uint32)


def _signature(shingles: Hashes) -> Signature:
    mixed = np.multiply.outer(_ODD, shingles) + _SHIFT[:, None]
    least: Signature = (mixed.min(axis=1) >> np.uint64(48)).astype(np.uint16)
    return least


def band_keys(signatures: Signature) -> Keys:
    """One number a band, for one signature or a row of them: equal where two signatures agree in the whole band."""
    bands = signatures.reshape(*signatures.shape[:-1], BANDS, ROWS).astype(np.uint64)
    mixed = np.arange(1, BANDS + 1, dtype=np.uint64) + np.zeros(bands.shape[:-1], dtype=np.uint64)
    for row in range(ROWS):
        mixed = (mixed ^ bands[..., row]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def written(signature: Signature) -> str:
    """The signature as text that a table can hold."""
    return b64encode(signature.astype("<u2").tobytes()).decode("ascii")


def read_signatures(texts: Sequence[str]) -> Signature:
    """The signatures that were written so, one a row."""
    raw = b64decode("".join(texts), validate=True)  # each fills its characters to the end, so that all are one text
    return np.frombuffer(raw, dtype="<u2").reshape(len(texts), SIGNATURE).astype(np.uint16, copy=False)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Many articles at rest, in the order in which they came: arrays only, so that they may lie in files.

    `keys` are the band keys of all, sorted, and `owners` whose they are. `days` count from the year 1, 0 is unknown; `places`
    are hashes of where each was read. `flat` and `bounds` hold what Print has besides the signature; where they are empty, the
    text must be looked up.
    """

    ids: npt.NDArray[np.bytes_]
    days: npt.NDArray[np.int32]
    places: npt.NDArray[np.uint64]
    signatures: Signature
    keys: Keys
    owners: npt.NDArray[np.uint32]
    flat: Runs
    bounds: npt.NDArray[np.uint64]

    def holders(self, keys: Keys) -> list[list[int]]:
        """For each row of band keys the articles that meet it in some band: of each band the last HOLDERS."""
        asked = keys.ravel()
        first, after = np.searchsorted(self.keys, asked, "left"), np.searchsorted(self.keys, asked, "right")
        hit = np.flatnonzero(after > first)
        begins = np.maximum(first[hit], after[hit] - HOLDERS)
        found: list[set[int]] = [set() for _ in keys]
        for row, begin, end in zip((hit // BANDS).tolist(), begins.tolist(), after[hit].tolist(), strict=True):
            found[row].update(self.owners[begin:end].tolist())
        return [sorted(rows) for rows in found]

    def print_of(self, row: int) -> Print | None:
        """The fingerprint of an article; None where this shelf holds signatures alone."""
        if not len(self.flat):
            return None
        start, *ends = (int(b) for b in self.bounds[row])
        parts = [self.flat[a:b] for a, b in zip([start, *ends], ends, strict=False)]
        return Print(self.signatures[row], *parts)


def shelf(
    ids: Sequence[str],
    days: Sequence[int],
    places: Sequence[int],
    signatures: Signature,
    prints: Sequence[Print] = (),
) -> Shelf:
    """The articles put in order, with their prints where they are given."""
    keys = band_keys(signatures).ravel()
    order = np.argsort(keys, kind="stable")
    parts = [part for p in prints for part in (p.runs, p.lead, p.words, p.names, p.numbers)]
    flat = np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint32)
    ends = np.cumsum([0, *map(len, parts)], dtype=np.uint64)
    bounds = ends[
        np.arange(len(prints))[:, None] * 5 + np.arange(6)
    ]  # of each the start of its parts, and the end of the last
    return Shelf(
        np.array(ids, dtype="S"),
        np.array(days, dtype=np.int32),
        np.array(places, dtype=np.uint64),
        signatures,
        keys[order],
        (order // BANDS).astype(np.uint32),
        flat,
        bounds,
    )
