"""Acts that somebody is only said to have done: "charged with the theft of two boats", "is alleged to have fled"."""

from __future__ import annotations

from transforms.events.words import status_words
from transforms.syntax import Parse
from transforms.syntax.phrases import subject

CLIMB = 4  # joined words between an act and the charge


def charge_above(parse: Parse, act: int) -> int | None:
    """The word that accuses somebody of the act: the verb, or the noun of "on suspicion of"; None where nobody is accused."""
    if _is_known(parse, act):
        return None
    for _ in range(CLIMB):
        head, label = parse.heads[act], parse.deps[act]
        if label == "xcomp":
            return head if parse.child(head, "auxpass") is not None and _accuses(parse, head) else None
        if label in ("pobj", "pcomp"):
            above = parse.heads[head]
            if label == "pcomp" and parse.deps[above] == "dobj":
                above = parse.heads[above]  # parsers hang the "of" of "accused the mayor of hiding it" on the mayor
            return above if parse.words[head].lower() in ("of", "with") and _accuses(parse, above) else None
        if label != "conj" and not (label == "acl" and parse.lemmas[act] in status_words("committed")):
            return None
        act = head
    return None


def accused(parse: Parse, act: int) -> int | None:
    """Who is accused of the act: whom the verb names, or who is held on suspicion of it."""
    charge = charge_above(parse, act)
    if charge is None:
        return None
    if parse.tags[charge][:2] == "NN":
        if parse.deps[charge] != "pobj":
            return None
        charge = parse.heads[parse.heads[charge]]
        if parse.tags[charge][:2] != "VB":
            return None
    is_passive = parse.child(charge, "auxpass") is not None
    return subject(parse, charge) if is_passive else parse.child(charge, "dobj")


def before_charge(parse: Parse, noun: int, last: int) -> int:
    """The last word of a noun phrase without what its noun is accused of."""
    for child in parse.children[noun]:
        done = parse.child(child, "pcomp") if parse.deps[child] == "prep" else None
        if done is not None and noun < child <= last and charge_above(parse, done) is not None:
            return child - 1
    return last


def _is_known(parse: Parse, act: int) -> bool:
    """Whether it was told before: eleven may be "charged with the murder", and there was one."""
    words = [parse.words[c].lower() for c in parse.children[act]]
    return parse.tags[act] == "NN" and not {"the", "this", "that"}.isdisjoint(words) and "of" not in words


def _accuses(parse: Parse, word: int) -> bool:
    return parse.lemmas[word] in status_words("charges")
