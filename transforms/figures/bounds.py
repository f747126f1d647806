"""How the text bounds a number, and whether the number is the size of a change."""

from __future__ import annotations

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.tokens import Tokens

ORDER = 4  # words of the longest bound phrase


def read_bound(tokens: Tokens, draft: Draft) -> None:
    """Set bound and `before`; a range and a vague number keep their own."""
    lex = lexicon()
    draft.before = at = draft.first
    word = tokens.low(at)
    if word in ("a", "an") and draft.style != "digits":
        at = draft.first
    for _ in range(3):
        found = _left(tokens, at)
        if found is not None:
            bound, start = found
            draft.before = start
            if draft.bound == "exact":
                draft.bound, draft.rule = bound, f"{draft.rule}+{bound}"
            return
        if (at and tokens.low(at - 1) in lex.fillers) or (at > 1 and tokens.low(at - 1) in ("of", "the")):
            at -= 1
        else:
            break
    _right(tokens, draft)


def _left(tokens: Tokens, at: int) -> tuple[str, int] | None:
    bounds = lexicon().bounds_before
    for width in range(ORDER, 0, -1):
        start = at - width
        if start < 0:
            continue
        phrase = " ".join(tokens.lower[start:at])
        bound = bounds.get(phrase)
        if bound is None or _no_bound(tokens, start, at, phrase):
            continue
        if tokens.low(start - 1) in ("no", "not") and phrase in ("more than", "less than", "fewer than"):
            return ("at_most" if phrase == "more than" else "at_least"), start - 1
        return bound, start
    return None


def _no_bound(tokens: Tokens, start: int, at: int, phrase: str) -> bool:
    """Reads "over the past 5 years", "under 12 captains": words that bound only right before the number, and not all."""
    if phrase in ("over", "under", "past", "some", "above", "below", "within", "inside", "beyond") and tokens.low(
        at
    ) in ("the", "a", "its", "his"):
        return True
    if phrase == "past" and tokens.low(start - 1) in ("the", "this"):
        return True
    if phrase == "over" and tokens.low(start - 1) in (
        "all",
        "took",
        "take",
        "hand",
        "win",
        "victory",
        "turn",
        "carry",
        "concerns",
    ):
        return True
    if phrase in ("under", "over") and tokens.low(at) == "one":
        return True
    if phrase in ("some", "close to") and tokens.low(start - 1) in ("and", "or"):
        return phrase == "some" and tokens.low(start - 1) == "or"
    return phrase in ("minimum", "c.") and tokens.kind(at) != "n"


def _right(tokens: Tokens, draft: Draft) -> None:
    bounds = lexicon().bounds_after
    if tokens.low(draft.last + 1) == "+" and tokens.joined(draft.last + 1):
        draft.bound = "more_than" if draft.bound == "exact" else draft.bound
        draft.bound = "at_least" if draft.bound == "more_than" else draft.bound
        draft.rule, draft.after = f"{draft.rule}+plus", max(draft.after, draft.last + 2)
        return
    for at in (draft.last + 1, draft.after):
        for width in (3, 2, 1):
            phrase = " ".join(tokens.lower[at : at + width])
            if phrase in bounds and len(tokens.lower[at : at + width]) == width and draft.bound == "exact":
                if phrase in ("plus", "max", "tops", "at least", "odd", "minimum") and (
                    tokens.kind(at + width) in ("n", "m") or phrase in ("tops", "at least")
                ):
                    continue
                draft.bound, draft.rule = bounds[phrase], f"{draft.rule}+after"
                if at == draft.after:
                    draft.after = at + width
                return


def read_change(tokens: Tokens, drafts: list[Draft]) -> None:
    """Set `change` where the number is the size of a change; shared over coordinated numbers."""
    last_change: str | None = None
    last_at = -10
    for draft in drafts:
        if draft.reject or draft.kind in ("age", "score", "duration"):
            continue
        change = _left_change(tokens, draft) or _right_change(tokens, draft)
        if (
            change is None
            and draft.kind in ("percent", "money", "index")
            and last_change is not None
            and _shared(tokens, last_at, draft)
        ):
            change = last_change
        draft.change = change
        if change is not None:
            last_change, last_at = change, draft.after
            draft.rule = f"{draft.rule}+{change}"


