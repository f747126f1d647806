"""Units that a number takes from a neighbour: "from 208 pounds to 193", "from 5 to 7 per cent", "280 million of the 1.5 billion shekels"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import floor, log10

from transforms.figures.drafts import Draft, scaled
from transforms.figures.lexicon import lexicon
from transforms.figures.tokens import Tokens
from transforms.figures.units import rate_at

COMPARING = frozenset(("to", "from", "against", "versus", "vs", "than", "with", "at"))
JOINING = frozenset(("and", "but", "while", "whereas", "or"))
PLACING = frozenset(("at", "for", "in", "on"))
NEAR_PLACE = 6  # tokens between two that are told of two places
MOST_PERCENT = 100  # of a bare number that is taken for percent
FARTHEST = 9  # tokens between the two terms of a comparison
CLOSE = 5.0  # times by which two terms may differ to share a scale


def share_units(tokens: Tokens, kept: Sequence[Draft]) -> None:
    """Give each bare count the unit of the figure that it is compared with, and a rate to what a bracket parts from it."""
    for left, right in pairwise(kept):  # first, for "by 130%, from 7 to 17 days" has no 7 percent
        if _is_plain(left) and (
            _part_of_whole(tokens, left, right) or _from_to(tokens, left, right) or _ahead(tokens, left, right)
        ):
            _take(left, right)
            if tokens.low(right.last) in lexicon().cents and left.value is not None:
                left.value /= 100  # from 90 to 95 cents
    for left, right in pairwise(kept):
        if right.rule.endswith("+conversion"):
            _rate_behind(tokens, left, right)
        elif _is_bare(tokens, right) and (
            _compared(tokens, left, right)
            or _moved_too(tokens, left, right)
            or _other_time(tokens, left, right)
            or _other_place(tokens, left, right)
            or _and_more(tokens, left, right)
        ):
            _take(right, left)
        elif left.kind == "count" and _points_to(tokens, left, right):
            left.kind, left.unit, left.rule = "percent", "percentage_point", f"{left.rule}+shared_unit"
            left.unit_at, left.after = left.last + 1, left.last + 2


def read_losses(tokens: Tokens, kept: Sequence[Draft]) -> None:
    """Reads "$23,887 ($10,038) ($176,861)" as books print it: sums in brackets beside each other are losses."""
    booked = [n for n, draft in enumerate(kept) if _is_bracketed(tokens, draft)]
    for n in booked:
        beside = [kept[k] for k in (n - 1, n + 1) if k in booked and _is_beside(tokens, kept[k], kept[n])]
        if any(other.unit == kept[n].unit for other in beside):
            kept[n].value, kept[n].rule = -(kept[n].value or 0.0), f"{kept[n].rule}+loss"
    for n in booked:
        if kept[n].rule.endswith("+loss"):
            kept[n].first, kept[n].last = kept[n].first - 1, kept[n].last + 1
            kept[n].before, kept[n].after = kept[n].first, kept[n].last + 1


def _is_bracketed(tokens: Tokens, draft: Draft) -> bool:
    alone = tokens.low(draft.first - 1) == "(" and tokens.low(draft.last + 1) == ")" and draft.after == draft.last + 1
    return alone and draft.kind == "money" and draft.style == "digits" and (draft.value or 0) > 0


def _is_beside(tokens: Tokens, one: Draft, other: Draft) -> bool:
    """Whether nothing but brackets stands between the two sums."""
    left, right = (one, other) if one.first < other.first else (other, one)
    between = tokens.lower[left.last + 1 : right.first]
    return 0 < len(between) <= 2 and all(w in ("(", ")") for w in between)


def _is_plain(draft: Draft) -> bool:
    return draft.kind == "count" and draft.style == "digits" and draft.bound not in ("range", "vague")


def _is_bare(tokens: Tokens, draft: Draft) -> bool:
    """Whether nothing follows that the number could count."""
    at, words = draft.last + 1, lexicon().nouns
    word = tokens.low(at)
    return _is_plain(draft) and (tokens.kind(at) != "w" or word in words["stops"] or word in words["before_times"])


def _has_unit(draft: Draft) -> bool:
    return draft.kind in ("money", "percent", "measure") and draft.unit != "degree"


def _part_of_whole(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """Reads "280 million of the 1.5 billion shekels"."""
    between = tokens.lower[left.last + 1 : right.first]
    return right.kind == "money" and between[:1] == ["of"] and len(between) in (2, 3)


def _from_to(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """Reads "from 5 to 7 per cent"."""
    return (
        (_has_unit(right) or right.kind == "duration")
        and tokens.low(left.before - 1) == "from"
        and tokens.lower[left.last + 1 : right.first] == ["to"]
    )


def _ahead(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """Reads "led by 51.3 to 43.5 percent": the share of who is ahead, and that of who is behind."""
    falling = MOST_PERCENT >= (left.value or 0) > (right.value or 0)
    return right.kind == "percent" and falling and tokens.lower[left.last + 1 : right.first] == ["to"]


def _compared(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """Reads "$412 million, up from 349 million", "6.5 percent against 6.9"; not "rose 5% to 105"."""
    if not _has_unit(left) or not 0 < right.first - left.after <= FARTHEST:
        return False
    link = tokens.low(right.before - 1)
    if link not in COMPARING or (link == "with" and tokens.low(right.before - 2) != "compared"):
        return False
    return left.kind != "percent" or left.change is None


def _moved_too(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """Reads "wages rose by 2 percent but prices by 3", "one fell 2 percent and the other rose by 1"."""
    if left.kind != "percent" or left.change is None or tokens.low(right.before - 1) != "by" or right.scaled:
        return False
    if right.per is not None or (right.value or 0) > MOST_PERCENT:
        return False
    between = tokens.lower[left.after : right.before]
    return len(between) <= FARTHEST and not JOINING.isdisjoint(between)


def _other_time(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """Reads "an angle of 1.4 degrees in 2018 and 2.1 last year": a time behind each of the two."""
    if left.kind not in ("money", "percent", "measure") or tokens.low(right.before - 1) not in ("and", "but", ","):
        return False
    between = range(left.after, right.before)
    told = any(tokens.kind(k) == "n" or tokens.low(k) in lexicon().nouns["before_times"] for k in between)
    return told and len(between) <= FARTHEST and tokens.low(right.after) in lexicon().nouns["before_times"]


def _other_place(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """Reads "28 mpg in the city and 34 on the road", "$5 for adults and 3 for children": a preposition behind each of the two."""
    if not _has_unit(left) or tokens.low(right.before - 1) not in ("and", "but", "or") or right.scaled != left.scaled:
        return False
    beside = tokens.low(left.after) in PLACING and tokens.low(right.after) in PLACING
    return beside and right.first - left.after <= NEAR_PLACE


def _and_more(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """Reads "310 miles, 40 more than before"."""
    apart = tokens.lower[left.after : right.first]
    more = tokens.low(right.after) in ("more", "less", "fewer") and tokens.low(right.after + 1) == "than"
    return _has_unit(left) and apart == [","] and more


def _take(draft: Draft, source: Draft) -> None:
    draft.kind, draft.unit, draft.currency = source.kind, source.unit, source.currency
    draft.per, draft.rule = draft.per or source.per, f"{draft.rule}+shared_unit"
    if source.scaled and not draft.scaled and draft.value is not None:
        end = source.value if source.value is not None else source.high
        scale = 1000.0 ** floor(log10(abs(end)) / 3) if end else 1.0
        if 1 / CLOSE <= abs(draft.value) * scale / abs(end or 1.0) <= CLOSE:
            draft.value, draft.scaled = scaled(draft.value, scale), True


def _points_to(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """Reads "rose 2.3 points to 45 percent"."""
    if right.kind != "percent" or tokens.low(left.last + 1) not in ("point", "points"):
        return False
    return tokens.low(right.before - 1) in ("to", "from", "at") and right.first - left.last <= FARTHEST


def _rate_behind(tokens: Tokens, left: Draft, right: Draft) -> None:
    """Reads "9 billion shekels ($2.4 billion) a year"."""
    close = max(right.after, right.last + 1)
    if left.per is None and right.per is None and tokens.low(close) == ")":
        left.per = right.per = rate_at(tokens, close + 1, left.kind)[0]
