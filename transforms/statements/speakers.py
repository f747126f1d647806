"""Who says it: the words of the claimant in the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.names import words
from transforms.statements import lexicon
from transforms.statements.drafts import RELATIVE, Span
from transforms.statements.kinds import head_kind
from transforms.syntax import Parse
from transforms.syntax.phrases import SUBJECTS, noun_phrase, outside_brackets

CAUSING = frozenset(("cause", "fan", "feed", "fuel", "ignite", "prompt", "spark", "stir", "stoke", "trigger"))
STEPS = 8
QUOTING = frozenset(("cite", "quote"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """`token` heads the words as printed; `antecedent` is the noun that they stand for, where they are "who" or "which"."""

    token: int
    antecedent: int | None = None
    inverted: bool = False  # behind its verb, as in "said the minister", whatever the parser says it is

    def span(self, parse: Parse) -> Span:
        """The printed words, without relative clause and apposition."""
        if parse.tags[self.token] in RELATIVE:
            return parse.starts[self.token], parse.ends[self.token]
        start, end = noun_phrase(parse, self.token)
        return start, max(end, _made_by(parse, self.token))

    def stands_for(self, parse: Parse) -> Span | None:
        """The words that a relative pronoun stands for, or the name in apposition: "the director, Jane Roe"."""
        token = self.token if self.antecedent is None else self.antecedent
        named = _named(parse, token)
        if named is not None:
            return noun_phrase(parse, named)
        return None if self.antecedent is None else noun_phrase(parse, token)


def _made_by(parse: Parse, token: int) -> int:
    """End of "collected by the agency" behind "data": what a document is without its maker says little; 0 where there is none."""
    for c in parse.children[token]:
        if c == token + 1 and parse.deps[c] == "acl" and parse.tags[c] == "VBN":
            maker = agent_of(parse, c)
            if maker is not None and head_kind(parse.words[token]) == "document":
                return noun_phrase(parse, maker.token)[1]
    return 0


def _named(parse: Parse, token: int) -> int | None:
    """The name in apposition to a common noun, also where the parser hangs it on a noun between, or on the verb."""
    if parse.tags[token] != "NN":
        return None
    for c in parse.children[token]:
        if parse.deps[c] == "appos" and parse.tags[c] == "NNP":
            return c
    if parse.words[token].lower() in words.roles():
        for noun in (parse.child(c, "pobj") for c in parse.children[token] if parse.deps[c] == "prep"):
            name = None if noun is None else parse.child(noun, "appos")
            if name is not None and parse.words[min(parse.subtree(name))] in words.first_names():
                return name  # "the director of the society, Jane Roe,"
    second = [c for c in parse.children[parse.heads[token]] if parse.deps[c] == "nsubj" and c > token]
    if second and parse.deps[token] == "nsubj" and all(parse.tags[t] == "NNP" for t in range(token + 1, second[0] + 1)):
        return second[0]  # "the news agency AFP"
    return None


def speaker_of(parse: Parse, verb: int) -> Speaker | None:
    """Who does the verb: its own subject, or the one it shares with the verb above, or the noun it hangs on."""
    inner = verb
    for _ in range(STEPS):
        own = _subject(parse, verb)
        if own is not None and parse.tags[own] not in ("EX",):
            return _speaker(parse, verb, outside_brackets(parse, own))
        label, head = parse.deps[verb], parse.heads[verb]
        if (quoted := _quoted(parse, verb)) is not None:
            return quoted
        if label in ("acl", "relcl"):
            return _document(parse, head)
        if label == "advcl" and parse.tags[verb] == "VBG" and (outer := _reporting(parse, verb)) is not None:
            verb = outer
            continue
        if head == verb or label not in (
            "conj",
            "xcomp",
            "advcl",
            "aux",
            "auxpass",
            "pcomp",
            "prep",
            "dep",
            "ccomp",
            "parataxis",
        ):
            break
        if label == "ccomp" and parse.tags[verb] not in ("VBG", "VB"):
            break
        if label == "xcomp" and (thing := parse.child(head, "dobj")) is not None and thing < verb:
            return Speaker(thing)
        verb = head
    return _inverted(parse, inner)


def _subject(parse: Parse, verb: int) -> int | None:
    """The verb's own subject; of "co-author Ann Low", which the parser may take apart, the name or the author."""
    own = parse.child(verb, *SUBJECTS)
    if own is None or parse.words[own].lower() != "co" or own + 2 >= len(parse):
        return own
    others = [c for c in parse.children[verb] if parse.deps[c] in SUBJECTS and c > own and parse.words[c].isalpha()]
    return others[-1] if others else own + 2


