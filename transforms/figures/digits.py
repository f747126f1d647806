"""Numbers printed in digits: grouped, decimal, with fractions, powers of ten and scale words."""

from __future__ import annotations

from transforms.figures.drafts import Draft, scaled
from transforms.figures.lexicon import lexicon
from transforms.figures.reasons import Reason
from transforms.figures.tokens import HYPHENS, Tokens

VULGAR = {
    "¼": 0.25, "½": 0.5, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅖": 0.4, "⅗": 0.6, "⅘": 0.8, "⅙": 1 / 6, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875,
}  # fmt: skip
FINENESS, NEAR_GOLD = frozenset((8, 9, 10, 12, 14, 18, 20, 21, 22, 24)), 4  # karats, and the tokens to the word "gold"
MOST_DIGITS, LONGEST, MOST_POWER = 18, 40, 300
SLASHED = frozenset((2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100, 128))  # what fractions with a slash are fractions of
SLASHES = ("/", "⁄")

VERSION = Reason("version or code", "Digits with two points, or more digits than any quantity has: 1.2.3.")
SLASH = Reason("date, rating or code with a slash", "9/11, 24/7, 3/4/2020, 6.2/6.8; 1/16 is a fraction.")
STORAGE = frozenset(("GB", "TB", "MB"))
BROKEN = Reason("number broken by lost signs", "6 8 million, 1 782 billion: a point that got lost.")


def read_digits(tokens: Tokens, at: int) -> Draft:
    """The number that begins at a token of digits, with its fraction and scale; or a draft with the reason against it."""
    text = tokens.words[at]
    if tokens.kinds[at] == "f":
        return Draft(at, at, VULGAR[text], "fraction", kind="ratio", rule="number.fraction")
    value = plain(text)
    if value is None:
        return Draft(at, at, None, "digits", reject=VERSION.name)
    draft = Draft(at, at, value, "digits")
    if at + 1 < len(tokens):
        if " " in text and tokens.low(at + 1) in lexicon().scales:
            draft.reject = BROKEN.name
        if " " in text and _two_round(tokens, draft, text):
            return draft
        _decimal_comma(tokens, draft)
        _fraction(tokens, draft)
        _and_half(tokens, draft)
        _power(tokens, draft)
        if not _karats(tokens, draft):
            read_scale(tokens, draft)
    return draft


def _karats(tokens: Tokens, draft: Draft) -> bool:
    """Reads "an 18K gold ring": the K behind a fineness of gold is no thousand."""
    at = draft.last + 1
    if tokens.low(at) != "k" or not tokens.joined(at) or draft.value not in FINENESS:
        return False
    if not any(w in lexicon().cues["of_karats"] for w in tokens.lower[at + 1 : at + 1 + NEAR_GOLD]):
        return False
    draft.last, draft.kind, draft.unit, draft.unit_at, draft.rule = at, "measure", "carat", at, "unit.measure"
    return True


def _two_round(tokens: Tokens, draft: Draft, text: str) -> bool:
    """About 400 500 homes: two round numbers that lost their dash, and no thousands with a blank in them."""
    left, _, right = text.partition(" ")
    ends = (left.isdigit(), right.isdigit(), len(left) == len(right) == 3)
    if not all(ends) or tokens.low(draft.first - 1) not in lexicon().cues["about_words"]:
        return False
    low, high = int(left), int(right)
    if low % 50 or high % 50 or not low < high <= 2 * low:
        return False
    draft.value, draft.low, draft.high, draft.bound, draft.rule = None, float(low), float(high), "range", "pair.range"
    return True


def plain(text: str) -> float | None:
    """The value of a token of digits; None for versions (1.2.3) and for what is too long for a quantity."""
    if len(text) > LONGEST or text.count(".") > 1:
        return None
    digits = "".join(c for c in text if c.isdecimal() or c == ".")
    whole = digits.partition(".")[0]
    if len(whole) in (2, 3) and digits == f"{whole}.000" and whole[0] != "0":
        return float(whole) * 1000  # 30.000 miles, as the continent writes thousands
    return float(digits) if len(whole) <= MOST_DIGITS and digits.isascii() else None


