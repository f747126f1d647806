"""How the text bounds a number: "nearly 30", "30 or more"."""

from __future__ import annotations

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.tokens import HYPHENS, Tokens

LONGEST_BEFORE, LONGEST_AFTER = 4, 3  # words of a bound phrase
FILLERS = 3  # words between the phrase and its number: "more than a further 30"
TURNED = {"more_than": "at_most", "less_than": "at_least"}  # behind "no" and "not"
NOT = frozenset(("not", "never", "cannot"))
NOT_ENDINGS = ("n't", "n’t")
LENGTHS = frozenset(("metre", "foot", "kilometre", "mile", "yard", "centimetre", "inch"))
AIMS = frozenset(("goal", "objective", "target"))
FLYING = frozenset(
    (
        "aircraft",
        "balloons",
        "down",
        "downed",
        "drones",
        "flew",
        "flights",
        "jets",
        "missiles",
        "planes",
        "rockets",
        "uavs",
    )
)
PLACES = frozenset(("areas", "cities", "countries", "counties", "districts", "provinces", "regions", "states", "towns"))
GRADE = 4  # tokens before "over" in which the grade of an ore stands


def read_bound(tokens: Tokens, draft: Draft) -> None:
    """Set bound and `before`; a range and a vague number keep their own."""
    draft.before = at = draft.first
    if tokens.low(at - 1) == "the" and not AIMS.isdisjoint(tokens.lower[draft.after : draft.after + 2]):
        return  # close to the 2% target, which is 2% to the point
    if tokens.low(at - 1) == "minus":
        at -= 1
    for _ in range(FILLERS):
        found = _left(tokens, at)
        if found is not None:
            bound, start = found
            if tokens.lower[at - 1] == "than" and _is_then(tokens, draft, start):
                return
            if start == at - 1 and tokens.lower[start] == "over" and _is_stretch(tokens, draft, start):
                return
            if start == at - 1 and tokens.lower[start] == "over" and _is_overhead(tokens, draft, start):
                return
            draft.before = start
            if draft.bound == "exact":
                draft.bound, draft.rule = bound, f"{draft.rule}+{bound}"
            return
        filler = at > 0 and (
            tokens.lower[at - 1] in lexicon().fillers or (at > 1 and tokens.lower[at - 1] in ("of", "the"))
        )
        if not filler:
            break
        at -= 1
    if not _below(tokens, draft):
        _right(tokens, draft)


def read_age_bound(tokens: Tokens, draft: Draft) -> None:
    """Reads "over age 65", "under the age of 5": the bound stands before the word "age"."""
    if draft.kind != "age" or draft.bound != "exact":
        return
    at = draft.first - 1
    at -= tokens.low(at) == "of"
    if tokens.low(at) not in ("age", "ages"):
        return
    at -= 1
    at -= tokens.low(at) == "the"
    bound = lexicon().bounds_before.get(tokens.low(at))
    if bound in TURNED:
        draft.bound, draft.before, draft.rule = bound, at, f"{draft.rule}+{bound}"


def _is_overhead(tokens: Tokens, draft: Draft, over: int) -> bool:
    """The "over" of "shot down 15 drones over five regions": where things are that fly, and no bound."""
    behind = tokens.lower[draft.after : draft.after + 3]
    return not FLYING.isdisjoint(tokens.lower[max(0, over - 2) : over]) and any(w in PLACES for w in behind)


