"""The type of an event, by its lemma and by what it is done to."""

from __future__ import annotations

from functools import cache, lru_cache

from transforms.events.words import MOST, source_verb
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
def _by_object() -> dict[str, dict[str, str]]:
    """Verb -> head of its object or subject -> type."""
    found: dict[str, dict[str, str]] = {}
    for name, entry in load("events/types").items():
        for verb, heads in entry.get("with", {}).items():
            found.setdefault(verb, {}).update(dict.fromkeys(heads, name))
    return found


@cache
def _untyped() -> dict[str, frozenset[str]]:
    """Lemma -> heads of what it is done to, with which it is no event of its type."""
    return {
        lemma: frozenset(heads)
        for entry in load("events/types").values()
        for lemma, heads in entry.get("not_with", {}).items()
    }


def event_type(lemma: str, is_noun: bool, roles: tuple[str | None, ...]) -> str | None:
    """The type of a trigger; `roles` are the phrases it is done to or by. None where the lexicon does not know.

    >>> event_type("sign", False, ("a decree",)), event_type("explode", False, ())
    ('government.decree', 'conflict.attack')
    """
    by_noun, untyped = _by_object().get(lemma), _untyped().get(lemma)
    if by_noun is not None or untyped is not None:
        words = {w.strip(".,'’\"") for phrase in roles if phrase for w in phrase.lower().split()}
        words |= {w.removesuffix("s") for w in words}
        if by_noun is not None and (known := by_noun.keys() & words):
            return by_noun[min(known)]
        if untyped is not None and untyped & words:
            return None  # "meets the standard", "executed the plan"
    return _plain_type(lemma, is_noun)


@lru_cache(maxsize=MOST)
def _plain_type(lemma: str, is_noun: bool) -> str | None:
    """The type of a trigger whatever it is done to."""
    if is_noun:
        return _by_lemma("nouns").get(lemma) or _by_lemma("verbs").get(source_verb(lemma) or "")
    return _by_lemma("verbs").get(lemma)
