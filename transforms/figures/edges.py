"""Where the phrase of a noun begins and ends: without other figures, times and what only says how the number was reached."""

from __future__ import annotations

from transforms.figures.answers import clean
from transforms.figures.grammar import Grammar
from transforms.figures.lexicon import lexicon
from transforms.syntax.phrases import noun_phrase_tokens

MOST = 12  # words of a phrase
NOT_LEFT = frozenset(
    (
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
        "POS",
        "RP",
    )
)
JOINED = frozenset(("NNP", "JJ"))  # "Kia and Hyundai cars", "digital and physical sales"
NAMES = frozenset(("NNP", "NNPS"))
OPENING = frozenset(("DT", "PDT", "PRP$", "WP$", "WDT", "WRB", "CC", ","))
MORE = frozenset(("more", "less", "fewer"))
OF_WHEN = frozenset(("this", "last", "next", "previous"))
HANGING = frozenset(("IN", "TO", "DT", "CC", ",", ":", "PRP$", "PDT", "-LRB-", "RB", "JJR", "JJS", "RBR", "WDT"))


def whole_phrase(grammar: Grammar, noun: int, *, conjuncts: bool = False) -> tuple[int, int] | None:
    """The phrase of what is measured, with its prepositional phrases: "price of gold", never "price of gold in May"."""
    parse = grammar.parse
    first, last = noun_phrase_tokens(parse, noun, conjuncts=conjuncts)
    left = _whole_left(grammar, noun, first)
    right = noun
    while right < last and not _ends_before(grammar, right + 1):
        right += 1
    if right < last and (aside := _aside(grammar, noun, right)) is not None:
        right = aside
    right = _named(grammar, _without_hanging(grammar, noun, right))
    left, right = _name_left(grammar, left), _hyphened_right(grammar, right)
    while left < noun and noun in grammar.mistagged and parse.tags[left] == "IN":
        left += 1  # the "for" that hangs on a noun which the parse took for a verb
    while right - left >= MOST and (cut := _last_preposition(grammar, noun, right)) is not None:
        right = _without_hanging(grammar, noun, cut - 1)
    if right - left >= MOST:
        return counted_phrase(grammar, noun, -1)
    return clean(grammar.tokens.text, (parse.starts[left], parse.ends[right]))


def _aside(grammar: Grammar, noun: int, right: int) -> int | None:
    """The end of the phrase before a comma whose aside was cut at a figure: the quake of "the quake, with a magnitude of 6"."""
    parse = grammar.parse
    commas = (at for at in range(right, noun, -1) if parse.words[at] == ",")
    return next((at - 1 for at in commas if parse.tags[at + 1] in ("IN", "VBG")), None)


def _whole_left(grammar: Grammar, noun: int, first: int) -> int:
    """The first word of the phrase, behind figures, determiners and years that belong elsewhere."""
    parse, left = grammar.parse, noun
    while left > first and left - 1 not in grammar.figures:
        left -= 1
    while left < noun and (parse.tags[left] in OPENING or _is_degree(grammar, left) or _is_compared(grammar, left)):
        left += 1
    if parse.tags[left] == "CD" and left and parse.tags[left - 1] in ("IN", "CC"):
        while left < noun and parse.tags[left] in ("CD", "CC", ","):
            left += 1
    if left and _is_of_code(grammar, left):
        left -= 1
    if left + 1 < noun and grammar.low(left) in ("-", "–") and left - 1 in grammar.figures:
        left += 2  # the hotel of "a 5-star hotel"
    marked = next((at for at in range(left, min(left + 3, noun)) if parse.words[at] == ")"), None)
    return _behind_when(grammar, left if marked is None else marked + 1, noun)  # (2) ovens


def _behind_when(grammar: Grammar, left: int, noun: int) -> int:
    """The price of "last year's price", the Lanta of "said Monday Lanta will": when it is so is no part of what is measured."""
    parse, at = grammar.parse, left
    while at < noun and parse.tags[at] in ("JJ", "DT"):
        at += 1
    if at + 1 < noun and parse.tags[at + 1] == "POS":
        when = grammar.low(at - 1) in OF_WHEN and grammar.low(at) in lexicon().nouns["periods"]
        return at + 2 if when else left
    told = left > 0 and parse.tags[left - 1] == "VBD" and left < noun and parse.tags[left + 1] in NAMES
    return left + 1 if told and grammar.low(left).endswith("day") and grammar.is_time(left) else left


