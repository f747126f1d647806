"""Attribution that closes a clause, by the order of its words: "..., police said.", "..., the agency reported on Monday, and ..."."""

from __future__ import annotations

from transforms.statements import lexicon
from transforms.statements.drafts import Reading, Span
from transforms.statements.lexicon import CLAUSE
from transforms.statements.speakers import Speaker
from transforms.syntax import Parse

FINITE = frozenset({"VBD", "VBZ", "VBP"})
IN_A_NAME = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "DT", "JJ", "POS", "PRP$", "PRP", "IN", "-LRB-", "-RRB-", "CD", "HYPH"}
)
BEHIND = frozenset({"today", "yesterday", "tonight"})
SUBORDINATE = frozenset(
    {"after", "although", "as", "because", "before", "if", "in", "since", "though", "when", "while"}
)
LONGEST_NAME, LONGEST_TAIL = 15, 8  # tokens
SPOKEN = frozenset({"say", "report"})


def said_before(reading: Reading, verb: int) -> tuple[Speaker, Span] | None:
    """Who says what stands before "police said", where the words in between and behind leave no other reading."""
    parse = reading.parse
    if parse.tags[verb] not in FINITE or reading.in_quote(parse.starts[verb]) or not _closes(parse, verb):
        return None
    comma = _comma_before(parse, verb)
    if comma is None or parse.words[0].lower() in SUBORDINATE:
        return None
    first = next((t + 1 for t in range(comma - 1, -1, -1) if parse.words[t] == ";"), 0)
    if not any(parse.tags[t] in FINITE for t in range(first, comma)):
        return None
    head = _head(parse, comma + 1, verb)
    goes_on = verb + 2 < len(parse) and parse.words[verb + 1] == "," and parse.tags[verb + 2] == "VBG"
    end = parse.ends[-1] if goes_on else parse.starts[comma]  # "..., police said, killing two"
    return (Speaker(head), (parse.starts[first], end)) if head is not None else None


def up_to_comma(parse: Parse, verb: int, content: Span) -> Span:
    """What is said up to the comma before who says it: the parser may hang its last words on "said"."""
    comma = _comma_before(parse, verb)
    if comma is None or parse.starts[comma] <= content[1] or not _closes(parse, verb):
        return content
    between = [t for t in range(len(parse)) if content[1] <= parse.starts[t] and t < comma]
    plain = not any(parse.tags[t] in FINITE or parse.words[t] in (";", ":") for t in between)
    return (content[0], parse.starts[comma]) if plain else content


def can_close(cue: lexicon.Cue) -> bool:
    """Whether the verb may stand there: who hopes or plans says nothing."""
    return cue.kind in SPOKEN and CLAUSE in cue.joins


def _comma_before(parse: Parse, verb: int) -> int | None:
    """The comma before the name that stands right before the verb."""
    at = verb - 1
    while at > 0 and parse.tags[at] in IN_A_NAME and verb - at <= LONGEST_NAME:
        at -= 1
    return at if 1 < at < verb - 1 and parse.words[at] == "," and parse.tags[at + 1] != "IN" else None


def _closes(parse: Parse, verb: int) -> bool:
    """Whether nothing that is said follows: the end, a comma, a day, "in a statement"."""
    end = next((t for t in range(verb + 1, len(parse)) if parse.words[t] in (",", ".", ";")), len(parse))
    if end == verb + 1:
        return True
    leads = parse.tags[verb + 1] in ("IN", "RB", "NNP") or parse.words[verb + 1].lower() in BEHIND
    plain = not any(parse.tags[t].startswith(("VB", "W", "MD", "EX")) for t in range(verb + 1, end))
    told = any(c > verb + 1 and parse.deps[c] in ("dobj", "ccomp") for c in parse.children[verb])
    return leads and plain and not told and end - verb <= LONGEST_TAIL


def _head(parse: Parse, first: int, verb: int) -> int | None:
    """The noun that heads the name: the last one before a preposition or bracket."""
    stop = next((t for t in range(first + 1, verb) if parse.tags[t] in ("IN", "-LRB-")), verb)
    return next((t for t in range(stop - 1, first - 1, -1) if parse.tags[t][:2] in ("NN", "PR")), None)