def _decimal_comma(tokens: Tokens, draft: Draft) -> None:
    """Reads "1,5 percent", "2,5 kg" as the continent writes them: a comma before one or two digits that have a unit."""
    at = draft.last + 1
    if tokens.low(at) != "," or not (tokens.joined(at) and tokens.joined(at + 1)) or tokens.kind(at + 1) != "n":
        return
    left, right, unit = tokens.words[draft.first], tokens.words[at + 1], tokens.low(at + 2)
    apart = tokens.low(draft.first - 1) != "," and tokens.low(at + 2) != ","
    measured = unit in ("%", "percent", "per") or (len(unit) > 1 and unit in lexicon().unit_words)
    if apart and measured and left.isdigit() and right.isdigit() and len(right) < 3 and len(left) < 4:
        draft.value, draft.last = float(f"{left}.{right}"), at + 1


def _fraction(tokens: Tokens, draft: Draft) -> None:
    """Reads "3½", "3 1/2", "3-1/4", "1/16"; a slash that makes no fraction is a reason against the number."""
    at = draft.last + 1
    if tokens.kind(at) == "f" or (tokens.hyphen(at) and tokens.kind(at + 1) == "f"):
        draft.last = at if tokens.kind(at) == "f" else at + 1
        draft.value = (draft.value or 0.0) + VULGAR[tokens.words[draft.last]]
    elif tokens.low(at) in SLASHES and tokens.joined(at) and tokens.joined(at + 1):
        _slash(tokens, draft)
    else:
        _mixed(tokens, draft, at + tokens.hyphen(at))


def _and_half(tokens: Tokens, draft: Draft) -> None:
    """Reads "11 and a half million", "11 and half million"; not "11 and half a million"."""
    at = draft.last + 1
    if tokens.low(at) != "and" or draft.value is None or draft.value % 1 or draft.reject:
        return
    article = tokens.low(at + 1) == "a"
    half = at + 1 + article
    if tokens.low(half) != "half" or not (article or tokens.low(half + 1) in lexicon().scales):
        return
    draft.value, draft.last, draft.rule = draft.value + 0.5, half, "number.and_a_half"


def _mixed(tokens: Tokens, draft: Draft, at: int) -> None:
    """Adds the fraction with a slash that begins at `at` to a whole number."""
    if tokens.kind(at) == "n" and tokens.low(at + 1) in SLASHES and tokens.kind(at + 2) == "n":
        part = Draft(at, at, plain(tokens.words[at]), "digits")
        _slash(tokens, part)
        if part.style == "fraction" and part.value is not None and draft.value is not None and draft.value % 1 == 0:
            draft.value, draft.last = draft.value + part.value, part.last


def _slash(tokens: Tokens, draft: Draft) -> None:
    """1/16 is a fraction; 9/11, 24/7 and 3/4/2020 are not."""
    at, above = draft.first, draft.value
    below = plain(tokens.words[at + 2]) if tokens.kind(at + 2) == "n" else None
    if tokens.words[at + 3 : at + 4] and tokens.words[at + 3] in STORAGE:
        draft.last, draft.reject = at + 2, SLASH.name  # 4/8GB: one of two
    elif above and below in SLASHED and above % 1 == 0 and above < below and tokens.low(at + 3) not in SLASHES:
        draft.value, draft.last, draft.style, draft.kind = above / below, at + 2, "fraction", "ratio"
        draft.rule = "number.fraction"
    else:
        draft.last, draft.reject = at + 2 if below is not None else at, SLASH.name


def _power(tokens: Tokens, draft: Draft) -> None:
    """Reads "1.99 × 10^30", "1.99×10−30"; where the sign of the power got lost, the number says nothing."""
    at = draft.last + 1
    if tokens.low(at) not in ("×", "x", "*", "·") or tokens.words[at + 1 : at + 2] != ["10"] or draft.value is None:
        if tokens.low(at) == "×" and tokens.low(at + 1)[:2] == "10" and len(tokens.low(at + 1)) in (3, 4):
            draft.last, draft.reject = at + 1, BROKEN.name
        return
    sign = at + 2
    caret = tokens.low(sign) == "^"
    sign += caret
    minus = tokens.low(sign) in HYPHENS and tokens.joined(sign) and tokens.joined(sign + 1)
    power = plain(tokens.words[sign + minus]) if tokens.kind(sign + minus) == "n" else None
    if (caret or minus) and power is not None and power % 1 == 0 and power < MOST_POWER:
        draft.value = float(f"{draft.value}e{'-' if minus else ''}{power:.0f}")
        draft.last, draft.scaled, draft.rule = sign + minus, True, "number.power"