def _name_left(grammar: Grammar, left: int) -> int:
    """Reads "Galaxy Note 20 Ultra" and "Ben-Moshe" from their last word: the parser may part a name at a number or hyphen."""
    parse = grammar.parse
    if left > 1 and _touches(grammar, left - 1):
        left -= 2
    if left > 0 and parse.tags[left] == "CD" and parse.tags[left - 1] in NAMES:
        while left > 0 and parse.tags[left - 1] in NAMES and left - 1 not in grammar.figures:
            left -= 1
    return left


def _hyphened_right(grammar: Grammar, right: int) -> int:
    parse = grammar.parse
    touching = right + 2 < len(parse) and parse.tags[right + 2] in NAMES and _touches(grammar, right + 1)
    return right + 2 if touching else right


def _touches(grammar: Grammar, hyphen: int) -> bool:
    """Whether the token is a hyphen inside a word, and neither side of it is a figure."""
    parse = grammar.parse
    if parse.words[hyphen] != "-" or not grammar.figures.isdisjoint((hyphen - 1, hyphen + 1)):
        return False
    return parse.ends[hyphen - 1] == parse.starts[hyphen] and parse.ends[hyphen] == parse.starts[hyphen + 1]


def _named(grammar: Grammar, right: int) -> int:
    """Reads "Galaxy Note 20 Ultra": the number in a name and what follows it."""
    parse, at = grammar.parse, right + 1
    if at >= len(parse) or parse.tags[at] != "CD" or at in grammar.figures or not parse.words[right][0].isupper():
        return right
    while at + 1 < len(parse) and parse.tags[at + 1] in ("NNP", "NNPS") and at + 1 not in grammar.figures:
        at += 1
    return at


def counted_phrase(grammar: Grammar, noun: int, number: int) -> tuple[int, int] | None:
    """The phrase of what is counted: adjectives and nouns before it, "of" or a participle such as "killed" behind it."""
    start, end = left_edge(grammar, noun, number), _right_edge(grammar, noun)
    return clean(grammar.tokens.text, (start, end))


def left_edge(grammar: Grammar, noun: int, number: int) -> int:
    """Where the words before the noun begin, behind the number and without determiners."""
    parse, first, behind = grammar.parse, noun, number < noun and number >= 0
    while first - 1 > (number if number < noun else -1):
        if grammar.low(first - 1) == ")" and first - 3 > number and is_short_form(grammar, first - 3):
            first -= 3  # six risk-based management (RBM) tools
            continue
        if not (behind and _is_code(grammar, first - 1)) and _stops_left(grammar, first - 1, noun):
            break  # but not at the 737 of "two new 737 Max jets"
        first -= 1
    if first > number + 1 and _is_of_code(grammar, first):
        first -= 1
    while first < noun and (_is_degree(grammar, first) or (first == number + 1 and grammar.low(first) in MORE)):
        first += 1
    return parse.starts[first]


def _is_code(grammar: Grammar, token: int) -> bool:
    """The 737 of "two new 737 Max jets": digits that are no figure and no time."""
    if grammar.parse.tags[token] != "CD" or token in grammar.figures or token in grammar.dated:
        return False
    return grammar.parse.words[token][-1].isdigit() and grammar.low(token + 1) not in ("%", "percent", "per")


def _is_of_code(grammar: Grammar, token: int) -> bool:
    """Whether the word goes on with digits before it: the G of "5G data"."""
    parse, left = grammar.parse, token - 1
    return parse.tags[left] == "CD" and left not in grammar.figures and parse.ends[left] == parse.starts[token]


def is_short_form(grammar: Grammar, bracket: int) -> bool:
    """Reads "(RBM)" in "six risk-based management (RBM) tools"."""
    parse = grammar.parse
    return bracket + 2 < len(parse) and parse.words[bracket + 1].isupper() and parse.words[bracket + 2] == ")"


