"""Two numbers that are one: ranges with shared scale and unit; pairs that stay two: levels, votes, scores."""

from __future__ import annotations

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.tokens import HYPHENS, Tokens

JOINERS = frozenset(("to", "-", "–", "—", "‐", "‑", "−", "and", "or"))


def join(tokens: Tokens, drafts: list[Draft]) -> list[Draft]:
    """The drafts with ranges joined, and scores and votes told apart; in text order."""
    found: list[Draft] = []
    for draft in drafts:
        left = found[-1] if found else None
        if left is None or left.reject or draft.reject or not _pair(tokens, left, draft, found):
            found.append(draft)
    return found


def _pair(tokens: Tokens, left: Draft, right: Draft, found: list[Draft]) -> bool:
    """Whether the right draft went into the left one as its upper end."""
    sign = _joiner(tokens, left, right)
    if sign is None or left.value is None or right.value is None or left.bound == "range":
        return False
    if left.style not in ("digits", "words", "fraction") or right.style not in ("digits", "words", "fraction"):
        return False
    if _score_or_vote(tokens, left, right, sign):
        return left.kind == "score"
    if not _is_range(tokens, left, right, sign):
        return False
    low, high = _shared_scale(left, right)
    if left.unit and right.unit and left.unit != right.unit:
        return False
    if low > high and sign not in HYPHENS:
        return False
    left.last, left.low, left.high, left.value = right.last, min(low, high), max(low, high), None
    left.bound, left.rule = "range", f"{right.rule if right.unit else left.rule}+range"
    if right.unit or right.kind != "count":
        left.unit, left.kind, left.per, left.currency = (
            right.unit or left.unit,
            right.kind if right.unit or right.kind == "age" else left.kind,
            right.per,
            right.currency or left.currency,
        )
    left.after, left.unit_at, left.scaled = right.after, right.unit_at, right.scaled
    return True


def _joiner(tokens: Tokens, left: Draft, right: Draft) -> str | None:
    at, first = left.after, right.first
    if first - at == 1 and tokens.low(at) in JOINERS:
        return tokens.low(at)
    between = tokens.lower[at:first]
    if between in (
        ["up", "to"],
        ["-", "to"],
        ["and", "up", "to"],
        ["to", "-"],
        ["-", "to", "-"],
        ["–", "to", "–"],
        ["-", "or"],
        ["-", "and"],
        ["to", "nearly"],
        ["to", "about"],
        ["to", "around"],
        ["to", "over"],
        ["to", "as", "much", "as"],
        ["and", "about"],
    ):
        return "to" if "to" in between else between[-1]
    return None


def _is_range(tokens: Tokens, left: Draft, right: Draft, sign: str) -> bool:
    before, before2 = tokens.low(left.before - 1), tokens.low(left.before - 2)
    near = tokens.lower[max(0, left.before - 6) : left.before]
    moved = any(w in lexicon().changes and w.isalpha() for w in near) and before == "from"
    if (
        left.kind != right.kind
        and not (left.kind == "count" and not left.scaled)
        and not (left.kind == "count" and right.kind in ("money", "measure", "percent"))
        and not (right.kind == "count" and (left.currency or left.kind == "age"))
    ):
        return False
    if sign in HYPHENS:
        tight = tokens.joined(right.first) and (tokens.joined(right.first - 1))
        return (
            (tight or right.kind != "count")
            and left.value is not None
            and right.value is not None
            and left.value < right.value * 1e6
            and not left.unit_at
        ) or (left.unit is not None and left.unit == right.unit and tight)
    if sign == "and":
        return (before in ("between", "of") and (before == "between" or before2 in ("ages",))) or (
            "between" in near and before in ("about", "the", "an", "estimated")
        )
    if sign == "or":
        small = (
            left.value is not None
            and right.value is not None
            and left.value < right.value <= left.value * 2.5
            and right.value < 1000
        )
        return small and left.unit_at is None and left.after == left.last + 1 and right.kind != "percent"
    if moved:
        return False
    rising = (
        left.value is not None
        and right.value is not None
        and (left.value < right.value or (right.scaled and not left.scaled))
    )
    if before == "to" or _levelled(tokens, left, right):
        return False
    if before == "from":
        return rising and not any(
            w
            in (
                "went",
                "go",
                "goes",
                "going",
                "moved",
                "moving",
                "revised",
                "changed",
                "shifted",
                "widened",
                "narrowed",
                "up",
                "down",
                "upgraded",
                "improved",
                "target",
            )
            for w in near
        )
    return rising and (left.unit is None or left.unit == right.unit or left.currency is not None)


