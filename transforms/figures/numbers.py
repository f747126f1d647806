"""Numbers in tokens: digits, number words, fractions, vague plurals, multiples; one reader for all."""

from __future__ import annotations

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.reasons import Reason
from transforms.figures.tokens import Tokens

VULGAR = {
    "¼": 0.25, "½": 0.5, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅖": 0.4, "⅗": 0.6, "⅘": 0.8, "⅙": 1 / 6, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875,
}  # fmt: skip
MOST_DIGITS = 18
SLASHED = frozenset((2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100, 128))
FLOOD = 60  # tokens: digits and signs for so long, without a word, are no prose

VERSION = Reason("version or code", "Digits with two points, or more digits than any quantity has: 1.2.3.")
SLASH = Reason("date, rating or code with a slash", "9/11, 24/7, 3/4/2020, 6.2/6.8; 1/16 is a fraction.")
BROKEN = Reason("number broken by lost signs", "6 8 million, 1 782 billion: a point that got lost.")
RUN = Reason("numbers in a row without words", "Cells of a table, lists of bare numbers, floods of digits.")

BEFORE_A_SHARE = frozenset(
    ("than", "about", "nearly", "almost", "over", "around", "roughly", "by", "least", "approximately")
)  # words that make "a half" or "a third" a number of its own
BEFORE_HALF, BEFORE_A_PART = BEFORE_A_SHARE | {"in", "under"}, BEFORE_A_SHARE | {"only"}


def scan(tokens: Tokens) -> list[Draft]:
    """The numbers of a sentence in text order; none overlaps another."""
    found: list[Draft] = []
    at, size = 0, len(tokens)
    lex = lexicon()
    kinds, lower = tokens.kinds, tokens.lower
    shapes = "".join(kinds)
    while at < size:
        kind = kinds[at]
        draft = None
        if kind == "n" or kind == "f":
            if "w" not in shapes[at : at + FLOOD] and at + FLOOD < size:
                end = at + FLOOD
                while end < size and kinds[end] != "w":
                    end += 1
                found.append(Draft(at, end - 1, None, "digits", reject=RUN.name, after=end))
                at = end
                continue
            draft = _digits(tokens, at)
        elif kind == "w":
            word = lower[at]
            if (
                word in lex.units
                or word in lex.tens
                or word in ("a", "an", "half", "several", "hundred", "thousand", "million")
            ):
                draft = _words(tokens, at)
            elif word in lex.vague or word in lex.vague_before:
                draft = _vague(tokens, at)
            elif word in lex.multiples:
                draft = Draft(at, at, float(lex.multiples[word]), "multiple", kind="ratio", rule="number.multiple")
        if draft is None:
            at += 1
            continue
        draft = _one_in_five(tokens, draft)
        _times(tokens, draft)
        draft.after = draft.last + 1
        found.append(draft)
        at = draft.last + 1
    return found


def _plain(text: str) -> float | None:
    """The value of a token of digits; None for versions (1.2.3) and for what is too long for a quantity."""
    if len(text) > 40 or text.count(".") > 1:
        return None
    digits = "".join(c for c in text if c.isdecimal() or c == ".")
    whole = digits.partition(".")[0]
    return float(digits) if len(whole) <= MOST_DIGITS and digits.isascii() else None


def _digits(tokens: Tokens, at: int) -> Draft | None:
    text = tokens.words[at]
    if tokens.kinds[at] == "f":
        return Draft(at, at, VULGAR[text], "fraction", kind="ratio", rule="number.fraction")
    value = _plain(text)
    if value is None:
        return Draft(at, at, None, "digits", reject=VERSION.name)
    draft = Draft(at, at, value, "digits")
    following = at + 1
    if " " in text and tokens.low(following) in lexicon().scales:
        draft.reject = BROKEN.name
    if tokens.kind(following) == "f" or (tokens.hyphen(following) and tokens.kind(following + 1) == "f"):
        draft.last = following if tokens.kind(following) == "f" else following + 1
        draft.value = value + VULGAR[tokens.words[draft.last]]
    elif tokens.low(following) in ("/", "⁄") and tokens.joined(following) and tokens.joined(following + 1):
        _slash(tokens, draft)
    elif (
        tokens.kind(following) == "n" and tokens.low(following + 1) in ("/", "⁄") and tokens.kind(following + 2) == "n"
    ):
        part = Draft(following, following, _plain(tokens.words[following]), "digits")
        _slash(tokens, part)
        if part.style == "fraction" and part.value is not None:
            draft.value, draft.last = value + part.value, part.last
    _scale(tokens, draft)
    return draft


