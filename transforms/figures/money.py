"""Currency before or after a number, and what a bare dollar sign stands for."""

from __future__ import annotations

from transforms.figures.currencies import FigureContext
from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.tokens import Tokens

LEAST_SUM = 1000
RATES = {"t": "tonne", "h": "hour", "d": "day"}  # behind a code: 10,000 USD/t


def read_money(tokens: Tokens, draft: Draft, context: FigureContext) -> None:
    """Give the draft its currency and take sign, code or word into the quote; leave it alone where there is none."""
    if draft.reject or draft.style in ("multiple", "ratio"):
        return
    if not _before(tokens, draft, context):
        _after(tokens, draft, context)
    elif tokens.low(draft.after) in ("us", "usd", "cad", "aud", "cdn", "u.s") and draft.currency in (
        "USD",
        "CAD",
        "AUD",
        context.dollar,
    ):
        code = {"us": "USD", "u.s": "USD", "cdn": "CAD"}.get(tokens.low(draft.after), tokens.low(draft.after).upper())
        if tokens.words[draft.after].isupper():
            draft.unit = draft.currency = code
            draft.last, draft.after = draft.after, draft.after + 1
            if tokens.words[draft.last] == "U.S" and tokens.low(draft.after) == "." and tokens.kind(draft.after + 1):
                draft.last, draft.after = draft.after, draft.after + 1  # $75 U.S. per barrel
    elif tokens.low(draft.after) in ("dollar", "dollars", "cents") and draft.currency:
        draft.after += 1


def _set(draft: Draft, code: str, context: FigureContext, rule: str) -> None:
    """Money of a code, of "$", or of a name that several currencies share: what the article does not settle has no unit."""
    draft.kind, draft.rule = "money", rule
    if code == "$":
        draft.currency = draft.unit = context.dollar
        draft.rule = context.rule
    elif code.islower():
        draft.unit = context.currency(code)
        draft.currency = draft.unit or code
        draft.rule = f"{rule}.shared_name"
    else:
        draft.currency = draft.unit = code


def _before(tokens: Tokens, draft: Draft, context: FigureContext) -> bool:
    lex, at = lexicon(), draft.first - 1
    signed = at >= 1 and tokens.low(at) in ("-", "−", "+", "–") and tokens.joined(draft.first)
    at -= signed
    if at < 0:
        return False
    word = tokens.words[at]
    if tokens.kinds[at] == "m" and word != "¢":
        code = "$" if word == "$" else lex.signs.get(word)
        if code is None:
            return False
        first = at
        joined = tokens.words[at - 1] + word if at else word
        apart = (
            at and not tokens.joined(at) and len(tokens.words[at - 1]) == 1
        )  # "A $1 billion cut" is no Australian one
        if at and word == "$" and joined in lex.signs and not apart:
            code, first = lex.signs[joined], at - 1
        _set(draft, code, context, "money.sign")
    elif word == "=" and at and tokens.words[at - 1] == "Y" and tokens.joined(at):
        _set(draft, "JPY", context, "money.damaged_sign")
        first = at - 1
    elif tokens.kinds[at] == "w" and (
        word in lex.codes or (word in lex.prefixes and (tokens.joined(draft.first) or (len(word) > 1 and word != "PS")))
    ):
        if _is_code(tokens, draft, word, at):
            return False
        _set(draft, word if word in lex.codes else lex.prefixes[word], context, "money.code")
        first = at
    else:
        return False
    draft.first = first
    if (
        draft.first
        and tokens.low(draft.first - 1) in ("-", "−")
        and tokens.joined(draft.first)
        and not (draft.first > 1 and tokens.joined(draft.first - 1))
    ):
        draft.first -= 1
        draft.value = -draft.value if draft.value is not None else None
    elif signed and tokens.low(at + 1) in ("-", "−"):
        draft.value = -draft.value if draft.value is not None else None
    return True


def _is_other_word(tokens: Tokens, draft: Draft, at: int, word: str) -> bool:
    """The real of "seven real shops" and the won of "two won prizes": one of many is told in the plural, or is a sum."""
    if word == "won":
        return not _is_sum(tokens, draft) and tokens.kind(at + 1) == "w" and draft.style in ("digits", "words")
    return word == "real" and draft.value != 1


