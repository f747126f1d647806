"""Two numbers that belong together without being a range: scores, votes."""

from __future__ import annotations

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.tokens import HYPHENS, Tokens

MOST_POINTS, MOST_VOTES = 200, 1000
BEFORE, BEHIND = 12, 5  # tokens in which a word of sport or of voting tells what a pair is
HALVES = 50.0


def score_or_vote(tokens: Tokens, left: Draft, right: Draft, sign: str) -> bool:
    """Whether two counts are a score ("beat them 2-1", one row), a ratio ("10-to-1", one row) or votes ("voted 51-49", two); tells it in the drafts."""
    if (
        sign in ("and", "or")
        or left.kind != "count"
        or right.kind != "count"
        or left.value is None
        or right.value is None
    ):
        return False
    if any(v % 1 or v >= MOST_VOTES for v in (left.value, right.value)) or left.scaled or right.scaled:
        return False
    tight = sign in HYPHENS or (tokens.hyphen(left.last + 1) and tokens.hyphen(right.first - 1))
    near = tokens.lower[max(0, left.first - BEFORE) : left.first] + tokens.lower[right.after : right.after + BEHIND]
    no = lexicon().no
    if (tight or sign == "to") and any(w in no["vote_words"] for w in near) and "from" not in near[-BEHIND:]:
        left.rule = right.rule = "pair.votes"
        left.age_of = right.age_of = True
        return True
    told = right.value == 1 and any(w in no["ratio_words"] for w in near)  # odds of 5 to 1
    if sign == "to" and (tight or told) and right.value and left.value > right.value:
        left.kind, left.value, left.last, left.after = "ratio", left.value / right.value, right.last, right.after
        left.rule = "pair.ratio"
        return True
    if tight and _is_score(tokens, left, right, near):
        left.kind = "score"
        left.low, left.high = sorted((left.value, right.value))
        left.last, left.after, left.value, left.bound, left.rule = right.last, right.after, None, "range", "pair.score"
        return True
    return False


def _is_score(tokens: Tokens, left: Draft, right: Draft, near: list[str]) -> bool:
    """A pair that does not rise is no range: "2-0 down", "6-4, 7-5"; a rising one needs a word of sport beside it."""
    if left.value is None or right.value is None or max(left.value, right.value) >= MOST_POINTS:
        return False
    if tokens.low(right.after) in ("year", "percent") or left.value == right.value == HALVES:
        return False
    if right.style != "digits":
        return False  # 7-Eleven
    if left.value >= right.value:
        return tokens.kind(left.first) == "n" and tokens.joined(right.first) and tokens.low(left.first - 1) != "from"
    word = tokens.low(right.after)
    if tokens.kind(right.after) == "w" and word.endswith("s") and word not in lexicon().nouns["stops"]:
        return word in ("wins", "victories", "losses", "series")  # a record of 3–8 purchases a year
    return any(w in lexicon().no["score_words"] for w in near)