def _slash(tokens: Tokens, draft: Draft) -> None:
    """1/16 is a fraction; 9/11, 24/7 and 3/4/2020 are not."""
    at = draft.first
    below = _plain(tokens.words[at + 2]) if tokens.kind(at + 2) == "n" else None
    fits = below in SLASHED and draft.value is not None and draft.value % 1 == 0 and 0 < draft.value < below
    if fits and tokens.low(at + 3) not in ("/", "⁄") and below is not None and draft.value is not None:
        draft.value, draft.last, draft.style, draft.kind = draft.value / below, at + 2, "fraction", "ratio"
        draft.rule = "number.fraction"
    else:
        draft.last, draft.reject = at + 2 if below is not None else at, SLASH.name


def _scale(tokens: Tokens, draft: Draft) -> None:
    """Scale words behind the number, with or without a hyphen: "2.5 million", "3-billion", "1.2m"."""
    lex = lexicon()
    while draft.value is not None:
        at = draft.last + 1
        if tokens.hyphen(at):
            at += 1
        if tokens.low(at).rstrip(".") in lex.scales and (len(tokens.low(at)) > 2 or not tokens.joined(at)):
            scale = lex.scales[tokens.low(at).rstrip(".")]
        elif at == draft.last + 1 and tokens.joined(at) and tokens.words[at] in lex.letters and not draft.scaled:
            money = _money_before(tokens, draft.first)
            if tokens.words[at] in ("m", "t", "T", "mm") and not money and not _counts(tokens, at):
                return
            scale = lex.letters[tokens.words[at]]
        elif at == draft.last + 1 and tokens.words[at : at + 1] == ["m"] and _money_before(tokens, draft.first):
            scale = 10**6
        else:
            return
        draft.value, draft.last, draft.scaled = draft.value * scale, at, True


def _counts(tokens: Tokens, at: int) -> bool:
    """Whether an m behind digits is a million: what follows is a plural and speaks of no length."""
    word = tokens.low(at + 1)
    plural = tokens.kind(at + 1) == "w" and (word.endswith("s") or word in ("people", "yen", "yuan", "euro"))
    return (
        tokens.words[at] == "m" and plural and word not in lexicon().metre_context and word not in ("is", "was", "as")
    )


def _money_before(tokens: Tokens, at: int) -> bool:
    return (
        tokens.kind(at - 1) == "m"
        or tokens.low(at - 1).upper() in lexicon().codes
        or tokens.words[at - 1] in lexicon().prefixes
    )


def _words(tokens: Tokens, at: int) -> Draft | None:
    """Number words from here on: "one hundred and five million", "two and a half", "a dozen", "two-thirds", "half a million"."""
    lex, first = lexicon(), at
    word = tokens.low(at)
    if word == "half":
        return _half(tokens, at)
    if word in ("a", "an"):
        return _with_article(tokens, at)
    if word in lex.vague_before:
        return _vague(tokens, at)
    total, current, last = 0.0, 0.0, at - 1
    seen: str | None = None
    while tokens.kind(at) == "w" or (tokens.kind(at) == "n" and seen == "and"):
        word = tokens.low(at)
        if tokens.kind(at) == "n":
            current, last = current + float(word), at
            break
        if word in lex.units and seen not in ("unit", "digits"):
            if seen == "ten" and not 0 < lex.units[word] < 10:
                break
            current, seen = current + lex.units[word], "unit"
        elif word in lex.tens and seen not in ("unit", "ten"):
            current, seen = current + lex.tens[word], "ten"
        elif word in lex.scales and (seen is not None or word in ("hundred", "thousand", "million")):
            scale = lex.scales[word]
            if scale < 1000:
                current = (current or 1) * scale
            else:
                total, current = (
                    (total + (current or 1)) * scale if total < scale and total else total + (current or 1) * scale,
                    0.0,
                )
            seen = "scale"
        elif (
            word == "and"
            and seen == "scale"
            and (_small(tokens.low(at + 1)) or tokens.low(at + 1) in lex.units or tokens.low(at + 1) in lex.tens)
            and current + total >= 100
        ):
            at, seen = at + 1, "and"
            continue
        else:
            break
        last = at
        at += 2 if tokens.hyphen(at + 1) and _number_word(tokens.low(at + 2)) else 1
    if last < first:
        return None
    draft = Draft(first, last, total + current, "words", rule="number.words")
    return _fraction(tokens, _and_a_half(tokens, draft))


