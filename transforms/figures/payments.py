"""What is paid, got or handled: an amount that its verb is done to is the subject's, and does not measure it."""

from __future__ import annotations

from transforms.figures.grammar import Grammar, Place
from transforms.figures.lexicon import lexicon


def is_spent(grammar: Grammar, place: Place) -> bool:
    """Whether the sum is the object of a verb that does not name a price, or stands in a list of sums."""
    words, parse = lexicon().nouns, grammar.parse
    lemma = parse.lemmas[place.verb] if place.verb is not None else ""
    if lemma in words["paying_verbs"]:
        return True
    if grammar.low(place.left) == "including":
        return True
    return lemma not in words["costing_verbs"] and parse.deps[place.top] in ("dobj", "conj", "appos", "ROOT")


def is_payment(grammar: Grammar, place: Place) -> bool:
    """Whether the amount is what somebody pays, gets or handles: the subject is its holder, not what is measured."""
    if place.verb is None or not _is_object(grammar, place):
        return False
    lemma = grammar.parse.lemmas[place.verb]
    if lemma == "set" and grammar.low(place.verb + 1) == "aside":
        return True
    if place.draft.kind in ("measure", "percent"):
        return lemma in lexicon().nouns["handling_verbs"]
    if place.draft.kind == "count":
        return lemma in lexicon().nouns["having_verbs"] and grammar.parse.tags[place.top] == "CD"
    if place.draft.kind != "money":
        return False
    if given_to(grammar, place) is not None:
        return True
    return lemma in lexicon().nouns["paying_verbs"] or (lemma == "lose" and place.draft.scaled)


def _is_object(grammar: Grammar, place: Place) -> bool:
    """Whether the amount is the object of its verb, or joined to one that is: "paid $5 and $7"."""
    token, parse = place.top, grammar.parse
    while parse.deps[token] in ("conj", "appos") and parse.heads[token] in grammar.figures:
        token = parse.heads[token]
    return parse.deps[token] == "dobj"


def given_to(grammar: Grammar, place: Place) -> int | None:
    """The town of "gave the town $5 million": who gets the sum; not who is charged it ("cost the town $5 million")."""
    parse, verb = grammar.parse, place.verb
    if verb is None or place.draft.kind != "money" or parse.deps[place.top] != "dobj":
        return None
    if parse.lemmas[verb] in lexicon().nouns["costing_verbs"]:
        return None
    taker = parse.child(verb, "dative")
    return taker if taker is not None and taker < place.top and grammar.is_nominal(taker) else None
