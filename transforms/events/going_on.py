"""Undated events that go on with one on the day of the story, or happen on the occasion that it tells of."""

from __future__ import annotations

from collections.abc import Mapping

from transforms.events.triggers import Trigger
from transforms.events.when import When, is_said_beside
from transforms.events.words import link_words, nouns
from transforms.syntax import Parse
from transforms.syntax.phrases import SUBJECTS


def goes_on(parse: Parse, trigger: Trigger, triggers: Mapping[int, Trigger], times: Mapping[int, When]) -> When | None:
    """The time of the verb that this one adds to: "resigned, saying that ...", "praised it but rejected the rest"."""
    head = parse.heads[trigger.token]
    when = times.get(head)
    if when is None:
        return None
    if is_said_beside(parse, trigger):
        return when
    return when if when.basis == "carried" and _is_joined(parse, trigger, triggers[head]) else None


def _is_joined(parse: Parse, trigger: Trigger, first: Trigger) -> bool:
    """Whether the same subject does both, one after the other, both told in the past."""
    return (
        parse.deps[trigger.token] == "conj"
        and trigger.kind == first.kind == "verb"
        and trigger.group.tense == first.group.tense == "past"
        and parse.child(trigger.token, *SUBJECTS) is None
    )


def is_on_the_occasion(parse: Parse, trigger: Trigger) -> bool:
    """Whether a past verb is placed by the occasion that was told of: "During the ceremony she thanked the crew"."""
    if trigger.kind == "noun" or trigger.group.tense != "past":
        return False
    for child in parse.children[trigger.token]:
        if parse.deps[child] == "prep" and parse.words[child].lower() in link_words("occasion_prepositions"):
            occasion = parse.child(child, "pobj")
            if occasion is not None and parse.lemmas[occasion] in nouns("occasions") and _is_known(parse, occasion):
                return True
    return False


def _is_known(parse: Parse, noun: int) -> bool:
    """Spoken of as told before: "the event", "his speech"; not "the second one", nor "that event", which may be the one told last."""
    children = parse.children[noun]
    if any(parse.lemmas[c] in link_words("others") for c in children):
        return False
    return any(parse.words[c].lower() in ("the", "his", "her", "its", "their") for c in children)
