"""The numbers of a sentence: digits and words by their readers, multiples, "one in five"; floods of digits are passed over."""

from __future__ import annotations

import re
from itertools import pairwise

from transforms.figures.digits import read_digits
from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.reasons import Reason
from transforms.figures.tokens import Tokens
from transforms.figures.words import OPENERS, read_vague, read_words

LONG_COUNT = 12  # number words in a row: nobody counts so far in prose
FLOOD, DENSE = 60, 24  # tokens without a word, or with so many numbers: a table, and no prose
LEAST_YEAR = 1000
ROUND = frozenset((3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 50, 100, 200, 500, 1000, 10000, 100000, 1000000))

PARTS = {"quarter": 0.25, "half": 0.5}
WORDLESS = re.compile(rf"n[^w]{{{FLOOD - 2},}}n")  # over the kinds of tokens

RUN = Reason("numbers in a row without words", "Cells of a table, lists of bare numbers, floods of digits.")


def scan(tokens: Tokens) -> list[Draft]:
    """The numbers of a sentence in text order; none overlaps another. A flood is one draft, with its reason."""
    found: list[Draft] = []
    at, size = 0, len(tokens)
    kinds = tokens.kinds
    floods = _floods(tokens)
    while at < size:
        kind = kinds[at]
        if kind == "n" and at in floods:
            draft: Draft | None = Draft(at, floods[at], None, "digits", reject=RUN.name)
        elif kind == "n" or kind == "f":
            draft = read_digits(tokens, at)
        elif kind == "w":
            draft = _in_words(tokens, at)
        else:
            draft = None
        if draft is None:
            at += 1
            continue
        if draft.style == "words" and _goes_on(found, draft):
            found[-1].last, at = draft.last, draft.last + 1
            continue
        draft = _one_in_five(tokens, draft)
        _times(tokens, draft)
        _told_twice(tokens, draft)
        draft.after = at = draft.last + 1
        found.append(draft)
    return found


def _goes_on(found: list[Draft], draft: Draft) -> bool:
    """Whether the number word goes on with a flood of number words, which is one draft with its reason."""
    if not found or found[-1].last + 1 != draft.first:
        return False
    if found[-1].reject == RUN.name:
        return found[-1].style == "words"
    if len(found) < LONG_COUNT or found[-LONG_COUNT].last + 2 * LONG_COUNT < draft.first:
        return False
    run = found[-LONG_COUNT:]
    if any(d.style != "words" or d.reject for d in run) or any(a.last + 1 != b.first for a, b in pairwise(run)):
        return False
    del found[-LONG_COUNT + 1 :]
    found[-1].last, found[-1].reject = draft.first - 1, RUN.name
    return True


def _in_words(tokens: Tokens, at: int) -> Draft | None:
    lex, word = lexicon(), tokens.lower[at]
    if word in PARTS and tokens.hyphen(at + 1) and tokens.low(at + 2) in lex.scales:
        value = PARTS[word] * lex.scales[tokens.low(at + 2)]  # a quarter-million
        return Draft(at, at + 2, value, "words", scaled=True, rule="number.words")
    if word in PARTS and _of_a_point(tokens, at + 1 + tokens.hyphen(at + 1)):
        first = at - (tokens.low(at - 1) == "a")
        return Draft(first, at, PARTS[word], "fraction", kind="ratio", rule="number.fraction")
    if word in lex.units or word in lex.tens or word in OPENERS:
        return read_words(tokens, at)
    if word in lex.vague or word in lex.vague_before:
        return read_vague(tokens, at)
    if word in lex.multiples:
        return Draft(at, at, float(lex.multiples[word]), "multiple", kind="ratio", rule="number.multiple")
    return None


def _of_a_point(tokens: Tokens, at: int) -> bool:
    """Whether a point of a rate follows: "a quarter-point cut of the rate", "a half percentage point"."""
    if tokens.low(at) == "percentage":
        return tokens.low(at + 1) == "point"
    return tokens.low(at) == "point" and not lexicon().cues["of_rates"].isdisjoint(tokens.lower)


def _floods(tokens: Tokens) -> dict[int, int]:
    """First and last number of every stretch that is no prose: no word for long, or two numbers in every five tokens."""
    if len(tokens) < FLOOD:
        return {}
    shapes = "".join(tokens.kinds)
    stretches = [(m.start(), m.end() - 1) for m in WORDLESS.finditer(shapes)]
    numbers = [at for at, kind in enumerate(shapes) if kind == "n"]
    ends = zip(numbers, numbers[DENSE - 1 :], strict=False)
    stretches += [(first, last) for first, last in ends if last - first < FLOOD]
    found: dict[int, int] = {}
    start = end = -1
    for first, last in sorted(stretches):
        if first > end:
            start = first
        end = max(end, last)
        found[start] = end
    return found


