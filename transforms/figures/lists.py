"""Numbers that only order what follows them: lists, footnotes, lines of a table."""

from __future__ import annotations

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.reasons import Reason, plain_digits
from transforms.figures.tokens import Tokens
from transforms.syntax.lemmas import parts_of_speech

MOST_ITEMS = 200
MOST_INLINE = 9  # numbers of a list inside of a sentence
LONG_CELL = 5  # digits of a postcode that stands alone
MOST_CELL = 8  # tokens of a line that can be a cell
HEADING = 6  # tokens in which the colon of a heading stands
ITEM_REACH = 40  # tokens to the next number of a list inside of a sentence
BULLETS = frozenset("*•·-–—")
DASHES = frozenset("-–—")
WIDE = 4  # blanks that no sentence has in its middle


def _footnote(tokens: Tokens, draft: Draft) -> bool:
    return _item(draft) and tokens.low(draft.first - 1) == "[" and tokens.low(draft.last + 1) == "]"


def _listed(tokens: Tokens, draft: Draft) -> bool:
    """1. First item, 2) second, (3) third; and a number that wide blanks set apart: "  4  Patty Jones"."""
    if not _item(draft):
        return False
    before, after = tokens.low(draft.first - 1), tokens.low(draft.last + 1)
    if (
        draft.first == 0
        and tokens.capital(1)
        and tokens.capital(2)
        and len(tokens.words[2]) <= 2
        and tokens.low(3) in (".", ",")
    ):
        return True  # 3 Baker J., in a list of sources
    if draft.first == 0 and tokens.capital(1) and _heading(tokens):
        return True  # 4 Uncertain Market: the
    if before in ("”", "’") and tokens.capital(draft.last + 1) and (draft.value or 0) <= MOST_INLINE:
        return True  # “…bread.” 1 Crumbs are crumbs
    if draft.first == 1 and _headed(tokens, after):
        return True
    if draft.first == 0:
        return after in (".", ")", ":", "•") and len(tokens) > 2
    if before == "(" and after == ")":
        return (draft.value or 0) <= 30
    if before in ("and", "or") and tokens.low(draft.first - 2) == ";" and after in (".", ")"):
        return True
    ends = after == "." and draft.last + 2 >= len(tokens)
    if ends and (before in (":", ";", ")", "]") or "." in before[:-1]):
        return True  # see crumb.example 4.
    if before == ";" and not after:
        return True  # and commends the baker; 3
    if draft.first == 1 and before in BULLETS and _names_one(tokens):
        return True  # * 5 Jane Roe
    if after == ")" or (after == "." and tokens.low(draft.last + 2) == ")"):
        return tokens.joined(draft.last + 1) and "(" not in tokens.words[: draft.first]
    at = draft.last + 1
    if after == "." and tokens.capital(at + 1) and not tokens.joined(at + 1):
        return True  # bread. 3. Truth and crumbs: the end of a sentence would have been one
    if (
        draft.first > 1
        and before in DASHES
        and after in DASHES
        and draft.last + 2 >= len(tokens)
        and not tokens.joined(draft.first)
    ):
        return True  # bread. - 30 -
    loose = after in ("-", "–", "—") and not tokens.joined(at) and not tokens.joined(at + 1)
    if loose and tokens.capital(at + 1) and tokens.starts[draft.first] - tokens.ends[draft.first - 1] > 1:
        return True  # in the valley  3 - Baking for all
    if (draft.value or 0) <= MOST_INLINE and _next_item(tokens, draft):
        return True
    if not _set_apart(tokens, draft):
        return False
    return (draft.value or 0) <= MOST_INLINE or tokens.capital(draft.last + 1) or draft.last + 1 == len(tokens)


def _headed(tokens: Tokens, after: str) -> bool:
    """Technique 4 - Bread: a capital word, its number, and a loose dash before its name."""
    loose = after in DASHES and not tokens.joined(2) and not tokens.joined(3)
    return loose and tokens.capital(0) and tokens.capital(3)


