"""Undated events that go on with one on the day of the story, or happen on the occasion that it tells of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transforms.events.groups import read_group
from transforms.events.triggers import Trigger
from transforms.events.when import When, is_said_beside
from transforms.events.words import link_words, nouns
from transforms.syntax import Parse
from transforms.syntax.phrases import SUBJECTS


def goes_on(parse: Parse, trigger: Trigger, triggers: Mapping[int, Trigger], times: Mapping[int, When]) -> When | None:
    """The time of the verb that this one adds to: "resigned, saying that ...", "praised it but rejected the rest"."""
    head = parse.heads[trigger.token]
    if parse.deps[trigger.token] == "pcomp" and parse.lemmas[head] == "by":
        head = parse.heads[head]
    when = times.get(head)
    if when is None:
        return None
    if is_said_beside(parse, trigger):
        return when
    if when.basis != "carried":
        return None
    return when if _is_joined(parse, trigger, triggers[head]) or _is_meanwhile(parse, trigger, triggers[head]) else None


def _is_meanwhile(parse: Parse, trigger: Trigger, main: Trigger) -> bool:
    """Whether a past verb is done by, or while, the gerund is: "while introducing her guest, she began by thanking the crew"."""
    if trigger.kind != "verb" or main.group.tense != "past" or parse.tags[trigger.token] != "VBG":
        return False
    if parse.deps[trigger.token] == "pcomp":
        return True
    marks = (parse.words[c].lower() for c in parse.children[trigger.token] if parse.deps[c] in ("mark", "advmod"))
    return parse.deps[trigger.token] == "advcl" and any(mark in ("when", "while") for mark in marks)


def has_rival(parse: Parse, trigger: Trigger, days: Sequence[int]) -> bool:
    """Whether a day stands beside the verb; one in what is said is none: "said that sales fell in 2009". `days` are their tokens."""
    content = parse.child(trigger.token, "ccomp") if days else None
    inside = parse.subtree(content) if content is not None else ()
    return any(not inside or not inside[0] <= token <= inside[-1] for token in days)


def _is_joined(parse: Parse, trigger: Trigger, first: Trigger) -> bool:
    """Whether the same subject does both, one after the other, both told in the past."""
    return (
        parse.deps[trigger.token] == "conj"
        and trigger.kind == first.kind == "verb"
        and trigger.group.tense == first.group.tense == "past"
        and parse.child(trigger.token, *SUBJECTS) is None
    )


def is_on_the_occasion(parse: Parse, trigger: Trigger) -> bool:
    """Whether a past verb is placed by the occasion that was told of, or is that occasion: "During the ceremony she thanked the crew"."""
    if trigger.kind == "noun":
        return _is_occasion(parse, trigger.token) and _is_past_scene(parse, trigger.token)
    if trigger.group.tense != "past":
        return False
    for child in parse.children[trigger.token]:
        occasion = child
        if _is_that_day(parse, child):
            return True
        if parse.deps[child] == "prep" and parse.words[child].lower() in link_words("occasion_prepositions"):
            occasion = parse.child(child, "pobj") or child
        elif parse.deps[child] not in SUBJECTS or trigger.kind != "verb":
            continue
        if _is_occasion(parse, occasion):
            return True
    return False


def _is_that_day(parse: Parse, word: int) -> bool:
    """Whether the word opens "earlier in the day", "later in the day"."""
    words = [w.lower() for w in parse.words[word : word + 4]]
    return words in (["earlier", "in", "the", "day"], ["later", "in", "the", "day"])


def _is_occasion(parse: Parse, noun: int) -> bool:
    """One occasion that is spoken of as known and not by its name: "the event", but "the Winter Arts event" may be any."""
    is_named = any(parse.deps[c] in ("compound", "nmod") and parse.tags[c][:3] == "NNP" for c in parse.children[noun])
    return (
        parse.tags[noun] == "NN"
        and not is_named
        and parse.lemmas[noun] in nouns("occasions")
        and _is_known(parse, noun)
    )


def _is_past_scene(parse: Parse, noun: int) -> bool:
    """Whether the noun is the subject of a past verb, or sets its scene: "The event drew thousands", "during the event he said"."""
    verb = parse.heads[noun]
    if parse.deps[noun] == "pobj" and parse.words[verb].lower() in link_words("occasion_prepositions"):
        verb = parse.heads[verb]
    elif parse.deps[noun] not in SUBJECTS:
        return False
    return parse.tags[verb][:2] == "VB" and read_group(parse, verb).tense == "past"


def _is_known(parse: Parse, noun: int) -> bool:
    """Spoken of as told before: "the event", "his speech"; not "the second one", nor "that event", which may be the one told last."""
    children = parse.children[noun]
    if any(parse.lemmas[c] in link_words("others") for c in children):
        return False
    return any(parse.words[c].lower() in ("the", "his", "her", "its", "their") for c in children)
