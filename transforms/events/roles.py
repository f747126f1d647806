"""Who does it, to whom or what, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from transforms.events.triggers import Trigger
from transforms.events.words import link_words
from transforms.syntax import Parse
from transforms.syntax.phrases import noun_phrase, subject

LONGEST = 24  # words; a longer phrase names nothing

Resolve = Callable[[int, int, str], str]  # start and end in the sentence, as printed -> the name it stands for


@dataclass(frozen=True, slots=True)
class Roles:
    """Phrases as printed, pronouns replaced; `place` is the token span in the sentence."""

    actor: str | None
    object: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class RoleReader:
    """Reads roles in one sentence; `dated` holds the tokens of its time expressions, which are never a role."""

    parse: Parse
    text: str
    dated: frozenset[int]
    resolve: Resolve

    def read(self, trigger: Trigger) -> Roles:
        """The roles of a trigger."""
        if trigger.kind == "noun":
            actor, thing = self._noun_roles(trigger)
        else:
            actor, thing = self._verb_roles(trigger)
        verb = trigger.support if trigger.support is not None else trigger.token
        place = self._place(trigger.token) or (self._place(verb) if verb != trigger.token else None)
        shown = self._phrase(actor)
        other = self._phrase(thing) if thing is not None else self._content(trigger)
        return Roles(shown, other if other != shown else None, self._phrase(place))

    def _verb_roles(self, trigger: Trigger) -> tuple[int | None, int | None]:
        parse, verb = self.parse, trigger.token
        doer = subject(parse, verb)
        if doer is not None and parse.tags[doer] == "EX":
            doer = None
        if trigger.group.passive:
            agent = parse.child(verb, "agent")
            by = parse.child(agent, "pobj") if agent is not None else None
            return by, doer if doer is not None else self._object(verb)
        return doer, self._object(verb)

    def _object(self, verb: int) -> int | None:
        direct = self.parse.child(verb, "dobj", "attr", "oprd", "dative")
        if direct is not None and direct not in self.dated and self.parse.deps[direct] != "dative":
            return direct
        return self._after_preposition(verb)

    def _after_preposition(self, token: int) -> int | None:
        for child in self.parse.children[token]:
            if self.parse.deps[child] not in ("prep", "dative") or child in self.dated:
                continue
            thing = self.parse.child(child, "pobj")
            if (
                thing is not None
                and thing not in self.dated
                and self.parse.words[child].lower() in link_words("recipients")
            ):
                return thing
        return None

    def _noun_roles(self, trigger: Trigger) -> tuple[int | None, int | None]:
        parse, noun = self.parse, trigger.token
        owner = parse.child(noun, "poss")
        if owner is not None and owner in self.dated:
            owner = None
        by = of = to = None
        for child in parse.children[noun]:
            if parse.deps[child] in ("prep", "agent"):
                word, thing = parse.words[child].lower(), parse.child(child, "pobj")
                if thing is None or thing in self.dated:
                    continue
                by = thing if word == "by" else by
                of = thing if word == "of" else of
                to = thing if word in link_words("noun_recipients") and to is None else to
        if trigger.support is not None:
            doer = None if trigger.group.passive else subject(parse, trigger.support)
            return doer if doer is not None else owner, of if of is not None else to
        actor = by if by is not None else owner
        thing = of if of is not None else to if to is not None else self._compound(noun)
        return actor, thing

    def _compound(self, noun: int) -> int | None:
        for child in self.parse.children[noun]:
            if self.parse.deps[child] in ("compound", "nmod") and child not in self.dated:
                return child
        return None

    def _place(self, token: int) -> int | None:
        for child in self.parse.children[token]:
            if self.parse.deps[child] != "prep" or self.parse.words[child].lower() not in link_words("places"):
                continue
            thing = self.parse.child(child, "pobj")
            if thing is not None and thing not in self.dated and self.parse.tags[thing].startswith("NNP"):
                return thing
        return None

    def _content(self, trigger: Trigger) -> str | None:
        """What is said, decided or wanted: the clause below the verb, cut at a length that still names something."""
        clause = self.parse.child(trigger.token, "ccomp", "xcomp")
        if clause is None or trigger.kind == "noun":
            return None
        tokens = self.parse.subtree(clause)
        if tokens[0] < trigger.token < tokens[-1]:
            tokens = [t for t in tokens if t > trigger.token] or tokens
        kept = tokens[:LONGEST]
        start, end = self.parse.starts[kept[0]], self.parse.ends[kept[-1]]
        return self.text[start:end].strip(" ,;:\"“”'’`") or None

    def _phrase(self, token: int | None) -> str | None:
        if token is None or token in self.dated:
            return None
        start, end = noun_phrase(self.parse, token)
        first, last = self.parse.token_at(start), self.parse.token_at(end - 1)
        if first is None or last is None:
            return None
        stop = next((i for i in range(token + 1, last + 1) if i in self.dated), None)
        if stop is not None:
            while stop > token + 1 and self.parse.tags[stop - 1] in ("IN", "DT", ","):
                stop -= 1
            last = stop - 1
        last = min(last, first + LONGEST - 1)
        first = next(
            (i for i in range(first, token + 1) if i not in self.dated and self.parse.tags[i] not in ("POS", ",")),
            token,
        )
        start, end = self.parse.starts[first], self.parse.ends[max(last, token)]
        printed = self.text[start:end]
        return self.resolve(start, end, printed) if printed else None


def no_names(start: int, end: int, printed: str) -> str:
    """Resolver for tests: everything stays as printed."""
    return printed
