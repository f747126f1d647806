"""The type of an event, by its lemma and by what it is done to."""

from __future__ import annotations

from functools import cache

from transforms.events.words import source_verb
from transforms.lexicons import LexiconError, load


@cache
def type_rows() -> tuple[dict[str, str | None], ...]:
    """Rows of the table event_types, in the order of the lexicon."""
    return tuple(
        {
            "event_type": name,
            "description": entry["description"],
            "cameo_root": entry.get("cameo_root"),
            "plover_type": entry.get("plover_type"),
        }
        for name, entry in load("events/types").items()
    )


@cache
def _by_lemma(part: str) -> dict[str, str]:
    """Lemma -> type, for verbs or nouns that need no object to be told apart."""
    found: dict[str, str] = {}
    for name, entry in load("events/types").items():
        for lemma in entry.get(part, ()):
            if lemma in found:
                raise LexiconError(f"events/types.yml: {lemma!r} is among the {part} of both {found[lemma]} and {name}")
            found[lemma] = name
    return found


@cache
def _by_object() -> dict[tuple[str, str], str]:
    """(verb, head of its object or subject) -> type."""
    return {
        (verb, noun): name
        for name, entry in load("events/types").items()
        for verb, heads in entry.get("with", {}).items()
        for noun in heads
    }


def event_type(lemma: str, is_noun: bool, roles: tuple[str | None, ...]) -> str | None:
    """The type of a trigger; `roles` are the phrases it is done to or by. None where the lexicon does not know.

    >>> event_type("sign", False, ("a decree",)), event_type("explode", False, ())
    ('government.decree', 'conflict.attack')
    """
    words = {w.strip(".,'’\"") for phrase in roles if phrase for w in phrase.lower().split()}
    singular = words | {w.removesuffix("s") for w in words}
    for word in sorted(singular):
        if (lemma, word) in _by_object():
            return _by_object()[lemma, word]
    if is_noun:
        return _by_lemma("nouns").get(lemma) or _by_lemma("verbs").get(source_verb(lemma) or "")
    return _by_lemma("verbs").get(lemma)
