"""Which trigger a time expression places, and what the word before it makes of its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transforms.events.placing import by_copula, by_verb
from transforms.events.triggers import NOUN_TAGS, Trigger
from transforms.events.words import bound, is_event_noun, link_words, nouns, status_words, verbs
from transforms.events.words import operator as word_operator
from transforms.mentions import DateMention, Sentence
from transforms.syntax import Parse

MODIFIERS = frozenset(("compound", "nummod", "nmod", "amod", "poss"))
ADJACENT = 4  # characters: a blank, a comma, "of"
OPENING = frozenset((".", ":", "“", '"', "``", "-", "–", "—", "--", "*", "("))
FRONT = 12  # tokens within which a date opens its sentence


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date and the trigger it places: `operator` is None for plain "in" and "on"; `token` is the date's own head."""

    mention: DateMention
    operator: str | None
    governor: int
    token: int
    is_joined: bool  # the date is joined to one before it: "in 2003 and 2004"
    is_loose: bool = False  # it hangs on a thing below the trigger: "despite signs of a thaw on Sunday, he ..."


def find_anchors(
    parse: Parse, sentence: Sentence, mentions: Sequence[DateMention], triggers: Mapping[int, Trigger]
) -> list[Anchor]:
    """The anchors of a sentence in text order; a date that belongs to a thing or a comparison has none.

    A clause that hangs on the date itself is placed by it too: "on March 3, when both parties vote".
    """
    mentions = _distinct(mentions)
    places = {n: tokens_of(parse, sentence, mention) for n, mention in enumerate(mentions)}
    covered = {t for tokens in places.values() for t in tokens}
    found: list[Anchor] = []
    for n, mention in enumerate(mentions):
        if not places[n] or not _has_day(mention) or _is_dateline(parse, places[n]) or _is_in_name(parse, places[n]):
            continue
        anchor = _anchor(parse, mention, places[n], covered, triggers)
        if anchor is not None and not _is_nowadays(parse, triggers, anchor):
            found.append(anchor)
        clauses = [
            c for t in places[n] for c in parse.children[t] if parse.deps[c] == "relcl" and _is_event(c, triggers)
        ]
        found += [Anchor(mention, None, clause, places[n][0], False) for clause in clauses]
    return found


def find_behind(
    parse: Parse, sentence: Sentence, mentions: Sequence[DateMention], triggers: Mapping[int, Trigger]
) -> frozenset[int]:
    """Triggers that a word for the past without a day places: "a few days ago", "recently"."""
    found = set()
    for mention in mentions:
        tokens = tokens_of(parse, sentence, mention) if mention.timex_value == "PAST_REF" else []
        anchor = _anchor(parse, mention, tokens, set(tokens), triggers) if tokens else None
        if anchor is not None:
            found.add(anchor.governor)
    return frozenset(found)


def _is_in_name(parse: Parse, tokens: Sequence[int]) -> bool:
    """Whether "Today" or "Tonight" with a capital is a part of a name: "the Harbour Today Forum", "The Tonight Show"."""
    word, at = parse.words[tokens[0]], tokens[0]
    if len(tokens) > 1 or at == 0 or word not in ("Today", "Tonight") or parse.words[at - 1] in OPENING:
        return False
    beside = parse.words[at - 1 : at] + parse.words[at + 1 : at + 2]
    return any(w[:1].isupper() and not w.isupper() for w in beside)


def _is_nowadays(parse: Parse, triggers: Mapping[int, Trigger], anchor: Anchor) -> bool:
    """Whether "today" before a state or what goes on means these times: "Today, the firm is known for", "Today he continues to"."""
    trigger = triggers.get(anchor.governor)
    if trigger is None or trigger.kind not in ("state", "stative", "aspect") or trigger.group.tense != "present":
        return False
    is_before = anchor.token < trigger.token or trigger.kind == "stative"  # also "those who need it most today"
    return parse.words[anchor.token].lower() == "today" and is_before


def _has_number(parse: Parse, first: int, last: int, covered: set[int]) -> bool:
    """Whether a number that is no date stands between."""
    return any(parse.tags[i] == "CD" and i not in covered for i in range(first, last))


def _has_day(mention: DateMention) -> bool:
    known = mention.interval
    return mention.timex_type != "SET" and known is not None and (known.start is not None or known.end is not None)


