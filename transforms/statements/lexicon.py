"""The words that attribute, read from the lexicons once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from transforms.lexicons import LexiconError, load

CLAUSE, OBJECT, INFINITIVE, GERUND, AS, QUOTED, OUT, FIGURE, LEVEL = (
    "clause",
    "object",
    "infinitive",
    "gerund",
    "as",
    "quoted",
    "out",
    "figure",
    "level",
)

SOURCES = frozenset({"according", "per"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that attributes: its class (`cue_kind`), and by what its content is joined to it."""

    kind: str
    joins: Mapping[str, str]  # way of joining -> class; mostly the word's own

    @classmethod
    def read(cls, kind: str, line: str) -> Cue:
        """The cue of a line such as "clause infinitive=plan"."""
        parts = [part.partition("=") for part in line.split()]
        return cls(kind, {join: own or kind for join, _, own in parts})


@cache
def verbs() -> Mapping[str, Cue]:
    """Lemma of a verb -> Cue."""
    return _cues(load("statements/verbs"), "verbs.yml")


@cache
def nouns() -> Mapping[str, Cue]:
    """Lemma of a noun -> Cue."""
    return _cues(load("statements/others")["nouns"], "others.yml, nouns")


@cache
def adjectives() -> Mapping[str, Cue]:
    """Adjective -> Cue."""
    return _cues(load("statements/others")["adjectives"], "others.yml, adjectives")


@cache
def hearsay() -> Mapping[str, str]:
    """Word that attributes to nobody ("allegedly") -> class."""
    return {word: kind for kind, words in load("statements/others")["hearsay"].items() for word in words}


@cache
def other_lemmas() -> frozenset[str]:
    """Every lemma by which something else than a verb may attribute."""
    return frozenset(nouns()) | SOURCES | {"accord"}


@cache
def other_words() -> frozenset[str]:
    """Every word, in lower case, by which something else than a verb may attribute."""
    return frozenset(adjectives()) | frozenset(hearsay())


@cache
def moved() -> frozenset[str]:
    """Verbs whose passive moves somebody instead of saying something of him."""
    return frozenset(load("statements/others")["moved"])


@cache
def no_speakers() -> frozenset[str]:
    """Words before a colon that are a label and not a name."""
    return frozenset(load("statements/others")["labels"])


@cache
def loose() -> frozenset[str]:
    """Verbs that attribute an object only to one who can speak."""
    return frozenset(load("statements/others")["loose"])


@cache
def issuing() -> frozenset[str]:
    """Verbs whose subject says what stands in the text that is their object."""
    return frozenset(load("statements/others")["issuing"])


def _cues(by_kind: Mapping[str, Mapping[str, str]], place: str) -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for kind, words in by_kind.items():
        for word, joins in words.items():
            if word in found:
                raise LexiconError(f"statements/{place}: {word!r} is listed under both {found[word].kind} and {kind}")
            found[word] = Cue.read(kind, joins)
    return found
