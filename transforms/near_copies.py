"""Near copies: the same story with some words changed, found by MinHash and locality-sensitive hashing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from transforms.fingerprints import HOLDERS, Keys, Print, Runs, Shelf, Signature, band_keys, fingerprint, shelf

ALIKE = 0.42  # of the signature: one word in seven changed
LEAD_ALIKE = 0.2  # what only closes with the same notice is no copy
SAID_BEFORE = 0.55  # share of a copy that the earlier text has too; an update that doubles the story is a new article
OWN_NAMES = 0.03  # of the names that a filled-in form repeats
OWN_NUMBERS = 0.5
EVEN = 0.1  # difference of what each of two texts has of the other; an update adds, a form does not
DAYS_APART = 14  # a text that comes again later is a series (a central bank's statements), and its new numbers are news
AT_HAND = 25_000  # articles whose fingerprints stay in memory, about 8 kB each; then they are put away,
HASHES_AT_HAND = 15_000_000  # or earlier, where the articles are long
LOOKED_UP = 8  # of the earlier articles that resemble one, the most alike are compared in full

PutAway = Callable[[Shelf], Shelf]
Texts = Callable[[Sequence[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """An article that is shown to the index: `place` is a hash of where it was read, 0 where that does not matter."""

    article_id: str
    text: str
    day: date | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an article is: a near copy of `copy_of`, a later text of `revision_of` at the same place, or neither.

    `signature` is what later runs need to know of it; None where it is a copy, or too short to compare.
    """

    copy_of: str | None = None
    revision_of: str | None = None
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    """An article of the index: who it is, and its fingerprint."""

    article_id: str
    day: int
    place: int
    print_: Print


@dataclass(frozen=True, slots=True)
class _Likely:
    """An article at rest that resembles one: how much, and where it rests."""

    share: float
    at: Shelf
    row: int

    @property
    def article_id(self) -> str:
        return str(self.at.ids[self.row], "ascii")


class NearCopies:
    """Remembers the articles it was shown, in their order, and says of each new one which earlier one it is a near copy of.

    The last `at_hand` of them are in memory; those before rest on shelves, where `put_away` leaves them (in files: then memory
    is bounded). `shelves` are those of earlier runs, and `texts` gives the texts of articles that rest without their prints.
    """

    def __init__(
        self,
        shelves: Iterable[Shelf] = (),
        texts: Texts = lambda ids: {},
        put_away: PutAway = lambda full: full,
        at_hand: int = AT_HAND,
    ) -> None:
        self._waiting: Iterator[Shelf] = iter(shelves)  # until the first article comes that they may be compared with
        self._shelves: list[Shelf] = []
        self._texts, self._put_away, self._at_hand = texts, put_away, at_hand
        self._held: list[_Held] = []
        self._hashes = 0
        self._bands: dict[int, int | list[int]] = {}  # band and its key -> the articles that had it and were no copies

    def earlier(self, article_id: str, text: str, day: date | None = None) -> str | None:
        """Id of the earlier article that `text` is a near copy of, else None; copies of copies name the first.

        Articles whose known days of publication lie weeks apart are no copies. The article is remembered where it is none.
        """
        return self.judged([Shown(article_id, text, day)])[0].copy_of

    def remember(self, article_id: str, text: str, day: date | None = None) -> None:
        """Take an article into the index, so that later ones can be found to be copies of it."""
        own = fingerprint(text)
        if own is not None:
            self._remember(_Held(article_id, _number(day), 0, own), _numbered(band_keys(own.signature)))

    def judged(self, shown: Sequence[Shown]) -> list[Verdict]:
        """What each of the articles is, in their order; each is compared with all that came before it.

        An article that was read at the place of the one that it resembles is a revision of that, and no copy.
        """
        prints = [fingerprint(one.text) for one in shown]
        known = [p for p in prints if p is not None]
        if not known:
            return [Verdict() for _ in shown]
        self._shelves.extend(self._waiting)
        keys = band_keys(np.stack([p.signature for p in known]))
        at_rest = iter(self._at_rest([one for one, own in zip(shown, prints, strict=True) if own], known, keys))
        numbers = iter(keys)
        return [
            Verdict() if own is None else self._verdict(one, own, _numbered(next(numbers)), next(at_rest))
            for one, own in zip(shown, prints, strict=True)
        ]

    def _verdict(self, shown: Shown, own: Print, keys: list[int], at_rest: list[tuple[float, _Held]]) -> Verdict:
        new = _Held(shown.article_id, _number(shown.day), shown.place, own)
        held = (self._held[place] for place in sorted(self._holders(keys)))
        at_hand = [(_likeness(one.print_.signature, own.signature), one) for one in held if _may_be_one(one, new)]
        # The same articles whether they are at hand or rest from earlier runs, hence the same verdict. Sorting keeps the earliest
        # of equals first.
        alike = sorted((pair for pair in (*at_rest, *at_hand) if pair[0] >= ALIKE), key=lambda pair: -pair[0])[
            :LOOKED_UP
        ]
        same = next((e for _, e in alike if _share_place(e, new)), None)
        copied = next((e for _, e in alike if not _share_place(e, new) and _is_copy(e.print_, own)), None)
        if copied is None:
            self._remember(new, keys)
        revised = same.article_id if same and copied is None else None
        return Verdict(copied.article_id if copied else None, revised, own.signature if copied is None else None)

    def _holders(self, keys: list[int]) -> set[int]:
        found: set[int] = set()
        for holder in (self._bands[k] for k in keys if k in self._bands):
            found.update((holder,) if isinstance(holder, int) else holder[-HOLDERS:])
        return found

    def _at_rest(self, shown: Sequence[Shown], known: Sequence[Print], keys: Keys) -> list[list[tuple[float, _Held]]]:
        """For each print the articles on the shelves that resemble it, with how much, the earliest first."""
        likely: list[list[_Likely]] = [[] for _ in known]
        for at in self._shelves:
            for number, rows in enumerate(at.holders(keys)):
                own = known[number].signature
                one = shown[number]
                fitting = (row for row in rows if _may_rest(at, row, one))
                pairs = ((_likeness(at.signatures[row], own), row) for row in fitting)
                likely[number] += [_Likely(share, at, row) for share, row in pairs if share >= ALIKE]
        most = [sorted(some, key=lambda one: -one.share)[:LOOKED_UP] for some in likely]
        prints = self._looked_up([one for some in most for one in some if not len(one.at.flat)])
        return [[(one.share, held) for one in some if (held := _held(one, prints))] for some in most]

    def _looked_up(self, wanted: Sequence[_Likely]) -> dict[str, Print]:
        texts = self._texts(sorted({one.article_id for one in wanted})) if wanted else {}
        prints = {article_id: fingerprint(text) for article_id, text in texts.items()}
        return {article_id: own for article_id, own in prints.items() if own is not None}

    def _remember(self, new: _Held, keys: list[int]) -> None:
        for key in keys:
            before = self._bands.setdefault(key, len(self._held))
            if isinstance(before, list):
                before.append(len(self._held))
            elif before != len(self._held):  # most keys have one holder: a list for each would be half of the memory
                self._bands[key] = [before, len(self._held)]
        self._held.append(new)
        self._hashes += len(new.print_.runs) + len(new.print_.words)
        if len(self._held) >= self._at_hand or self._hashes >= HASHES_AT_HAND:
            self._shelves.append(self._put_away(_shelved(self._held)))
            self._held, self._hashes, self._bands = [], 0, {}


