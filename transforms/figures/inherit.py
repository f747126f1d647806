"""What a number takes from the number beside it: bracketed conversions, and lists with one unit at their end."""

from __future__ import annotations

from itertools import pairwise

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.tokens import HYPHENS, Tokens

AGED = frozenset(("aged", "age", "ages"))
OLDEST = 120


def inherit(tokens: Tokens, drafts: list[Draft]) -> None:
    """Bracketed conversions take the bound of what they convert; lists take the unit at their end."""
    for n, draft in enumerate(drafts):
        left = drafts[n - 1] if n else None
        if left is None or draft.reject or left.reject:
            continue
        if _converts(tokens, left, draft):
            if draft.bound == "exact" and left.bound not in ("range", "vague"):
                draft.bound = left.bound
            draft.like, draft.rule = n - 1, f"{draft.rule}+conversion"
        elif (
            _shares_hyphened(tokens, left, draft)
            or _shares_percent(tokens, left, draft)
            or _shares_vague(tokens, left, draft)
            or _shares_age(tokens, left, draft)
            or _shares_measure(tokens, left, draft)
        ):
            left.kind, left.unit, left.rule = draft.kind, draft.unit, f"{left.rule}+shared_unit"
            left.like = n
    for left, draft in reversed(list(pairwise(drafts))):  # the first of "12-, 16- and 48-megapixel"
        if not (left.reject or draft.reject) and _shares_hyphened(tokens, left, draft):
            left.kind, left.unit, left.rule = draft.kind, draft.unit, f"{left.rule}+shared_unit"
    _share_in_list(tokens, drafts)
    _share_ages(tokens, drafts)


def _share_in_list(tokens: Tokens, drafts: list[Draft]) -> None:
    """Reads "30, 90, or 180 days": rising numbers with nothing but commas and one "or" between them have one unit."""
    for n in range(len(drafts) - 1, 0, -1):
        draft, left = drafts[n], drafts[n - 1]
        goes_on = draft.rule.endswith("+shared_unit")
        if (
            draft.kind not in ("duration", "measure")
            or draft.per
            or draft.reject
            or left.reject
            or left.kind != "count"
        ):
            continue
        between = tokens.lower[left.last + 1 : draft.before]
        if between not in ([","], ["or"], [",", "or"], [",", "and"]) or goes_on != (between == [","]):
            continue
        if left.style == draft.style == "digits" and not left.scaled and 0 < (left.value or 0) < (draft.value or 0):
            left.kind, left.unit, left.rule, left.like = draft.kind, draft.unit, f"{left.rule}+shared_unit", n


def _share_ages(tokens: Tokens, drafts: list[Draft]) -> None:
    """Reads "aged 4, 7 and 11", "ages 12 and 15": all are ages."""
    for left, draft in pairwise(drafts):
        between = tokens.lower[left.last + 1 : draft.first]
        if left.kind != "age" or left.unit_at is not None or draft.kind != "count" or draft.reject or left.reject:
            continue
        told = tokens.low(left.first - 1) in AGED or left.rule.endswith("+shared_unit")
        bare = draft.style == "digits" and not draft.scaled and (draft.value or 0) < OLDEST
        ends = tokens.kind(draft.last + 1) != "w" or tokens.low(draft.last + 1) in lexicon().nouns["stops"]
        if told and bare and ends and between in ([","], ["and"], ["or"], [",", "and"], [",", "or"]):
            draft.kind, draft.unit, draft.rule = "age", left.unit, f"{draft.rule}+shared_unit"


def _converts(tokens: Tokens, left: Draft, draft: Draft) -> bool:
    """Reads "12 km (7.5 miles)", and the second of "296 hp (221 kW / 300 PS)"."""
    if not draft.unit or draft.unit == left.unit or not (left.unit or draft.kind != "age"):
        return False
    at = draft.before - 1
    if tokens.low(at) == "(":
        return at - left.after <= 0
    return tokens.low(at) == "/" and at == left.after and left.rule.endswith("+conversion") and left.kind == draft.kind


def _shares_hyphened(tokens: Tokens, left: Draft, draft: Draft) -> bool:
    """Reads "four-, five- and six-cylinder", "50- and 100-metre"."""
    if (
        left.kind != "count"
        or left.scaled
        or not draft.unit
        or draft.kind == "money"
        or tokens.low(left.last + 1) not in HYPHENS
        or not tokens.joined(left.last + 1)
    ):
        return False
    return tokens.low(left.last + 2) in (",", "and", "or", "to") and draft.first - left.last <= 4


def _shares_percent(tokens: Tokens, left: Draft, draft: Draft) -> bool:
    """Reads "5 and 10 percent", "3, 4 and 5 percent"."""
    if (
        left.kind != "count"
        or left.style not in ("digits", "words")
        or draft.kind != "percent"
        or draft.bound == "range"
    ):
        return False
    beside = left.after == draft.before - 1 and tokens.low(left.after) in ("and", ",", "or")
    return beside and left.value is not None and left.value <= 100 and tokens.kind(left.first) == "n"


def _shares_vague(tokens: Tokens, left: Draft, draft: Draft) -> bool:
    """Reads "several hundred or even 1,000 megawatts", "tens if not hundreds of miles"."""
    if left.style != "vague" or left.kind != "count" or draft.kind not in ("measure", "duration"):
        return False
    return tokens.lower[left.last + 1 : draft.first] in (["or"], ["or", "even"], ["if", "not"], ["and", "even"])


def _shares_measure(tokens: Tokens, left: Draft, draft: Draft) -> bool:
    """Reads "313 and 315 lb", "courses of 10 and 12 miles": nothing stands behind the first that it could count."""
    if left.kind != "count" or left.style != "digits" or left.scaled or left.bound == "range" or draft.per:
        return False
    measured = draft.kind in ("duration", "measure") and draft.style == "digits" and draft.bound != "range"
    return measured and tokens.lower[left.last + 1 : draft.first] == ["and"] and left.after == left.last + 1


def _shares_age(tokens: Tokens, left: Draft, draft: Draft) -> bool:
    """Reads "16 and 17 year old bakers", "12- to 15-year-olds"."""
    if left.kind != "count" or draft.kind != "age" or draft.unit_at is None or left.scaled or draft.bound == "range":
        return False
    rising = 0 < (left.value or 0) < (draft.value or 0)
    return rising and tokens.lower[left.last + 1 : draft.first] in (["and"], ["or"])
