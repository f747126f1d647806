"""Attribution by verbs: "she said that ...", "..., said the minister", "is expected to ...", "called it a lie"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from transforms.statements import lexicon
from transforms.statements.closing import can_close, said_before, up_to_comma
from transforms.statements.drafts import RELATIVE, Draft, Reading, Span, covered
from transforms.statements.kinds import head_kind
from transforms.statements.lexicon import AS, CLAUSE, FIGURE, GERUND, INFINITIVE, LEVEL, OBJECT, OUT, QUOTED, Cue
from transforms.statements.speakers import agent_of, speaker_of
from transforms.syntax import Parse

NEAR = 3  # characters between a quotation and the verb it belongs to
SPOKEN = frozenset({"say", "report"})
PUT_AT = frozenset({"at", "in", "between", "above", "below", "around"})
VAGUE = frozenset({"dozens", "hundreds", "thousands", "millions", "billions"})
WITH_OBJECT = frozenset({"prep", "acl", "relcl", "advcl", "npadvmod"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
PAST_OR_THIRD = FINITE - {"VBP"}


def verb_drafts(reading: Reading) -> list[Draft]:
    """Every attribution by a verb in the sentence, in text order."""
    parse, known = reading.parse, lexicon.verbs()
    found: list[Draft] = []
    for i, tag in enumerate(parse.tags):
        if (
            (tag[0] == "V" or _is_plural_by_mistake(parse, i))
            and (cue := known.get(parse.lemmas[i]) or _reads(parse, i)) is not None
            and parse.deps[i] not in ("amod", "compound", "prep")
        ):
            draft = _draft(reading, i, cue)
            if draft is not None:
                found.append(draft)
    return found


def _draft(reading: Reading, verb: int, cue: Cue) -> Draft | None:
    parse = reading.parse
    passive = _is_passive(parse, verb)
    joined = _passive_content(reading, verb, cue) if passive else _active_content(reading, verb, cue)
    closed = said_before(reading, verb) if joined is None and not passive and can_close(cue) else None
    if closed is not None:
        joined = Joined("verb_clause", closed[1], verb, CLAUSE)
    if joined is None and not passive and cue.kind in SPOKEN and CLAUSE in cue.joins and parse.tags[verb] in FINITE:
        joined = Joined("verb_beside_quote", None, verb, CLAUSE)
    if joined is None:
        return None
    content = None if joined.content is None else reading.trimmed(*joined.content)
    if content is None and joined.content is not None:
        return None
    speaker = agent_of(parse, verb) if passive else closed[0] if closed else speaker_of(parse, verb)
    if speaker is None and not passive and joined.rule != "verb_clause":
        return None  # "attacking rivals is cheap": nobody is said to do it
    if speaker is not None and speaker.inverted and joined.join != CLAUSE:
        if parse.tags[verb] not in PAST_OR_THIRD:
            return None  # "Thank you"
        speaker = None  # "Calls rivals names": what is called is not who calls
    claimant = speaker.span(parse) if speaker else None
    if claimant and content and _holds(content, claimant) and not _holds(content, (parse.starts[verb],) * 2):
        speaker = claimant = None  # the parser's slip: nobody is part of what he says
    return Draft(
        rule=joined.rule,
        kind=cue.joins.get(joined.join, cue.kind),
        cue=(parse.starts[verb], parse.ends[joined.last]),
        content=content,
        claimant=claimant,
        antecedent=speaker.stands_for(parse) if speaker else None,
        loose=joined.rule == "verb_object" and parse.lemmas[verb] in lexicon.loose(),
    )


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _reads(parse: Parse, verb: int) -> Cue | None:
    """As in "..., the statement reads": of a document what it reads is what it says; elsewhere reading is no saying."""
    if parse.lemmas[verb] != "read" or parse.tags[verb] not in FINITE:
        return None
    own = parse.child(verb, "nsubj")
    document = own is not None and head_kind(parse.words[own]) == "document"
    return Cue("say", {QUOTED: "say"}) if document else None


def _is_plural_by_mistake(parse: Parse, token: int) -> bool:
    """The projects of "the bank projects that rents will rise", which taggers take for several of them."""
    if parse.tags[token] != "NNS" or parse.deps[token] != "ROOT" or parse.child(token, "nsubj") is None:
        return False
    told = parse.child(token, "ccomp")
    return told is not None and token + 1 < len(parse) and parse.words[token + 1].lower() == "that"


def _is_passive(parse: Parse, verb: int) -> bool:
    if parse.child(verb, "auxpass") is not None:
        return True
    if parse.child(verb, "aux", "nsubj") is not None:
        return False
    if parse.deps[verb] == "conj" and parse.tags[verb] in ("VBN", "VBD"):  # "was freed on bail and told to stay away"
        return parse.child(verb, "dobj", "ccomp") is None and _is_passive(parse, parse.heads[verb])
    return parse.tags[verb] == "VBN" and parse.deps[verb] in ("acl", "advcl")


@dataclass(frozen=True, slots=True)
class Joined:
    """How the content hangs on the verb: the rule that read it, its place, the last token of the cue, the entry of the lexicon."""

    rule: str
    content: Span | None
    last: int
    join: str


def _active_content(reading: Reading, verb: int, cue: Cue) -> Joined | None:
    parse, joins = reading.parse, cue.joins
    if QUOTED in joins and parse.child(verb, "xcomp") is not None:
        return None  # "continued to work"
    speaks = CLAUSE in joins or QUOTED in joins
    if speaks and (held := _clause(reading, verb, cue)) is not None:
        return Joined("verb_clause", held, verb, CLAUSE)
    quote = _nearest_quote(reading, verb) if speaks and not reading.in_quote(parse.starts[verb]) else None
    if quote is not None and _adjoins(reading, verb, quote):
        return Joined("verb_clause", quote, verb, CLAUSE)
    if (joined := _phrase(parse, verb, cue)) is not None:
        return joined
    if quote is None or cue.kind not in SPOKEN:
        quote = _sentence_before(reading, verb) if speaks else None
    return None if quote is None else Joined("verb_clause", quote, verb, CLAUSE)


def _phrase(parse: Parse, verb: int, cue: Cue) -> Joined | None:
    """Content that is no clause: a label, an infinitive, a prepositional phrase, a gerund, an object."""
    joins = cue.joins
    if LEVEL in joins and (held := _level(parse, verb)) is not None:
        return Joined("verb_figure", held, verb, LEVEL)
    if FIGURE in joins:
        return _figure(parse, verb)
    if AS in joins and (held := _as(parse, verb)) is not None:
        return Joined("verb_as", held, verb, AS)
    if INFINITIVE in joins and (held := _infinitive(parse, verb)) is not None:
        return Joined("verb_infinitive", held, verb, INFINITIVE)
    if (joined := _preposition(parse, verb, cue)) is not None:
        return joined
    if GERUND in joins and (thing := _gerund(parse, verb)) is not None:
        return Joined("verb_gerund", covered(parse, parse.subtree(thing)), verb, GERUND)
    if OBJECT in joins:
        return _object(parse, verb, OUT in joins)
    return None


def _object(parse: Parse, verb: int, needs_out: bool) -> Joined | None:
    """As in "denied the report", "ruled out a deal", "thanked the crew for its help"."""
    thing = parse.child(verb, "dobj")
    out = next((c for c in parse.children[verb] if parse.words[c].lower() == OUT), None)
    if thing is None or thing < verb or (needs_out and out is None):
        return None
    last = out if needs_out and out is not None else verb
    content = parse.subtree(thing)
    for c in parse.children[verb]:
        if c > thing and parse.deps[c] in WITH_OBJECT and parse.words[max(content) + 1 : c] == []:
            content += parse.subtree(c)
    return Joined("verb_object", covered(parse, content), last, OBJECT)


def _figure(parse: Parse, verb: int) -> Joined | None:
    """As in "put the toll at 40": the object and the number it is put at, wherever the parser hangs the number."""
    thing = parse.child(verb, "dobj")
    if thing is None:
        return None
    for c in [*parse.children[verb], *parse.children[thing]]:
        if c > thing and parse.deps[c] == "prep" and parse.words[c].lower() in PUT_AT:
            number = parse.subtree(c)
            if any(parse.tags[t] == "CD" or parse.words[t].lower() in VAGUE for t in number):
                return Joined("verb_figure", covered(parse, [*parse.subtree(thing), *number]), verb, FIGURE)
    return None


def _level(parse: Parse, verb: int) -> Span | None:
    """As in "the advisory placed the storm 300 miles off", "the poll had her ahead by 5 points": a document need not say "at"."""
    thing, speaker = parse.child(verb, "dobj"), speaker_of(parse, verb)
    if thing is None or thing < verb or speaker is None or head_kind(parse.words[speaker.token]) != "document":
        return None
    told = [t for c in parse.children[verb] if c > verb for t in parse.subtree(c)]
    has_level = any(
        parse.tags[t] == "CD" and parse.heads[t] != thing for t in told
    )  # "the report has 12 chapters" tells none
    return covered(parse, told) if has_level else None


def _gerund(parse: Parse, verb: int) -> int | None:
    below = (c for c in parse.children[verb] if parse.deps[c] in ("xcomp", "ccomp"))
    return next((c for c in below if parse.tags[c] == "VBG"), None)


def _passive_content(reading: Reading, verb: int, cue: Cue) -> Joined | None:
    """As in "is expected to rise", "was denied by both", "was seen as a threat"."""
    parse, joins = reading.parse, cue.joins
    if parse.lemmas[verb] in lexicon.moved() and any(parse.lemmas[c] == "to" for c in parse.children[verb]):
        return None
    below = next((c for c in parse.children[verb] if parse.deps[c] in ("xcomp", "ccomp", "oprd") and c > verb), None)
    if (
        parse.deps[verb] == "acl"
        and below is not None
        and parse.deps[below] == "oprd"
        and agent_of(parse, verb) is None
    ):
        return None  # "a comet called Halley" is a name, nobody says so
    if below is not None and (INFINITIVE in joins or CLAUSE in joins or AS in joins):
        join = INFINITIVE if INFINITIVE in joins and _is_infinitive(parse, below) else CLAUSE
        return Joined("verb_passive", covered(parse, parse.subtree(below)), verb, join)
    if AS in joins and (held := _as(parse, verb)) is not None:
        return Joined("verb_passive", held, verb, AS)
    if (joined := _preposition(parse, verb, cue)) is not None:
        return replace(joined, rule="verb_passive")  # "was accused of theft"
    subject = parse.child(verb, "nsubjpass", "nsubj")
    if OBJECT in joins and subject is not None and parse.tags[subject] not in RELATIVE:
        return Joined("verb_passive", covered(parse, parse.subtree(subject)), verb, OBJECT)
    return None


def _clause(reading: Reading, verb: int, cue: Cue) -> Span | None:
    """The clause or quotation that the verb introduces or follows."""
    parse = reading.parse
    for c in parse.children[verb]:
        if parse.deps[c] == "ccomp" and not _is_infinitive(parse, c):
            if c < verb and any(parse.words[t] == ";" for t in range(c, verb)):
                return _after(parse, verb)  # "It has 300 seats; reports said half were filled."
            if QUOTED in cue.joins and not reading.in_quote(parse.starts[c]):
                continue
            held = covered(parse, _without(parse, c, verb))
            return _with_quotes(reading, up_to_comma(parse, verb, held) if c < verb else held, verb)
    thing = parse.child(verb, "dobj")
    if thing is not None and thing > verb and (told := _that_clause(parse, thing)) is not None:
        return covered(parse, parse.subtree(told))
    return None


def _is_infinitive(parse: Parse, token: int) -> bool:
    return any(parse.deps[c] == "aux" and parse.tags[c] == "TO" for c in parse.children[token])


def _after(parse: Parse, verb: int) -> Span | None:
    """All that follows the verb up to the end of the sentence."""
    rest = [t for t in range(verb + 1, len(parse)) if parse.deps[t] != "punct"]
    return covered(parse, rest) if rest else None


def _that_clause(parse: Parse, noun: int) -> int | None:
    """As in "told a meeting that it rains": the parser hangs the clause on the noun."""
    below = (c for c in parse.children[noun] if parse.deps[c] in ("relcl", "acl") and parse.tags[noun] != "VBG")
    return next(
        (c for c in below if any(parse.words[k] == "that" and parse.tags[k] == "IN" for k in parse.children[c])), None
    )


def _without(parse: Parse, token: int, verb: int) -> list[int]:
    """The subtree of the token as far as it lies on its own side of the verb, where it lies around it."""
    tokens = parse.subtree(token)
    return [t for t in tokens if t != verb]


def _with_quotes(reading: Reading, content: Span, verb: int) -> Span:
    """The content, out to the ends of the quotations that it cuts, but not over the verb."""
    start, end = content
    here = reading.parse.starts[verb]
    for a, b in reading.quotes:
        if a < end and b > start and not a <= here < b:
            start, end = min(a, start), max(b, end)
    return start, end


def _nearest_quote(reading: Reading, verb: int) -> Span | None:
    """A quotation right beside the verb's clause: "..., she said", "said: ..."."""
    parse = reading.parse
    here, after = parse.starts[verb], parse.ends[verb]
    before = [q for q in reading.quotes if q[1] <= here]
    behind = [q for q in reading.quotes if q[0] >= after]
    if before and behind and len(before) == len(behind) == 1:
        return before[0][0], behind[0][1]
    if behind and (not before or behind[0][0] - after <= here - before[-1][1]):
        return behind[0]
    return before[-1] if before else None


