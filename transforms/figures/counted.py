"""The noun that a number counts or stands before: "12 shops", "40% of the shops", "a $5 levy", "a five-year plan"."""

from __future__ import annotations

from bisect import bisect_left

from transforms.figures.edges import is_short_form
from transforms.figures.grammar import Grammar, Place
from transforms.figures.lexicon import lexicon
from transforms.figures.tokens import HYPHENS, Tokens

ATTACHED = frozenset(("nummod", "compound", "amod", "quantmod", "nmod", "det", "npadvmod", "poss", "advmod"))
BEFORE_NOUNS = ("JJ", "VBN", "VBG", "RB", "HYPH")
BREAKS = frozenset((",", ";", "(", ")", ":"))
DASHES = frozenset(("-", "–", "—"))
LISTED = frozenset((",", "and", "or", "to"))
NEXT_HYPHEN = 4  # tokens to the next number of "two- and three-door vans"
FARTHEST = 9  # tokens from a number to the noun that it stands before
LATER = frozenset(("last", "next", "this", "earlier", "late"))


def counted_noun(grammar: Grammar, place: Place) -> int | None:
    """The noun behind "of", else the one that the number hangs on to its right, else the last one of the run behind it."""
    if place.draft.kind == "age" and place.draft.rule.startswith("age.bare"):
        return None  # children under 12 pay half price
    behind = place.after + (grammar.low(place.after) in ("'", "’") and grammar.low(place.after + 1) == "worth")
    behind += grammar.low(behind) == "worth"  # $5 million worth of arms, 5 acres’ worth of trees
    if grammar.low(behind) == "of" and place.draft.kind != "age":
        return _noun_of(grammar, behind)
    found = _noun_above(grammar, place)
    if found is not None and _in_chain(grammar, found + 2):
        found = _before_year_on_year(grammar, found) or _run(grammar, found)
    if found is not None and (place.draft.kind in ("count", "duration") or not grammar.is_time(found)):
        return found
    draft = place.draft
    hyphened = grammar.tokens.hyphen(draft.last + 1) and draft.kind not in ("count", "ratio", "score", "index")
    joined = draft.kind == "percent" and grammar.parse.deps[place.top] == "conj"  # a 6% gain and 10% rise
    if draft.kind == "count" or hyphened or joined or (draft.unit == "year" and draft.kind == "age"):
        return _run(grammar, place.after)
    return None


def hyphened_noun(grammar: Grammar, place: Place) -> int | None:
    """The page of "a 336-page book", and of "a 40- or 60-page book": one noun behind the hyphen, before the noun that it describes."""
    tokens, draft = grammar.tokens, place.draft
    if draft.kind != "count" or not _hangs(tokens, draft.last + 1):
        return None
    parse, ends = grammar.parse, tokens.ends
    word = draft.last + 2
    while tokens.low(word) in LISTED:
        word = next((k + 2 for k in range(word, word + NEXT_HYPHEN) if _hangs(tokens, k + 1)), len(tokens))
    at = bisect_left(parse.ends, ends[word]) if word < len(tokens) else -1
    if not 0 <= at < len(parse) - 1 or parse.tags[at] != "NN" or not grammar.is_noun(at) or at + 1 in grammar.figures:
        return None
    if grammar.low(at + 1) in ("-", "–") or not parse.words[at].islower() or _is_scale(grammar, at):
        return None  # two smoke-cured hams
    return at if _run(grammar, at + 1) is not None else None


def _hangs(tokens: Tokens, at: int) -> bool:
    """Whether a hyphen touches the word before it, as in "six-page" and in "four- and"."""
    return tokens.low(at) in HYPHENS and tokens.joined(at)


def _is_scale(grammar: Grammar, noun: int) -> bool:
    """The magnitude of "a 6.9-magnitude quake"."""
    return grammar.low(noun) in lexicon().nouns["scales"]


def described_noun(grammar: Grammar, noun: int) -> int | None:
    """The book of "a 336-page book"."""
    return _run(grammar, noun + 1)


def _noun_above(grammar: Grammar, place: Place) -> int | None:
    parse, last = grammar.parse, place.inside[-1]
    for token in (*place.inside, place.top):
        head = parse.heads[token]
        if (
            head > last
            and (head < last + FARTHEST or head < last + _reach(grammar, last))
            and head not in place.inside
            and parse.deps[token] in ATTACHED
            and not _is_cut(grammar, last, head)
        ):
            noun = _up_to_noun(grammar, head)
            if noun is not None:
                return noun
    return None


def _reach(grammar: Grammar, last: int) -> int:
    """How far the noun may stand: farther where other figures stand between ("a five-year, 1.8 billion-mile journey")."""
    reached = range(last + 1, min(last + FARTHEST, len(grammar.parse)))
    beside = sum(3 for at in reached if grammar.low(at) == "(" and is_short_form(grammar, at))
    return FARTHEST + beside + sum(at in grammar.figures for at in reached)


