"""Who does it, to whom or what, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from transforms.events.charges import accused, before_charge
from transforms.events.triggers import Trigger
from transforms.events.words import link_words, nouns, status_words, verbs
from transforms.syntax import Parse
from transforms.syntax.phrases import noun_phrase_tokens, subject

LONGEST = 24  # words; a longer phrase names nothing
PREPOSITIONS = frozenset(("prep", "dative", "agent"))
LET_US = ("'s", "’s")  # "let's go"
COMPLEMENTS = ("acomp", "oprd")

Resolve = Callable[[int, int, str], str]  # start and end in the sentence, as printed -> the name it stands for


@dataclass(slots=True)
class Roles:
    """Phrases as printed, pronouns replaced by the names they stand for."""

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
    _phrases: dict[int, str | None] = field(default_factory=dict)  # verbs share their subjects

    def read(self, trigger: Trigger) -> Roles:
        """The roles of a trigger."""
        if trigger.kind == "noun":
            actor, thing = self._noun_roles(trigger)
        else:
            actor, thing = self._doer(trigger), self._undergoer(trigger)
        shown = self._phrase(actor)
        other = self._phrase(thing) if thing is not None else None
        if other is None and trigger.kind != "noun":
            other = self._loose_object(trigger)
        verb = trigger.support if trigger.support is not None else trigger.token
        place = self._place(trigger.token) if verb == trigger.token else self._place(trigger.token) or self._place(verb)
        where = self._phrase(place)
        return Roles(shown, other if other not in (shown, where) else None, where)

    def _doer(self, trigger: Trigger) -> int | None:
        """The subject; of a passive, the agent, or whoever the paper is by ("a statement issued on Monday")."""
        parse, verb = self.parse, trigger.token
        if not trigger.group.passive:
            return self._subject(verb)
        agents = [
            a for c in parse.children[verb] if parse.deps[c] == "agent" and (a := parse.child(c, "pobj")) is not None
        ]
        if agents:
            doer = next((a for a in agents if not self._is_amount(a)), None)
            return doer if doer is not None or parse.child(verb, "auxpass") is not None else self._subject(verb)
        paper = parse.heads[verb]
        if parse.deps[verb] != "acl" or parse.lemmas[paper] not in nouns("papers"):
            return None
        owner = parse.child(paper, "poss")
        if owner is None and parse.deps[paper] == "pobj" and parse.deps[parse.heads[paper]] == "prep":
            return self._subject(parse.heads[parse.heads[paper]])
        return owner

    def _is_amount(self, noun: int) -> bool:
        """Whether it is how much something changed: "lifted by 3.4 percent"."""
        return self.parse.lemmas[noun] in nouns("amounts")

    def _undergoer(self, trigger: Trigger) -> int | None:
        if trigger.group.passive:
            undergoer = self._subject(trigger.token)
            if undergoer is not None:
                return undergoer
        direct = self.parse.child(trigger.token, "dobj", "attr", "oprd")
        if direct is None or direct in self.dated:
            return None
        is_relative = self.parse.words[direct].lower() in ("that", "which", "who", "whom")
        return self.parse.heads[trigger.token] if is_relative and self.parse.deps[trigger.token] == "relcl" else direct

    def _subject(self, verb: int) -> int | None:
        """The subject; behind "became the first woman to hold it" it is who became."""
        charged = accused(self.parse, verb) if self.parse.deps[verb] == "pcomp" else None
        found = charged if charged is not None else subject(self.parse, verb)
        if found is not None and self.parse.heads[verb] == found and self.parse.lemmas[found] in nouns("undertakings"):
            found = self._undertaker(found)
        if found is None or self.parse.tags[found] == "EX" or self._is_empty(found, verb):
            return None
        if self.parse.words[found].lower() == "that" and self.parse.deps[verb] == "relcl":
            return self.parse.heads[verb]  # a pronoun that the tagger took for "that one"
        if self.parse.deps[found] == "attr" and found < verb:
            named = subject(self.parse, self.parse.heads[found])
            return named if named is not None else found
        return found

    def _is_empty(self, found: int, verb: int) -> bool:
        """Whether it is the "it" of "it is important to see": nobody sees, and nothing is important but the seeing."""
        parse, main = self.parse, self.parse.heads[found]
        if parse.words[found].lower() != "it" or parse.lemmas[main] != "be":
            return False
        said = parse.child(main, "acomp")
        if said is None or parse.lemmas[said] in verbs("plan") or parse.lemmas[said] in status_words("predicates"):
            return False  # "it was able to see"
        clauses = [c for t in (main, said) for c in parse.children[t] if parse.deps[c] in ("xcomp", "ccomp", "advcl")]
        return verb in clauses or (verb == main and bool(clauses))

    def _undertaker(self, noun: int) -> int | None:
        """Who has the plan, the right, the duty: its owner, or the subject of the verb that it is the object of."""
        owner = self._owner(noun)
        above = self.parse.heads[noun]
        return owner if owner is not None or self.parse.deps[noun] != "dobj" else subject(self.parse, above)

    def _loose_object(self, trigger: Trigger) -> str | None:
        """What is said, decided or wanted; else the noun of a preposition, a complement ("went quiet"), an infinitive."""
        parse, verb = self.parse, trigger.token
        clause = parse.child(verb, "ccomp", "xcomp")
        if clause is not None:
            return self._clause(clause, verb)
        if trigger.lemma in link_words("undergone"):
            return None
        after = self._after_preposition(verb, link_words("recipients"))
        if after is not None and not (self._is_edge(after) or (trigger.lemma in verbs("report") and after < verb)):
            return self._phrase(after)
        complement = parse.child(verb, *COMPLEMENTS)
        if complement is not None and complement not in self.dated:
            return parse.words[complement]
        purpose = parse.child(verb, "advcl")
        if purpose is not None and purpose > verb and parse.tags[purpose] == "VB":
            return self._clause(purpose, verb)
        return None

    def _is_edge(self, thing: int) -> bool:
        """Whether it is a time, which nothing is done to: "fell at the beginning of the strike", not "called for an end to it"."""
        where = self.parse.lemmas[self.parse.heads[thing]]
        return where in ("at", "by", "in", "near") and self.parse.lemmas[thing] in link_words("edges")

    def _prepositions(self, token: int) -> Iterator[tuple[str, int]]:
        """(preposition, its noun) below a token, those after it first."""
        parse, dated = self.parse, self.dated
        found = [c for c in parse.children[token] if parse.deps[c] in PREPOSITIONS]
        if found and found[0] < token < found[-1]:
            found.sort(key=lambda c: c < token)
        for child in found:
            thing = parse.child(child, "pobj")
            if thing is not None and thing not in dated and child not in dated:
                yield parse.words[child].lower(), thing

    def _after_preposition(self, token: int, allowed: frozenset[str]) -> int | None:
        return next((thing for word, thing in self._prepositions(token) if word in allowed), None)

    def _noun_roles(self, trigger: Trigger) -> tuple[int | None, int | None]:
        """Owner and "by" do it, "of" and "on" undergo it; a light verb's subject does it."""
        noun = trigger.token
        by = self._after_preposition(noun, frozenset(("by",)))
        owner = self._owner(noun)
        if owner is not None and trigger.lemma in nouns("suffered") and trigger.support is None:
            return by, owner  # "his arrest": he is arrested
        doer = by if by is not None else owner if owner not in self.dated else None
        if trigger.support is not None and not trigger.group.passive:
            above = self._subject(trigger.support)
            doer = above if above is not None else doer
        if doer is None:
            engaged = self._engaged(noun)
            doer = engaged if engaged is not None else accused(self.parse, noun)
        thing = self._after_preposition(noun, frozenset(("of",)))
        if thing is None:
            thing = self._after_preposition(noun, link_words("noun_recipients"))
        return doer, thing if thing is not None else self._compound(noun)

    def _engaged(self, noun: int) -> int | None:
        """Who is "in operation", "in talks": the subject of the verb above."""
        parse, above = self.parse, self.parse.heads[noun]
        is_bare = (
            parse.deps[noun] == "pobj" and parse.lemmas[above] == "in" and parse.child(noun, "det", "poss") is None
        )
        verb = parse.heads[above]
        return self._subject(verb) if is_bare and parse.lemmas[verb] == "be" else None

    def _owner(self, noun: int) -> int | None:
        """The possessor, also where a date stands between the two and the parser took it for the head."""
        owner = self.parse.child(noun, "poss")
        head = self.parse.heads[noun]
        return self.parse.child(head, "poss") if owner is None and head in self.dated else owner

    def _compound(self, noun: int) -> int | None:
        if self.parse.lemmas[noun] in nouns("occasions"):
            return None  # a press conference is held, not done to the press
        for child in self.parse.children[noun]:
            if self.parse.deps[child] in ("compound", "nmod") and child not in self.dated and not self._is_level(child):
                return child
        return None

    def _is_level(self, word: int) -> bool:
        """Reads "a 6.9-magnitude quake", "a category 4 storm": how strong it is, not what it is done to."""
        parse = self.parse
        is_name = parse.tags[word].startswith("NNP") and parse.words[word].lower() not in link_words("grades")
        return not is_name and any(parse.tags[c] == "CD" for c in parse.children[word])

    def _place(self, token: int) -> int | None:
        places, tags = link_words("places"), self.parse.tags
        for word, thing in self._prepositions(token):
            if word in places and tags[thing].startswith("NNP"):
                return thing
        return None

    def _clause(self, clause: int, verb: int) -> str | None:
        tokens = self.parse.subtree(clause)
        if tokens[0] < verb < tokens[-1]:
            tokens = [t for t in tokens if t > verb] or tokens
        kept = tokens[:LONGEST]
        return self.text[self.parse.starts[kept[0]] : self.parse.ends[kept[-1]]].strip(" ,;:\"“”'’`") or None

    def _phrase(self, token: int | None) -> str | None:
        """The noun phrase of a token up to the first date in it, resolved."""
        if token is None:
            return None
        if token not in self._phrases:
            is_nobody = token in self.dated or self.parse.words[token] in LET_US
            self._phrases[token] = None if is_nobody else self._read_phrase(token)
        return self._phrases[token]

    def _read_phrase(self, token: int) -> str | None:
        parse = self.parse
        first, last = noun_phrase_tokens(parse, self._named(token))
        last = self._before_dates(token, min(last, first + LONGEST - 1, before_charge(parse, token, last)))
        while first < token and (first in self.dated or parse.tags[first] in ("POS", ",")):
            first += 1
        while last > first and parse.tags[last] == "POS":
            last -= 1
        last = self._word_end(last)
        printed = self.text[parse.starts[first] : parse.ends[last]]
        return self.resolve(parse.starts[first], parse.ends[last], printed) or None

    def _word_end(self, last: int) -> int:
        """The end of the word that a hyphen parts: of "a semi-final" the parser may see the first half only."""
        parse = self.parse
        while last + 2 < len(parse) and parse.words[last + 1] == "-":
            if parse.ends[last] != parse.starts[last + 1] or parse.ends[last + 1] != parse.starts[last + 2]:
                break
            last += 2
        return last

    def _named(self, token: int) -> int:
        """The name behind "an Australian, Brenton T.": an apposition names what an indefinite noun only describes."""
        parse = self.parse
        name = parse.child(token, "appos")
        if name is None or parse.tags[name] != "NNP":
            return token
        indefinite = any(parse.words[c].lower() in ("a", "an") for c in parse.children[token] if parse.deps[c] == "det")
        return name if indefinite else token

    def _before_dates(self, token: int, last: int) -> int:
        stop = next((i for i in range(token + 1, last + 1) if i in self.dated), None) if self.dated else None
        if stop is None:
            return last
        while stop > token + 1 and self.parse.tags[stop - 1] in ("IN", "DT", ","):
            stop -= 1
        return stop - 1
