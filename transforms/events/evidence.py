"""What speaks for and against an undated event having happened on the day the story tells of: named evidence, weighed openly.

The weights stand in lexicons/events/lead_weights.yml, each beside the name of its evidence; nothing is hidden in code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp

from transforms.events.triggers import Trigger
from transforms.events.words import verbs
from transforms.lexicons import load
from transforms.syntax import Parse

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
    lead_is_other_day: bool
    is_known: bool  # its verb or noun was dated to the day of the lead before
    is_same_actor: bool  # its actor is the actor of the first event of that day
    is_on_the_occasion: bool  # placed by "during the ceremony"
    governor: str  # how the trigger above is dated: clause, other, none


def evidence(parse: Parse, trigger: Trigger, setting: Setting) -> list[str]:
    """Names of the evidence that holds for a trigger."""
    tense = trigger.group.tense
    kind = "noun" if trigger.kind == "noun" else "state" if trigger.kind in ("stative", "state") else "verb"
    place = "title" if setting.is_title else _place(setting.order)
    label = LABELS.get(parse.deps[trigger.token], "other")
    mode = _above_tense(parse, trigger) if kind == "noun" else tense
    names = [
        "always",
        f"place:{place}",
        f"{kind}:{place}",
        f"{kind}:{mode}",
        f"{kind}:{label}",
        f"status:{setting.status}",
        f"{kind}:above_{setting.governor}",
    ]
    names += [f"told:{kind}"] if setting.is_told else []
    names += [f"quoted:{mode}"] if setting.is_quoted else []
    names += ["dates_in_sentence"] if setting.sentence_dates else []
    names += ["lead_is_other_day", f"lead_is_other_day:{kind}:{mode}"] if setting.lead_is_other_day else []
    names += [f"known:{kind}"] if setting.is_known else []
    names += [f"same_actor:{mode}"] if setting.is_same_actor else []
    names += _class(trigger.lemma)
    if kind == "noun":
        names.append(f"noun:{_determiner(parse, trigger.token)}")
    elif any(parse.tags[c] == "PRP" and parse.words[c].lower() in ("i", "we") for c in parse.children[trigger.token]):
        names.append("speaker_is_subject")
    return names


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


def chance(names: list[str]) -> float:
    """The chance that the event is of the story's day, by the sum of the weights of its evidence."""
    weights = _weights()
    return 1.0 / (1.0 + exp(-sum([weights.get(name, 0.0) for name in names])))