def _adjoins(reading: Reading, verb: int, quote: Span) -> bool:
    """Whether the quotation stands right before or behind the verb and its subject: a verb of thinking needs that."""
    parse = reading.parse
    group = [verb, *(c for c in parse.children[verb] if parse.deps[c] in ("nsubj", "neg", "aux", "advmod", "mark"))]
    start, end = covered(parse, group)
    return abs(quote[0] - end) <= NEAR or abs(start - quote[1]) <= NEAR or quote[0] < start < quote[1]


def _sentence_before(reading: Reading, verb: int) -> Span | None:
    """All but the verb's own clause: "The road is closed, police said." read as two clauses, "As police said, it is closed."."""
    parse = reading.parse
    label, head = parse.deps[verb], parse.heads[verb]
    inserted = label == "advcl" and any(
        parse.words[c].lower() == "as" and parse.deps[c] == "mark" for c in parse.children[verb]
    )
    if label != "parataxis" and not inserted:
        return None
    own = set(parse.subtree(verb))
    rest = [t for t in parse.subtree(head) if t not in own]
    if inserted:  # the side on which the clause begins
        rest = [t for t in rest if (t > max(own)) == (head > verb)]
    return covered(parse, rest) if rest else None


def _as(parse: Parse, verb: int) -> Span | None:
    """As in "called the plan a lie", "described it as unsafe": the thing and what it is said to be."""
    label = next((c for c in parse.children[verb] if parse.deps[c] in ("oprd", "xcomp", "ccomp") and c > verb), None)
    if label is None:
        label = next(
            (
                c
                for c in parse.children[verb]
                if parse.deps[c] == "prep" and parse.words[c].lower() == "as" and c > verb
            ),
            None,
        )
    if label is None:
        return None
    thing = parse.child(verb, "dobj")
    tokens = parse.subtree(label)
    return covered(parse, tokens + (parse.subtree(thing) if thing is not None and thing > verb else []))