def _is_degree(grammar: Grammar, token: int) -> bool:
    """The "much" of "much larger batteries", the "far" of "far more drastic cuts", the "very" of "very large ovens"."""
    low = grammar.low(token)
    if grammar.low(token + 1) in ("-", "–"):
        return False  # so-called
    if low in lexicon().nouns["degrees_of_more"]:
        return grammar.parse.tags[token + 1] in ("JJR", "RBR") if token + 1 < len(grammar.parse) else False
    return low in lexicon().nouns["degrees"]


def _is_compared(grammar: Grammar, token: int) -> bool:
    """The "less" of "26 percent less gas"."""
    return grammar.low(token) in MORE and token - 1 in grammar.figures


def _stops_left(grammar: Grammar, token: int, noun: int) -> bool:
    parse = grammar.parse
    tag = parse.tags[token]
    if tag in ("IN", "TO") and 0 < token < noun and _touches(grammar, token - 1) and _touches(grammar, token + 1):
        return False  # Surface-to-Air Missile Systems
    if tag == "CC" and 0 < token < noun and parse.tags[token - 1] == parse.tags[token + 1]:
        return parse.tags[token + 1] not in JOINED or token - 1 in grammar.figures
    if token in grammar.figures or (tag in NOT_LEFT and parse.words[token] not in ("-", "–")):
        return True
    if tag.startswith("VB"):
        return parse.deps[token] not in ("amod", "compound", "nmod")
    return tag.startswith("RB") and not token <= parse.heads[token] <= noun


def _right_edge(grammar: Grammar, noun: int) -> int:
    parse, last, at = grammar.parse, noun, noun + 1
    if grammar.low(at) == "of":
        child = parse.child(at, "pobj")
        if child is not None and grammar.is_noun(child) and child - at < 6:
            last, at = child, child + 1
    words = lexicon().nouns["after_participles"]
    while at - noun < 3 and grammar.low(at) in words and parse.tags[at] in ("VBN", "JJ", "VBD"):
        if parse.tags[at] == "VBD" and (parse.deps[at] == "ROOT" or parse.child(at, "dobj") is not None):
            break  # two sources confirmed a deal
        last, at = at, at + 1
    return parse.ends[last]


def _ends_before(grammar: Grammar, token: int) -> bool:
    """Whether the phrase stops before the token: a figure, a time, "during", "than"."""
    parse = grammar.parse
    if token in grammar.figures or (grammar.low(token) == "in" and grammar.low(token + 1) == "excess"):
        return True  # winds in excess of 50 mph
    if parse.tags[token] not in ("IN", "TO") or parse.deps[token] not in ("prep", "agent", "dative"):
        return grammar.low(token) in lexicon().nouns["days_and_months"] and grammar.is_time(token)
    if grammar.low(token) not in lexicon().nouns["joining_prepositions"]:
        return True
    child = parse.child(token, "pobj")
    if child is None:
        return False
    if grammar.low(child) in ("age", "ages") and not grammar.figures.isdisjoint(parse.subtree(child)):
        return True  # women between the ages of 30 and 40
    dated = parse.tags[child] == "CD" and grammar.low(token) != "of" and child not in grammar.figures
    return dated or _is_when(grammar, child)


def _is_when(grammar: Grammar, token: int) -> bool:
    return grammar.is_time(token) or (
        grammar.low(token) in lexicon().nouns["periods"] and grammar.parse.child(token, "prep", "poss") is None
    )


def _without_hanging(grammar: Grammar, noun: int, right: int) -> int:
    """The end before a preposition or bound word that the cut left behind ("winds of at least")."""
    words, tags = lexicon().nouns, grammar.parse.tags
    if right - 1 > noun and right + 1 in grammar.figures and tags[right] in ("JJ", "JJS") and tags[right - 1] == "DT":
        right -= 1  # matches with the top three teams
    while right > noun and (
        grammar.parse.tags[right] in HANGING
        or grammar.low(right) in words["stops"]
        or grammar.low(right) in words["hanging"]
        or grammar.low(right) in ("worth", "aged")
        or (grammar.low(right) in words["empty_heads"] and grammar.low(right + 1) == "of")  # farms with a total of
    ):
        right -= 1
    return right


def _last_preposition(grammar: Grammar, noun: int, right: int) -> int | None:
    return next((i for i in range(right, noun, -1) if grammar.parse.deps[i] == "prep"), None)
