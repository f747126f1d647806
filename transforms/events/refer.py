"""Events dated by another event that the article dated before: "since the invasion", "shortly before her death"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from transforms.events.triggers import NOUN_TAGS, Trigger
from transforms.events.types import event_type
from transforms.events.when import When, bounded, clause_above
from transforms.events.words import act, bound, is_event_noun, link_words, nouns, verbs
from transforms.syntax import Parse

TOLD_AGAIN = frozenset(("past", "past_perfect"))
NAMES = frozenset(("NNP", "NNPS", "CD"))
OWNERS = frozenset(("NN", "NNS", "NNP", "NNPS"))
MOMENTS = frozenset(("minute", "hour", "second"))


@dataclass(slots=True)
class Memory:
    """The times of the dated events read so far, by verb and by type."""

    times: dict[str, When] = field(default_factory=dict)

    def note(self, trigger: Trigger, when: When) -> None:
        """Remember an event that the text itself dates, with both ends known."""
        if when.basis == "clause" and when.interval.start is not None and when.interval.end is not None:
            for key in _keys(trigger):
                self.times[key] = when

    def find(self, trigger: Trigger) -> When | None:
        """The time of the last event that the noun can mean: the same verb, else the same type."""
        return next((self.times[key] for key in _keys(trigger) if key in self.times), None)


class Echoes:
    """The events that the article dates to one day and no other, by the verb or the verb of the noun: "the flight", "the attack"."""

    def __init__(self, said_on: date | None) -> None:
        self._said_on = said_on
        self._days: dict[str, When | None] = {}
        self._actors: dict[str, set[str]] = {}
        self._told: dict[str, set[str]] = {}  # the words of the sentences that give the day
        self._heard: dict[str, Parse] = {}  # the last of them: an endless line with many dates is read once a verb

    def note(self, parse: Parse, trigger: Trigger, when: When, actor: str | None) -> None:
        """Remember a day that the text itself gives, and whose event it was; two days for one verb are no day."""
        if when.interval.start is None or when.interval.start != when.interval.end:
            return
        self._note(parse, act(trigger.lemma), when, actor)
        brought = parse.child(trigger.token, "dobj", "nsubjpass") if trigger.lemma in verbs("holds") else None
        if brought is not None and parse.tags[brought] in NOUN_TAGS and is_event_noun(parse.lemmas[brought]):
            self._note(parse, act(parse.lemmas[brought]), when, actor)  # the vote of "they held a vote on Monday"

    def _note(self, parse: Parse, key: str, when: When, actor: str | None) -> None:
        known = self._days.setdefault(key, when)
        if known is not None and known.interval != when.interval:
            self._days[key] = None
        if actor is not None:
            self._actors.setdefault(key, set()).add(actor)
        if self._heard.get(key) is not parse:
            self._heard[key] = parse
            self._told.setdefault(key, set()).update(word.lower() for word in parse.words)

    def during(self, parse: Parse, trigger: Trigger, triggers: Mapping[int, Trigger]) -> When | None:
        """The time of a past verb that is placed by an event of one known day: "was hurt during the flight"."""
        if trigger.kind != "verb" or trigger.group.tense != "past":
            return None
        for noun in _occasion(parse, trigger.token):
            when = self.find(parse, triggers[noun], None, is_title=False) if noun in triggers else None
            if when is not None:
                return replace(when, rule="event_in")
        return None

    def find(self, parse: Parse, trigger: Trigger, actor: str | None, *, is_title: bool) -> When | None:
        """The time of an undated event that is spoken of as known, is told in the headline, or is done by the same actor."""
        key = act(trigger.lemma)
        when = self._days.get(key)
        if when is None or trigger.lemma in verbs("report") or trigger.lemma in nouns("papers"):
            return None
        if trigger.lemma in nouns("vague") and (
            trigger.kind == "noun" or parse.child(trigger.token, "xcomp") is not None
        ):
            return None  # "my work", "used to go"
        is_verb = trigger.kind == "verb" and trigger.group.tense in TOLD_AGAIN and parse.deps[trigger.token] != "relcl"
        if (
            is_verb
            and self._said_on is not None
            and when.interval.start is not None
            and when.interval.start > self._said_on
        ):
            return None  # who will serve from June "served as clerk" before
        same = is_verb and actor in self._actors.get(key, ()) and not _is_another(parse, trigger.token)
        if not (is_title or same or (trigger.kind == "noun" and _is_known(parse, trigger))):
            return None
        if trigger.kind == "noun" and not self._told[key].issuperset(_named(parse, trigger.token, key, is_title)):
            return None  # "the death of her brother", where she died on Monday; "the 2020 election", where one was held in Ohio
        return When(when.interval, when.span, "carried", "echo_of_event")


def _occasion(parse: Parse, verb: int) -> Iterator[int]:
    """The nouns of "during the flight", "at the meeting"; harm is done "in the attack" too."""
    for child in parse.children[verb]:
        noun = parse.child(child, "pobj") if parse.deps[child] == "prep" else None
        word = parse.words[child].lower()
        if noun is None or (word == "at" and parse.lemmas[noun] not in nouns("occasions")):
            continue  # "grief at her death"
        if word in ("at", "during") or (word == "in" and parse.lemmas[verb] in link_words("harms")):
            yield noun


def _named(parse: Parse, noun: int, key: str, is_title: bool) -> list[str]:
    """The words that say which event it is: whose it is, where that is a name or, of a death, a noun; below the title also names before it."""
    is_fate = key in link_words("undergone")
    of = next((c for c in parse.children[noun] if parse.lemmas[c] == "of"), None)
    owner = parse.child(noun, "poss") if of is None else parse.child(of, "pobj")
    words = (
        []
        if is_title
        else [
            c
            for c in parse.children[noun]
            if parse.deps[c] in ("compound", "nmod", "nummod") and parse.tags[c] in NAMES
        ]
    )
    if owner is not None and parse.tags[owner] in (OWNERS if is_fate else NAMES):
        words.append(owner)
    return [parse.words[w].lower() for w in words]


def _is_another(parse: Parse, verb: int) -> bool:
    """Whether what it is done to is another one: "arrested a second man"."""
    thing = parse.child(verb, "dobj", "nsubjpass")
    return thing is not None and any(parse.lemmas[c] in link_words("others") for c in parse.children[thing])


def _is_known(parse: Parse, trigger: Trigger) -> bool:
    """Whether the noun is spoken of as known: the, this, that, or with an owner, and one of it."""
    children = parse.children[trigger.token]
    if parse.tags[trigger.token] not in ("NN", "NNP") or any(parse.lemmas[c] in link_words("others") for c in children):
        return False
    return any(parse.deps[c] == "poss" or parse.words[c].lower() in ("the", "this", "that") for c in children)


def _keys(trigger: Trigger) -> list[str]:
    kind = event_type(trigger.lemma, trigger.kind == "noun", ())
    keys = [act(trigger.lemma)]
    return keys if kind is None or kind.startswith(("speech.", "other.")) else [*keys, kind]


def refer(
    parse: Parse, triggers: Mapping[int, Trigger], placed: Mapping[int, When], memory: Memory, said_on: date | None
) -> dict[int, When]:
    """Trigger token -> its time, for undated triggers that stand before, after, since or until a remembered event."""
    found: dict[int, When] = {}
    for token, trigger in triggers.items():
        if trigger.kind != "noun" or token in placed or parse.deps[token] != "pobj":
            continue
        operator = _operator(parse, token)
        governor = clause_above(parse, parse.heads[token], triggers)
        when = memory.find(trigger) if operator is not None else None
        if when is None or operator is None or governor is None or governor in placed or governor in found:
            continue
        interval = bounded(when.interval, None if operator == "in" else operator, said_on)
        found[governor] = When(interval, when.span, "carried", f"event_{operator}")
    return found


def _operator(parse: Parse, noun: int) -> str | None:
    """How the words before the noun bound the event above; minutes after it is the same day, "at the time of" it as well."""
    preposition = parse.heads[noun]
    word, above = parse.words[preposition].lower(), parse.heads[preposition]
    if word == "of" and parse.lemmas[above] == "time":
        return "in"
    if word in ("of", "to") and parse.words[above].lower() in ("ahead", "prior"):
        word = parse.words[above].lower()
    operator = bound(word)
    if operator == "in":
        return None
    counted = any(parse.lemmas[c] in MOMENTS for c in parse.children[preposition])
    return "in" if counted and operator in ("after", "before") else operator