def _is_dateline(parse: Parse, tokens: Sequence[int]) -> bool:
    """Whether the date stands in the place and day that open a press release: "OSLO, May 6, 2024 /Wire/ -- The bank ..."."""
    if tokens[0] > FRONT:
        return False
    after = range(tokens[-1] + 1, min(tokens[-1] + FRONT, len(parse)))
    dash = next((i for i in after if parse.words[i] in link_words("datelines")), None)
    if dash is None or any(parse.tags[i][:2] == "VB" for i in range(tokens[-1] + 1, dash)):
        return False  # "Yesterday, a new crew sailed the Oslo–Kiel line"
    return tokens[0] == 0 or all(
        parse.tags[i][:2] in ("NN", ",", "-L", "-R", ".", "CD", ":", "HY", "SY", "IN") for i in range(tokens[0])
    )


def _is_event(token: int, triggers: Mapping[int, Trigger]) -> bool:
    return token in triggers and triggers[token].kind in ("verb", "aspect")


def _distinct(mentions: Sequence[DateMention]) -> list[DateMention]:
    """Without the ends of a range, which is a mention of its own, and without the year that only completes a month before it."""
    ranges = [(m.start, m.end) for m in mentions if m.rule == "range"]
    kept: list[DateMention] = []
    for mention in mentions:
        in_range = any(
            start <= mention.start and mention.end <= end and (start, end) != (mention.start, mention.end)
            for start, end in ranges
        )
        completes = bool(kept) and mention.start - kept[-1].end <= ADJACENT and _holds(mention, kept[-1])
        if not in_range and not completes:
            kept.append(mention)
    return kept


def _holds(outer: DateMention, inner: DateMention) -> bool:
    a, b = outer.interval, inner.interval
    if a is None or b is None or a == b or a.start is None or a.end is None or b.start is None or b.end is None:
        return False
    return a.start <= b.start and b.end <= a.end


def tokens_of(parse: Parse, sentence: Sentence, mention: DateMention) -> list[int]:
    """Tokens of the sentence that a time expression covers."""
    start, end = mention.start - sentence.start, mention.end - sentence.start
    first = parse.token_at(max(0, start))
    if first is None:
        return []
    last = first
    while last < len(parse) and parse.starts[last] < end:
        last += 1
    return list(range(first, last))


def _head(parse: Parse, tokens: Sequence[int]) -> int:
    """The token of the date that hangs on a word outside of it; prepositions and stops come last."""
    inside = set(tokens)
    loose = [t for t in tokens if parse.heads[t] not in inside or parse.heads[t] == t]
    solid = [t for t in loose if parse.deps[t] not in ("punct", "case", "cc")]
    return (solid or loose or list(tokens))[0]


def _anchor(
    parse: Parse, mention: DateMention, tokens: Sequence[int], covered: set[int], triggers: Mapping[int, Trigger]
) -> Anchor | None:
    owned = _owned_noun(parse, tokens, triggers)
    if owned is not None:
        return Anchor(mention, None, owned, tokens[0], False)
    head = _head(parse, tokens)
    operator = _first_word(parse, tokens)
    child, steps, is_joined, passed_thing = head, 0, parse.deps[head] == "conj", False
    while steps < 12:
        steps += 1
        parent = parse.heads[child]
        if parent == child:
            break
        word, label = parse.lemmas[parent], parse.deps[child]
        if word in link_words("comparisons") or (word == "compare" and parse.deps[parent] == "prep"):
            return None
        if (
            parse.tags[parent] in ("IN", "TO", "RB", "RP")
            or parse.deps[parent] in ("prep", "agent")
            or parent in covered
        ):
            own = word_operator(parse.words[parent])
            if own == "since" and _is_ranked(parse, parse.heads[parent]):
                return None  # "the deadliest fire since 2015": compared with, no fire of 2015
            if own == "from" and (passed_thing or _has_number(parse, parent + 1, tokens[0], covered)):
                return None  # "down from 4.6 percent the previous month": compared with, not spoken of
            operator = operator or (
                own if own == "since" or not passed_thing else None
            )  # "since its foundation in 2019"
            child = parent
            continue
        if label == "conj" and parent in covered:
            child = parent
            continue
        decision = _place(parse, parent, child, head, triggers)
        if decision is None:
            return None
        if decision == parent and parent not in triggers:
            child, passed_thing = parent, passed_thing or parse.tags[parent][:2] == "NN"
            continue
        if mention.rule == "range" and operator in ("from", "between"):
            operator = None
        put_off = _put_off(parse, decision) if operator in ("to", "until", "from") else None
        if put_off is not None:
            is_new = put_off in triggers and operator != "from"
            return Anchor(mention, None, put_off, head, is_joined) if is_new else None
        said = _said_before(parse, decision, tokens, triggers)
        said = _behind_that(parse, decision, tokens, triggers) if said is None else said
        return Anchor(mention, operator, decision if said is None else said, head, is_joined, passed_thing)
    return _stray(parse, mention, tokens, operator, child, triggers)


