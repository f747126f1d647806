"""Near copies: the same story with a few words changed, found by MinHash and locality-sensitive hashing."""

from __future__ import annotations

import re
from zlib import crc32

import numpy as np
import numpy.typing as npt

SHINGLE = 3  # words
ROWS, BANDS = 4, 32  # a pair with 60 % of its shingles in common meets in some band with 98.8 % certainty
SIGNATURE = ROWS * BANDS
ALIKE = 0.55  # of the signature
MIN_SHINGLES = 12  # shorter texts are alike by chance
MAX_SHINGLES = 20_000  # of a very long text its beginning speaks for it
SEED = 20_190_104
_WORD = re.compile(r"\w+")

Hashes = npt.NDArray[np.uint64]
Signature = npt.NDArray[np.uint32]


def _multipliers() -> tuple[Hashes, Hashes]:
    random = np.random.default_rng(SEED)
    odd = random.integers(0, 1 << 63, SIGNATURE, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    return odd, random.integers(0, 1 << 63, SIGNATURE, dtype=np.uint64)


_ODD, _SHIFT = _multipliers()


def signature(text: str) -> Signature | None:
    """MinHash signature of the text's runs of three words; None where there are too few of them to compare.

    The share of equal places in two signatures estimates the share of shingles that the texts have in common.
    """
    words = np.fromiter((crc32(w.encode("utf-8", "replace")) for w in _WORD.findall(text.lower())), dtype=np.uint64)
    words = words[: MAX_SHINGLES + SHINGLE - 1]
    if len(words) < MIN_SHINGLES + SHINGLE - 1:
        return None
    first, second, third = words[:-2], words[1:-1], words[2:]
    shingles = np.unique(first * np.uint64(0x9E3779B97F4A7C15) ^ second * np.uint64(0xC2B2AE3D27D4EB4F) ^ third)
    mixed = np.multiply.outer(_ODD, shingles) + _SHIFT[:, None]
    least: Signature = (mixed.min(axis=1) >> np.uint64(32)).astype(np.uint32)
    return least


class NearCopies:
    """Remembers the articles it was shown, in their order, and says of each new one which earlier one it is a near copy of.

    Memory is about 3 kB an article; a long-lived index is fed from the dataset with `remember`.
    """

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._signatures = np.zeros((1024, SIGNATURE), dtype=np.uint32)
        self._bands: dict[int, int] = {}  # band hash -> first article that had it

    def earlier(self, article_id: str, text: str) -> str | None:
        """Id of the earlier article that `text` is a near copy of, else None; copies of copies name the first.

        The article is remembered where it is no copy.
        """
        own = signature(text)
        if own is None:
            return None
        keys = _band_keys(own)
        best = self._most_alike(own, {self._bands[k] for k in keys if k in self._bands})
        if best is not None:
            return self._ids[best]
        self._remember(article_id, own, keys)
        return None

    def remember(self, article_id: str, text: str) -> None:
        """Take an article of the dataset into the index, so that later ones can be found to be copies of it."""
        own = signature(text)
        if own is not None:
            self._remember(article_id, own, _band_keys(own))

    def _most_alike(self, own: Signature, candidates: set[int]) -> int | None:
        if not candidates:
            return None
        places = sorted(candidates)
        shares = (self._signatures[places] == own).mean(axis=1)
        best = int(shares.argmax())
        return places[best] if shares[best] >= ALIKE else None

    def _remember(self, article_id: str, own: Signature, keys: list[int]) -> None:
        place = len(self._ids)
        if place == len(self._signatures):
            self._signatures = np.concatenate([self._signatures, np.zeros_like(self._signatures)])
        self._ids.append(article_id)
        self._signatures[place] = own
        for key in keys:
            self._bands.setdefault(key, place)


def _band_keys(own: Signature) -> list[int]:
    """One number a band: equal where two signatures agree in the whole band."""
    bands = own.reshape(BANDS, ROWS).astype(np.uint64)
    mixed = np.arange(BANDS, dtype=np.uint64)
    for row in range(ROWS):
        mixed = (mixed ^ bands[:, row]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return [int(key) for key in mixed]
