"""Whether a number is the size of a change, and in which direction."""

from __future__ import annotations

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.tokens import Tokens

FARTHEST_VERB, FARTHEST_OBJECT, FARTHEST_NOUN = 6, 6, 3  # tokens to the word of change
FARTHEST_SIZED_OBJECT = (
    9  # "raise its target for the federal funds rate by 25 basis points": nobody does anything by a percentage
)
POINTS = ("basis_point", "percentage_point")
SHARED_OVER = 7  # tokens over which two numbers may share a direction
NO_SIZE = frozenset(("age", "score", "duration"))
AMOUNTS = frozenset(("percent", "money", "index"))
SIZED = AMOUNTS | {"measure", "ratio", "count"}
LESS = frozenset(("more", "less", "fewer"))
OWNED = frozenset(("the", "its", "their", "his", "her", "our", "this", "that"))


def read_change(tokens: Tokens, drafts: list[Draft]) -> None:
    """Set `change` where the number is the size of a change; shared over coordinated numbers."""
    last_change: str | None = None
    last_at = 0
    for draft in drafts:
        if draft.reject or draft.kind in NO_SIZE:
            continue
        change = _left_change(tokens, draft) or _right_change(tokens, draft)
        if change is None and last_change is not None and draft.kind in AMOUNTS and _shared(tokens, last_at, draft):
            change = last_change
        draft.change = change
        if change is not None:
            last_change, last_at = change, draft.after
            draft.rule = f"{draft.rule}+{change}"


def _shared(tokens: Tokens, left: int, draft: Draft) -> bool:
    """Reads "fell 2%, or 1.5 points", "X fell 2%, Y 3%": only names, commas and "and" between."""
    between = range(left, draft.before)
    if len(between) > SHARED_OVER:
        return False
    if len(between) == 1 and tokens.low(left) == "(":
        return True
    cues = lexicon().cues
    if any(tokens.lower[n] in cues["level_words"] for n in between):
        return False
    return all(tokens.kinds[n] != "w" or tokens.capital(n) or tokens.lower[n] in cues["joins_changes"] for n in between)


def _left_change(tokens: Tokens, draft: Draft) -> str | None:
    """The nearest word of change to the left, over fillers only; behind "by" also over the object of its verb."""
    lex, at = lexicon(), draft.before - 1
    if draft.kind == "percent":
        first, before = tokens.low(draft.first), tokens.low(at)
        if "+" in (first, before):
            return "increase"
        if first in ("-", "−"):
            return "decrease"
    for at in range(draft.before - 1, max(-1, draft.before - 1 - FARTHEST_VERB), -1):
        word = tokens.lower[at]
        if word in ("to", "from") or (word in ("-", "+", "−") and not tokens.joined(at + 1)):
            return None
        if word == "up" and tokens.low(at - 1) in lex.cues["giving"]:
            return "decrease" if draft.kind == "percent" else None  # gave up 2 percent
        if word in lex.changes:
            return lex.changes[word] if _allowed(tokens, draft, at, word) else None
        if word not in lex.change_fillers:
            joined = tokens.low(at + 1) == "by" or (at + 1 == draft.before and draft.unit in POINTS)
            return _over_object(tokens, draft, at) if joined else None
    return None


def _over_object(tokens: Tokens, draft: Draft, at: int) -> str | None:
    """Reads "grow sales by 5%", "cut its staff by 200", "cut its rate 25 basis points": the verb before what is changed."""
    lex = lexicon()
    if draft.kind not in ("percent", "money", "count", "measure") and draft.style != "fraction":
        return None
    farthest = FARTHEST_SIZED_OBJECT if draft.kind == "percent" else FARTHEST_OBJECT
    for verb in range(at, max(-1, at - farthest), -1):
        if tokens.kinds[verb] != "w":
            return None
        word = tokens.lower[verb]
        if word in lex.changes and word not in ("up", "down"):
            return lex.changes[word]
        if word in lex.cues["clause_ends"]:
            return None
    return None


