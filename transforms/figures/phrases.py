"""With a parse: the noun that a number counts, the phrase that a quantity measures, its holder and its verb."""

from __future__ import annotations

from transforms.figures.answers import Thing, clean
from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.tokens import Tokens
from transforms.syntax import Parse
from transforms.syntax.phrases import noun_phrase, subject

ATTACHED = frozenset(("nummod", "compound", "amod", "quantmod", "nmod", "det", "npadvmod", "poss", "advmod"))
LEFT_PARTS = frozenset(
    ("compound", "amod", "nmod", "npadvmod", "advmod", "punct", "poss", "case", "quantmod", "nummod")
)
PLACES = frozenset(
    ("away", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "off")
)
NO_THINGS = frozenset(("%", "percent", "cent", "percentage", "$", "€", "£", "today", "yesterday", "tomorrow"))
NO_NOUNS = frozenset(("PR", "DT", "EX", "WP", "WD", "CD", "IN", "TO", "VB", "CC", "$", "RB"))
BEFORE_FIGURES = frozenset(
    ("up", "down", "at", "than", "about", "by", "to", "from", "of", "nearly", "almost", "under", "over", "around")
)
MOST = 12  # words of a `measured`


class Reader:
    """The answers for the drafts of one parsed sentence."""

    def __init__(self, tokens: Tokens, parse: Parse) -> None:
        self.tokens, self.parse = tokens, parse

    def read(self, draft: Draft) -> Thing:
        """What the draft counts or measures; fields that the grammar does not give stay None."""
        inside = self._inside(draft)
        if not inside:
            return Thing()
        top = self._top(inside)
        thing = Thing()
        verb = self._verb(top)
        if verb is not None:
            thing.predicate, thing.predicate_at = self.parse.lemmas[verb], self._span(verb)
        if self._placed(thing, draft, inside, verb):
            return thing
        noun = self._counted(draft, inside, top)
        whole = draft.kind in ("money", "percent", "measure", "age")
        if noun is None:
            noun, whole = self._measured(draft, inside, top, verb), True
        if noun is not None:
            self._name(thing, noun, inside, whole=whole)
        if thing.span is None:
            self._doing(thing, draft, verb)
        thing.holder = self._holder(draft, top, verb, noun)
        return thing

    def _placed(self, thing: Thing, draft: Draft, inside: list[int], verb: int | None) -> bool:
        """Reads "250 miles southwest of Lahore" measures a place, "moving north at 13 mph" a motion."""
        parse, after = self.parse, inside[-1] + 1
        if draft.kind != "measure":
            return False
        if after + 1 < len(parse) and parse.words[after] == "(":
            after = next((k + 1 for k in range(after, min(after + 6, len(parse))) if parse.words[k] == ")"), after)
        if after < len(parse) and parse.words[after].lower() in PLACES and draft.per is None:
            end = after
            if after + 1 < len(parse) and parse.words[after + 1].lower() in ("of", "from"):
                child = parse.child(after + 1, "pobj")
                end = child if child is not None and child - after < 8 else after
            thing.span, thing.head = (parse.starts[after], parse.ends[end]), parse.lemmas[after]
            thing.head_at = self._span(after)
            return True
        moves = (
            verb is not None
            and parse.tags[verb] == "VBG"
            and parse.words[inside[0] - 1].lower() in ("at", "roughly", "about")
        )
        if (
            moves
            and verb is not None
            and draft.per is not None
            and verb < inside[0]
            and parse.child(verb, "dobj") is None
        ):
            return self._motion(thing, verb, inside)
        return False

    def _motion(self, thing: Thing, verb: int, inside: list[int]) -> bool:
        parse, last = self.parse, verb
        while last + 1 < inside[0] and parse.tags[last + 1].startswith(("RB", "NN", "JJ")):
            last += 1
        thing.span, thing.head = (parse.starts[verb], parse.ends[last]), parse.lemmas[verb]
        thing.head_at = self._span(verb)
        found = subject(parse, verb)
        if found is not None and self._nominal(found):
            thing.holder = clean(self.tokens.text, noun_phrase(parse, found, conjuncts=False))
        return True

    def _doing(self, thing: Thing, draft: Draft, verb: int | None) -> None:
        """Where no noun is measured: the doing that a time lasts, or the person whose age is told by a pronoun."""
        if verb is None:
            return
        if draft.kind == "duration" and self.parse.lemmas[verb] not in ("be", "have", "do"):
            thing.span, thing.head, thing.head_at = self._span(verb), self.parse.lemmas[verb], self._span(verb)
        elif draft.kind == "age":
            found = self.parse.child(verb, "nsubj", "nsubjpass")
            if found is not None and found < verb:
                thing.span, thing.head, thing.head_at = self._span(found), self.parse.lemmas[found], self._span(found)

    def _span(self, token: int) -> tuple[int, int]:
        return self.parse.starts[token], self.parse.ends[token]

    def _inside(self, draft: Draft) -> list[int]:
        """Tokens of the number with its bound and unit."""
        start, end = (
            self.tokens.starts[draft.first],
            self.tokens.ends[max(draft.last, min(draft.after, len(self.tokens)) - 1)],
        )
        if draft.kind == "count":
            end = self.tokens.ends[draft.last]
        first = self.parse.token_at(start)
        found: list[int] = []
        while first is not None and first < len(self.parse) and self.parse.starts[first] < end:
            found.append(first)
            first += 1
        return found

    def _top(self, inside: list[int]) -> int:
        """The token by which the number hangs on the rest of the sentence; the last one where there are several."""
        members = set(inside)
        tops = [i for i in inside if self.parse.heads[i] not in members or self.parse.heads[i] == i]
        nominal = [i for i in tops if self.parse.tags[i][:2] in ("NN", "CD", "$", "JJ")]
        return (nominal or tops or inside)[-1]

    def _noun(self, token: int) -> bool:
        return self.parse.tags[token].startswith("NN") and self.parse.words[token].lower() not in NO_THINGS

    def _counted(self, draft: Draft, inside: list[int], top: int) -> int | None:
        """The noun right of the number that it counts."""
        parse, after = self.parse, inside[-1] + 1
        low = parse.words[after].lower() if after < len(parse) else ""
        if low == "of" and draft.kind in ("count", "percent", "ratio", "money", "measure"):
            return self._object_of(after)
        if low == "of" and draft.kind == "duration":
            return self._object_of(after)
        if draft.kind in ("count", "duration", "measure", "age", "money", "percent", "ratio"):
            members = set(inside)
            for token in (*inside, top):
                head = parse.heads[token]
                if (
                    head not in members
                    and head > inside[-1]
                    and parse.deps[token] in ATTACHED
                    and head - inside[-1] < 9
                    and not self._cut(inside[-1], head)
                ):
                    noun = self._up_to_noun(head)
                    if noun is not None:
                        return noun
        if (
            draft.kind == "count"
            or (self.tokens.hyphen(draft.last + 1) and draft.kind in ("duration", "measure", "percent", "money", "age"))
            or (draft.unit == "year" and draft.kind == "age")
        ):
            return self._right(after)
        return None

    def _cut(self, left: int, right: int) -> bool:
        return any(
            self.parse.words[i] in (",", ";", "(", ")", ":")
            for i in range(left + 1, right)
            if self.parse.words[i] != "," or self.parse.tags[i + 1][:2] not in ("JJ", "NN", "VB")
        )

    def _up_to_noun(self, token: int) -> int | None:
        for _ in range(4):
            if self._noun(token):
                break
            head = self.parse.heads[token]
            if head <= token or self.parse.deps[token] not in ATTACHED:
                return None
            token = head
        else:
            return None
        while (
            self.parse.deps[token] == "compound"
            and self.parse.heads[token] > token
            and self._noun(self.parse.heads[token])
        ):
            token = self.parse.heads[token]
        return token

    def _right(self, at: int) -> int | None:
        """The last noun of the run of adjectives and nouns that begins here."""
        parse, found = self.parse, None
        while at < len(parse) and parse.words[at] in ("-", "–"):
            at += 1
        for token in range(at, min(at + 8, len(parse))):
            tag = parse.tags[token]
            if parse.words[token].lower() in ("last", "next", "this", "earlier", "late"):
                break
            if tag.startswith("NN") and parse.words[token].lower() not in ("%",):
                if found is not None and parse.deps[token] in ("npadvmod", "tmod") and tag != "NNS":
                    break
                found = token
                if tag == "NNS" and parse.deps[token] not in ("compound", "amod"):
                    break
            elif found is not None or not (
                tag.startswith(("JJ", "VBN", "VBG", "RB", "HYPH")) or parse.words[token] in ("-", "other", "more")
            ):
                break
        return found

    def _object_of(self, preposition: int) -> int | None:
        """The noun behind "of", through "of the 410 guests"."""
        parse = self.parse
        child = parse.child(preposition, "pobj")
        if child is not None and (self._noun(child) or parse.tags[child] in ("DT", "PRP")):
            return child if self._noun(child) else None
        if child is not None and parse.tags[child] in ("CD", "JJ") and child + 1 < len(parse):
            return self._right(child + 1)
        if child is None:
            at = preposition + 1
            while at < len(parse) and parse.tags[at] in ("DT", "PRP$", "CD", "POS"):
                at += 1
            return self._right(at)
        return None

    def _verb(self, token: int) -> int | None:
        """The nearest verb above."""
        for above in self.parse.ancestors(token):
            if self.parse.tags[above].startswith("VB") and self.parse.deps[above] not in ("aux", "auxpass", "amod"):
                return above
        return None

    def _measured(self, draft: Draft, inside: list[int], top: int, verb: int | None) -> int | None:
        """What a number that stands alone measures: in "X of 5" the X, in "5% in X" the X, else the subject."""
        parse = self.parse
        head, label = parse.heads[top], parse.deps[top]
        after = inside[-1] + 1
        if (
            draft.kind == "money"
            and after < len(parse)
            and parse.words[after].lower() == "in"
            and (found := self._thing_in(after))
        ):
            return found
        if (
            draft.kind == "duration"
            and after < len(parse)
            and parse.words[after].lower() in ("in", "after", "before")
            and (found := self._thing_in(after))
        ):
            return found
        if label == "pobj":
            above = parse.heads[head]
            if self._noun(above) and above < top:
                return above
            if above in inside:
                above = parse.heads[above]
        if label == "appos" and self._noun(head):
            return head
        if (
            label in ("appos", "dobj", "conj")
            and parse.tags[head].startswith("NN")
            and head < top
            and draft.kind != "duration"
        ):
            return head
        if draft.kind in ("count", "index"):
            shared = self._shared_noun(top)
            if shared is not None:
                return shared
        if verb is None:
            if self._noun(parse.heads[top]) and parse.heads[top] not in inside:
                return parse.heads[top]
            return self._near_left(inside[0]) if draft.kind != "duration" else None
        if draft.kind == "duration":
            thing = parse.child(verb, "dobj")
            return (
                thing
                if thing is not None and self._noun(thing) and thing not in inside
                else self._subject(verb, inside)
            )
        thing = parse.child(verb, "dobj")
        if (
            thing is not None
            and thing not in inside
            and thing < inside[0]
            and self._noun(thing)
            and label in ("pobj", "npadvmod", "prep")
        ):
            return thing
        return self._subject(verb, inside) or self._near_left(inside[0])

    def _thing_in(self, preposition: int) -> int | None:
        child = self.parse.child(preposition, "pobj")
        if (
            child is None
            or not self._noun(child)
            or self.parse.tags[child].startswith("NNP")
            or self.parse.tags[child] == "CD"
        ):
            return None
        return child

    def _shared_noun(self, top: int) -> int | None:
        """Reads "from 5 to 8 seats", "five or six shops": the noun of the other number."""
        head = self.parse.heads[top]
        if self.parse.deps[top] == "conj" and self.parse.tags[head] == "CD" and self._noun(self.parse.heads[head]):
            return self.parse.heads[head]
        return None

    def _subject(self, verb: int, inside: list[int]) -> int | None:
        found = self._described(verb)
        if found is None or found in inside:
            return None
        if self._nominal(found):
            return found
        if self.parse.tags[found] == "CD" or self.parse.words[found].lower() in ("those", "one", "that"):
            inner = self.parse.child(found, "prep")
            return self._object_of(inner) if inner is not None else None
        return None

    def _nominal(self, token: int) -> bool:
        """Whether a subject is a name or noun, also where the tagger took a name for something else."""
        return self.parse.tags[token][:2] not in NO_NOUNS and self.parse.words[token].lower() not in NO_THINGS

    def _described(self, verb: int) -> int | None:
        """The subject; of a participle behind a comma ("losses, estimated at 5") the noun before it."""
        parse, at = self.parse, verb
        for _ in range(6):
            if parse.child(at, "nsubj", "nsubjpass") is not None:
                break
            if parse.tags[at] == "VBN" and parse.deps[at] in ("advcl", "acl") and at > 1:
                before = at - 2 if parse.words[at - 1] == "," else at - 1
                if self._noun(before):
                    return before
                break
            if parse.deps[at] not in ("conj", "xcomp"):
                break
            at = parse.heads[at]
        return subject(parse, verb)

    def _near_left(self, at: int) -> int | None:
        """In a headline or table row: the noun right before the number."""
        for token in range(at - 1, max(-1, at - 5), -1):
            if self._noun(token):
                return token
            if self.parse.tags[token].startswith("VB"):
                return None
        return None

    def _name(self, thing: Thing, noun: int, inside: list[int], *, whole: bool) -> None:
        """Write the phrase of the noun: with its prepositional phrases where it is measured, only with "of" where it is counted."""
        parse = self.parse
        if whole:
            start, end = noun_phrase(parse, noun, conjuncts=False)
            if (number := parse.child(noun, "nummod")) is not None and number < noun:
                start = self._left_edge(noun, inside)
            end = self._before_number(noun, start, end)
        else:
            start, end = self._left_edge(noun, inside), self._right_edge(noun, inside)
        number_start, number_end = parse.starts[inside[0]], parse.ends[inside[-1]]
        if start < number_start < end:
            end = number_start if parse.starts[noun] < number_start else end
            start = number_end if parse.starts[noun] > number_start else start
            end = self._without_hanging(start, end)
        elif start < number_end <= end and parse.starts[noun] >= number_end:
            start = number_end
        text = self.tokens.text
        words = text[start:end].split()
        if len(words) > MOST:
            start, end = self._left_edge(noun, inside), parse.ends[noun]
        span = clean(text, (start, end))
        if span is None or len(text[span[0] : span[1]].split()) > 15:
            return
        thing.span, thing.head = span, parse.lemmas[noun]
        thing.head_at = self._span(noun)

    def _before_number(self, noun: int, start: int, end: int) -> int:
        """The end of the phrase before another figure in it ("shares up 4% ...")."""
        parse = self.parse
        for token in range(noun + 1, len(parse)):
            if parse.starts[token] >= end:
                break
            if parse.tags[token] in ("CD", "$") and parse.words[token - 1].lower() in (*BEFORE_FIGURES, "$"):
                return self._without_hanging(start, parse.ends[token - 1])
        return end

    def _without_hanging(self, start: int, end: int) -> int:
        """The end before a preposition or bound word that the cut left behind ("winds of at least")."""
        words = lexicon()
        text = self.tokens.text
        while end > start:
            body = text[start:end].rstrip(" ,(")
            tail = body.rpartition(" ")[2].lower()
            if " " not in body or (
                tail not in words.nouns["stops"]
                and tail
                not in (
                    "of",
                    "least",
                    "estimated",
                    "more",
                    "than",
                    "approximately",
                    "nearly",
                    "almost",
                    "roughly",
                    "some",
                    "many",
                )
            ):
                return start + len(body)
            end = start + len(body) - len(tail)
        return end

    def _left_edge(self, noun: int, inside: list[int]) -> int:
        """Where the words before the noun begin, behind the number and without determiners."""
        parse, first = self.parse, noun
        while first - 1 > (inside[-1] if inside[-1] < noun else -1):
            before = first - 1
            if parse.tags[before] in (
                "DT",
                "CC",
                "IN",
                "TO",
                "MD",
                ",",
                "CD",
                ":",
                "PRP",
                "WDT",
                "WP",
                "-LRB-",
                "-RRB-",
                "``",
                "''",
                "PRP$",
            ) and parse.words[before] not in ("-", "–"):
                break
            if parse.tags[before].startswith("VB") and parse.deps[before] not in ("amod", "compound", "nmod"):
                break
            if parse.tags[before] == "POS":
                break
            if parse.tags[before].startswith("RB") and parse.heads[before] not in range(before, noun + 1):
                break
            first = before
        return parse.starts[first]

    def _right_edge(self, noun: int, inside: list[int]) -> int:
        """Behind the noun and its "of" phrase, or a participle such as "killed" or "confirmed dead"."""
        parse, last = self.parse, noun
        at = noun + 1
        if at < len(parse) and parse.words[at].lower() == "of":
            child = parse.child(at, "pobj")
            if child is not None and self._noun(child) and child - at < 6 and parse.tags[child] != "CD":
                last = child
                at = last + 1
        while (
            at < len(parse)
            and parse.words[at].lower() in lexicon().nouns["after_participles"]
            and parse.tags[at] in ("VBN", "JJ", "VBD")
            and at - noun < 3
        ):
            if parse.tags[at] == "VBD" and parse.deps[at] == "ROOT":
                break
            last, at = at, at + 1
        return parse.ends[last]

    def _holder(self, draft: Draft, top: int, verb: int | None, noun: int | None) -> tuple[int, int] | None:
        """Whose number it is: owner of the noun, else the noun before the preposition, else the subject of the verb."""
        parse = self.parse
        owner = parse.child(noun, "poss") if noun is not None else None
        found = owner if owner is not None and self._noun(owner) else None
        if found is None:
            head = parse.heads[noun] if noun is not None and noun > top else parse.heads[top]
            if (
                parse.tags[head] in ("IN", "TO")
                and self._noun(parse.heads[head])
                and parse.heads[head] != noun
                and parse.heads[head] < top
            ):
                found = parse.heads[head]
        if found is None and verb is not None:
            found = subject(parse, verb)
            if found is not None and noun is not None and noun in parse.subtree(found):
                return None
        if found is None or found == noun or not self._nominal(found):
            return None
        start, end = noun_phrase(parse, found, conjuncts=False)
        if start <= self.tokens.starts[draft.first] < end or len(self.tokens.text[start:end].split()) > MOST:
            start, end = self._left_edge(found, [-1]), parse.ends[found]
        if start <= self.tokens.starts[draft.first] < end:
            return None
        return clean(self.tokens.text, (start, end))