def _put_off(parse: Parse, token: int) -> int | None:
    """What is put off, by the verb or the object of a postponement: the dates that it names are not its own."""
    verb = parse.heads[token] if parse.deps[token] == "dobj" else token
    if parse.lemmas[verb] not in link_words("defers"):
        return None
    thing = parse.child(verb, "dobj")
    return thing if thing is not None else parse.child(verb, "nsubjpass")


def _is_ranked(parse: Parse, noun: int) -> bool:
    """Whether a superlative ranks the noun, or what a copula says of its subject."""
    said = parse.child(noun, "attr", "acomp")
    return any(
        parse.tags[t] == "JJS" or any(parse.tags[c] in ("JJS", "RBS") for c in parse.children[t])
        for t in (noun, noun if said is None else said)
    )


def _said_before(parse: Parse, governor: int, tokens: Sequence[int], triggers: Mapping[int, Trigger]) -> int | None:
    """The verb of saying in "said on Monday they had met": a day between it and the subject of what is said is its own."""
    above = parse.heads[governor]
    if parse.deps[governor] != "ccomp" or not above < tokens[0] or triggers.get(above) is None:
        return None
    doer = parse.child(governor, "nsubj", "nsubjpass", "expl")
    if doer is None or not tokens[-1] < doer or parse.lemmas[above] not in verbs("report"):
        return None
    between = parse.tags[above + 1 : tokens[0]]
    if any(tag in ("``", "''", ",", ":") for tag in between) or "that" in parse.words[above + 1 : tokens[0]]:
        return None
    return above


def _behind_that(parse: Parse, governor: int, tokens: Sequence[int], triggers: Mapping[int, Trigger]) -> int | None:
    """The verb of what is said in "found that between March and May no ship sailed", where the parser cut off what "that" opens."""
    before = tokens[0] - 1
    while before > governor and parse.tags[before] == "IN" and parse.words[before].lower() != "that":
        before -= 1
    if before <= governor or parse.words[before].lower() != "that" or parse.lemmas[governor] not in verbs("report"):
        return None
    return next(
        (
            t
            for t in sorted(triggers)
            if t > tokens[-1] and triggers[t].kind == "verb" and triggers[t].group.tense == "past"
        ),
        None,
    )


def _stray(
    parse: Parse,
    mention: DateMention,
    tokens: Sequence[int],
    operator: str | None,
    root: int,
    triggers: Mapping[int, Trigger],
) -> Anchor | None:
    """A date under a root that is no event: it opens a sentence that the parser took for a fragment, or closes a headline."""
    if root in triggers:
        return Anchor(mention, operator, root, tokens[0], False)
    after = [t for t in triggers.values() if t.token > tokens[-1] and t.kind != "noun"]
    if after and tokens[0] < FRONT:
        return Anchor(mention, operator, after[0].token, tokens[0], False)
    return None


def _owned_noun(parse: Parse, tokens: Sequence[int], triggers: Mapping[int, Trigger]) -> int | None:
    """The event noun of "the queen's May 3, 2021, state visit": between an owner and a noun a date belongs to the noun."""
    if tokens[0] == 0 or parse.tags[tokens[0] - 1] not in ("POS", "PRP$"):
        return None
    for i in range(tokens[-1] + 1, min(tokens[-1] + 6, len(parse))):
        if i in triggers and triggers[i].kind == "noun":
            return i
        if parse.tags[i][:2] not in ("NN", "JJ", "HY") and parse.words[i] != ",":
            return None
    return None