def _shelved(held: Sequence[_Held]) -> Shelf:
    prints = [one.print_ for one in held]
    signatures = np.stack([p.signature for p in prints])
    ids, days, places = [h.article_id for h in held], [h.day for h in held], [h.place for h in held]
    return shelf(ids, days, places, signatures, prints)


def _held(one: _Likely, prints: Mapping[str, Print]) -> _Held | None:
    """The article at rest with its fingerprint; None where its text is gone."""
    found = one.at.print_of(one.row) or prints.get(one.article_id)
    if found is None:
        return None
    signature = replace(found, signature=one.at.signatures[one.row])
    return _Held(one.article_id, int(one.at.days[one.row]), int(one.at.places[one.row]), signature)


def _numbered(keys: Keys) -> list[int]:
    """The band keys of one signature as numbers that no two bands share."""
    return [(band << 32) | key for band, key in enumerate(keys.tolist())]


def _number(day: date | None) -> int:
    return day.toordinal() if day else 0


def _likeness(one: Signature, other: Signature) -> float:
    return float((one == other).mean())


def _may_be_one(one: _Held, other: _Held) -> bool:
    """Whether their days allow that they are one story; an article that is shown again is not its own copy."""
    return one.article_id != other.article_id and _are_near(one.day, other.day)


def _may_rest(at: Shelf, row: int, shown: Shown) -> bool:
    """The same of an article at rest."""
    return str(at.ids[row], "ascii") != shown.article_id and _are_near(int(at.days[row]), _number(shown.day))


def _are_near(one: int, other: int) -> bool:
    return not one or not other or abs(one - other) <= DAYS_APART


def _share_place(one: _Held, other: _Held) -> bool:
    return bool(one.place) and one.place == other.place


def _is_copy(one: Print, other: Print) -> bool:
    """Whether `other`, which came later, is a copy of `one`."""
    if _share(other.runs, one.runs) < SAID_BEFORE:
        return False
    return max(_share(one.lead, other.runs), _share(other.lead, one.runs)) >= LEAD_ALIKE and not _same_form(one, other)


def _share(part: Runs, whole: Runs) -> float:
    """How much of `part` occurs in `whole`, which is sorted."""
    places = np.searchsorted(whole, part).clip(max=len(whole) - 1)
    return float((whole[places] == part).mean())


def _same_form(one: Print, other: Print) -> bool:
    """Whether the two are one form filled in twice ("funding for Hapeville", "funding for Sylvania"), not one story.

    Each then repeats names that the other never says, or most of the numbers that it repeats are others in texts that else
    agree: last week's report and this week's. A copy that was cut or extended says less or more on one side only, and one in
    which words were changed here and there loses few names.
    """
    if _own(one.names, other) >= OWN_NAMES and _own(other.names, one) >= OWN_NAMES:
        return True
    return (
        min(_own(one.numbers, other), _own(other.numbers, one)) >= OWN_NUMBERS
        and abs(_share(one.runs, other.runs) - _share(other.runs, one.runs)) < EVEN
    )


def _own(part: Runs, other: Print) -> float:
    """The share of the names or numbers that the other text never says."""
    return 1 - _share(part, other.words) if len(part) else 0.0