def _names_one(tokens: Tokens) -> bool:
    """Whether two capital words in the singular follow, and nothing else: a name in a numbered list."""
    words = range(2, len(tokens))
    if len(words) != 2 or not all(tokens.capital(n) and tokens.words[n].istitle() for n in words):
        return False
    first, last = tokens.low(2), tokens.low(3)
    known = parts_of_speech(first) and parts_of_speech(last)
    return not known and first not in lexicon().unit_words and (not last.endswith("s") or not parts_of_speech(last))


def _heading(tokens: Tokens) -> bool:
    """Whether a few words in the singular end in a colon: "5 Ways to Bake:" counts its ways."""
    words = tokens.lower[1:HEADING]
    return ":" in words and not any(w.endswith("s") or w in ("and", "people") for w in words[: words.index(":")])


def _next_item(tokens: Tokens, draft: Draft) -> bool:
    """The 1 and the 2 of "it needs 1  bread and 2  salt": wide blanks behind two numbers that follow each other."""
    if not _wide_behind(tokens, draft.last):
        return False
    beside = {f"{(draft.value or 0) + 1:.0f}", f"{(draft.value or 0) - 1:.0f}"}
    around = range(max(0, draft.first - ITEM_REACH), min(len(tokens), draft.last + ITEM_REACH))
    return any(tokens.words[at] in beside and _wide_behind(tokens, at) for at in around)


def _wide_behind(tokens: Tokens, at: int) -> bool:
    """Whether two blanks part the number from a word behind it."""
    return tokens.kind(at + 1) == "w" and tokens.starts[at + 1] - tokens.ends[at] > 1


def _alone(tokens: Tokens, draft: Draft) -> bool:
    """A line without a word, or with one name: a cell of a table, a line of a scoreboard ("Oakdale 22")."""
    if draft.style != "digits" or draft.currency is not None:
        return False
    if (
        draft.first > 0
        and draft.last + 1 == len(tokens)
        and tokens.starts[draft.first] - tokens.ends[draft.first - 1] > WIDE
    ):
        return True
    if plain_digits(tokens, draft) and len(tokens.words[draft.last]) == LONG_CELL and _wide(tokens, draft):
        return True
    if tokens.low(draft.first - 1) in (":", "-", "–", "—") and tokens.low(draft.first - 2).endswith("s"):
        return False  # UAVs - 14
    words = [at for at, kind in enumerate(tokens.kinds) if kind in "wx"] if len(tokens) <= MOST_CELL else [0, 0, 0]
    return not words or (
        len(words) <= 2
        and draft.last + 1 == len(tokens)
        and words[-1] < draft.first
        and all(tokens.capital(w) for w in words)
    )


def _wide(tokens: Tokens, draft: Draft) -> bool:
    """Whether wide blanks part the number from what stands before and behind it."""
    first, last = draft.first, draft.last
    before = tokens.starts[first] - tokens.ends[first - 1] if first else tokens.starts[first]
    behind = tokens.starts[last + 1] - tokens.ends[last] if last + 1 < len(tokens) else WIDE + 1
    return before > WIDE and behind > WIDE


def _item(draft: Draft) -> bool:
    return (
        draft.style == "digits"
        and draft.first == draft.last
        and draft.value is not None
        and draft.value <= MOST_ITEMS
        and draft.value % 1 == 0
    )


def _set_apart(tokens: Tokens, draft: Draft) -> bool:
    first, last = draft.first, draft.last
    if first == 0:
        return False
    if last + 1 == len(tokens):
        return tokens.starts[first] - tokens.ends[first - 1] > WIDE
    return tokens.starts[first] - tokens.ends[first - 1] > 1 and tokens.starts[last + 1] - tokens.ends[last] > 1


LISTS = (
    Reason("footnote", "[12] behind a sentence.", _footnote),
    Reason("number of a list", "1. First item; (2) second.", _listed),
    Reason("number alone on its line", "A cell of a table, without a word beside it.", _alone),
)
