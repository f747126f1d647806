"""What may be asked of an article's names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from transforms.names import words

HE_SHE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
OWNING = frozenset({"his", "her", "its"})
IT = frozenset({"it", "its", "itself"})
WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")
ARTICLES = frozenset({"the", "this", "that"})
BELONGING = (" of ", " from ", " at ", " with ", " for ")
LINKS = frozenset(
    {"of", "and", "or", "for", "in", "on", "at", "by", "with", "from", "to", "s", "'s", "’s", "as", "who", "that"}
)


@dataclass(slots=True)
class Mention:
    """A name where it stands (article offsets, with its title), and the one string for it in this article."""

    sentence_no: int
    start: int
    end: int
    canonical: str
    kind: str | None
    gender: str | None
    is_subject: bool
    role: str | None = None
    modifiers: frozenset[str] = frozenset()


@dataclass(slots=True)
class Names:
    """Names of one article, asked by place and printed form."""

    mentions: Sequence[Mention]
    pronouns: Mapping[int, str] = field(default_factory=dict)  # start of a pronoun -> the name it stands for
    _starts: list[int] = field(init=False)
    _kinds: dict[str, str] = field(init=False)
    _roles: dict[str, list[Mention]] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [m.start for m in self.mentions]
        self._roles = {}
        for mention in self.mentions:
            if mention.role is not None:
                self._roles.setdefault(mention.role, []).append(mention)
        self._kinds = {m.canonical: m.kind for m in self.mentions if m.kind is not None}

    def resolve(self, sentence_no: int, start: int, end: int, printed: str) -> str:
        """The name that the noun phrase stands for: pronoun, alias or "the president" replaced where certain, else as printed.

        "Russian President Vladimir Putin" and, later, "Putin" and "the Russian President" all give "Vladimir Putin";
        "his office" gives "Vladimir Putin's office".
        """
        lower = printed.lower()
        if lower in HE_SHE or lower in IT:
            return self.pronouns.get(start, printed)
        first, _, rest = printed.partition(" ")
        if rest and first.lower() in OWNING and start in self.pronouns:
            return f"{self.pronouns[start]}'s {' '.join(rest.split())}"
        held = self._held(start, end)
        for mention in held:
            if _is_all(mention, printed[: max(0, mention.start - start)], printed[max(0, mention.end - start) :]):
                return mention.canonical
        if not held or lower.startswith("the "):
            described = self._described(lower, start)
            if described is not None:
                return described
        return " ".join(printed.split())

    def kind(self, printed: str) -> str | None:
        """person, organisation, media or place for a name of this article (as `resolve` gives it); None where unknown."""
        return self._kinds.get(printed)

    def _held(self, start: int, end: int) -> list[Mention]:
        """Mentions that lie within the span; one that begins before it with its title counts by its end."""
        at = bisect_left(self._starts, start)
        if at and self.mentions[at - 1].end > start:
            at -= 1
        found: list[Mention] = []
        while at < len(self.mentions) and self.mentions[at].start < end:
            found.append(self.mentions[at])
            at += 1
        return found

    def _described(self, lower: str, before: int) -> str | None:
        """The one name that "the president", "the Russian president" or "the company" can mean here, else None."""
        if "the" not in lower and "this" not in lower and "that" not in lower:
            return None
        said = WORD.findall(lower)
        if len(said) < 2 or said[0] not in ARTICLES or len(said) > 5:
            return None
        noun, extra = said[-1], frozenset(said[1:-1])
        if (noun not in words.roles() and noun not in words.generic()) or extra & LINKS:
            return None
        found: set[str] = set()
        for mention in self._roles.get(noun, ()):
            if mention.start >= before:
                break
            if extra <= mention.modifiers:
                found.add(mention.canonical)
        return found.pop() if len(found) == 1 else None


def _is_all(mention: Mention, before: str, after: str) -> bool:
    """Whether the phrase is the name, with no more around it than an article, or for a person a description.

    "SpaceX founder Elon Musk" and "Jane Roe of the Ministry" are the person, "Putin and Xi" and "Putin's office" are not.
    """
    words_before = before.lower().split()
    if mention.kind == "person":
        plain = "," not in before and not any(w in LINKS or w.endswith(("'s", "’s")) for w in words_before)
        return plain and (not after or after.startswith(BELONGING))
    return not after and words_before in ([], ["the"])
