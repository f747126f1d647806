"""What speaks for and against an undated event having happened on the day the story tells of: named evidence, weighed openly.

The weights stand in lexicons/events/lead_weights.yml, each beside the name of its evidence; nothing is hidden in code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp
from typing import NamedTuple

from transforms.events.triggers import Trigger
from transforms.events.when import When
from transforms.events.words import verbs
from transforms.lexicons import load
from transforms.syntax import Parse

KINDS = {"noun": "noun", "stative": "state", "state": "state"}
ORDERS = ((0, "first"), (1, "second"), (3, "lead"), (5, "early"), (10, "middle"))
LABELS = {"nsubj": "subject", "nsubjpass": "subject", "dobj": "object", "attr": "object", "pobj": "of_preposition", "pcomp": "of_preposition", "ROOT": "root",
          "conj": "joined", "ccomp": "content", "xcomp": "infinitive", "advcl": "aside", "relcl": "relative", "acl": "relative"}  # fmt: skip


@dataclass(slots=True)
class Setting:
    """Where an undated trigger stands: its sentence's place in the story, and what is around it."""

    order: int
    is_title: bool
    is_told: bool  # inside the content of a statement
    is_quoted: bool  # inside a direct quotation
    status: str
    sentence_dates: int
    has_rival: bool  # a day stands beside it, not in what it says
    lead_is_other_day: bool
    is_known: bool  # its verb or noun was dated to the day of the lead before
    is_same_actor: bool  # its actor is the actor of the first event of that day
    is_on_the_occasion: bool  # placed by "during the ceremony"
    said: When | None  # when its actor last spoke, where the text dates that
    governor: str  # how the trigger above is dated: clause, other, none


class Traits(NamedTuple):
    """All that counts of an undated trigger and its setting; two with the same traits have the same chance."""

    kind: str
    place: str
    mode: str
    label: str
    status: str
    governor: str
    is_told: bool
    is_quoted: bool
    has_dates: bool
    lead_is_other_day: bool
    is_known: bool
    is_same_actor: bool
    classes: tuple[str, ...]
    detail: str | None  # the determiner of a noun, or that the speaker is the subject


def evidence(parse: Parse, trigger: Trigger, setting: Setting) -> list[str]:
    """Names of the evidence that holds for a trigger."""
    return _names(_traits(parse, trigger, setting))


def likelihood(parse: Parse, trigger: Trigger, setting: Setting) -> float:
    """The chance that the event is of the story's day."""
    return _chance(_traits(parse, trigger, setting))


def _traits(parse: Parse, trigger: Trigger, setting: Setting) -> Traits:
    token, kind = trigger.token, KINDS.get(trigger.kind, "verb")
    detail: str | None
    if kind == "noun":
        mode, detail = _above_tense(parse, trigger), f"noun:{_determiner(parse, token)}"
    else:
        mode, detail = trigger.group.tense, "speaker_is_subject" if _is_speaker(parse, token) else None
    return Traits(
        kind,
        "title" if setting.is_title else _place(setting.order),
        mode,
        LABELS.get(parse.deps[token], "other"),
        setting.status,
        setting.governor,
        setting.is_told,
        setting.is_quoted,
        setting.sentence_dates > 0,
        setting.lead_is_other_day,
        setting.is_known,
        setting.is_same_actor,
        _class(trigger.lemma),
        detail,
    )


def _names(traits: Traits) -> list[str]:
    kind, place, mode = traits.kind, traits.place, traits.mode
    names = [
        "always",
        f"place:{place}",
        f"{kind}:{place}",
        f"{kind}:{mode}",
        f"{kind}:{traits.label}",
        f"status:{traits.status}",
        f"{kind}:above_{traits.governor}",
    ]
    names += [f"told:{kind}"] if traits.is_told else []
    names += [f"quoted:{mode}"] if traits.is_quoted else []
    names += ["dates_in_sentence"] if traits.has_dates else []
    names += ["lead_is_other_day", f"lead_is_other_day:{kind}:{mode}"] if traits.lead_is_other_day else []
    names += [f"known:{kind}"] if traits.is_known else []
    names += [f"same_actor:{mode}"] if traits.is_same_actor else []
    names += traits.classes
    names += [traits.detail] if traits.detail is not None else []
    return names


def _is_speaker(parse: Parse, verb: int) -> bool:
    """Whether "I" or "we" hangs on the verb."""
    pronouns = [parse.words[c].lower() for c in parse.children[verb] if parse.tags[c] == "PRP"]
    return "i" in pronouns or "we" in pronouns


def _place(order: int) -> str:
    for most, name in ORDERS:
        if order <= most:
            return name
    return "late"


@lru_cache(maxsize=1 << 14)
def _class(lemma: str) -> tuple[str, ...]:
    return tuple(f"class:{g}" for g in ("report", "plan", "aspect") if lemma in verbs(g))


def _above_tense(parse: Parse, trigger: Trigger) -> str:
    """Rough tense of the verb above a noun, by its tag and helpers."""
    for above in parse.ancestors(trigger.token):
        tag = parse.tags[above]
        if tag[:2] == "VB":
            helpers = [parse.lemmas[c] for c in parse.children[above] if parse.deps[c] == "aux"]
            if "will" in helpers or "to" in helpers:
                return "ahead"
            return "perfect" if "have" in helpers else "past" if tag in ("VBD", "VBN") else "present"
    return "none"


def _determiner(parse: Parse, noun: int) -> str:
    for child in parse.children[noun]:
        if parse.deps[child] == "poss":
            return "owned"
        if parse.deps[child] == "det":
            return "definite" if parse.lemmas[child] in ("the", "this", "that", "these", "those") else "indefinite"
    return "bare"


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = load("events/lead_weights")["weights"]
    return weights


@lru_cache(maxsize=1 << 14)
def _chance(traits: Traits) -> float:
    """By the sum of the weights of the evidence."""
    weights = _weights()
    return 1.0 / (1.0 + exp(-sum([weights.get(name, 0.0) for name in _names(traits)])))