def _times(tokens: Tokens, draft: Draft) -> None:
    """Reads "2.5 times as many", "6.5 times earnings", "10-fold" as a ratio; "won three times" counts occasions."""
    if draft.style not in ("digits", "words") or draft.reject:
        return
    at = draft.last + 1
    at += 1 if tokens.hyphen(at) else 0
    word = tokens.low(at)
    if word == "fold":
        draft.last = at
    elif word == "x" and at == draft.last + 1 and tokens.joined(at) and draft.style == "digits" and not draft.scaled:
        if not _multiplies(tokens, draft, at):
            return
        draft.last = at
    elif word != "times" or tokens.low(at + 1) not in lexicon().cues["times_what"]:
        return
    draft.style, draft.kind, draft.rule = "multiple", "ratio", "number.multiple"


def _told_twice(tokens: Tokens, draft: Draft) -> None:
    """Reads "five (5) days" as one number: the digits in brackets say the words before them again."""
    at = draft.last + 1
    if draft.style != "words" or tokens.low(at) != "(" or tokens.kind(at + 1) != "n":
        return
    again = read_digits(tokens, at + 1)
    if again.value == draft.value and tokens.low(again.last + 1) == ")":
        draft.last = again.last + 1


def _multiplies(tokens: Tokens, draft: Draft, x: int) -> bool:
    """Whether the x behind digits multiplies: "5x more", "a 10x rise", "sold at 7.5x earnings"; not "the 5x is", "4x4", "5X Pro"."""
    word = tokens.low(x + 1)
    if word in lexicon().cues["x_what"]:
        return True
    if tokens.joined(x + 1) and tokens.kind(x + 1) in ("w", "n"):
        return False
    if "." in tokens.words[draft.last]:
        return True
    thing = tokens.kind(x + 1) == "w" and not tokens.capital(x + 1) and word not in lexicon().nouns["stops"]
    return thing and (draft.value or 0) > 1 and tokens.words[x] == "x"


def _one_in_five(tokens: Tokens, draft: Draft) -> Draft:
    """Reads "one in five", "9 out of 10", "one-in-five": a ratio; "one in 2019" and "two in London" are none."""
    value, at = draft.value, draft.last + 1
    at += 1 if tokens.hyphen(at) else 0
    word = tokens.low(at)
    if word not in ("in", "out", "of") or value is None or draft.style not in ("digits", "words") or draft.scaled:
        return draft
    if tokens.kind(draft.first - 1) == "m":
        return draft  # $1 in 24 hours
    out = word == "out" and tokens.low(at + 1) == "of"
    every = tokens.low(at + 1 + out) == "every"
    if not 0 < value < 100 or not (out or word == "in" or (word == "of" and (every or value == 1))):
        return draft
    other = at + 1 + out + every
    other += 1 if tokens.hyphen(other) else 0
    whole = _whole(tokens, other)
    if whole is None or whole.value is None or whole.value < value or (whole.value == value and not out):
        return draft
    following = tokens.low(whole.last + 1)
    named = tokens.capital(whole.last + 1) and word == "in" and value != 1
    chance = value == 1 and word == "in" and draft.first == draft.last and _chance(tokens, draft, whole)
    measured = following in lexicon().times or following in ("%", "percent")
    counted = (
        word == "of" and not every and (whole.value > 10 or tokens.low(draft.first - 1) in lexicon().cues["is_one"])
    )
    if not (out or chance or whole.value in ROUND) or named or measured or counted:
        return draft
    return Draft(draft.first, whole.last, value / whole.value, "ratio", kind="ratio", rule="number.one_in")


def _chance(tokens: Tokens, one: Draft, whole: Draft) -> bool:
    """Reads "one in 14 children", "1 in 160,000": whole numbers that are no year; not "number one in 14 towns"."""
    before, value = tokens.low(one.first - 1), whole.value or 0.0
    if before in lexicon().no["numbered_lower"] or before in ("#", "number", "no", ".", "ranked") or value % 1:
        return False
    if whole.scaled or "," in tokens.words[whole.last]:
        return tokens.kind(whole.last + 1) != "w" or not tokens.capital(whole.last + 1)
    after = tokens.low(whole.last + 1)
    return value < LEAST_YEAR and tokens.kind(whole.last + 1) == "w" and after not in lexicon().nouns["stops"]


def _whole(tokens: Tokens, at: int) -> Draft | None:
    """The number behind "in" or "out of"."""
    if tokens.kind(at) == "n":
        whole: Draft | None = read_digits(tokens, at)
    elif tokens.kind(at) == "w" and tokens.lower[at] != "half":
        whole = read_words(tokens, at)
    else:
        return None
    return whole if whole is not None and whole.style in ("digits", "words") else None