def _allowed(tokens: Tokens, draft: Draft, at: int, word: str) -> bool:
    """Whether the word of change speaks of this number: "up 5%" does, "pick up 3 parcels" does not."""
    lex, before, following = lexicon(), tokens.low(at - 1), tokens.low(at + 1)
    direct = "by" in (before, following)
    by_half = direct and (
        draft.kind in ("ratio", "measure") or (draft.kind == "count" and _stands_alone(tokens, draft))
    )
    points = tokens.low(draft.after) in ("point", "points")
    if word in lex.needs_measure and draft.kind not in AMOUNTS and not (by_half or points):
        return False
    if word == "minus" or (word in ("-", "+") and draft.kind != "percent"):
        return False
    if not direct and draft.kind in ("money", "measure") and word in lex.not_money:
        return False
    if not direct and draft.kind in ("count", "ratio") and word not in lex.cues["moves_counts"]:
        return tokens.low(draft.after) in ("point", "points") and not lex.nouns["index_names"].isdisjoint(tokens.lower)
    if not direct and _tells_of_a_thing(tokens, draft):
        return False
    if following == "short" or (word == "surge" and before in lex.cues["no_surge"]):
        return False
    if not direct and word in lex.cues["moves_things"] and _has_thing(tokens, draft):
        return False
    if word in ("up", "down") and following in ("to", "at"):
        return False
    return not (word == "up" and before in lex.cues["no_up"]) and not (word == "rising" and before == "for")


def _tells_of_a_thing(tokens: Tokens, draft: Draft) -> bool:
    """Whether the size is that of the verb's object: "dropped a 500-pound bomb", "raised its 33% stake", "cut the $5 fee"."""
    last = draft.unit_at if draft.unit_at is not None else draft.last + 1
    hyphened = tokens.hyphen(last - 1) if draft.unit_at is not None else tokens.hyphen(last)
    at, nouns = draft.after + tokens.hyphen(draft.after), lexicon().nouns
    if not (hyphened or tokens.low(draft.first - 1) in OWNED) or tokens.kind(at) != "w":
        return False
    follows = tokens.low(at) not in nouns["stops"] and tokens.low(at) not in nouns["before_times"]
    return follows and tokens.low(at) not in lexicon().cues["steps"] and _noun_of_change(tokens, at) is None


def _stands_alone(tokens: Tokens, draft: Draft) -> bool:
    """Whether nothing is counted: "the staff was cut by 300", but not "the rope was cut by 3 bakers"."""
    return tokens.kind(draft.after) != "w" or tokens.low(draft.after) in lexicon().nouns["stops"]


def _has_thing(tokens: Tokens, draft: Draft) -> bool:
    """Whether a noun behind the number is the verb's object: "dropped 4 million leaflets", "growing 500 acres of corn"."""
    word = tokens.low(draft.after)
    if draft.kind == "measure":
        return word == "of"
    if draft.kind != "count" or tokens.kind(draft.after) != "w" or word in lexicon().cues["steps"]:
        return False
    return word == "of" or (word not in lexicon().nouns["stops"] and word not in lexicon().nouns["before_times"])


def _right_change(tokens: Tokens, draft: Draft) -> str | None:
    """Reads "a 5% drop", "8% lower", "5-point gain", "a 20 percent pay rise"."""
    if draft.kind not in SIZED:
        return None
    lex, at = lexicon(), draft.after
    if tokens.low(at) in ("point", "points") or tokens.hyphen(at):
        at += 1
    if draft.kind in ("percent", "index"):
        return _noun_of_change(tokens, at)
    word, behind = tokens.low(at), tokens.low(at + 1)
    if word not in lex.cues["size_nouns"] or draft.style == "vague":
        return None
    tests = behind.endswith("s") and tokens.kind(at + 1) == "w" and behind not in lex.nouns["stops"]  # 300 drop tests
    return None if tests and word in lex.cues["moves_things"] else lex.change_nouns.get(word)


def _mixed(tokens: Tokens, at: int) -> bool:
    """Whether capitals and small letters are mixed as in CuT, a grade of copper."""
    tail = tokens.words[at][1:]
    return not tail.islower() and not tokens.words[at].isupper()


def _noun_of_change(tokens: Tokens, at: int) -> str | None:
    """The noun of change within three words behind a share: "a 20 percent pay rise"; "more" and "less" only right behind it."""
    lex = lexicon()
    for n in range(at, at + FARTHEST_NOUN):
        word = tokens.low(n)
        if word in LESS:
            more = "increase" if word == "more" else "decrease"
            return more if n == at and tokens.low(n + 1) != "of" else None
        if word in lex.change_nouns and not _mixed(tokens, n):
            return lex.change_nouns[word]
        if tokens.kind(n) != "w" or word in lex.nouns["stops"] or word in lex.cues["share_verbs"]:
            return None
    return None
