"""Which words of a sentence name an event."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.events.groups import NOUN_GROUP, Group, read_group
from transforms.events.words import is_event_noun, nouns, verbs
from transforms.syntax import Parse

NOUN_TAGS = frozenset(("NN", "NNS"))
OBJECTS = frozenset(("dobj", "nsubjpass"))
NO_CLAUSE = frozenset(("aux", "auxpass", "amod", "compound", "prep", "case", "nmod"))
NO_COMMAND = ("nsubj", "nsubjpass", "aux", "auxpass", "csubj", "expl")
NAMING = frozenset(("call", "name", "title", "entitle", "know", "dub", "base", "give", "nickname"))


@dataclass(slots=True)
class Trigger:
    """One candidate: `kind` is verb, stative, aspect, noun or state (be, have); `support` is the light verb above a noun."""

    token: int
    lemma: str
    kind: str
    group: Group
    support: int | None = None


def find_triggers(parse: Parse) -> dict[int, Trigger]:
    """All candidates by token, in text order; statives and states make rows only where a date stands in their clause."""
    found: dict[int, Trigger] = {}
    for i, tag in enumerate(parse.tags):
        trigger = _verb(parse, i) if tag[:2] == "VB" else _noun(parse, i) if tag[:2] in ("NN", "JJ") else None
        if trigger is not None:
            found[i] = trigger
    return found


def event_object(parse: Parse, verb: int) -> int | None:
    """The event noun that a light verb carries: its object, or the subject of its passive."""
    for child in parse.children[verb]:
        if parse.deps[child] in OBJECTS and _is_noun(parse, child) and _is_carried(parse, verb, child):
            return child
    return None


def _is_noun(parse: Parse, i: int) -> bool:
    """Whether it is a common noun, or the object of a verb that the tagger took for an adjective: "made landfall"."""
    is_mistaken = parse.tags[i] == "JJ" and parse.deps[i] == "dobj" and parse.lemmas[i] in nouns("events")
    return parse.tags[i] in NOUN_TAGS or is_mistaken


def _is_carried(parse: Parse, verb: int, noun: int) -> bool:
    """Whether the noun is what is done: an event noun, or one that is an event with "take" only ("take effect")."""
    lemma = parse.lemmas[noun]
    if _is_bodily(parse, noun):
        return False
    return is_event_noun(lemma) or (parse.lemmas[verb] == "take" and lemma in nouns("taken"))


def _is_bodily(parse: Parse, noun: int) -> bool:
    """A heart attack is no attack, a cardiac arrest no arrest: who suffers one suffers."""
    return not nouns("bodily").isdisjoint(parse.words_below(noun, "compound", "amod", "nmod"))


def _names_event(parse: Parse, i: int) -> bool:
    """A name whose last word is what it is: "the Paris Air Show", "the Munich Security Conference"."""
    return parse.lemmas[i] in nouns("named") and (i == 0 or parse.tags[i - 1].startswith("NN"))


def _verb(parse: Parse, i: int) -> Trigger | None:
    dep, lemma = parse.deps[i], parse.lemmas[i]
    if dep in NO_CLAUSE or (dep == "acl" and lemma in NAMING):
        return None
    if lemma in verbs("light") and event_object(parse, i) is not None:
        return None
    if parse.tags[i] == "VB" and is_command(parse, i):
        return None
    if is_preposition(parse, i):
        return None
    if lemma in ("be", "have"):
        return Trigger(i, lemma, "state", read_group(parse, i))
    if lemma in verbs("empty"):
        return None
    kind = "stative" if lemma in verbs("statives") else "aspect" if lemma in verbs("aspect") else "verb"
    return Trigger(i, lemma, kind, read_group(parse, i))


def is_preposition(parse: Parse, verb: int) -> bool:
    """Whether a participle stands for "after": "resigned following the vote", but "is following the vote", "the vote following it"."""
    if parse.words[verb].lower() != "following" or parse.child(verb, "aux", "nsubj") is not None:
        return False
    return parse.child(verb, "dobj", "pobj") is not None


def is_command(parse: Parse, verb: int) -> bool:
    """Whether readers are told to do it: "Please see our terms", "visit us or call": a bare verb without a subject."""
    while parse.deps[verb] == "conj" and parse.tags[parse.heads[verb]] == "VB":
        if parse.child(verb, *NO_COMMAND) is not None:
            return False
        verb = parse.heads[verb]
    if parse.deps[verb] != "ROOT" or parse.tags[verb] != "VB" or parse.child(verb, *NO_COMMAND) is not None:
        return False
    return all(parse.tags[c] != "TO" for c in parse.children[verb])


def _noun(parse: Parse, i: int) -> Trigger | None:
    lemma = parse.lemmas[i]
    taken = lemma in nouns("taken") and parse.deps[i] in OBJECTS and parse.lemmas[parse.heads[i]] == "take"
    if parse.deps[i] in ("compound", "nmod", "amod", "npadvmod") or not (taken or is_event_noun(lemma)):
        return None
    if not _is_noun(parse, i) and not _names_event(parse, i):
        return None
    if _is_bodily(parse, i):
        return None
    support = parse.heads[i] if parse.deps[i] in OBJECTS else None
    if support is not None and parse.lemmas[support] not in verbs("light"):
        support = None
    group = read_group(parse, support) if support is not None else NOUN_GROUP
    return Trigger(i, lemma, "noun", group, support)