def read_scale(tokens: Tokens, draft: Draft) -> None:
    """Scale words behind the number, with or without a hyphen: "2.5 million", "3-billion", "1.2m"."""
    scales = lexicon().scales
    while draft.value is not None:
        at = draft.last + 1
        if tokens.hyphen(at):
            at += 1
        elif tokens.low(at) == "+" and tokens.low(at + 1) in scales:
            at, draft.bound = at + 1, "at_least"  # 40+ million
        word = tokens.low(at).rstrip(".")
        if word in scales and (len(tokens.low(at)) > 2 or not tokens.joined(at)):
            scale = scales[word]
        else:
            letter = _letter(tokens, draft) if at == draft.last + 1 else None
            if letter is None:
                return
            scale = letter
        draft.value, draft.last, draft.scaled = scaled(draft.value, scale), at, True
        _rest(tokens, draft)


def _rest(tokens: Tokens, draft: Draft) -> None:
    """Adds the 471 of "63 thousand 471 people"; not the 5 of "10 thousand 5-litre drums"."""
    lex, at = lexicon(), draft.last + 1
    if tokens.low(draft.last) != "thousand" or draft.last != draft.first + 1 or tokens.kind(at) != "n":
        return
    if not tokens.words[at].isdigit() or len(tokens.words[at]) > 3 or tokens.kind(at + 1) != "w":
        return
    after = tokens.low(at + 1)
    if draft.value is not None and draft.style == "digits" and not (after in lex.unit_words or after in lex.scales):
        draft.value, draft.last = draft.value + float(tokens.words[at]), at


def _letter(tokens: Tokens, draft: Draft) -> int | None:
    """The scale that a letter behind the digits stands for: 5k, 1.2m people, $3 m."""
    letters, at = lexicon().letters, draft.last + 1
    letter = tokens.words[at] if at < len(tokens) else ""
    if letter not in letters or draft.scaled:
        return 10**6 if letter == "m" and _money_before(tokens, draft.first) else None
    if not tokens.joined(at):
        if letter == "T" and _money_before(tokens, draft.first) and not tokens.capital(at + 1):
            return letters[letter]  # $128 T
        if letter == "K" and tokens.kind(at + 1) == "w" and tokens.words[at + 1].islower():
            return letters[letter] if tokens.low(at + 1).endswith("s") else None  # 7.5 K views
        if letter in ("mm", "MM") and (_money_before(tokens, draft.first) or _books_in_mm(tokens)):
            return 10**6  # $261.8 mm, and the 40.3 mm of units beside it
        loud = letter in ("M", "B") and not tokens.capital(at + 1)  # $100 M
        return letters[letter] if (letter == "m" or loud) and _money_before(tokens, draft.first) else None
    if letter in ("m", "t", "T", "mm") and not _money_before(tokens, draft.first) and not _counts(tokens, at):
        return None
    return letters[letter]


def _books_in_mm(tokens: Tokens) -> bool:
    """Whether a sum of the sentence is told in "mm", as books tell millions."""
    return any(
        word in ("mm", "MM") and tokens.kind(at - 1) == "n" and tokens.kind(at - 2) == "m"
        for at, word in enumerate(tokens.words)
    )


def _counts(tokens: Tokens, at: int) -> bool:
    """Whether an m behind digits is a million: what follows is a plural and speaks of no length."""
    lex, word = lexicon(), tokens.low(at + 1)
    plural = tokens.kind(at + 1) == "w" and (word.endswith("s") or word in lex.cues["million_of"])
    return tokens.words[at] == "m" and plural and word not in lex.metre_context and word not in ("is", "was", "as")


def _money_before(tokens: Tokens, at: int) -> bool:
    if at == 0:
        return False
    lex = lexicon()
    return (
        tokens.kinds[at - 1] == "m" or tokens.lower[at - 1].upper() in lex.codes or tokens.words[at - 1] in lex.prefixes
    )
