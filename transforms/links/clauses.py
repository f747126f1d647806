"""Which clauses a word stands in, and when the time of one clause is that of another."""

from __future__ import annotations

from transforms.lexicons import load
from transforms.mentions import DateMention, Sentence
from transforms.syntax import Parse

BARRIERS = frozenset(("ccomp", "relcl", "parataxis", "csubj"))


def is_when_clause(parse: Parse, verb: int, above: int) -> bool:
    """Reads "was given a chance of 20% when it was detected on Sunday": the time of the clause is that of the verb above."""
    if parse.heads[verb] != above or parse.deps[verb] != "advcl":
        return False
    return any(parse.words[c].lower() in ("when", "as") for c in parse.children[verb] if c < verb)


def is_of_harm(parse: Parse, verb: int, described: int) -> bool:
    """Reads "a storm that struck on Friday killed 14 people": what kills does so when it comes."""
    if parse.deps[described] != "relcl" or parse.lemmas[verb] not in load("figures/nouns")["harming_verbs"]:
        return False
    noun = parse.heads[described]
    return parse.heads[noun] == verb and parse.deps[noun] == "nsubj"


def is_of_both(parse: Parse, verb: int, joined: int) -> bool:
    """Reads "felled 4 oaks and burned 12 sheds on Friday": the time behind the last of two that are counted alike is that of both."""
    if parse.deps[joined] != "conj" or parse.heads[joined] != verb or parse.tags[joined] == "VBG":
        return False
    if parse.child(joined, "nsubj", "nsubjpass", "aux", "neg") is not None:
        return False  # "had 12 sheds but does not have 4 now"
    thing = parse.child(joined, "dobj")
    return thing is not None and (parse.tags[thing] == "CD" or parse.child(thing, "nummod") is not None)


def is_in_its_when_clause(parse: Parse, sentence: Sentence, figure_at: int, mention: DateMention) -> bool:
    """Reads "the worst since 1991, when 214 people fell ill": what is told of the time itself, whatever opens or closes there."""
    when = parse.token_at(mention.end - sentence.start)
    if when is not None and parse.words[when] == "," and when + 1 < len(parse):
        when += 1
    return when is not None and parse.words[when].lower() == "when" and parse.heads[when] in parse.ancestors(figure_at)


def is_verb(parse: Parse, token: int) -> bool:
    """Whether the word is the verb of a clause."""
    return parse.tags[token].startswith("VB") and parse.deps[token] not in ("amod", "compound", "aux", "auxpass")


def clauses(parse: Parse, token: int) -> list[int]:
    """The verb over the token, then the verbs above as long as the clause goes on ("signed on, averaging 5 a month")."""
    found: list[int] = []
    label = parse.deps[token]
    for above in parse.ancestors(token):
        if is_verb(parse, above):
            if found and label in BARRIERS:
                break
            found.append(above)
            label = parse.deps[above]
            if label in BARRIERS:
                break
        elif not found:
            continue
    return found
