"""Two numbers that are one: ranges with shared scale and unit; from one level to another stays two."""

from __future__ import annotations

from transforms.figures.drafts import Draft, scaled
from transforms.figures.lexicon import lexicon
from transforms.figures.pairs import score_or_vote
from transforms.figures.tokens import HYPHENS, Tokens

JOINERS = frozenset(("to", "and", "or")) | HYPHENS
WIDEST = 4  # tokens between the ends: "up to as much as"
NEAR = 6  # tokens before a range in which a verb of change makes it two levels
FAR = 12  # tokens before a range in which a "doubles" does so
SCALES = (10**12, 10**9, 10**6, 10**5, 1000, 100)
LEAST_SCALED = 100
SHARE = frozenset(("%", "percent"))
STYLES = ("digits", "words", "fraction")


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
    if left.value is None or right.value is None or left.style not in STYLES:
        return False
    if right.style not in STYLES and not (right.style == "multiple" and left.kind == "count"):
        return False
    sign = _joiner(tokens, left, right)
    if sign is None:
        return False
    if score_or_vote(tokens, left, right, sign):
        return left.kind in ("score", "ratio")
    before = found[-2] if len(found) > 1 else None
    if not _is_range(tokens, left, right, sign, before) or (left.unit and right.unit and left.unit != right.unit):
        return False
    low, high = _shared_scale(left, right)
    tight = tokens.joined(right.first) and tokens.joined(right.first - 1)  # "$2.26 - 68 cents more" is no range
    if low > high and not (sign in HYPHENS and tight) and not _falling(tokens, left, right, sign):
        return False
    _merge(left, right, low, high)
    return True


def _merge(left: Draft, right: Draft, low: float, high: float) -> None:
    left.last, left.low, left.high, left.value = right.last, min(low, high), max(low, high), None
    left.bound, left.rule = "range", f"{right.rule if right.unit else left.rule}+range"
    if right.unit or right.kind != "count":
        left.kind = right.kind if right.unit or right.kind in ("age", "ratio") else left.kind
        left.unit, left.currency, left.per = right.unit or left.unit, right.currency or left.currency, right.per
    left.after, left.unit_at, left.scaled = right.after, right.unit_at, right.scaled


def _joiner(tokens: Tokens, left: Draft, right: Draft) -> str | None:
    """The word or sign that joins the numbers: "to", a dash, "and", "or"; words of bounds may stand beside it."""
    between = tokens.lower[left.after : right.first]
    if not 0 < len(between) <= WIDEST:
        return None
    if len(between) == 1:
        return between[0] if between[0] in JOINERS else None
    signed = between[-1] in HYPHENS and tokens.joined(right.first) and not tokens.joined(right.first - 1)
    if signed and between[:-1] == ["to"]:
        return None  # from -40 to -60
    if between[-3:] == ["as", "much", "as"] or between[-3:] == ["as", "many", "as"]:
        between = between[:-3]
    core = [w for w in between if w not in HYPHENS and w not in lexicon().cues["near_ends"]]
    if core in (["to"], ["up", "to"], ["and", "up", "to"]):
        return "to"
    if core in (["and"], ["or"]) and len(between) == 2:
        return core[0] if between[0] in HYPHENS or between[0] == core[0] else None
    return None


def _is_range(tokens: Tokens, left: Draft, right: Draft, sign: str, before: Draft | None) -> bool:
    if not _same_kind(left, right):
        return False
    if sign in HYPHENS:
        return _dashed(tokens, left, right)
    if sign == "and":
        return _between(tokens, left)
    if sign == "or":
        return _alternative(left, right)
    return _to(tokens, left, right, before)


def _same_kind(left: Draft, right: Draft) -> bool:
    """Equal kinds; a bare left end may take the unit of the right one, and the right one a currency or an age from the left."""
    if left.kind == right.kind or (left.kind == "count" and not left.scaled):
        return True
    if left.kind == "ratio" and left.style == right.style == "fraction" and left.rule == "number.fraction":
        return right.kind in ("percent", "measure", "duration")  # 1/4 to 1/2 percent
    if left.kind == "count":
        return right.kind in ("money", "measure", "percent")
    return right.kind == "count" and (left.currency is not None or left.kind == "age")


def _dashed(tokens: Tokens, left: Draft, right: Draft) -> bool:
    tight = tokens.joined(right.first) and tokens.joined(right.first - 1)
    if left.currency is not None and right.kind == "count" and right.scaled and right.after == right.last + 1:
        return (left.value or 0) < (right.value or 0)  # $1M – 3M in the first year
    if left.unit_at is None:
        return (tight or right.kind != "count" or left.kind == "age") and (left.value or 0) < (right.value or 0) * 1e6
    return tight and left.unit is not None and left.unit == right.unit