def _first_word(parse: Parse, tokens: Sequence[int]) -> str | None:
    """The operator that the date expression itself begins with."""
    first = parse.words[tokens[0]].lower()
    if len(tokens) > 1 and word_operator(first) is not None:
        return word_operator(first)
    before = " ".join(parse.words[max(0, tokens[0] - 3) : tokens[0]]).lower()
    return "after" if before == "as soon as" else None


def _place(parse: Parse, parent: int, child: int, head: int, triggers: Mapping[int, Trigger]) -> int | None:
    """The trigger that a date under `parent` places; `parent` itself where it is none (climb on), None where the search ends."""
    trigger = triggers.get(parent)
    if trigger is not None and trigger.kind == "noun":
        return _noun(parse, parent, child, head, triggers)
    if parse.tags[parent] in NOUN_TAGS or parse.tags[parent].startswith("NNP"):
        event = _told_of(parse, parent, triggers)
        if event is not None and event in triggers and parent < event < child:
            return event
        return _thing(parse, parent, child, head)
    if trigger is not None and trigger.kind == "state":
        ranked = parse.child(parent, "attr")
        if ranked is not None and parse.lemmas[ranked] == "time":
            return None  # "this was the first time since 2011" tells of no event in 2011
        return by_copula(parse, parent, triggers)
    if trigger is not None:
        bounding = _bounding_noun(parse, parent, child, triggers)
        return bounding if bounding is not None else by_verb(parse, parent, head, triggers)
    if parse.tags[parent][:2] == "VB":
        carried = next((t.token for t in triggers.values() if t.support == parent), None)
        return carried if carried is not None else parent
    return parent


def _bounding_noun(parse: Parse, verb: int, child: int, triggers: Mapping[int, Trigger]) -> int | None:
    """The event noun right before the date in "recalled after a fire in August": the date is the fire's, whatever the parser says."""
    for other in parse.children[verb]:
        if other >= child or parse.deps[other] != "prep" or bound(parse.words[other]) in (None, "in"):
            continue
        noun = _told_of(parse, parse.child(other, "pobj"), triggers)
        if noun is not None and noun in triggers and parse.subtree(other)[-1] == child - 1:
            return noun
    return None


def _told_of(parse: Parse, noun: int | None, triggers: Mapping[int, Trigger]) -> int | None:
    """The noun itself, or the one whose edge it names: the invasion of "the beginning of the invasion"."""
    if noun is None or noun in triggers or parse.lemmas[noun] not in link_words("edges"):
        return noun
    of = next((c for c in parse.children[noun] if parse.lemmas[c] == "of"), None)
    return noun if of is None else parse.child(of, "pobj")


def _thing(parse: Parse, thing: int, child: int, head: int) -> int | None:
    """A date before a plain noun belongs to that noun ("the 2030 plan"); one after it places the clause."""
    if parse.deps[child] in MODIFIERS and child < thing:
        compound = parse.deps[thing] == "compound" and is_event_noun(parse.lemmas[parse.heads[thing]])
        return thing if compound else None
    if parse.lemmas[child] == "of" and parse.lemmas[thing] not in link_words("parts"):
        return None  # "the Clean Air Act of 1990"
    if parse.deps[child] in MODIFIERS and parse.tags[thing].startswith("NNP"):
        return None  # "Expo 2024"
    if parse.lemmas[thing] in ("time", "first", "second") and word_operator(parse.words[child]) == "since":
        return None
    return thing


def _noun(parse: Parse, noun: int, child: int, head: int, triggers: Mapping[int, Trigger]) -> int | None:
    """An event noun keeps its date, except where it is the object of a verb and the date closes the clause."""
    if child < noun or parse.deps[child] in MODIFIERS:
        return None if parse.lemmas[noun] in nouns("editions") else noun
    if parse.lemmas[child] == "of":
        return noun
    if parse.deps[noun] in ("dobj", "attr", "oprd") and triggers[noun].support is None:
        verb = triggers.get(parse.heads[noun])
        if verb is not None and verb.kind in ("verb", "aspect") and verb.lemma not in status_words("schedules"):
            return by_verb(parse, verb.token, head, triggers)
    return noun