def _is_cut(grammar: Grammar, left: int, right: int) -> bool:
    """Whether a break stands between; a bracket with a figure in it, or a comma before an adjective or a figure, is none."""
    parse, at = grammar.parse, left + 1
    while at < right:
        word = parse.words[at]
        if at not in grammar.figures and parse.tags[at] in ("TO", "IN") and parse.words[at - 1] not in ("-", "–"):
            return True
        if _is_loose(grammar, at):
            return True
        if word in BREAKS:
            follows_figure = at + 1 in grammar.figures
            if word == "(" and (follows_figure or is_short_form(grammar, at)):
                while at < right and parse.words[at] != ")":
                    at += 1
            elif word != "," or not (follows_figure or parse.tags[at + 1][:2] in ("JJ", "NN", "VB")):
                return True
        at += 1
    return False


def _is_loose(grammar: Grammar, token: int) -> bool:
    """Whether the word is a dash between blanks, as in "kills 12 - Reuters"."""
    parse = grammar.parse
    if parse.words[token] not in DASHES:
        return False
    return parse.ends[token - 1] < parse.starts[token] and parse.ends[token] < parse.starts[token + 1]


def _up_to_noun(grammar: Grammar, token: int) -> int | None:
    parse = grammar.parse
    for _ in range(4):
        if grammar.is_noun(token):
            break
        head = parse.heads[token]
        if head <= token or parse.deps[token] not in ATTACHED:
            return None
        token = head
    else:
        return None
    while _is_left_half(grammar, token):
        token += 2  # co-sponsors
    while parse.deps[token] == "compound" and parse.heads[token] > token and grammar.is_noun(parse.heads[token]):
        token = parse.heads[token]
    return token


def _run(grammar: Grammar, at: int) -> int | None:
    """The last noun of the run of adjectives and nouns that begins here."""
    parse, found = grammar.parse, None
    if at < len(parse) - 1 and _is_loose(grammar, at):
        return None
    while at < len(parse) and parse.words[at] in ("-", "–"):
        at += 1
    for token in range(at, min(at + 8, len(parse))):
        tag, low = parse.tags[token], grammar.low(token)
        if low in LATER or (token in grammar.figures and found is not None):
            break
        if token in grammar.figures:
            continue
        if grammar.is_noun(token):
            if found is not None and parse.deps[token] in ("npadvmod", "tmod") and tag != "NNS":
                break
            found = token
            if tag == "NNS" and parse.deps[token] not in ("compound", "amod"):
                break
        elif tag in ("CC", ",") and found is None and parse.tags[token - 1] == "JJ":
            continue  # "80 elementary, middle and high schools"
        elif (
            low in ("-", "–")
            or (tag in ("IN", "TO") and _in_chain(grammar, token))
            or (found is not None and parse.words[token - 1] in ("-", "–") and tag in ("VBN", "VBG", "JJ"))
        ):
            continue  # "two smoke-cured hams"
        elif found is not None or not (tag.startswith(BEFORE_NOUNS) or low in ("-", "other", "more")):
            break
    return found


def _is_left_half(grammar: Grammar, token: int) -> bool:
    """The "co" of "co-sponsors", which the tagger may take for the noun."""
    parse = grammar.parse
    if token + 2 >= len(parse) or parse.words[token + 1] != "-" or not grammar.is_noun(token + 2):
        return False
    return parse.ends[token] == parse.starts[token + 1] and parse.ends[token + 1] == parse.starts[token + 2]


def _in_chain(grammar: Grammar, token: int) -> bool:
    """Whether the word is the "to" of "Surface-to-Air Missile Systems"."""
    parse = grammar.parse
    if not 1 < token < len(parse) - 2 or parse.tags[token] not in ("IN", "TO"):
        return False
    hyphens = parse.words[token - 1] == parse.words[token + 1] == "-"
    return (
        hyphens
        and parse.ends[token - 2] == parse.starts[token - 1]
        and parse.ends[token + 1] == parse.starts[token + 2]
    )


def _before_year_on_year(grammar: Grammar, noun: int) -> int | None:
    """The rise of "a 5% rise year-on-year"."""
    if grammar.low(noun) not in lexicon().nouns["periods"]:
        return None
    return noun - 1 if grammar.is_noun(noun - 1) else noun


def _noun_of(grammar: Grammar, preposition: int) -> int | None:
    """The noun behind "of", through "of the 410 guests"."""
    parse = grammar.parse
    child = parse.child(preposition, "pobj")
    if child is not None and (grammar.is_noun(child) or parse.tags[child] in ("DT", "PRP")):
        return child if grammar.is_noun(child) else None
    if child is not None:
        return _run(grammar, child + 1) if parse.tags[child] in ("CD", "JJ") else None
    at = preposition + 1
    while at < len(parse) and (parse.tags[at] in ("DT", "PRP$", "CD", "POS") or at in grammar.figures):
        at += 1
    return _run(grammar, at)


def is_empty(grammar: Grammar, noun: int) -> bool:
    """Whether the noun only names the number ("a total of", "an average of")."""
    return grammar.low(noun) in lexicon().nouns["empty_heads"]
