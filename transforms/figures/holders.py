"""Whose number it is: the owner of the noun, else the noun before its preposition, else who does what the verb says."""

from __future__ import annotations

from transforms.figures.answers import Thing
from transforms.figures.counted import is_empty
from transforms.figures.edges import MOST, whole_phrase
from transforms.figures.grammar import Grammar, Place
from transforms.figures.lexicon import lexicon
from transforms.figures.payments import given_to
from transforms.figures.roles import Measured, Role

OF_THE_SUBJECT = frozenset((Role.OBJECT, Role.DOING))


def holder(grammar: Grammar, place: Place, found: Measured | None, thing: Thing) -> tuple[int, int] | None:
    """The span of the holder; None where the text names none."""
    noun = found.noun if found is not None else None
    token = _owner(grammar, noun) if noun is not None else None
    if token is None:
        token = _above(grammar, place, noun)
    if token is None and place.left > 0 and grammar.low(place.left) == "(" and grammar.is_nominal(place.left - 1):
        token = place.left - 1  # "Jane Doe (12 goals)"
    if token is None and found is None:
        token = given_to(grammar, place)
    if token is None and place.verb is not None and _is_the_subjects(grammar, found):
        if _does_it(grammar, place, noun):
            return None
        token = grammar.doer(place.verb)
    token = _named_so(grammar, token)
    if token is not None and _is_quality(grammar, token):
        return None
    if token is None or token == noun or not grammar.is_nominal(token) or is_empty(grammar, token):
        return None
    span = whole_phrase(grammar, token, conjuncts=True)
    if span is None or thing.span is None:
        return span
    inside = span[0] <= thing.span[0] and thing.span[1] <= span[1]
    return None if inside or len(grammar.tokens.text[span[0] : span[1]].split()) > MOST else span


def _named_so(grammar: Grammar, token: int | None) -> int | None:
    """The Leeds of "Leeds is the home of 30 mills": the holder is what it is said to be."""
    if token is None or grammar.parse.deps[token] != "attr":
        return token
    determiner = grammar.parse.child(token, "det")
    if determiner is None or grammar.low(determiner) not in ("a", "an", "the"):
        return token  # the test was access in eight states
    own = grammar.parse.child(grammar.parse.heads[token], "nsubj")
    return own if own is not None and own < token and grammar.is_nominal(own) else token


def _does_it(grammar: Grammar, place: Place, noun: int | None) -> bool:
    """Whether what is counted is a subject itself: "dozens of people and several dogs died", "a total of 12 eggs were sold"."""
    parse, head = grammar.parse, grammar.parse.heads[noun if noun is not None else place.top]
    total = parse.heads[head]
    subjects = [at for at in (place.top, total) if at == place.top or is_empty(grammar, total)]
    return any(parse.heads[at] == place.verb and parse.deps[at] in ("nsubj", "nsubjpass") for at in subjects)


def _is_the_subjects(grammar: Grammar, found: Measured | None) -> bool:
    """Whether the subject has, does or gets what is measured; not of what an aside tells."""
    if found is None:
        return True
    head = grammar.parse.heads[found.noun]
    if grammar.parse.deps[found.noun] == "pobj" and _is_aside(grammar, head):
        return False
    return found.role in OF_THE_SUBJECT


def _is_aside(grammar: Grammar, preposition: int) -> bool:
    """Whether what follows stands apart from the clause: "due to winds of 50 mph", ", on turnover of 5"."""
    low = grammar.low(preposition)
    return low in lexicon().nouns["adjunct_prepositions"] or (low == "on" and grammar.low(preposition - 1) == ",")


def _owner(grammar: Grammar, noun: int) -> int | None:
    owner = grammar.parse.child(noun, "poss")
    return owner if owner is not None and grammar.is_nominal(owner) else None


def _above(grammar: Grammar, place: Place, noun: int | None) -> int | None:
    """Reads "cuts on 50 products": the cuts."""
    parse = grammar.parse
    head = parse.heads[noun if noun is not None else place.top]
    if parse.tags[head] not in ("IN", "TO") or grammar.low(head) in lexicon().nouns["adjunct_prepositions"]:
        return None
    above = parse.heads[head]
    if above in grammar.figures and grammar.parse.tags[parse.heads[above]] == "IN":
        above = parse.heads[parse.heads[above]]  # "customers with $5 million in deposits"
    if is_empty(grammar, above):  # farms with a total of 12 barns
        if parse.tags[parse.heads[above]] != "IN":
            return None
        above = parse.heads[parse.heads[above]]
    if above == noun or above > place.top or not grammar.is_thing(above) or is_empty(grammar, above):
        return None
    if _is_counted(grammar, above):
        return None
    for _ in range(2):
        head = parse.heads[above]
        if parse.tags[head] != "IN" or not grammar.is_thing(parse.heads[head]) or parse.heads[head] > above:
            break
        above = parse.heads[head]
    return above


def _is_quality(grammar: Grammar, token: int) -> bool:
    """The tough of "it is tough to close one shop": an adjective in small letters without "the" before it."""
    parse = grammar.parse
    adjective = parse.tags[token].startswith("JJ") and parse.words[token].islower()
    return adjective and parse.deps[token] not in ("nsubj", "nsubjpass") and parse.child(token, "det") is None


def _is_counted(grammar: Grammar, noun: int) -> bool:
    """Whether the noun has a figure of its own: "32 goals in 36 games" are not the goals' games."""
    children = grammar.parse.children
    return any(
        child in grammar.figures or (grammar.low(child) == "of" and not grammar.figures.isdisjoint(children[child]))
        for child in children[noun]
    )