def _shared(tokens: Tokens, left: int, draft: Draft) -> bool:
    """Reads "fell 2%, or 1.5 points", "X fell 2%, Y 3%": only names, commas and "and" between."""
    between = range(left, draft.before)
    if len(between) > 7:
        return False
    own = any(tokens.low(n) in ("to", "at", "from", "of", "with", "is", "was", "for", "in", "(") for n in between)
    names = all(
        tokens.kind(n) != "w" or tokens.capital(n) or tokens.low(n) in ("or", "and", "the", "by", "about", "while")
        for n in between
    )
    bracket = tokens.low(left) == "(" and len(between) == 1
    return bracket or (not own and names)


def _left_change(tokens: Tokens, draft: Draft) -> str | None:
    lex = lexicon()
    at = draft.before - 1
    sign = tokens.low(draft.first) in ("+", "-", "−") or (at >= 0 and tokens.low(at) in ("+",))
    if sign and draft.kind == "percent":
        return "increase" if "+" in (tokens.low(draft.first), tokens.low(at)) else "decrease"
    for _ in range(6):
        word = tokens.low(at)
        if at < 0:
            return None
        if word in ("-", "+", "−") and not tokens.joined(at + 1):
            return None
        if word == "to" or word == "from":
            return None
        if word in lex.changes:
            return _allowed(tokens, draft, at, word)
        if word not in lex.change_fillers:
            return None
        at -= 1
    return None


def _allowed(tokens: Tokens, draft: Draft, at: int, word: str) -> str | None:
    lex = lexicon()
    measured = draft.kind in ("percent", "money", "index") or tokens.low(draft.after) in ("point", "points")
    if word in lex.needs_measure and not measured:
        return None
    if word == "minus" or (word in ("-", "+") and draft.kind != "percent"):
        return None
    direct = tokens.low(at + 1) == "by" or tokens.low(at - 1) == "by"
    if draft.kind in ("money", "measure") and word in lex.not_money and not direct:
        return None
    if (
        draft.kind in ("count", "ratio")
        and not direct
        and word
        not in (
            "rose",
            "fell",
            "climbed",
            "jumped",
            "dropped",
            "slipped",
            "slid",
            "tumbled",
            "surged",
            "declined",
            "plunged",
            "increased",
            "decreased",
            "grew",
            "risen",
            "fallen",
            "sank",
        )
    ):
        return None
    if (word in ("up", "down") and tokens.low(at + 1) in ("to", "at")) or (
        tokens.low(at - 1)
        in (
            "cut",
            "hope",
            "set",
            "pick",
            "picked",
            "made",
            "take",
            "broke",
            "gave",
            "give",
            "picking",
            "setting",
            "racked",
            "ended",
            "held",
            "total",
            "put",
            "putting",
            "come",
            "end",
        )
        and word == "up"
    ):
        return None
    if word == "rising" and tokens.low(at - 1) == "for":
        return None
    return lex.changes[word]


def _right_change(tokens: Tokens, draft: Draft) -> str | None:
    """Reads "a 5% drop", "8% lower", "5-point gain", "a 20 percent pay rise"."""
    lex = lexicon()
    if draft.kind not in ("percent", "money", "measure", "index", "ratio", "count"):
        return None
    at = draft.after
    if tokens.low(at) == "point" or tokens.low(at) == "points" or tokens.hyphen(at):
        at += 1
    word = tokens.low(at)
    nouns = lex.change_nouns
    if draft.kind == "percent" or draft.kind == "index":
        for n in range(at, at + 3):
            here = tokens.low(n)
            if here in nouns and here not in ("more", "less", "fewer"):
                stop = n > at and any(
                    tokens.low(k) in lex.nouns["stops"] or tokens.kind(k) != "w" for k in range(at, n)
                )
                return None if stop else nouns[here]
            if here in ("more", "less", "fewer", "increase"):
                return ("increase" if here == "more" else "decrease") if n == at and tokens.low(n + 1) != "of" else None
        return None
    return (
        nouns[word]
        if word in nouns
        and word
        in (
            "higher",
            "lower",
            "increase",
            "rise",
            "drop",
            "decline",
            "decrease",
            "gain",
            "hike",
            "jump",
            "cut",
            "reduction",
            "fall",
            "discount",
        )
        and draft.style != "vague"
        else None
    )
