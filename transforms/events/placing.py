"""Which event the verb over a date places in time: itself, what it plans, what it says takes place."""

from __future__ import annotations

from collections.abc import Mapping

from transforms.events.triggers import Trigger
from transforms.events.words import link_words, status_words, verbs
from transforms.syntax import Parse
from transforms.syntax.phrases import subject


def by_verb(parse: Parse, verb: int, head: int, triggers: Mapping[int, Trigger]) -> int:
    """The verb, or the infinitive it plans ("is due to open on Monday"), or the event that is said to take place."""
    lemma = parse.lemmas[verb]
    below = parse.child(verb, "xcomp")
    if (
        below is not None
        and below in triggers
        and lemma in verbs("plan")
        and verb < below < head
        and parse.tags[verb] == "VBN"
    ):
        return below
    planned = parse.child(verb, "dobj")
    if planned in triggers and lemma in status_words("schedules") and planned is not None and planned < head:
        return planned
    if parse.deps[verb] == "pcomp" and parse.lemmas[parse.heads[verb]] == "by":
        means_of = parse.heads[parse.heads[verb]]
        return means_of if means_of in triggers else verb
    told = _told_fronted(parse, verb, below, head)
    if told is not None and told in triggers:
        return told
    if lemma in link_words("happens") or _takes_place(parse, verb) or _comes_about(parse, verb):
        happening = subject(parse, verb)
        if happening is not None and happening in triggers:
            return happening
    if parse.deps[verb] in ("acl", "relcl") and triggers[verb].group.tense == "infinitive":
        above = _one_who(parse, parse.heads[verb])
        if above is not None and above in triggers:
            return above
    return verb


def _one_who(parse: Parse, noun: int) -> int | None:
    """The verb above "the first woman to hold the post": its date is that of the becoming."""
    ranked = any(parse.words[c].lower() in link_words("ranks") for c in parse.children[noun]) or parse.words[
        noun
    ].lower() in link_words("ranks")
    return parse.heads[noun] if ranked and parse.deps[noun] in ("attr", "dobj", "pobj", "oprd") else None


def _takes_place(parse: Parse, verb: int) -> bool:
    thing = parse.child(verb, "dobj") if parse.lemmas[verb] == "take" else None
    return thing is not None and parse.lemmas[thing] == "place"


def _comes_about(parse: Parse, verb: int) -> bool:
    """Whether it only says that something happens: "the vote came on Monday", but "the war came to an end on Monday"."""
    if parse.lemmas[verb] != "come":
        return False
    ways = (parse.words[c].lower() for c in parse.children[verb] if parse.deps[c] in ("prep", "prt", "acomp", "xcomp"))
    return all(way in link_words("comes_about") for way in ways)


def _told_fronted(parse: Parse, verb: int, below: int | None, head: int) -> int | None:
    """What was done, where a day opens the sentence: "On Monday the pair are alleged to have crossed it" was not alleged on Monday."""
    if below is None or not head < verb < below or parse.lemmas[verb] not in status_words("told_of"):
        return None
    is_past = "have" in (parse.lemmas[c] for c in parse.children[below] if parse.deps[c] == "aux")
    is_told = parse.child(verb, "auxpass") is not None and any(
        parse.tags[c] in ("VBZ", "VBP") for c in parse.children[verb] if parse.deps[c] in ("aux", "auxpass")
    )
    return below if is_past and is_told else None


def by_copula(parse: Parse, verb: int, triggers: Mapping[int, Trigger]) -> int:
    """What "be" places: its event predicate ("there were deaths in May"), its event subject ("the vote was on Monday"), else itself.

    A subject that is said to be something is in a state: "the storm was 90 miles off on Monday" keeps the verb.
    """
    predicate = parse.child(verb, "attr")
    if predicate is not None and predicate in triggers and triggers[predicate].kind == "noun":
        return predicate
    engaged = _engaged_in(parse, verb)
    if engaged is not None and engaged in triggers:
        return engaged
    thing = parse.child(verb, "nsubj")
    if thing is not None and thing in triggers and not _is_described(parse, verb):
        return thing
    return verb


def _engaged_in(parse: Parse, verb: int) -> int | None:
    """The noun of "in operation", "under construction": without an article it says what goes on."""
    for child in parse.children[verb]:
        if parse.deps[child] == "prep" and parse.lemmas[child] in ("in", "under"):
            noun = parse.child(child, "pobj")
            if noun is not None and parse.child(noun, "det", "poss") is None:
                return noun
    return None


def _is_described(parse: Parse, verb: int) -> bool:
    """Whether "be" has a complement that says what or where the subject is; "reportedly" is none."""
    return any(
        parse.deps[c] in ("attr", "acomp") or (parse.deps[c] == "advmod" and not parse.words[c].endswith("ly"))
        for c in parse.children[verb]
    )
