"""What a run has seen, in few bytes: memory for tens of millions of records where sets and dictionaries would take gigabytes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from transforms.ids import stable_id

FRESH = 100_000  # keys in an ordinary set before they are sorted into the array
ID_TYPE = "S24"  # an article_id


def key_of(*fields: object) -> int:
    """64 bits that stand for the fields."""
    return int(stable_id(*fields)[:16], 16)


class KeySet:
    """A set of 64-bit keys that only grows: 8 bytes a key."""

    def __init__(self, fresh: int = FRESH) -> None:
        self._most, self._fresh = fresh, set[int]()
        self._sorted: npt.NDArray[np.uint64] = np.zeros(0, dtype=np.uint64)

    def add(self, key: int) -> bool:
        """Whether the key is new; it is in the set from now on."""
        if key in self._fresh or _place(self._sorted, key) is not None:
            return False
        self._fresh.add(key)
        if len(self._fresh) >= self._most:
            added = np.fromiter(self._fresh, dtype=np.uint64, count=len(self._fresh))
            self._sorted = np.sort(np.concatenate([self._sorted, added]))
            self._fresh = set()
        return True


class LastSeen:
    """The article that was last seen at a place: 32 bytes a place."""

    def __init__(self, fresh: int = FRESH) -> None:
        self._most, self._fresh = fresh, dict[int, str]()
        self._keys: npt.NDArray[np.uint64] = np.zeros(0, dtype=np.uint64)
        self._ids: npt.NDArray[np.bytes_] = np.zeros(0, dtype=ID_TYPE)

    def put(self, place: int, article_id: str) -> str | None:
        """The article that was there before, where it is another one; from now on `article_id` is."""
        before = self._fresh.get(place)
        if before is None:
            at = _place(self._keys, place)
            before = None if at is None else str(self._ids[at], "ascii")
        self._fresh[place] = article_id
        if len(self._fresh) >= self._most:
            self._settle()
        return before if before != article_id else None

    def _settle(self) -> None:
        """Sort what is fresh into the arrays, where it takes the place of what was there."""
        fresh = np.fromiter(self._fresh, dtype=np.uint64, count=len(self._fresh))
        keys = np.concatenate([fresh, self._keys])
        ids = np.concatenate([np.array(list(self._fresh.values()), dtype=ID_TYPE), self._ids])
        self._keys, first = np.unique(keys, return_index=True)  # of equal keys the first, which is the fresh one
        self._ids = ids[first]
        self._fresh = {}


def _place(keys: npt.NDArray[np.uint64], key: int) -> int | None:
    at = int(np.searchsorted(keys, np.uint64(key)))
    return at if at < len(keys) and int(keys[at]) == key else None