def _speaker(parse: Parse, verb: int, token: int) -> Speaker:
    if parse.tags[token] in RELATIVE and parse.deps[verb] == "relcl":
        return Speaker(token, parse.heads[verb])
    return Speaker(token)


def _document(parse: Parse, noun: int) -> Speaker:
    """As in "issued a statement saying ...": the words are the statement's, but who issued it says so."""
    head = parse.heads[noun]
    if (
        parse.deps[noun] == "dobj"
        and parse.lemmas[head] in lexicon.issuing()
        and (issuer := parse.child(head, "nsubj")) is not None
    ):
        return Speaker(noun, issuer)
    return Speaker(noun)


def _quoted(parse: Parse, saying: int) -> Speaker | None:
    """The mayor of "the paper quoted the mayor as saying that ..." and of "quoted the mayor saying ...": who is quoted says it."""
    if parse.tags[saying] != "VBG" or parse.deps[saying] not in ("pcomp", "advcl", "xcomp"):
        return None
    above = parse.heads[saying]
    if parse.deps[saying] == "pcomp":
        above = parse.heads[above] if parse.words[above].lower() == "as" else saying
    thing = parse.child(above, "dobj") if parse.lemmas[above] in QUOTING else None
    return Speaker(thing) if thing is not None and above < thing < saying else None


def _reporting(parse: Parse, participle: int) -> int | None:
    """As in "She stated the trial would be fair, adding ...": the reporting verb above the clause that the parser hung it on."""
    clause = parse.heads[participle]
    if parse.deps[clause] != "ccomp" or parse.words[participle - 1] != "," or participle < clause:
        return None
    above = parse.heads[clause]
    return above if above < clause and parse.child(above, "nsubj") is not None else None


def _inverted(parse: Parse, verb: int) -> Speaker | None:
    """As in "..., said the minister": a noun right of the verb that the parser took for something else."""
    if parse.tags[verb] not in ("VBD", "VBZ", "VBP"):
        return None
    for c in parse.children[verb]:
        if (
            c > verb
            and parse.deps[c] in ("dobj", "attr", "npadvmod", "dep", "oprd")
            and parse.tags[c].startswith(("NN", "PRP"))
        ):
            return Speaker(c, inverted=True)
    return None


def agent_of(parse: Parse, verb: int) -> Speaker | None:
    """Who does a passive verb: the noun after "by"."""
    for c in parse.children[verb]:
        if parse.deps[c] == "agent" or (parse.deps[c] == "prep" and parse.words[c].lower() == "by"):
            noun = parse.child(c, "pobj")
            return None if noun is None else Speaker(noun)
    return None


def owner_of(parse: Parse, noun: int) -> Speaker | None:
    """Whose claim, plan or hope it is: "the minister's", "of/by the minister", or who makes, has or expresses it."""
    owner = parse.child(noun, "poss")
    if owner is not None:
        return Speaker(owner)
    for c in parse.children[noun]:
        if parse.deps[c] in ("prep", "agent") and parse.words[c].lower() in ("by", "from", "among"):
            held = parse.child(c, "pobj")
            return None if held is None else Speaker(held)
    head = parse.heads[noun]
    if parse.deps[noun] in ("dobj", "attr") and parse.tags[head].startswith("VB"):
        if parse.lemmas[head] in CAUSING:
            return None  # a drought that prompts fears has none
        return speaker_of(parse, head)
    made = parse.child(noun, "amod", "compound")
    return Speaker(made) if made is not None and parse.tags[made].startswith("NNP") else None
