"""Near copies: the same story with some words changed, found by MinHash and locality-sensitive hashing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from zlib import crc32

import numpy as np
import numpy.typing as npt

SHINGLE = 3  # words
ROWS, BANDS = 3, 42  # a pair with 45 % of its shingles in common meets in some band with 98 % certainty
SIGNATURE = ROWS * BANDS
ALIKE = 0.42  # of the signature: one word in seven changed
MIN_SHINGLES = 30  # shorter texts are alike by chance, or differ in the one number that matters
LEAD = 60  # words: what a story opens with is in its copies too; what only closes with the same notice is no copy
LEAD_ALIKE = 0.2
SAID_BEFORE = (
    0.55  # share of a copy that the earlier text has too; an update that doubles the story is an article of its own
)
DAYS_APART = 14  # a text that comes again later is a series (a central bank's statements), and its new numbers are news
MAX_WORDS = 20_000  # of a very long text its beginning speaks for it
SEED = 20_190_104
_WORD = re.compile(r"\w+")

Hashes = npt.NDArray[np.uint64]
Signature = npt.NDArray[np.uint32]


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
    capital or a digit that it uses more than once.
    """

    signature: Signature
    runs: Signature
    lead: Signature
    words: Signature
    names: frozenset[int]


def fingerprint(text: str) -> Print | None:
    """The fingerprint; None where the text is too short to compare."""
    printed = _WORD.findall(text)[:MAX_WORDS]
    if len(printed) < MIN_SHINGLES + SHINGLE - 1:
        return None
    counts = Counter(printed)
    hashed = {word: crc32(word.lower().encode("utf-8", "replace")) for word in counts}
    words = np.fromiter((hashed[word] for word in printed), dtype=np.uint64, count=len(printed))
    runs = _runs(words)
    names = frozenset(hashed[w] for w, n in counts.items() if n > 1 and not w[0].islower())
    known = np.fromiter(set(hashed.values()), dtype=np.uint32)
    return Print(_signature(runs), np.sort(_short(runs)), _short(runs[:LEAD]), np.sort(known), names)


def _runs(words: Hashes) -> Hashes:
    first, second, third = words[:-2], words[1:-1], words[2:]
    return first * np.uint64(0x9E3779B97F4A7C15) ^ second * np.uint64(0xC2B2AE3D27D4EB4F) ^ third


def _short(runs: Hashes) -> Signature:
    return (runs >> np.uint64(20)).astype(np.uint32)


def _signature(shingles: Hashes) -> Signature:
    mixed = np.multiply.outer(_ODD, shingles) + _SHIFT[:, None]
    least: Signature = (mixed.min(axis=1) >> np.uint64(32)).astype(np.uint32)
    return least


class NearCopies:
    """Remembers the articles it was shown, in their order, and says of each new one which earlier one it is a near copy of.

    Memory is about 6 kB an article.
    """

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._prints: list[Print] = []
        self._days: list[date | None] = []
        self._bands: dict[int, int] = {}  # band hash -> last article that had it and was no copy

    def earlier(self, article_id: str, text: str, day: date | None = None) -> str | None:
        """Id of the earlier article that `text` is a near copy of, else None; copies of copies name the first.

        Articles whose known days of publication lie weeks apart are no copies. The article is remembered where it is none.
        """
        own = fingerprint(text)
        if own is None:
            return None
        keys = _band_keys(own.signature)
        best = self._most_alike(own, keys, day)
        if best is None:
            self._remember(article_id, own, keys, day)
        return None if best is None else self._ids[best]

    def remember(self, article_id: str, text: str, day: date | None = None) -> None:
        """Take an article of the dataset into the index, so that later ones can be found to be copies of it."""
        own = fingerprint(text)
        if own is not None:
            self._remember(article_id, own, _band_keys(own.signature), day)

    def _most_alike(self, own: Print, keys: list[int], day: date | None) -> int | None:
        """The candidate with the most in common, the earliest among equals."""
        held = {self._bands[k] for k in keys if k in self._bands}
        places = sorted(p for p in held if _are_near(self._days[p], day))
        shares = [(float((self._prints[p].signature == own.signature).mean()), -p) for p in places]
        alike = sorted((pair for pair in shares if pair[0] >= ALIKE), reverse=True)
        return next((-place for _, place in alike if _is_copy(self._prints[-place], own)), None)

    def _remember(self, article_id: str, own: Print, keys: list[int], day: date | None) -> None:
        for key in keys:
            self._bands[key] = len(self._ids)
        self._ids.append(article_id)
        self._prints.append(own)
        self._days.append(day)


def _are_near(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs((one - other).days) <= DAYS_APART


def _is_copy(one: Print, other: Print) -> bool:
    """Whether `other`, which came later, is a copy of `one`."""
    if _share(other.runs, one.runs) < SAID_BEFORE:
        return False
    return max(_share(one.lead, other.runs), _share(other.lead, one.runs)) >= LEAD_ALIKE and not _same_form(one, other)


def _share(part: Signature, whole: Signature) -> float:
    """How much of `part` occurs in `whole`, which is sorted."""
    places = np.searchsorted(whole, part).clip(max=len(whole) - 1)
    return float((whole[places] == part).mean())


def _same_form(one: Print, other: Print) -> bool:
    """Whether the two are one form filled in twice ("funding for Hapeville", "funding for Sylvania"), not one story.

    Each then repeats a name or number that the other never says. A copy that was cut or extended does so on one side only.
    """
    return _has_name_of_its_own(one, other) and _has_name_of_its_own(other, one)


def _has_name_of_its_own(one: Print, other: Print) -> bool:
    if not one.names:
        return False
    names = np.fromiter(one.names, dtype=np.uint32, count=len(one.names))
    return _share(names, other.words) < 1


def _band_keys(own: Signature) -> list[int]:
    """One number a band: equal where two signatures agree in the whole band."""
    bands = own.reshape(BANDS, ROWS).astype(np.uint64)
    mixed = np.arange(1, BANDS + 1, dtype=np.uint64)
    for row in range(ROWS):
        mixed = (mixed ^ bands[:, row]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return [int(key) for key in mixed]
