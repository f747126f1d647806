"""With a parse: the noun that a number counts, the phrase that a quantity measures, its holder and its verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.figures.answers import Thing
from transforms.figures.counted import counted_noun
from transforms.figures.drafts import Draft
from transforms.figures.edges import counted_phrase, whole_phrase
from transforms.figures.grammar import Grammar, Place
from transforms.figures.holders import holder
from transforms.figures.lexicon import lexicon
from transforms.figures.measured import Measured, Role, index_of, measured_noun
from transforms.figures.motion import is_placed, is_time_frame, moving
from transforms.figures.tokens import Tokens
from transforms.syntax import Parse

WHOLE = frozenset(("money", "percent", "measure", "age"))  # kinds whose thing keeps its prepositional phrases
TIMES = frozenset(("duration", "age"))
REACH = 7  # tokens between two figures of one thing


class Reader:
    """The answers for the figures of one parsed sentence, asked in text order."""

    def __init__(self, tokens: Tokens, parse: Parse, drafts: Sequence[Draft]) -> None:
        self.grammar = Grammar(tokens, parse, drafts)
        self._last: tuple[Place, Thing] | None = None

    def read(self, draft: Draft) -> Thing:
        """What the figure counts or measures; fields that the grammar does not give stay None."""
        place = self.grammar.place(draft)
        thing = self._read(place) if place is not None else Thing()
        self._last = (place, thing) if place is not None else None
        return thing

    def _read(self, place: Place) -> Thing:
        grammar, draft = self.grammar, place.draft
        thing = Thing()
        if place.verb is not None:
            thing.predicate, thing.predicate_at = grammar.parse.lemmas[place.verb], grammar.span(place.verb)
        if is_placed(grammar, place, thing) or moving(grammar, place, thing):
            return thing
        if is_time_frame(grammar, place):
            return thing
        noun = counted_noun(grammar, place)
        if noun is not None:
            found: Measured | None = Measured(noun, Role.OBJECT)
            self._name(
                thing,
                noun,
                whole_phrase(grammar, noun) if draft.kind in WHOLE else counted_phrase(grammar, noun, place.inside[-1]),
            )
        elif (shared := self._continued(place)) is not None:
            if draft.kind == "count" and draft.value is not None and draft.value != int(draft.value):
                draft.kind = "index"  # "Acme rose 8.15% to 3.65"
            return replace(shared, predicate=thing.predicate, predicate_at=thing.predicate_at)
        else:
            found = measured_noun(grammar, place)
            if found is not None:
                doing = found.role is Role.DOING
                conjuncts = found.role is Role.SUBJECT
                span = grammar.span(found.noun) if doing else whole_phrase(grammar, found.noun, conjuncts=conjuncts)
                self._name(thing, found.noun, span)
            elif draft.kind == "age":
                self._aged(thing, place)
        if draft.kind == "count" and noun is None and thing.head in lexicon().nouns["ages"]:
            draft.kind, draft.unit, draft.rule = "age", "year", f"{draft.rule}+age"
        level = index_of(grammar, place, found) if found is not None else None
        if level is not None:
            draft.kind, found = "index", level
            self._name(thing, level.noun, whole_phrase(grammar, level.noun))
        thing.holder = holder(grammar, place, found, thing)
        return thing

    def _name(self, thing: Thing, noun: int, span: tuple[int, int] | None) -> None:
        if span is not None:
            thing.span, thing.head, thing.head_at = span, self.grammar.parse.lemmas[noun], self.grammar.span(noun)

    def _continued(self, place: Place) -> Thing | None:
        """Reads "rose 5% to 105", "at $9, up 4%", "12% against 10%": the second figure is said of the same thing."""
        grammar, first = self.grammar, place.inside[0]
        if self._last is None or place.draft.kind in TIMES:
            return None
        before, thing = self._last
        if thing.span is None or before.draft.kind in TIMES or not before.after < first <= before.after + REACH:
            return None
        words = lexicon().nouns
        top = place.top
        if grammar.parse.deps[top] == "conj" and grammar.parse.heads[top] in before.inside:
            return thing
        at = first - 1
        while at > before.after and grammar.low(at) in words["hanging"]:
            at -= 1
        between = range(before.after, at)
        if grammar.low(at) not in words["continuing"] or any(map(grammar.is_thing, between)):
            return None
        doing = (k for k in between if grammar.parse.tags[k].startswith("VB"))
        return thing if all(grammar.parse.lemmas[k] in words["closing_verbs"] for k in doing) else None

    def _aged(self, thing: Thing, place: Place) -> None:
        """The pronoun whose age is told ("She was 26.")."""
        if place.verb is None:
            return
        found = self.grammar.parse.child(place.verb, "nsubj", "nsubjpass")
        if found is not None and found < place.verb:
            self._name(thing, found, self.grammar.span(found))
