"""Fixed words that count nothing: Ground Zero, a six-figure sum, nine to five, fifty-fifty; and scales without a number."""

from __future__ import annotations

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.reasons import ALL, NO_MONEY, Reason
from transforms.figures.tokens import HYPHENS, Tokens

DETERMINERS = frozenset(("a", "an", "the", "his", "her", "its", "their", "my", "our", "your"))
TENS = frozenset((20, 30, 40, 50, 60, 70, 80, 90))
NEAR = 12  # tokens in which a word of voting makes a count of "50-50"


def _idiom(tokens: Tokens, draft: Draft) -> bool:
    """Ground Zero, the eight ball, cloud nine, six-figure, 50-50, 24/7: fixed words that count nothing."""
    no = lexicon().no
    if _nine_eleven(tokens, draft):
        return True
    if tokens.low(draft.last + 1) == "under" and tokens.low(draft.last + 2) == tokens.low(draft.first):
        return True  # the list 30 Under 30
    if tokens.low(draft.first - 1) == "under" and tokens.low(draft.first - 2) == tokens.low(draft.first):
        return True
    if (
        draft.style == "multiple"
        and tokens.low(draft.last + 1) == "as"
        and tokens.low(draft.last).endswith(("s", "ing", "le"))
    ):
        return tokens.low(draft.last + 2) in DETERMINERS  # it doubles as a table
    if _one_title(tokens, draft) or _nine_to_five(tokens, draft) or _of_rank(tokens, draft):
        return True
    here, at = " ".join(tokens.lower[draft.first : draft.last + 1]), draft.last + 1
    at += tokens.hyphen(at)
    if tokens.low(at) == "figure" and draft.style == "digits" and tokens.hyphen(at - 1):
        return True  # an 8-figure sum
    return (
        _half_and_half(tokens, draft, here)
        or f"{tokens.low(draft.first - 1)} {here}" in no["idioms"]
        or f"{here} {tokens.low(at)}" in no["idioms"]
    )


def _of_rank(tokens: Tokens, draft: Draft) -> bool:
    """The zero of "a zero-Elbonia chain", the four of "a four star general"."""
    at, before = draft.last + 1, draft.first - 1
    if tokens.low(draft.first) == "zero" and tokens.hyphen(at):
        return tokens.kind(at + 1) == "w"
    if tokens.hyphen(before) and tokens.low(before - 1) in ("flat", "inline", "straight") and (draft.value or 0) <= 12:
        return True  # a flat-six engine
    if tokens.low(draft.first) == "zero" and tokens.hyphen(before) and tokens.low(before - 1) == "sub":
        return True  # on sub-zero nights
    if (
        draft.style == "words"
        and draft.kind == "count"
        and tokens.hyphen(at)
        and tokens.low(at + 1) in lexicon().no["ordinals"]
    ):
        return (draft.value or 0) % 10 == 0  # the twenty-sixth floor
    tens = draft.style == "words" and draft.value in TENS and tokens.low(before) == "the"
    if tens and tokens.low(at) in lexicon().no["ordinals"]:
        return True  # the twenty second round
    if tokens.hyphen(at) and tokens.low(at + 1) == "star" and tokens.capital(at + 1) and tokens.capital(at + 2):
        return not tokens.text.isupper()  # the 5-Star Baking System
    at += tokens.hyphen(at)
    return tokens.low(at) == "star" and tokens.low(at + 1).rstrip("s") in lexicon().no["starred"]


def _nine_to_five(tokens: Tokens, draft: Draft) -> bool:
    """Both numbers of a nine-to-five job."""
    for at in (draft.first, draft.first - 4):
        if at >= 0 and "".join(tokens.lower[at : at + 5]) in ("nine-to-five", "9-to-5"):
            return True
    for at in (draft.first, draft.first - 2):
        if at >= 0 and tokens.lower[at : at + 3] == ["one", "to", "one"]:
            return True
        loose = at >= 0 and " ".join(tokens.lower[at : at + 3]) in ("nine to five", "9 to 5")
        if loose and tokens.low(at + 3).rstrip("s") in lexicon().no["of_office_hours"]:
            return True
    return False


def _one_title(tokens: Tokens, draft: Draft) -> bool:
    """Both numbers of the bill “Ten in Ten”: the same word twice, with capitals."""
    first, last = draft.first, draft.last
    if first != last or not tokens.capital(first):
        return False
    word = tokens.words[first]
    after, before = last + 1 + tokens.hyphen(last + 1), first - 1 - tokens.hyphen(first - 1)
    if tokens.low(after) == "in":
        other = after + 1 + tokens.hyphen(after + 1)
        return tokens.words[other : other + 1] == [word]
    other = before - 1 - tokens.hyphen(before - 1)
    return tokens.low(before) == "in" and other >= 0 and tokens.words[other] == word


def _loose_scale(tokens: Tokens, draft: Draft) -> bool:
    """The million of "a single-digit million sum" and of "multi-million"."""
    at = draft.first - 1
    at -= tokens.low(at) in HYPHENS
    lex, word = lexicon(), tokens.low(draft.first)
    return (word in lex.scales or word in lex.vague) and tokens.low(at) in lexicon().no["scale_before"]


def _nine_eleven(tokens: Tokens, draft: Draft) -> bool:
    """The day 9-11 as a name: before a capital word, the end, or what is told of it."""
    left = draft.first if tokens.low(draft.first) == "9" else draft.first - 2
    if left < 0 or tokens.lower[left : left + 3] != ["9", "-", "11"] or draft.kind != "count":
        return False
    after = left + 3
    return tokens.kind(after) != "w" or tokens.capital(after) or tokens.low(after) in lexicon().no["after_nine_eleven"]


def _half_and_half(tokens: Tokens, draft: Draft, here: str) -> bool:
    """Fifty-fifty, a 50-50 split; a vote of 50-50 counts."""
    if here not in ("50", "fifty"):
        return False
    first, last = draft.first, draft.last
    same = (tokens.hyphen(last + 1) and tokens.low(last + 2) == here) or (
        tokens.hyphen(first - 1) and tokens.low(first - 2) == here
    )
    return same and not any(w in lexicon().no["vote_words"] for w in tokens.lower[max(0, first - NEAR) : first])


IDIOMS = (
    Reason("idiom", "Ground Zero, cloud nine, the eight ball, a six-figure sum.", _idiom, kinds=NO_MONEY),
    Reason("scale without a number", "A single-digit million sum, a multi-million deal.", _loose_scale, kinds=ALL),
)  # fmt: skip
