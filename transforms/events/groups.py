"""What the verb group says of time: one word for tense and mood, and whether it is negated."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.events.words import status_words
from transforms.syntax import Parse, phrases

WILL = frozenset(("will", "'ll", "’ll", "shall", "wo", "sha"))
FINITE = {"VBD": "past", "VBZ": "present", "VBP": "present"}


@dataclass(slots=True)
class Group:
    """`tense` is past, present, perfect, past_perfect, future, modal, infinitive, participle or none (a noun)."""

    tense: str
    modal: str | None = None
    negated: bool = False
    passive: bool = False


NOUN_GROUP = Group("none")


def read_group(parse: Parse, verb: int) -> Group:
    """The group of a verb: "would not be seen" -> modal, would, negated, passive."""
    group = phrases.verb_group(parse, verb)
    negated = group.negated or _is_denied(parse, verb)
    bare = parse.tags[verb] == "VBN" and len(group.tokens) == 1
    if bare and _is_past(parse, verb):
        return Group("past", None, negated, False)
    tense = _tense(group)
    if tense == "infinitive" and is_carried_out(parse, verb):
        above = read_group(parse, parse.heads[verb])
        return Group(above.tense, above.modal, negated or above.negated, group.passive)
    if tense == "infinitive" and _is_told_of(parse, verb):
        tense = "perfect" if group.perfect or "have" in (parse.lemmas[t] for t in group.tokens) else "present"
    return Group(tense, group.modal, negated, group.passive or bare)


def _is_past(parse: Parse, verb: int) -> bool:
    """Whether a form that the tagger took for a participle is finite: "..., the commission announced", "deals that it signed"."""
    if parse.child(verb, "nsubj") is None:
        return False
    is_main = parse.deps[verb] == "ROOT" and parse.child(verb, "dobj", "ccomp", "xcomp") is not None
    return is_main or parse.deps[verb] == "relcl"


def _is_told_of(parse: Parse, verb: int) -> bool:
    """Whether it is said to be so already: "is reported to be destroyed", "is believed to be hiding", but "to be held on Monday"."""
    above = parse.heads[verb]
    if parse.deps[verb] not in ("xcomp", "advcl") or parse.tags[verb] not in ("VBN", "VBG"):
        return False
    return parse.lemmas[above] in status_words("told_of") and parse.child(above, "auxpass") is not None


def is_carried_out(parse: Parse, verb: int) -> bool:
    """Whether the verb above does what the infinitive says: "helped secure it", "managed to win", but "failed to win"."""
    above = parse.heads[verb]
    if is_result(parse, verb):
        return True
    is_below = parse.deps[verb] in ("xcomp", "ccomp") and above < verb and parse.tags[above][:2] == "VB"
    return is_below and parse.lemmas[above] in status_words("carried_out")


def is_result(parse: Parse, verb: int) -> bool:
    """Whether the infinitive tells what the verb above came to: "beat the champion to reach the final", "rose to become chair"."""
    above = parse.heads[verb]
    is_below = parse.deps[verb] in ("advcl", "xcomp") and above < verb and parse.tags[above] in ("VBD", "VBN", "VBZ")
    return (
        is_below and parse.lemmas[verb] in status_words("attained") and parse.lemmas[above] in status_words("attains")
    )


def _is_denied(parse: Parse, verb: int) -> bool:
    """Whether an adverb says that it is not so."""
    return not status_words("never").isdisjoint(parse.words_below(verb, "neg", "advmod"))


def _tense(group: phrases.VerbGroup) -> str:
    if group.modal is not None:
        return "future" if group.modal in WILL else "modal"
    if group.infinitive:
        return "infinitive"
    tense = FINITE.get(group.finite)
    if tense is None:
        return "infinitive" if group.finite == "VB" else "participle"
    if group.perfect:
        return "past_perfect" if tense == "past" else "perfect"
    return tense
