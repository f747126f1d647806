"""The words events are read by, as sets."""

from __future__ import annotations

from functools import cache, lru_cache

from transforms.lexicons import load
from transforms.syntax.lemmas import parts_of_speech

MOST = 1 << 16  # nouns remembered: names and misspellings are without end


@cache
def verbs(group: str) -> frozenset[str]:
    """Verb lemmas of a group of events/verbs.yml."""
    return frozenset(load("events/verbs")[group])


@cache
def nouns(group: str) -> frozenset[str]:
    """Noun lemmas of a group of events/nouns.yml."""
    return frozenset(load("events/nouns")[group])


@cache
def status_words(group: str) -> frozenset[str]:
    """Words of a group of events/status.yml."""
    return frozenset(load("events/status")[group])


@cache
def link_words(group: str) -> frozenset[str]:
    """Words of a group of events/links.yml."""
    return frozenset(load("events/links")[group])


def operator(word: str) -> str | None:
    """How a word before a date opens or closes its interval; None for plain "in" and "on"."""
    found: str | None = load("events/links")["operators"].get(word.lower())
    return found


def bound(word: str) -> str | None:
    """How a word before a dated event or clause bounds the event that governs it."""
    found: str | None = load("events/links")["bounds"].get(word.lower())
    return found


# Ending of the noun -> endings that its verb may have in its place.
DERIVATIONS = (
    ("ication", ("y", "icate")),
    ("ation", ("e", "ate", "")),
    ("ition", ("ise", "it", "ish", "e", "")),
    ("ution", ("ute", "ve")),
    ("ption", ("be", "pt", "ve", "em")),
    ("tion", ("t", "te", "ce", "")),
    ("ssion", ("t", "ss", "de")),
    ("sion", ("d", "de", "se", "s", "t")),
    ("ment", ("", "e")),
    ("eval", ("eve",)),
    ("al", ("", "e")),
    ("ance", ("", "e", "ate", "y")),
    ("ence", ("", "e")),
    ("ture", ("t", "te")),
    ("ure", ("", "e")),
    ("ing", ("", "e")),
)
SHORTEST_STEM = 3


@lru_cache(maxsize=MOST)
def source_verb(noun: str) -> str | None:
    """The verb that a noun is derived from by an ending, else None.

    >>> source_verb("deployment"), source_verb("invasion"), source_verb("city")
    ('deploy', 'invade', None)
    """
    for ending, replacements in DERIVATIONS:
        if not noun.endswith(ending):
            continue
        stem = noun[: len(noun) - len(ending)]
        for tail in replacements:
            if len(stem) >= SHORTEST_STEM and "verb" in parts_of_speech(stem + tail):
                return stem + tail
        if ending == "ing" and stem[-1:] == stem[-2:-1] and "verb" in parts_of_speech(stem[:-1]):
            return stem[:-1]
    return None


@lru_cache(maxsize=MOST)
def is_event_noun(noun: str) -> bool:
    """Whether the lemma names something that happens: listed, or derived from a verb that makes events."""
    if noun in nouns("events"):
        return True
    if noun in nouns("never"):
        return False
    verb = source_verb(noun)
    return verb is not None and verb not in verbs("statives") and verb not in verbs("empty")


@lru_cache(maxsize=MOST)
def act(lemma: str) -> str:
    """One key for a verb and the noun that names what it does: "launch" for both, "die" for "death".

    >>> act("death"), act("invasion"), act("attack")
    ('die', 'invade', 'attack')
    """
    named: str | None = load("events/nouns")["acts"].get(lemma)
    return named or source_verb(lemma) or lemma
