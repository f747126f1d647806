"""Numbers in words: "one hundred and five million", "two and a half", "a dozen", "two-thirds", "tens of thousands"."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.figures.digits import read_scale
from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.tokens import Tokens

PERCENT_WORDS = frozenset(("percent", "percentage", "per"))  # behind "half a"
OPENERS = frozenset(("a", "an", "half", "several", "hundred", "thousand", "million"))
LEAST_SHARED = 1_000_000  # of which there are quarters
BARE_SCALES = frozenset(("hundred", "thousand", "million"))  # stand for one of their kind without a number before them
ENDS_A_SHARE = frozenset((".", ",", "", "in", "to", "from"))


def read_words(tokens: Tokens, at: int) -> Draft | None:
    """The number that begins at this word, or None."""
    word = tokens.lower[at]
    if word == "half":
        return _half(tokens, at)
    if word in ("a", "an"):
        return _with_article(tokens, at)
    if word in lexicon().vague_before:
        return read_vague(tokens, at)
    return _summed(tokens, at)


@dataclass(slots=True)
class _Sum:
    """What number words add up to: "hundred" multiplies what stands before it, "thousand" closes it."""

    total: float = 0.0
    current: float = 0.0
    seen: str = ""  # unit, ten, scale or and: the sort of the last word

    def add(self, word: str) -> bool:
        """Take one more word; False where it cannot go on with the number."""
        lex = lexicon()
        if word in lex.units and self.seen != "unit":
            if self.seen == "ten" and not 0 < lex.units[word] < 10:
                return False
            self.current, self.seen = self.current + lex.units[word], "unit"
        elif word in lex.tens and self.seen not in ("unit", "ten"):
            self.current, self.seen = self.current + lex.tens[word], "ten"
        elif word in lex.scales and (self.seen or word in BARE_SCALES):
            self._scale(lex.scales[word])
        else:
            return False
        return True

    def _scale(self, scale: int) -> None:
        self.seen = "scale"
        if scale < 1000:
            self.current = (self.current or 1) * scale
        elif 0 < self.total < scale:
            self.total, self.current = (self.total + (self.current or 1)) * scale, 0.0
        else:
            self.total, self.current = self.total + (self.current or 1) * scale, 0.0

    @property
    def value(self) -> float:
        return self.total + self.current


def _summed(tokens: Tokens, first: int) -> Draft | None:
    """Number words from here on; "four hundred and 20" may end in digits."""
    found, at, last = _Sum(), first, first - 1
    while tokens.kind(at) == "w":
        if found.seen == "scale" and tokens.hyphen(at + 1) and not _is_number_word(tokens.low(at + 2)):
            break  # "a hundred one-night stands"
        if found.add(tokens.lower[at]):
            last = at
            at += 2 if tokens.hyphen(at + 1) and _is_number_word(tokens.low(at + 2)) else 1
        elif (
            tokens.lower[at] == "and" and found.seen == "scale" and found.value >= 100 and _goes_on(tokens.low(at + 1))
        ):
            at, found.seen = at + 1, "and"
        else:
            break
    if found.seen == "and" and tokens.kind(at) == "n":
        found.current, last = found.current + float(tokens.words[at]), at
    if last < first:
        return None
    draft = Draft(first, last, found.value, "words", rule="number.words")
    return _fraction(tokens, _and_a_half(tokens, draft))


def _is_number_word(word: str) -> bool:
    lex = lexicon()
    return word in lex.units or word in lex.tens or word in lex.scales


def _goes_on(word: str) -> bool:
    lex = lexicon()
    return word in lex.units or word in lex.tens or (word.isascii() and word.isdigit() and len(word) <= 2)


def _and_a_half(tokens: Tokens, draft: Draft) -> Draft:
    """Reads "three and a half", "two and a half million", "one and a quarter", "two point five"."""
    lex, at, value = lexicon(), draft.last + 1, draft.value or 0.0
    if tokens.hyphen(at):
        at += 1
    if tokens.low(at) == "point" and tokens.low(at + 1) in lex.units:
        draft.value, draft.last = value + lex.units[tokens.low(at + 1)] / 10, at + 1
        read_scale(tokens, draft)
    elif tokens.low(at) == "and":
        one = at + (2 if tokens.hyphen(at + 1) else 1)
        last = one + (2 if tokens.hyphen(one + 1) else 1)
        part = lex.denominators.get(tokens.low(last))
        if part in (2, 3, 4) and tokens.low(one) in ("a", "one"):
            draft.value, draft.last, draft.rule = value + 1 / part, last, "number.and_a_half"
            read_scale(tokens, draft)
        elif part in (3, 4) and 1 < lex.units.get(tokens.low(one), 0) < part and tokens.low(last + 1) != "of":
            draft.value, draft.last, draft.rule = value + lex.units[tokens.low(one)] / part, last, "number.and_a_half"
    return draft


def _fraction(tokens: Tokens, draft: Draft) -> Draft:
    """Reads "two-thirds", "three quarters of", "one third"; not "two quarters" of a year, not "one second"."""
    at, value = draft.last + 1, draft.value
    if draft.last != draft.first or value is None:
        return draft
    hyphen = tokens.hyphen(at)
    at += 1 if hyphen else 0
    part = lexicon().denominators.get(tokens.low(at))
    if part is None or not 0 < value < part or tokens.low(at).endswith("s") != (value != 1):
        return draft
    if (whole := _of_a_million(tokens, draft.first, at, value / part)) is not None:
        return whole
    by = part == 2 and tokens.low(draft.first - 1) in lexicon().cues["before_a_share"]
    if hyphen or by or tokens.low(at + 1) in ("of", "the") or part not in (4, 2):
        draft.value, draft.last, draft.style, draft.kind = value / part, at, "fraction", "ratio"
        draft.rule = "number.fraction"
    return draft


def _of_a_million(tokens: Tokens, first: int, last: int, share: float) -> Draft | None:
    """Reads "a quarter of a million", "half of a billion" as one number."""
    scale = lexicon().scales.get(tokens.low(last + 3), 0)
    if tokens.lower[last + 1 : last + 3] != ["of", "a"] or scale < LEAST_SHARED:
        return None
    return Draft(first, last + 3, share * scale, "words", scaled=True, rule="number.words")


def _half(tokens: Tokens, at: int) -> Draft | None:
    """Reads "half a million", "half a mile", "half of", "more than half"; not "the first half", "half past", "half-time"."""
    lex, before, after = lexicon(), tokens.low(at - 1), tokens.low(at + 1)
    step = 2 if after in ("a", "an") else 1
    scale = lex.scales.get(tokens.low(at + step))
    if scale is not None:
        return Draft(at, at + step, 0.5 * scale, "words", rule="number.words")
    if (large := _of_a_million(tokens, at, at, 0.5)) is not None:
        return large
    half = Draft(at, at, 0.5, "fraction", kind="ratio", rule="number.half")
    if step == 2 or tokens.hyphen(at + 1):
        unit = tokens.low(at + 2)
        return (
            half if unit in lex.times or unit in PERCENT_WORDS or (unit in lex.unit_words and len(unit) > 2) else None
        )
    whole = after in lex.cues["half_of"]
    bounded = before in lex.cues["before_a_share"] or before == "under"
    return half if (whole or bounded) and before not in lex.cues["no_half_before"] else None


def _with_article(tokens: Tokens, at: int) -> Draft | None:
    """Reads "a hundred", "a dozen", "a couple of", "a quarter of", "a few hundred", "a half"; not "a page and a half"."""
    lex, word = lexicon(), tokens.low(at + 1)
    if word in lex.scales:
        rest = _summed(tokens, at + 1) if word in BARE_SCALES else None
        draft = rest or Draft(at, at + 1, float(lex.scales[word]), "words", rule="number.words")
        draft.first = at
        if rest is None:
            read_scale(tokens, draft)
        return draft
    if word == "couple" and tokens.low(at + 2) in lex.cues["couple_of"]:
        last = at + 3 if tokens.low(at + 2) == "of" else at + 2
        scale = lex.scales.get(tokens.low(last))
        if scale is None:
            return Draft(at, at + 1, 2.0, "words", rule="number.couple")
        couple = Draft(at, last, 2.0 * scale, "words", bound="about", rule="number.couple")
        read_scale(tokens, couple)  # a couple hundred thousand
        return couple
    if word == "few" and tokens.low(at + 2) in lex.scales:
        return read_vague(tokens, at)
    return _a_share(tokens, at)


def _a_share(tokens: Tokens, at: int) -> Draft | None:
    """Reads "a quarter of the homes", "by a third."; not "a page and a half of"."""
    lex, before, after = lexicon(), tokens.low(at - 1), tokens.low(at + 2)
    part = lex.denominators.get(tokens.low(at + 1))
    if part is None or part > 20 or before == "and":
        return None
    if part in (3, 4) and after in lex.scales and lex.scales[after] >= LEAST_SHARED:
        return Draft(at, at + 2, lex.scales[after] / part, "words", rule="number.words")  # a quarter million
    if (whole := _of_a_million(tokens, at, at + 1, 1 / part)) is not None:
        return whole
    bounded = before in lex.cues["before_a_share"] or before == "only"
    if after != "of" and not (bounded and after in ENDS_A_SHARE):
        return None
    return (
        None
        if after == "of" and tokens.kind(at + 3) == "n"
        else Draft(at, at + 1, 1 / part, "fraction", kind="ratio", rule="number.fraction")
    )


def read_vague(tokens: Tokens, at: int) -> Draft | None:
    """Reads "dozens of", "tens of thousands", "several hundred", "hundreds of millions"; readings one order of magnitude wide."""
    lex, word = lexicon(), tokens.lower[at]
    if word not in lex.vague:
        return _vague_scale(tokens, at)
    if word in ("tens", "scores") and (tokens.low(at + 1) != "of" or tokens.kind(at + 2) == "n"):
        return None  # scores of 93 in reading
    last, size = at, float(lex.vague[word])
    while tokens.low(last + 1) == "of" and tokens.low(last + 2) in lex.vague:
        last, size = last + 2, size * lex.vague[tokens.low(last + 2)]
    return Draft(at, last, None, "vague", low=size, high=size * 10, bound="vague", rule="number.vague")


def _vague_scale(tokens: Tokens, at: int) -> Draft | None:
    """Reads "several hundred", "a few thousand"; "many thousand" has no defensible ends."""
    scales, word = lexicon().scales, tokens.lower[at]
    step = 2 if word in ("a", "some") and tokens.low(at + 1) == "few" else 1
    scale = scales.get(tokens.low(at + step))
    if scale is None or word == "some":
        return None
    last = at + step
    while tokens.low(last + 1) in scales:
        last, scale = last + 1, scale * scales[tokens.low(last + 1)]
    low, high = (2.0 * scale, 10.0 * scale) if word in ("several", "a", "few", "couple") else (None, None)
    return Draft(at, last, None, "vague", low=low, high=high, bound="vague", rule="number.vague")
