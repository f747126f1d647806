"""With a parse: the noun that a number counts, the phrase that a quantity measures, its holder and its verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from transforms.figures.answers import Thing
from transforms.figures.bounds import LENGTHS
from transforms.figures.continued import Before, continued
from transforms.figures.counted import counted_noun, described_noun, hyphened_noun
from transforms.figures.drafts import Draft
from transforms.figures.edges import counted_phrase, whole_phrase
from transforms.figures.grammar import Grammar, Place
from transforms.figures.holders import holder
from transforms.figures.lexicon import lexicon
from transforms.figures.measured import in_damages, index_of, measured_noun
from transforms.figures.motion import is_placed, is_time_frame, moving
from transforms.figures.roles import Measured, Role
from transforms.figures.tokens import Tokens
from transforms.syntax import Parse

WHOLE = frozenset(("money", "percent", "measure", "age"))  # kinds whose thing keeps its prepositional phrases


class Reader:
    """The answers for the figures of one parsed sentence, asked in text order."""

    def __init__(
        self, tokens: Tokens, parse: Parse, drafts: Sequence[Draft], times: Sequence[tuple[int, int]] = ()
    ) -> None:
        self._given = tokens, parse, drafts, times
        self._before: Before | None = None

    @cached_property
    def grammar(self) -> Grammar:
        """Made when it is asked for: most sentences with a number have no figure."""
        return Grammar(*self._given)

    def read(self, draft: Draft) -> Thing:
        """What the figure counts or measures; fields that the grammar does not give stay None."""
        place = self.grammar.place(draft)
        if place is None:
            return Thing()
        thing, grammar = Thing(), self.grammar
        if place.verb is not None:
            thing.predicate, thing.predicate_at = grammar.parse.lemmas[place.verb], grammar.span(place.verb)
        counts = False
        if not (is_placed(grammar, place, thing) or moving(grammar, place, thing) or is_time_frame(grammar, place)):
            hyphened = hyphened_noun(grammar, place)
            noun = counted_noun(grammar, place) if hyphened is None else None
            counts = noun is not None
            if hyphened is not None:
                thing = self._describing(thing, hyphened)
            else:
                thing = self._counting(place, thing, noun) if noun is not None else self._standing(place, thing)
        self._before = Before(place, thing, counts)
        return thing

    def _describing(self, thing: Thing, noun: int) -> Thing:
        """Reads "a 336-page book": pages are counted, and the book has them."""
        grammar = self.grammar
        self._name(thing, noun, grammar.span(noun))
        described = described_noun(grammar, noun)
        thing.holder = counted_phrase(grammar, described, noun) if described is not None else None
        return thing

    def _counting(self, place: Place, thing: Thing, noun: int) -> Thing:
        """A figure with a noun behind it."""
        grammar = self.grammar
        whole = place.draft.kind in WHOLE
        last = max(place.inside[-1], grammar.bound_behind(place.draft))  # six or more ovens
        span = whole_phrase(grammar, noun) if whole else counted_phrase(grammar, noun, last)
        self._name(thing, noun, _without_size(grammar, place, noun, span))
        if place.draft.kind == "count" and _on_scale(grammar, place):
            place.draft.kind = "index"
        return self._held(place, thing, Measured(noun, Role.OBJECT))

    def _standing(self, place: Place, thing: Thing) -> Thing:
        """A figure that stands alone."""
        grammar, draft = self.grammar, place.draft
        shared = continued(grammar, place, self._before)
        if shared is not None and in_damages(grammar, place) is None:
            known = self._before.place.draft.kind if self._before is not None else ""
            if draft.kind == "count" and (known == "index" or (draft.value is not None and draft.value % 1)):
                draft.kind = "index"  # "Acme rose 8.15% to 3.65"
            own = self._own_holder(place) if draft.kind == "count" else None
            holder_of = own if own is not None else shared.holder
            return replace(shared, holder=holder_of, predicate=thing.predicate, predicate_at=thing.predicate_at)
        found = measured_noun(grammar, place)
        if found is not None:
            doing = found.role is Role.DOING
            span = (
                grammar.span(found.noun)
                if doing
                else whole_phrase(grammar, found.noun, conjuncts=found.role is Role.SUBJECT)
            )
            self._name(thing, found.noun, span)
        elif draft.kind == "age" or draft.change is not None:
            self._told(thing, place)
        if draft.kind == "count" and thing.head in lexicon().nouns["ages"]:
            draft.kind, draft.unit, draft.rule = "age", "year", f"{draft.rule}+age"
        return self._held(place, thing, found)

    def _own_holder(self, place: Place) -> tuple[int, int] | None:
        """The rival of "it won 66 seats, and its rival lost 42": the clause of the second count has a subject of its own."""
        grammar, verb = self.grammar, place.verb
        if verb is None or self._before is None or verb == self._before.place.verb:
            return None
        if grammar.parse.deps[place.top] != "dobj":
            return None
        own = grammar.parse.child(verb, "nsubj")
        return whole_phrase(grammar, own, conjuncts=True) if own is not None and grammar.is_nominal(own) else None

    def _held(self, place: Place, thing: Thing, found: Measured | None) -> Thing:
        """The thing with its holder; the level of an index is no count."""
        level = index_of(self.grammar, place, found) if found is not None else None
        if level is not None:
            place.draft.kind, found = "index", level
            self._name(thing, level.noun, whole_phrase(self.grammar, level.noun))
        thing.holder = holder(self.grammar, place, found, thing)
        return thing

    def _name(self, thing: Thing, noun: int, span: tuple[int, int] | None) -> None:
        if span is not None:
            thing.span, thing.head, thing.head_at = span, self.grammar.parse.lemmas[noun], self.grammar.span(noun)

    def _told(self, thing: Thing, place: Place) -> None:
        """The pronoun whose age or change is told ("She was 26.", "It fell $2.")."""
        if place.verb is None:
            return
        found = self.grammar.parse.child(place.verb, "nsubj", "nsubjpass")
        if found is not None and found < place.verb and self.grammar.parse.tags[found] == "PRP":
            self._name(thing, found, self.grammar.span(found))


def _without_size(grammar: Grammar, place: Place, noun: int, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The pipeline of "a 2,000 km long pipeline", the wall of "a 2-metre-high wall", the army of "a 2,000-strong army"."""
    at = place.after + (grammar.low(place.after) == "-")
    strong = grammar.low(at) == "strong" and at > place.after  # a 2,000-strong army
    sized = place.draft.unit in LENGTHS and grammar.low(at) in lexicon().nouns["sizes"]
    sized = at < noun and (sized or strong)
    sized = sized and grammar.low(at + 1) not in ("-", "–")  # a 40-inch high-definition screen
    if span is None or not sized or span[0] != grammar.parse.starts[at]:
        return span
    return grammar.parse.starts[at + 1], span[1]


def _on_scale(grammar: Grammar, place: Place) -> bool:
    """Whether the number is the level of a scale named beside it: "a magnitude 6.9 quake", "a 6.9-magnitude quake"."""
    first, behind = place.inside[0] - 1, place.inside[-1] + 1
    first -= grammar.low(first) == "-"
    behind += grammar.low(behind) in ("+", "-")
    return not lexicon().nouns["scales"].isdisjoint((grammar.low(first), grammar.low(behind)))