def _between(tokens: Tokens, left: Draft) -> bool:
    """Reads "between 5 and 10", "ages of 17 and 29", "between an estimated 5 and 10"."""
    near = tokens.lower[max(0, left.before - NEAR) : left.before]
    before = near[-1] if near else ""
    if before == "of":
        return near[-2:-1] == ["ages"]
    return before == "between" or ("between" in near and before in ("about", "the", "an", "estimated"))


def _alternative(left: Draft, right: Draft) -> bool:
    """Reads "five or six years"; not "50 or 60,000"."""
    if left.value is None or right.value is None or left.unit_at is not None or left.after != left.last + 1:
        return False
    if right.kind == "count" and left.style == right.style and right.value >= LEAST_SCALED:
        low, high = _shared_scale(left, right)
        if left.value < low < high <= low * 2.5:
            return True  # six or seven hundred
    return left.value < right.value <= left.value * 2.5 and right.value < 1000 and right.kind != "percent"


def _to(tokens: Tokens, left: Draft, right: Draft, before: Draft | None) -> bool:
    """Reads "5 to 10 boats", "from 5 to 7%"; not "rose from 5 to 8", "rose 5 to 80", "rose 18 cents to $2"."""
    lex, word = lexicon(), tokens.low(left.before - 1)
    near = tokens.lower[max(0, left.before - NEAR) : left.before]
    if word == "from" and _range_to_range(tokens, right):
        return True
    if word == "from" and (any(w in lex.changes and w.isalpha() for w in near) or not SHARE.isdisjoint(near[-3:])):
        return False  # also "grew 39%, from 5 to 8"
    far = tokens.lower[max(0, left.before - FAR) : left.before - 1]
    if word == "from" and any(w in lex.multiples or (w in lex.changes and w.endswith(("ed", "ing"))) for w in far):
        return False  # doubles the money for its bakers from 5 to 10 million
    rising = (left.value or 0) < (right.value or 0) or (right.scaled and not left.scaled)
    if word == "to":
        after_range = before is not None and before.bound == "range" and before.after == left.before - 1
        lone = before is None or before.after != left.before - 1
        return rising and (after_range or (lone and left.unit is None and right.unit is not None))
    if _levelled(tokens, left, right):
        return False
    if word == "from":
        return rising and not any(w in lex.cues["moved"] for w in near)
    return (rising or _falling(tokens, left, right, "to")) and (
        left.unit is None
        or left.unit == right.unit
        or left.currency is not None
        or (left.kind == "age" and right.unit is None)
    )


def _range_to_range(tokens: Tokens, right: Draft) -> bool:
    """Reads "from 5 to 7 per cent to 3 to 5 per cent": the first of two ranges, whose number and "to" follow."""
    at = right.after
    return (
        tokens.low(at) == "to"
        and tokens.kind(at + 1) == "n"
        and tokens.low(at + 2) in JOINERS
        and tokens.kind(at + 3) == "n"
    )


def _falling(tokens: Tokens, left: Draft, right: Draft, sign: str) -> bool:
    """Reads "a density of 1.3 A to 0.03 A": a range told downwards, each end with its unit and no verb of change near."""
    near = tokens.lower[max(0, left.before - NEAR) : left.before]
    if sign != "to" or left.unit is None or left.unit != right.unit or near[-1:] not in (["of"], ["between"], ["at"]):
        return False
    return not any(w in lexicon().changes for w in near)


def _levelled(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """Reads "rose 18 cents to $2.24": the size of a change and the level it led to, each with a unit of its own."""
    counted = left.kind == right.kind == "count" and left.scaled == right.scaled
    if not (left.unit and right.unit) and not counted:
        return False
    lex, at = lexicon(), left.before - 1
    while at >= 0 and tokens.lower[at] in lex.cues["level_fillers"]:
        at -= 1
    far = left.value is not None and right.value is not None and right.value > 3 * left.value
    if tokens.low(at) == "by" and far:
        at -= 1
    return tokens.low(at) in lex.changes


def _shared_scale(left: Draft, right: Draft) -> tuple[float, float]:
    """The left end borrows the right one's scale where it has none and the result still rises: "2 to 3 million"."""
    low, high = left.value or 0.0, right.value or 0.0
    digits = right.scaled and not left.scaled and left.style in ("digits", "words") and low < 1000
    words = right.style == left.style == "words" and right.last > right.first and left.first == left.last and low < 20
    if not (words or (digits and not (left.unit_at and left.unit))):
        return low, high
    scale = next((s for s in SCALES if high >= s), 1)
    return (scaled(low, scale), high) if low * scale < high else (low, high)