def _small(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= 2


def _number_word(word: str) -> bool:
    lex = lexicon()
    return word in lex.units or word in lex.tens or word in lex.scales


def _and_a_half(tokens: Tokens, draft: Draft) -> Draft:
    """Reads "three and a half", "two and a half million", "one and a quarter"."""
    lex, at = lexicon(), draft.last + 1
    if tokens.hyphen(at):
        at += 1
    if tokens.low(at) == "point" and tokens.low(at + 1) in lex.units and draft.value is not None:
        draft.value, draft.last = draft.value + lex.units[tokens.low(at + 1)] / 10, at + 1
        _scale(tokens, draft)
        return draft
    step = 2 if tokens.hyphen(at + 1) else 1
    part_at = at + 2 * step
    part = lex.denominators.get(tokens.low(part_at))
    if (
        tokens.low(at) == "and"
        and tokens.low(at + step) in ("a", "one")
        and part in (2, 3, 4)
        and draft.value is not None
    ):
        draft.value, draft.last, draft.rule = draft.value + 1 / part, part_at, "number.and_a_half"
        _scale(tokens, draft)
    return draft


def _fraction(tokens: Tokens, draft: Draft) -> Draft:
    """Reads "two-thirds", "three quarters of", "one third"; not "two quarters" of a year, not "one second"."""
    lex, at = lexicon(), draft.last + 1
    if draft.last != draft.first or draft.value is None:
        return draft
    hyphen = tokens.hyphen(at)
    at += 1 if hyphen else 0
    part = lex.denominators.get(tokens.low(at))
    plural = tokens.low(at).endswith("s")
    if part is None or not 0 < draft.value < part or plural != (draft.value != 1):
        return draft
    if hyphen or tokens.low(at + 1) in ("of", "the") or part not in (4, 2):
        draft.value, draft.last, draft.style, draft.kind = draft.value / part, at, "fraction", "ratio"
        draft.rule = "number.fraction"
    return draft


def _half(tokens: Tokens, at: int) -> Draft | None:
    """Reads "half a million", "half of", "more than half"; not "the first half", "half past", "half-time"."""
    lex, after = lexicon(), tokens.low(at + 1)
    if after in ("a", "an") and tokens.low(at + 2) in lex.scales:
        return Draft(at, at + 2, 0.5 * lex.scales[tokens.low(at + 2)], "words", rule="number.words")
    if after in lex.scales:
        return Draft(at, at + 1, 0.5 * lex.scales[after], "words", rule="number.words")
    half = Draft(at, at, 0.5, "fraction", kind="ratio", rule="number.half")
    if after in ("a", "an"):
        return half if tokens.low(at + 2) in lex.times else None
    if tokens.hyphen(at + 1):
        return half if tokens.low(at + 2) in lex.times else None
    bounded = tokens.low(at - 1) in BEFORE_HALF
    whole = after in ("of", "the", "its", "their", "his", "her", "our", "all", "those", "these")
    named = tokens.low(at - 1) in (
        "first",
        "second",
        "the",
        "other",
        "better",
        "latter",
        "last",
        "final",
        "next",
        "second-",
        "early",
        "late",
    )
    if (whole or (bounded and tokens.low(at - 1) != "in")) and not named:
        return half
    return None


def _with_article(tokens: Tokens, at: int) -> Draft | None:
    """Reads "a hundred", "a dozen", "a couple of", "a quarter of", "a few hundred", "a half"."""
    lex, word = lexicon(), tokens.low(at + 1)
    if word in lex.scales:
        rest = _words(tokens, at + 1) if word in ("hundred", "thousand", "million") else None
        if rest is not None:
            rest.first = at
            return rest
        draft = Draft(at, at + 1, float(lex.scales[word]), "words", rule="number.words")
        _scale(tokens, draft)
        return draft
    if word == "couple" and tokens.low(at + 2) in ("of", "more", "hundred", "thousand", "dozen", "million"):
        scale = lex.scales.get(tokens.low(at + 2))
        return (
            Draft(at, at + 2, 2.0 * scale, "words", bound="about", rule="number.couple")
            if scale
            else Draft(at, at + 1, 2.0, "words", rule="number.couple")
        )
    if word == "few" and (tokens.low(at + 2) in lex.scales):
        return _vague(tokens, at)
    part = lex.denominators.get(word)
    bounded = tokens.low(at - 1) in BEFORE_A_PART
    if (
        part
        and part <= 20
        and (tokens.low(at + 2) == "of" or (bounded and tokens.low(at + 2) in (".", ",", "", "in", "to", "from")))
    ):
        last_of = tokens.kind(at + 3) == "n"
        return None if last_of else Draft(at, at + 1, 1 / part, "fraction", kind="ratio", rule="number.fraction")
    return None


def _vague(tokens: Tokens, at: int) -> Draft | None:
    """Reads "dozens of", "tens of thousands", "several hundred", "hundreds of millions"; readings one order of magnitude wide."""
    lex, word = lexicon(), tokens.low(at)
    if word in lex.vague:
        if word in ("tens", "scores") and tokens.low(at + 1) != "of":
            return None
        last, size = at, float(lex.vague[word])
        while tokens.low(last + 1) == "of" and tokens.low(last + 2) in lex.vague:
            last, size = last + 2, size * lex.vague[tokens.low(last + 2)]
        if tokens.low(last + 1) == "of" and tokens.low(last + 2) == "scores":
            return None
        return Draft(at, last, None, "vague", low=size, high=size * 10, bound="vague", rule="number.vague")
    step = 2 if word in ("a", "some") and tokens.low(at + 1) == "few" else 1
    scale = lex.scales.get(tokens.low(at + step))
    if scale is None or word == "some":
        return None
    last = at + step
    while tokens.low(last + 1) in lex.scales:
        last, scale = last + 1, scale * lex.scales[tokens.low(last + 1)]
    low, high = (2.0 * scale, 10.0 * scale) if word in ("several", "a", "few", "couple") else (None, None)
    return Draft(at, last, None, "vague", low=low, high=high, bound="vague", rule="number.vague")


def _times(tokens: Tokens, draft: Draft) -> None:
    """Reads "2.5 times as many", "6.5 times earnings" is a ratio; "won three times" counts occasions."""
    at = draft.last + 1
    at += 1 if tokens.hyphen(at) else 0
    if tokens.low(at) == "fold" and draft.style in ("digits", "words"):
        draft.style, draft.kind, draft.rule, draft.last = "multiple", "ratio", "number.multiple", at
    elif tokens.low(at) == "times" and draft.style in ("digits", "words"):
        following = tokens.low(at + 1)
        if following in (
            "as",
            "more",
            "less",
            "the",
            "higher",
            "lower",
            "bigger",
            "larger",
            "its",
            "earnings",
            "book",
            "greater",
            "better",
            "smaller",
            "faster",
            "oversubscribed",
            "that",
            "what",
        ):
            draft.style, draft.kind, draft.rule = "multiple", "ratio", "number.multiple"


def _one_in_five(tokens: Tokens, draft: Draft) -> Draft:
    """Reads "one in five", "9 out of 10", "one-in-five": a ratio; "one in 2019" and "two in London" are none."""
    at = draft.last + 1
    at += 1 if tokens.hyphen(at) else 0
    if draft.value is None or draft.style not in ("digits", "words") or draft.scaled or not 0 < draft.value < 100:
        return draft
    out = tokens.low(at) == "out" and tokens.low(at + 1) == "of"
    every = 1 if tokens.low(at + 1 + out) == "every" else 0
    if not (
        out
        or tokens.low(at) == "in"
        or (every and tokens.low(at) == "of")
        or (draft.value == 1 and tokens.low(at) == "of")
    ):
        return draft
    other = at + 1 + out + every
    other += 1 if tokens.hyphen(other) else 0
    whole = (
        _digits(tokens, other)
        if tokens.kind(other) == "n"
        else _words(tokens, other)
        if tokens.low(other) != "half"
        else None
    )
    if whole is None or whole.value is None or whole.value <= draft.value or whole.style not in ("digits", "words"):
        return draft
    round_one = (
        whole.value in (3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 50, 100, 200, 500, 1000, 10000, 100000, 1e6) or out
    )
    named = tokens.capital(whole.last + 1) and not out and tokens.low(at) == "in" and draft.value != 1
    if (
        not round_one
        or named
        or tokens.low(whole.last + 1) in lexicon().times
        or tokens.low(whole.last + 1) in ("%", "percent")
    ):
        return draft
    if not out and not every and tokens.low(at) == "of" and whole.value > 10:
        return draft
    return Draft(draft.first, whole.last, draft.value / whole.value, "ratio", kind="ratio", rule="number.one_in")
