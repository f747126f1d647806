"""What is measured by the words right beside the number: "jewels worth $5", "sales (up 5%)", "Retail price: $5"."""

from __future__ import annotations

from transforms.figures.counted import is_empty
from transforms.figures.grammar import Grammar, Place
from transforms.figures.lexicon import lexicon
from transforms.figures.roles import Measured, Role

AMOUNTS = frozenset(("money", "percent", "measure", "index"))
BRINGING = frozenset(("bring", "lift", "push", "raise", "see", "send", "take"))
BROUGHT_WITHIN = 15  # tokens between "bring" and "to"
CLOSING = frozenset((";", "."))
COMPARED = frozenset(("as", "the", "that"))
SIDES = frozenset(("above", "below", "exceeding", "over", "under"))
DASHES, ENDS = frozenset("-–—"), frozenset((",", ";", ".", "(", ""))
DIRECTIONS = frozenset(("up", "down"))
GROUPING = frozenset(("as", "like", "including"))


def worth(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "jewels worth $5", "jewels, worth up to $5,": the noun right before "worth"."""
    at = place.left
    while grammar.low(at) in ("up", "to"):
        at -= 1
    before = at - 1 - (grammar.low(at - 1) == ",")
    if grammar.low(at) != "worth" or not grammar.is_thing(before):
        return None
    parse, found, noun = grammar.parse, before, before
    while parse.deps[noun] == "pobj" and grammar.is_thing(above := parse.heads[parse.heads[noun]]) and above < noun:
        if grammar.low(parse.heads[noun]) != "of":
            found = above  # a deal with the ministry of bread worth $5
        noun = above
    return Measured(found, Role.OBJECT)


def sized(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "a wall 3 metres high", "mattresses up to 16 inches thick", "a planet 12 times the mass": the noun right before the size."""
    at = place.inside[0] - 1
    behind = place.after + (grammar.low(place.after) == "times")
    if place.draft.style == "multiple" and grammar.low(behind) in COMPARED and grammar.is_thing(at):
        return Measured(at, Role.BESIDE)
    if place.draft.kind != "measure" or grammar.low(place.after) not in lexicon().nouns["sizes"]:
        return None
    while at > 0 and (grammar.low(at) in lexicon().nouns["hanging"] or grammar.low(at) in ("up", "to")):
        at -= 1
    return Measured(at, Role.BESIDE) if at >= 0 and grammar.is_thing(at) else None


def labelled(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "Retail price: $34.99": the noun before the colon."""
    at = place.left - 1
    if place.draft.kind == "duration" or at < 0 or not grammar.is_thing(at):
        return None
    if _is_listed(grammar, place):
        return Measured(at, Role.BESIDE)
    if grammar.low(place.left) != ":":
        return None
    parse = grammar.parse
    if parse.tags[at].startswith("NNP") and grammar.low(place.after) == "for" and place.draft.kind == "money":
        return None  # Leeds: $5 million for roads
    if parse.deps[at] == "pobj":  # "Price of bread: $5", but not "the largest in history: $5"
        at = parse.heads[parse.heads[at]]
    return Measured(at, Role.BESIDE) if grammar.is_thing(at) else None


def _is_listed(grammar: Grammar, place: Place) -> bool:
    """Reads "tanks – 2,935 (+6), APV – 5,909": a dash between blanks, and nothing counted behind the number."""
    dash, parse = place.left, grammar.parse
    if place.draft.kind != "count" or grammar.low(dash) not in DASHES or dash + 1 >= len(parse):
        return False
    loose = parse.ends[dash - 1] < parse.starts[dash] and parse.ends[dash] < parse.starts[dash + 1]
    return loose and grammar.low(place.inside[-1] + 1) in ENDS


def of_an_age(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "adults over 60"."""
    at = place.inside[0] - 2
    if place.draft.kind != "age" or at < 0 or grammar.low(at) not in lexicon().nouns["aged_people"]:
        return None
    return Measured(at, Role.BESIDE) if grammar.is_noun(at) else None


def beside_direction(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "Acme up 5%", "the losers were Acme, down 5%": the name right before the direction."""
    at = place.left
    if grammar.low(at) not in DIRECTIONS:
        return None
    before, parse = at - 1, grammar.parse
    comma = before > 0 and parse.words[before] in (",", "-", "–", "—", "(")
    before -= comma
    if before < 0 or not grammar.is_thing(before):
        return None
    noun = before
    if parse.words[before + 1] == "(":
        return Measured(noun, Role.BESIDE)  # on higher sales (up 10% to 690)
    if comma and not (
        parse.deps[noun] in ("attr", "appos", "conj", "ROOT", "nsubj", "nsubjpass")
        or (parse.deps[noun] == "pobj" and grammar.low(parse.heads[noun]) in GROUPING)
    ):
        return None
    return Measured(noun, Role.BESIDE)


def or_two(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "another shop or two"."""
    at = place.inside[0] - 2
    if place.draft.kind != "count" or grammar.low(at + 1) != "or" or at < 1 or not grammar.is_thing(at):
        return None
    return Measured(at, Role.OBJECT) if grammar.low(at - 1) in ("a", "an", "another") else None


def brought_to(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "bringing the number of countries that have it to 46", wherever the parser has hung "to"."""
    parse = grammar.parse
    if grammar.low(place.left) != "to":
        return None
    for verb in range(place.left - 1, max(-1, place.left - BROUGHT_WITHIN), -1):
        if parse.lemmas[verb] in BRINGING and parse.tags[verb].startswith("VB"):
            thing = parse.child(verb, "dobj")
            held = thing is not None and thing < place.left and grammar.is_thing(thing) and not is_empty(grammar, thing)
            return Measured(thing, Role.OBJECT) if held and thing is not None else None
        if verb in grammar.figures or parse.words[verb] in CLOSING:
            return None
    return None


def beside_bound(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "levels around $5", "sales between $5 and $6": the noun right before the bound, where nothing is done to it."""
    draft, first = place.draft, place.inside[0]
    at = place.left if grammar.low(first - 1) in ("around", "near") else first - 2
    around = draft.bound == "about" and grammar.low(first - 1) in ("around", "near")
    between = draft.bound == "range" and grammar.low(first - 1) == "between"
    beyond = draft.bound in ("more_than", "less_than") and grammar.low(first - 1) in SIDES
    if draft.kind not in AMOUNTS or not (around or between or beyond) or at < 0 or not grammar.is_thing(at):
        return None
    label = grammar.parse.deps[at]
    return Measured(at, Role.BESIDE) if label == "pobj" else None