def _is_sum(tokens: Tokens, draft: Draft) -> bool:
    """Whether the number is printed as sums are: with a scale, groups or a point, or in the thousands."""
    digits = tokens.words[draft.first] if tokens.kind(draft.first) == "n" else tokens.words[draft.last]
    return draft.scaled or "," in digits or "." in digits or abs(draft.value or 0) >= LEAST_SUM


def _is_code(tokens: Tokens, draft: Draft, word: str, at: int) -> bool:
    """COP28, the drug R529, the refrigerant R-454B, the Fr8 of Fr8Tech, BOB in "2005 BOB ROE": letters that name no money here."""
    behind = draft.last + 1
    if tokens.joined(behind) and tokens.kind(behind) == "w":
        return tokens.low(behind) not in lexicon().letters
    if at + 1 < draft.first:  # a hyphen between: R-454, and not EUR -1.7
        touching = tokens.joined(at + 1) and tokens.joined(draft.first)
        return touching and (len(word) == 1 or word == "SR")  # and the road SR-254
    doubtful = word in ("R", "SR") or word in lexicon().acronyms_before
    return doubtful and not _is_sum(tokens, draft)


def _after(tokens: Tokens, draft: Draft, context: FigureContext) -> None:
    lex, at = lexicon(), draft.after
    if tokens.hyphen(at):
        at += 1
    if draft.style == "vague" and tokens.low(at) == "of":
        at += 1
    two, three = " ".join(tokens.lower[at : at + 2]), " ".join(tokens.lower[at : at + 3])
    three = three.replace("u.s . ", "us ")  # 2.8 trillion U.S. dollars
    one = tokens.low(at)
    for phrase, width in ((three, 3), (two, 2), (one, 1)):
        code = lex.money_words.get(phrase)
        if code is not None and (width > 1 or not tokens.capital(at) or one in ("euros", "yen")):
            if _is_other_word(tokens, draft, at, one):
                return
            if draft.style == "fraction" and draft.value is not None and draft.value < 1 and one in ("crown", "real"):
                return
            _set(draft, code, context, "money.word")
            draft.unit_at = at
            draft.after = at + width
            return
    word = tokens.words[at] if at < len(tokens) else ""
    if word in lex.acronyms and (not _is_sum(tokens, draft) or tokens.capital(at + 1)):
        return  # 10 AED training tools
    if word in lex.codes and not tokens.hyphen(draft.after):
        _set(draft, word, context, "money.code")
        draft.last, draft.after = at, at + 1
    elif (code := word.partition("/")[0]) in lex.codes and word != code:
        rate = word.partition("/")[2]  # 10,000 USD/t, as one token
        _set(draft, code, context, "money.code")
        draft.per, draft.after = RATES.get(rate) or lex.unit_words.get(rate, rate.lower()), at + 1
    elif (
        tokens.kind(at) == "m"
        and tokens.joined(at)
        and tokens.words[at] in ("€", "£", "₽", "₴", "¥", "kr", "₪")
        and tokens.kind(at + 1) != "n"
    ):
        _set(draft, lex.signs[tokens.words[at]], context, "money.sign")
        draft.last, draft.after = at, at + 1
    elif (
        one in lex.cents
        and (one != "p" or (at == draft.after and draft.style == "digits"))
        and draft.value is not None
        and draft.style in ("digits", "words", "vague")
    ):
        _set(draft, lex.cents[one], context, "money.cents")
        draft.value, draft.last, draft.after = draft.value / 100, at, at + 1
    elif one in ("pound", "pounds") and _pounds(tokens, draft, context):
        _set(draft, "pound", context, "money.pound")
        draft.unit_at, draft.after = at, at + 1


def _pounds(tokens: Tokens, draft: Draft, context: FigureContext) -> bool:
    """Money after a verb of price or in a British text; mass after weigh, of meat; mass where nothing says."""
    lex = lexicon()
    near = tokens.lower[max(0, draft.first - 8) : draft.after + 6]
    if any(w in lex.mass_words for w in near) or ("$" in tokens.words and not context.pound_is_money):
        return False  # 63 million pounds valued at $250 million
    return context.pound_is_money or draft.scaled or any(w in lex.price_words for w in near)