def _left(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """The bound whose phrase ends before the token, longest phrase first, and where it begins."""
    lex = lexicon()
    if at < 1 or tokens.lower[at - 1] not in lex.bounds_ends:
        return None
    for width in range(min(LONGEST_BEFORE, at), 0, -1):
        start = at - width
        phrase = " ".join(tokens.lower[start:at])
        bound = lex.bounds_before.get(phrase)
        if bound is None or _no_bound(tokens, start, at, phrase):
            continue
        if bound in TURNED and (denial := _denied(tokens, start, phrase)) is not None:
            return TURNED[bound], denial
        return bound, start
    return None


def _denied(tokens: Tokens, start: int, phrase: str) -> int | None:
    """Where the denial begins that turns the bound round: "no more than", "cannot be more than", "must not exceed"."""
    cues, at = lexicon().cues, start - 1
    if tokens.low(at) == "no" and phrase.endswith(" than"):
        return at
    if not (phrase.endswith(" than") or phrase in cues["may_be_denied"]):
        return None
    while start - at < FILLERS and tokens.low(at) in cues["between_not_and_bound"]:
        at -= 1
    denied = tokens.low(at) in NOT or tokens.low(at).endswith(NOT_ENDINGS)
    return at if denied else None


def _is_then(tokens: Tokens, draft: Draft, start: int) -> bool:
    """Reads "higher than just five years earlier", "lower than 10 years ago": compared with that time."""
    compared = tokens.lower[start] not in ("more", "less", "fewer", "no", "not", "longer")
    return compared and draft.kind == "duration" and tokens.low(draft.after) in ("ago", "earlier", "before")


def _is_stretch(tokens: Tokens, draft: Draft, over: int) -> bool:
    """Reads "paid over 16 years", "$5 billion over 10 years", "3 g/t over 88 m": what something is spread over, and no bound.

    "For over 16 years" and "over 16 years of work" bound.
    """
    cues, before, behind = lexicon().cues, tokens.low(over - 1), tokens.low(draft.after)
    if draft.kind == "measure" and draft.unit in LENGTHS:
        return before in cues["spread"] or any(w in cues["grades"] for w in tokens.lower[max(0, over - GRADE) : over])
    if draft.kind != "duration" or before in cues["longer_than"]:
        return False
    if before in cues["spread"] or before in lexicon().scales or tokens.kind(over - 1) == "n" or before == "%":
        return True
    if behind in cues["behind_a_length"]:
        return False
    return tokens.kind(over - 1) == "w" or behind == ","


def _no_bound(tokens: Tokens, start: int, at: int, phrase: str) -> bool:
    """Reads "over the past 5 years", "under 12 captains": words that bound only right before the number, and not all."""
    cues, before, following = lexicon().cues, tokens.low(start - 1), tokens.low(at)
    last = phrase.rpartition(" ")[2]
    if (last in cues["close_only"] and following in cues["determiners"]) or (
        last == "than" and following == "the" and before not in NOT and phrase.split()[0] not in ("no", "not")
    ):
        return True  # "more than the 5 it had" is compared with just 5
    if phrase == "up to" and before in cues["up_to_a_level"]:
        return True
    if phrase == "around" and before in cues["turns_around"]:
        return True
    if phrase == "past":
        return before in ("the", "this", "these", "those", "last", "our")
    if phrase in ("under", "over") and following == "one":
        return True
    if phrase == "over":
        return before in cues["no_over"]
    if phrase == "some":
        return before == "or"
    return phrase in cues["digits_only"] and tokens.kind(at) != "n"


def _below(tokens: Tokens, draft: Draft) -> bool:
    """Reads "sub-7 nanometre", "under-21s": a bound with a hyphen."""
    at = draft.first - 1
    if (
        draft.bound != "exact"
        or at < 1
        or tokens.lower[at] not in HYPHENS
        or not tokens.joined(at)
        or tokens.lower[at - 1] != "sub"
    ):
        return False
    draft.bound, draft.rule, draft.before = "less_than", f"{draft.rule}+less_than", at - 1
    return True


def _right(tokens: Tokens, draft: Draft) -> None:
    """The bound behind the number or behind its unit: "40+", "40 or more", "40 years or more"."""
    if tokens.low(draft.last + 1) == "+" and tokens.joined(draft.last + 1):
        draft.bound = "at_least" if draft.bound in ("exact", "more_than") else draft.bound
        draft.rule, draft.after = f"{draft.rule}+plus", max(draft.after, draft.last + 2)
        return
    if draft.bound != "exact":
        return
    for at in dict.fromkeys((draft.last + 1, draft.after)):
        found = _phrase_at(tokens, at)
        if found is not None:
            bound, width = found
            draft.bound, draft.rule = bound, f"{draft.rule}+after"
            if at == draft.after:
                draft.after = at + width
            return


def _phrase_at(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """The bound whose phrase begins at the token, and how many words it has."""
    lex = lexicon()
    if tokens.low(at) not in lex.bounds_starts or (tokens.low(at) == "+" and tokens.kind(at + 1) in ("n", "m")):
        return None
    for width in range(LONGEST_AFTER, 0, -1):
        phrase = " ".join(tokens.lower[at : at + width])
        if at + width > len(tokens) or phrase not in lex.bounds_after:
            continue
        forward = tokens.kind(at + width) in ("n", "m") or phrase in ("tops", "at least")
        forward = forward or (phrase == "plus" and tokens.low(at + width) in ("a", "an", "the", "its", "any", "up"))
        if not (forward and phrase in lex.cues["or_before_number"]):
            return lex.bounds_after[phrase], width
    return None