def _infinitive(parse: Parse, verb: int) -> Span | None:
    """As in "vowed to fight", "told them to leave": the infinitive, with the object that shall do it."""
    whom = parse.child(verb, "dobj")
    behind = [] if whom is None or whom < verb else [whom]
    for c in parse.children[verb]:
        if parse.deps[c] in ("xcomp", "ccomp", "advcl") and c > verb and _is_infinitive(parse, c):
            return covered(parse, [t for held in (*behind, c) if held <= c for t in parse.subtree(held)])
    for thing in behind:  # the parser may hang the infinitive on the object
        if any(parse.deps[k] in ("acl", "relcl") and _is_infinitive(parse, k) for k in parse.children[thing]):
            return covered(parse, parse.subtree(thing))
    return None


def _preposition(parse: Parse, verb: int, cue: Cue) -> Joined | None:
    if OUT not in cue.joins and parse.child(verb, "prt") is not None:
        return None  # "called off the search on Tuesday"
    for c in parse.children[verb]:
        word = parse.words[c].lower()
        if parse.deps[c] in ("prep", "dative") and c > verb and word in cue.joins:
            held = [k for k in parse.children[c] if parse.deps[k] in ("pobj", "pcomp")]
            if held:
                return Joined("verb_preposition", covered(parse, [t for k in held for t in parse.subtree(k)]), c, word)
    return None
