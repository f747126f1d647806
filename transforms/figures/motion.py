"""Distances that place something ("250 miles southwest of Lahore") and speeds at which it moves ("moving north at 13 mph")."""

from __future__ import annotations

from transforms.figures.answers import Thing
from transforms.figures.edges import whole_phrase
from transforms.figures.grammar import Grammar, Place
from transforms.figures.lexicon import lexicon

FARTHEST = 8  # tokens from "of" to the name of the place


def is_placed(grammar: Grammar, place: Place, thing: Thing) -> bool:
    """Reads "250 miles (400 km) southwest of Lahore": the direction with its place is measured."""
    parse, after = grammar.parse, place.after
    if place.draft.kind != "measure" or place.draft.per is not None or (place.draft.unit or "").startswith("square"):
        return False
    if grammar.low(after) not in lexicon().nouns["directions"]:
        return False
    end = after
    if grammar.low(after + 1) in ("of", "from"):
        child = parse.child(after + 1, "pobj")
        end = child if child is not None and 0 < child - after < FARTHEST else after
    thing.span, thing.head, thing.head_at = (
        (parse.starts[after], parse.ends[end]),
        parse.lemmas[after],
        grammar.span(after),
    )
    return True


def is_time_frame(grammar: Grammar, place: Place) -> bool:
    """Whether the length of time only says when: "over the past two years"."""
    first = place.inside[0]
    return place.draft.kind == "duration" and grammar.low(first - 1) in lexicon().nouns["frame_adjectives"]


def moving(grammar: Grammar, place: Place, thing: Thing) -> bool:
    """Reads "moving northwest at 13 mph": the motion is measured, who moves is the holder."""
    parse, verb, first = grammar.parse, place.verb, place.inside[0]
    if place.draft.kind != "measure" or place.draft.per is None or verb is None or verb > first:
        return False
    if (
        parse.tags[verb] != "VBG"
        or parse.lemmas[verb] not in lexicon().nouns["motion_verbs"]
        or grammar.low(place.left) != "at"
        or parse.child(verb, "dobj") is not None
    ):
        return False
    last = verb
    while last + 1 < first and parse.tags[last + 1].startswith(("RB", "NN", "JJ")):
        last += 1
    thing.span, thing.head, thing.head_at = (
        (parse.starts[verb], parse.ends[last]),
        parse.lemmas[verb],
        grammar.span(verb),
    )
    found = grammar.doer(verb)
    thing.holder = whole_phrase(grammar, found) if found is not None else None
    return True
