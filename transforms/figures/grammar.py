"""A parsed sentence and its figures: which words belong to a number, which can be measured, who does what."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.tokens import Tokens
from transforms.syntax import Parse
from transforms.syntax.lemmas import parts_of_speech

NO_SUBJECTS = frozenset(("PR", "DT", "EX", "WP", "WD", "CD", "IN", "TO", "VB", "CC", "$", "RB", "MD", ".", ","))
NUMBER_TAGS = frozenset(("NN", "CD", "$", "JJ"))
SIGNS = frozenset(("%", "$", "€", "£"))
CLIMBED = frozenset(("conj", "xcomp", "advcl", "aux", "auxpass", "pcomp", "prep", "dep", "ccomp", "agent", "acomp"))
SINGULAR = frozenset(("it", "he", "she"))
BRACKET = 8  # tokens of a conversion in brackets
ONLY_NOUN = frozenset(("noun",))
HELPING = frozenset(("aux", "auxpass", "amod"))
FINITE = frozenset(("VBD", "VBZ", "VBP", "VB"))
IN_NAMES = frozenset(("NN", "NNP", "NNS", "NNPS", "JJ", "DT", "PRP$", "CD"))
CLAUSE_BREAKS = frozenset((",", ";", ":", "and", "but", "while", "whilst", "as", "–", "—"))
DASHES = frozenset("–—")
APPOSITION = 10  # tokens between two commas
RATES = frozenset(("rate", "rates"))
STEPS = 8  # clauses that a subject is looked for upwards


@dataclass(frozen=True, slots=True)
class Place:
    """A figure in the parse: its tokens with sign and unit, the one that hangs on the rest, the verb above, the token behind."""

    draft: Draft
    inside: range
    top: int
    verb: int | None
    left: int  # the token before the figure and its bound words, -1 where there is none
    after: int


class Grammar:
    """The parse of one sentence with its figures; `times` are the spans of its dates, of which no word is measured."""

    def __init__(
        self, tokens: Tokens, parse: Parse, drafts: Sequence[Draft], times: Sequence[tuple[int, int]] = ()
    ) -> None:
        self.tokens, self.parse = tokens, parse
        self.dated = {
            token
            for start, end in times
            for token in range(bisect_right(parse.ends, start), bisect_left(parse.starts, end))
        }
        self._lower = [word.lower() for word in parse.words]
        self.mistagged = {
            token
            for token, tag in enumerate(parse.tags)
            if tag == "VBZ" and parts_of_speech(self._lower[token]) == ONLY_NOUN
        }
        self.mistagged |= {at for at, tag in enumerate(parse.tags) if tag[:2] == "VB" and self._is_short_name(at)}
        self._inside = {id(draft): self._tokens_of(draft) for draft in drafts}
        self.figures = {token for inside in self._inside.values() for token in inside}
        self.mistagged |= {at for at in self._rates() if parse.tags[at].startswith("VB")}
        if "times" in self._lower:
            self.figures |= {at + 1 for at in self.figures if self.low(at + 1) == "times"}

    def _is_short_name(self, at: int) -> bool:
        """The RRP of "this year's RRP is $5", which taggers take for a verb."""
        words = self.parse.words
        loud = any(word.isupper() and len(word) > 1 for word in (*words[max(0, at - 1) : at], *words[at + 1 : at + 2]))
        return len(words[at]) > 2 and words[at].isupper() and words[at].isalpha() and not loud

    def _rates(self) -> list[int]:
        """The rate of "lower its target for the funds rate 25 basis points", which taggers take for a verb."""
        beside = [at - 1 for at in self.figures if at > 1 and self._lower[at - 1] in RATES]
        return [at for at in beside if self.parse.tags[at - 1].startswith("NN")]

    def place(self, draft: Draft) -> Place | None:
        """Where the figure stands; None where the parse has no token for it."""
        inside, parse = self._inside[id(draft)], self.parse
        if not inside:
            return None
        heads = parse.heads
        tops = [i for i in inside if heads[i] not in inside or heads[i] == i]
        nominal = [i for i in tops if parse.tags[i][:2] in NUMBER_TAGS and parse.tags[i] != "JJR"]  # "or more"
        top = (nominal or tops or inside)[-1]
        bound = bisect_right(parse.ends, self.tokens.starts[draft.before]) if draft.before < draft.first else inside[0]
        left, hanging = min(bound, inside[0]) - 1, lexicon().nouns["hanging"]
        while left > 0 and self._lower[left] in hanging:
            left -= 1
        return Place(draft, inside, top, self._governor(left, top), left, self._behind(inside[-1]))

    def _governor(self, left: int, top: int) -> int | None:
        """The verb before the number, else the one above it; in "they said 14 people were held" it is said of the 14."""
        before, above = self._verb_before(left), self.verb_over(top)
        is_content = above is not None and self.parse.deps[above] == "ccomp" and self.parse.heads[above] == before
        return above if before is None or is_content else before

    def _behind(self, last: int) -> int:
        """The token behind the figure and a conversion in brackets: "8 miles (13 km) of new tunnels"."""
        parse, at = self.parse, last + 1
        if self.low(at) == "+" and parse.ends[last] == parse.starts[at]:
            at += 1  # 40+ shops
        if self.low(at) == "(" and at + 1 in self.figures:
            close = next((k for k in range(at, min(at + BRACKET, len(parse))) if parse.words[k] == ")"), None)
            return close + 1 if close is not None else at
        return at

    def _verb_before(self, left: int) -> int | None:
        """The verb right before the number ("is around 73"), whatever the number was hung on."""
        parse = self.parse
        if left < 0 or parse.tags[left] not in FINITE or left in self.mistagged:
            averaging = left > 0 and parse.tags[left] == "VBG" and parse.deps[left] in ("advcl", "acl", "xcomp", "conj")
            return left if averaging else None
        return parse.heads[left] if parse.deps[left] in ("aux", "auxpass") else left

    def _tokens_of(self, draft: Draft) -> range:
        """Tokens of the number with its sign and unit."""
        last = draft.last if draft.kind == "count" else max(draft.last, min(draft.after, len(self.tokens)) - 1)
        first = bisect_right(self.parse.ends, self.tokens.starts[draft.first])
        return range(first, bisect_left(self.parse.starts, self.tokens.ends[last]))

    def bound_behind(self, draft: Draft) -> int:
        """The last token of a bound behind the number ("or more"), -1 where there is none."""
        if not draft.rule.endswith("+after") or draft.after >= len(self.tokens):
            return -1
        return bisect_left(self.parse.starts, self.tokens.starts[draft.after]) - 1

    def low(self, token: int) -> str:
        """The word in lower case; empty outside of the sentence."""
        return self._lower[token] if 0 <= token < len(self._lower) else ""

    def span(self, token: int) -> tuple[int, int]:
        """First and last character of the token, in the sentence."""
        return self.parse.starts[token], self.parse.ends[token]

    def is_noun(self, token: int) -> bool:
        """Whether the word is a noun that a number can count: no unit of a figure, no sign, no "today"."""
        return (
            (self.parse.tags[token].startswith("NN") or token in self.mistagged)
            and token not in self.figures
            and token not in self.dated
            and self.parse.words[token] not in SIGNS
            and self.low(token) not in lexicon().nouns["no_things"]
        )

    def is_thing(self, token: int) -> bool:
        """Whether the word can be measured: a noun that names no time."""
        return self.is_noun(token) and not self.is_time(token)

    def is_time(self, token: int) -> bool:
        """Whether the noun names a time: Monday, May, "last year", "the quarter"."""
        words, low = lexicon().nouns, self.low(token)
        if low in words["days_and_months"]:
            return low != "may" or self.parse.words[token] == "May"
        if low not in words["periods"]:
            return False
        parse = self.parse
        if parse.deps[token] in ("npadvmod", "tmod", "pobj"):
            return not any(
                self.low(c) == "of" or (parse.deps[c] == "compound" and c not in self.figures)
                for c in parse.children[token]
            )
        return any(self.low(child) in words["period_adjectives"] for child in parse.children[token] if child < token)

    def is_nominal(self, token: int) -> bool:
        """Whether a subject is a name or noun, also where the tagger took a name for something else ("the S&P 500")."""
        parse = self.parse
        if token in self.figures or token in self.dated or self.low(token) in lexicon().nouns["no_things"]:
            return False
        if parse.tags[token] == "VBG":
            return parse.deps[token] in ("nsubj", "nsubjpass")
        if parse.tags[token] == "CD":
            return token > 0 and parse.tags[token - 1].startswith("NN") and token - 1 not in self.figures
        return parse.tags[token][:2] not in NO_SUBJECTS and not self.is_time(token)

    def verb_over(self, token: int) -> int | None:
        """The nearest verb above."""
        heads, deps = self.parse.heads, self.parse.deps
        while (above := heads[token]) != token:
            if self._is_verb(above) and self._goes_on_list(token):
                above = self._described_by(above)
            if self._is_verb(above) and deps[above] not in HELPING and not self._of_a_time(above):
                return above
            token = above
        return None

    def _goes_on_list(self, noun: int) -> bool:
        """Whether the parser hung the noun of a list on a verb within it: as joined with it, or as its object behind a comma."""
        label = self.parse.deps[noun]
        if not self.parse.tags[noun].startswith("NN") or label not in ("conj", "dobj"):
            return False
        return label == "conj" or self.low(min(self.parse.subtree(noun)) - 1) == ","

    def _described_by(self, participle: int) -> int:
        """The noun that a participle describes, where a list goes on behind it: "40 men killed and wounded, 3 tanks"; else the verb."""
        deps, heads, at = self.parse.deps, self.parse.heads, participle
        while deps[at] == "conj" and self.parse.tags[heads[at]][:2] == "VB":
            at = heads[at]
        return heads[at] if deps[at] == "acl" and self.parse.tags[at] in ("VBN", "VBD") else participle

    def _is_verb(self, token: int) -> bool:
        """A verb by its tag; or the hosts of "Leeds hosts two shops", tagged as a noun but with a subject and an object."""
        parse = self.parse
        if parse.tags[token][:2] == "VB":
            return True
        if parse.tags[token] != "NNS" or parse.deps[token] not in ("ROOT", "conj", "ccomp", "relcl"):
            return False
        own, thing = parse.child(token, "nsubj"), parse.child(token, "dobj")
        return own is not None and thing is not None and own < token < thing

    def _of_a_time(self, verb: int) -> bool:
        """The ended of "the quarter ended in May", and a noun that was taken for a verb."""
        ended = self.low(verb) in ("ended", "ending") and self.parse.deps[verb] == "acl"
        return (ended and self.low(self.parse.heads[verb]) in lexicon().nouns["periods"]) or verb in self.mistagged

    def doer(self, verb: int) -> int | None:
        """The noun that does what the verb says: own subject, shared one, antecedent, or what a pronoun stands for."""
        parse = self.parse
        if self._lower[verb] == "averaging" and (main := self._averager(verb)) is not None:
            return main
        for _ in range(STEPS):
            own = self._own_subject(verb)
            if own is not None:
                return self._stands_for(own, verb)
            label, head = parse.deps[verb], parse.heads[verb]
            if label in ("conj", "ccomp", "advcl", "ROOT") and (beside := self._beside(verb)) is not None:
                return beside
            if head == verb:
                return None
            if label in ("acl", "relcl"):
                return self._described(verb, head)
            before = self._participle(verb)
            if before is not None:
                return before
            if label not in CLIMBED:
                return None
            told = label == "advcl" and parse.lemmas[head] in lexicon().nouns["expecting_verbs"]
            thing = parse.child(head, "dobj") if label == "xcomp" or (told and parse.tags[verb] == "VB") else None
            if thing is not None and thing < verb and self.is_nominal(thing):
                return thing
            verb = head
        return None

    def _averager(self, verb: int) -> int | None:
        """The Roe of "Roe joined the race averaging 31 km/h": who has done it so, and not the race."""
        parse = self.parse
        if parse.tags[verb] != "VBG" or parse.child(verb, "aux") is not None:
            return None
        above = self.verb_over(verb)
        own = parse.child(above, "nsubj") if above is not None and parse.tags[above] in ("VBD", "VBZ", "VBP") else None
        near = parse.child(verb, "nsubj")
        between = near if near is not None else parse.heads[verb]
        named = parse.tags[between] not in ("NN", "NNS") or parse.deps[between] not in ("nsubj", "dobj")
        joined = above is not None and not named and above < between < verb
        return own if joined and own is not None and own < verb and self.is_nominal(own) else None

    def _own_subject(self, verb: int) -> int | None:
        """The subject that hangs on the verb; of two with a comma ("A champion at 20, Ann Baker won") the one nearer to it."""
        own = [c for c in self.parse.children[verb] if self.parse.deps[c] in ("nsubj", "nsubjpass")]
        before = [c for c in own if c < verb]
        if len(before) > 1 and (self._names(before[-1]) or self.parse.tags[before[-1] - 1] == "IN"):
            return before[-2]  # profit before tax
        return before[-1] if before else own[0] if own else None

    def _names(self, noun: int) -> bool:
        """Whether the name stands right behind a noun after "of": "the singer of the band Grey Bread was 78" has one subject."""
        parse, at = self.parse, noun
        while at > 0 and parse.tags[at] == "NNP":
            at -= 1
        return at < noun and parse.tags[at] == "NN" and parse.deps[at] == "pobj" and self.low(parse.heads[at]) == "of"

    def _beside(self, verb: int) -> int | None:
        """Reads "..., and Acme gained 3%" where the parse gives the verb no subject: the noun between a break and the verb."""
        parse, at = self.parse, verb - 1
        if parse.tags[verb] not in ("VBD", "VBZ", "VBP"):
            return None
        if (joined := self._joined(verb)) is not None:
            return joined
        while at > 0 and parse.tags[at] in ("RB", "MD", "VBZ", "VBD", "VBP"):
            at -= 1
        if at > 0 and parse.words[at] == ",":  # "while oil, last year's worst, fell 1%"
            at = next((k - 1 for k in range(at - 1, max(0, at - APPOSITION), -1) if parse.words[k] == ","), -1)
        if at < 0 or not self.is_thing(at):
            return None
        first = at
        while (
            first and (parse.tags[first - 1] in IN_NAMES or first in self.mistagged) and first - 1 not in self.figures
        ):
            first -= 1
        headed = first > 0 and parse.deps[first - 1] == "csubj"  # "Leeds flooding toll rises to 9"
        return at if first == 0 or headed or self.low(first - 1) in CLAUSE_BREAKS else None

    def _joined(self, verb: int) -> int | None:
        """The width of "the wall is 3 metres high and the width of it is 2", which the parser joined to what stands before "and"."""
        parse = self.parse
        for at in range(verb - 1, max(0, verb - APPOSITION), -1):
            if self._lower[at] in CLAUSE_BREAKS or at in self.figures:
                return None
            if parse.deps[at] == "conj" and parse.heads[at] in self.figures and self.is_thing(at):
                return at if parse.subtree(at)[-1] == verb - 1 else None
        return None

    def _described(self, verb: int, noun: int) -> int | None:
        """Reads "plans to cut 5": who has the plans; else the noun that the clause describes."""
        parse = self.parse
        in_order = self._lower[noun] == "order" and noun > 0 and self._lower[noun - 1] == "in"
        if parse.tags[verb] == "VB" and parse.deps[noun] in ("dobj", "pobj", "attr"):
            above = self.verb_over(noun)
            if above is not None and above != verb and (own := parse.child(above, "nsubj", "nsubjpass")) is not None:
                return self._stands_for(own, above)
        return noun if self.is_nominal(noun) and not in_order else None

    def _participle(self, verb: int) -> int | None:
        """Reads "losses, estimated at 5", "fees, ranging from 1 to 5": the noun right before the participle."""
        parse = self.parse
        if parse.deps[verb] != "advcl" or verb < 2:
            return None
        if parse.tags[verb] != "VBN" and self.low(verb) not in lexicon().nouns["measuring_participles"]:
            return None
        before = verb - 2 if parse.words[verb - 1] == "," else verb - 1
        return before if self.is_thing(before) else None

    def _stands_for(self, own: int, verb: int) -> int | None:
        """The subject; for "which" its antecedent, for "it" the subject of the clause above that agrees with it."""
        parse, low = self.parse, self.low(own)
        if parse.tags[own] in ("WDT", "WP") or (low == "that" and parse.deps[verb] == "relcl"):
            head = self._of_person(parse.heads[verb]) if low == "which" else parse.heads[verb]
            return head if parse.deps[verb] in ("relcl", "ccomp", "acl") and self.is_nominal(head) else None
        if low not in SINGULAR and low != "they":
            if (headed := self._under_heading(own, verb)) is not None:
                return headed
            if self.is_nominal(own):
                return own
            return self._of_those(own)
        if low == "it" and parse.lemmas[verb] in lexicon().nouns["costing_verbs"]:
            return None  # "it will cost buyers $5" speaks of no thing before
        plural = low == "they"
        for above in parse.ancestors(verb):
            other = parse.child(above, "nsubj", "nsubjpass")
            if other is None or other == own or not parse.tags[above].startswith("VB") or other > own:
                continue
            if self.is_nominal(other) and plural == self._is_plural(other):
                return other
        return None

    def _under_heading(self, own: int, verb: int) -> int | None:
        """The shares of "Acme — Shares of the baker fell 3%": the name before a dash that no second one closes is a heading."""
        parse = self.parse
        dash = own + 1
        if self.low(dash) not in DASHES or any(parse.words[at] in DASHES for at in range(dash + 1, verb)):
            return None
        if any(parse.tags[at] not in IN_NAMES for at in range(own + 1)):
            return None
        beside = next((c for c in parse.children[own] if parse.deps[c] == "appos" and dash < c < verb), None)
        return beside if beside is not None and self.is_thing(beside) else None

    def _of_person(self, noun: int) -> int:
        """The package of "a package for the chief executive, Jane Roe, which": a person is no "which"."""
        parse, roles = self.parse, lexicon().nouns["roles"]
        person = parse.heads[noun] if parse.deps[noun] == "appos" and parse.tags[noun] == "NNP" else noun
        if parse.lemmas[person] not in roles or parse.deps[person] != "pobj":
            return noun
        above = parse.heads[parse.heads[person]]
        return above if above < person and self.is_noun(above) else noun

    def _of_those(self, own: int) -> int | None:
        """Reads "those of the bank", "one of the ships": the noun behind "of"."""
        inner = self.parse.child(own, "prep")
        if inner is None or self.low(inner) != "of":
            return None
        noun = self.parse.child(inner, "pobj")
        return noun if noun is not None and self.is_nominal(noun) else None

    def _is_plural(self, token: int) -> bool:
        return self.parse.tags[token] in ("NNS", "NNPS") or self.parse.child(token, "conj") is not None