def _levelled(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """Reads "rose 18 cents to $2.24": the size of a change and the level it led to, each with a unit of its own."""
    if not (left.unit and right.unit):
        return False
    at = left.before - 1
    while at >= 0 and tokens.low(at) in ("a", "an", "another", "about", "nearly", "almost", "as", "much"):
        at -= 1
    far = left.value is not None and right.value is not None and right.value > 3 * left.value
    if tokens.low(at) == "by" and far:
        at -= 1
    return tokens.low(at) in lexicon().changes


def _shared_scale(left: Draft, right: Draft) -> tuple[float, float]:
    """The left end borrows the right one's scale where it has none and the result still rises: "2 to 3 million"."""
    low, high = left.value or 0.0, right.value or 0.0
    if (
        right.scaled
        and not left.scaled
        and left.style in ("digits", "words")
        and low < 1000
        and not (left.unit_at and left.unit)
    ):
        for scale in (10**12, 10**9, 10**6, 10**5, 1000, 100):
            if high >= scale and low * scale < high:
                return low * scale, high
            if high >= scale:
                break
    elif (
        right.style == "words"
        and right.last > right.first
        and left.style == "words"
        and left.first == left.last
        and low < 20
    ):
        for scale in (10**9, 10**6, 1000, 100):
            if high >= scale and low * scale < high:
                return low * scale, high
            if high >= scale:
                break
    return low, high


def _score_or_vote(tokens: Tokens, left: Draft, right: Draft, sign: str) -> bool:
    """Reads "beat them 2-1" is a score on both sides; "voted 51-49" counts votes."""
    if (
        left.value is None
        or right.value is None
        or left.kind != "count"
        or right.kind != "count"
        or sign in ("and", "or")
    ):
        return False
    if any(v != int(v) or v >= 1000 for v in (left.value, right.value)):
        return False
    no = lexicon().no
    tight = sign in HYPHENS or tokens.hyphen(left.after)
    near = tokens.lower[max(0, left.first - 12) : left.first] + tokens.lower[right.after : right.after + 5]
    if any(w in no["vote_words"] for w in near) and (tight or sign == "to") and "from" not in near[-2:]:
        left.rule = right.rule = "pair.votes"
        left.age_of = right.age_of = True
        return True
    if (
        tight
        and right.value < 200
        and any(w in no["score_words"] for w in near)
        and tokens.low(right.after) not in ("year", "percent")
    ):
        left.kind = "score"
        left.low, left.high = sorted((left.value, right.value))
        left.last, left.after, left.value, left.bound, left.rule = right.last, right.after, None, "range", "pair.score"
        return True
    return False


def inherit(tokens: Tokens, drafts: list[Draft]) -> None:
    """Bracketed conversions take the bound of what they convert; hyphenated lists take the unit at their end."""
    for n, draft in enumerate(drafts):
        left = drafts[n - 1] if n else None
        if left is None or draft.reject or left.reject:
            continue
        if (
            draft.unit
            and (left.unit or draft.kind != "age")
            and tokens.low(draft.before - 1) == "("
            and draft.before - 1 - left.after <= 0
            and (draft.unit != left.unit)
        ):
            if draft.bound == "exact":
                draft.bound = left.bound if left.bound not in ("range", "vague") else draft.bound
            draft.like, draft.rule = n - 1, f"{draft.rule}+conversion"
        elif (
            left.kind == "count"
            and draft.unit
            and draft.kind != "money"
            and not left.scaled
            and tokens.hyphen(left.last + 1)
            and tokens.low(left.last + 2) in (",", "and", "or", "to")
            and draft.first - left.last <= 4
        ):
            left.kind, left.unit, left.rule = draft.kind, draft.unit, f"{left.rule}+shared_unit"
            left.like = n
        elif (
            left.kind == "count"
            and left.style in ("digits", "words")
            and draft.kind == "percent"
            and draft.bound != "range"
            and left.after == draft.before - 1
            and tokens.low(left.after) in ("and", ",", "or")
            and left.value is not None
            and left.value <= 100
            and tokens.kind(left.first) == "n"
        ):
            left.kind, left.unit, left.rule = "percent", draft.unit, f"{left.rule}+shared_unit"
            left.like = n
