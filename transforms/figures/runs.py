"""Numbers beside numbers with no word between them: what lost its signs, and tables that ran together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from transforms.figures.digits import BROKEN
from transforms.figures.drafts import GAPPED, Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.numbers import RUN
from transforms.figures.reasons import BARE, Reason
from transforms.figures.tokens import HYPHENS, Tokens

SIDE_BY_SIDE = Reason(
    "numbers side by side", "Two numbers with nothing but a blank between them: 65 1, a lost point or a table."
)
PAIRED_DAY = Reason("day beside a date", "The second day of December 2-3, the 20 of 20 2007.")
MONTHS = Reason("months of a year", "The 9M of 9M 2025.")
SOURCE = Reason("number in a script", "register(165345, opt); what is left of the source of a page.")
SCRIPT = ("function(", "});", "</", "=>")
RUNS = (RUN, SOURCE, SIDE_BY_SIDE, PAIRED_DAY, MONTHS)
DATE_NAME = "part of a date"
NAME_OF_WORDS = "number word in a name"
BEHIND_NAME, LONGEST_NAME = "number behind a name", 5
CODE_NAME = "code"
DATED = frozenset((DATE_NAME, "day of a month", "clock time", "time of day", "year", "day beside a date"))
CLOCKS = frozenset(("clock time", "time of day"))
HOUSES = frozenset(("address", "address with two houses"))
LISTING = frozenset((",", "and", "or", "&"))
NAMED = frozenset(
    ("number of a bill", "number in a name or reference", "number behind a name", "number in a name", "label")
)
LEAST_BOOKED = 2  # losses in brackets that make a sentence a table of books
LEAST_LISTED, LEAST_TABLED = 6, 3  # bare numbers in a row that are no prose: with commas, and without


def reject_neighbours(tokens: Tokens, drafts: Sequence[Draft]) -> None:
    """Give a reason to the numbers that only their neighbours give away."""
    listed = False  # whether the left one stands in a list of numbers that are names
    for left, right in pairwise(drafts):
        if right.first == left.last + 2:
            _paired(tokens, left, right)
        elif right.first == left.last + 1:
            _beside(tokens, left, right)
        if left.reject in DATED and right.reject is None and _next_day(left, right) and _goes_on(tokens, left, right):
            right.reject = PAIRED_DAY.name
        also = tokens.lower[left.last + 1 : right.first] == ["&"] and right.kind == "count"  # SOC 1 & 2
        also = also or (listed and _closes(tokens, left, right))
        listed = left.reject in NAMED and tokens.lower[left.last + 1 : right.first] == [","]
        if left.reject in NAMED and right.reject is None and (also or _goes_on(tokens, left, right)):
            right.reject = left.reject
        if right.reject == BEHIND_NAME and left.reject is None and _is_gapped(tokens, left, right):
            right.reject, right.rule = None, f"{right.rule}{GAPPED}"
    for left, right in reversed(list(pairwise(drafts))):
        if right.reject in HOUSES and left.reject is None and _house_before(tokens, left, right):
            left.reject = right.reject


def _is_gapped(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """The 48 of "Labour won 61 seats, the National Party 48 and the Greens 12": the verb and the noun are left out."""
    at, won = left.last + 1, lexicon().cues["won_things"]
    if left.kind != "count" or not (tokens.low(at) in won or left.rule.endswith(GAPPED)) or not _ends(tokens, right):
        return False
    at += tokens.low(at) in won
    while at < right.first and (tokens.low(at) in LISTING or tokens.low(at) in ("the", "while")):
        at += 1
    return 0 < right.first - at <= LONGEST_NAME and all(tokens.capital(n) for n in range(at, right.first))


def _house_before(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """The 17904 and 17908 of "17904, 17908 and 17912 - 78 Street"."""
    between = tokens.lower[left.last + 1 : right.first]
    plain = left.kind == "count" and left.first == left.last and tokens.words[left.last].isdigit()
    return plain and len(between) == 1 and (between[0] in LISTING or between[0] in HYPHENS)


def _paired(tokens: Tokens, left: Draft, right: Draft) -> None:
    """The other day of "December 2-3" and of "5 to 7 November"."""
    sign = tokens.low(right.first - 1)
    if sign == "," and _parted(tokens, left, right):
        left.reject, right.reject = left.reject or BROKEN.name, right.reject or BROKEN.name
        return
    if left.reject == "number behind a name" and tokens.hyphen(right.first - 1) and right.kind == "measure":
        left.reject = None  # the Mark 24-70mm lens: the range of a measure is one, whatever stands before it
        return
    if (
        sign in HYPHENS
        and left.reject in DATED
        and right.reject is None
        and right.kind == "count"
        and tokens.hyphen(right.first - 1)
    ):
        right.reject = PAIRED_DAY.name
    named = left.reject in NAMED or left.reject == CODE_NAME
    if tokens.hyphen(right.first - 1) and named and right.reject is None and right.kind == "count":
        right.reject = left.reject
    if (
        right.reject in CLOCKS
        and left.reject is None
        and left.kind == "count"
        and left.value is not None
        and left.value <= 12
    ):
        left.reject = right.reject if sign in HYPHENS or sign in ("to", "and", "or") else None
        return
    days = left.value is not None and right.value is not None and left.value < right.value <= 31
    if right.reject == DATE_NAME and days and left.reject is None and left.kind == "count" and left.style == "digits":
        left.reject = PAIRED_DAY.name if sign in HYPHENS or sign in ("to", "and", "&", "or") else None


def _parted(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """The (156, 247) of "bakers (156, 247)": thousands with a blank behind their comma."""
    text = tokens.words[right.last]
    if right.kind != "count" or right.first != right.last or len(text) != 3 or not text.isdigit():
        return False
    if left.kind == "money":  # $776, 938 in May
        whole = tokens.words[left.last].isdigit() and len(tokens.words[left.last]) <= 3
        return whole and (text == "000" or tokens.low(right.last + 1) in ("in", ";", "for"))
    if left.kind != "count":
        return False
    bounded = left.before < left.first and tokens.low(left.first - 1) in ("than", "over", "nearly", "about")
    small = left.first == left.last and len(tokens.words[left.last]) <= 3
    if bounded and small and text.endswith("00") and tokens.kind(right.last + 1) == "w":
        return True  # more than 12, 500 bakers
    return tokens.low(left.first - 1) == "(" and tokens.low(right.last + 1) == ")"


def _next_day(left: Draft, right: Draft) -> bool:
    return left.value is not None and right.value is not None and left.value < right.value <= 31 and left.value % 1 == 0


def _closes(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """The 66 of "Series 6, 7 and 66 licences": the last of a list of names, whatever follows it."""
    between = tokens.lower[left.last + 1 : right.first]
    return right.kind == "count" and right.style == "digits" and between in (["and"], ["or"], [",", "and"])


def _goes_on(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """The 7, 79 and 63 of "Series 24, 7, 79 and 63": numbers after a comma or "and", with nothing counted behind them."""
    between = tokens.lower[left.last + 1 : right.first]
    if (
        right.kind != "count"
        or right.style != "digits"
        or not 0 < len(between) <= 2
        or any(w not in LISTING for w in between)
    ):
        return False
    return tokens.low(right.last + 1) in LISTING or _ends(tokens, right)


def _ends(tokens: Tokens, draft: Draft) -> bool:
    """Whether nothing is counted behind the number."""
    at = draft.last + 1
    return tokens.kind(at) != "w" or tokens.low(at) in lexicon().nouns["stops"]


def _beside(tokens: Tokens, left: Draft, right: Draft) -> None:
    """Two numbers that touch: a year behind its months or its day, or a number that lost its point."""
    if left.reject == NAME_OF_WORDS:
        right.reject = right.reject or (left.reject if right.kind == "count" else None)  # Fifty 1 Bakers
    times = left.style == "digits" and right.style == "multiple" and tokens.kinds[right.first] == "n"  # 4 5 times
    if left.kind not in ("count", "age") or tokens.kinds[right.first] == "m":
        return
    if left.style != right.style and not times:
        return
    if right.style == "words" and right.kind == "count" and not tokens.hyphen(right.last + 1):
        left.reject, right.reject = left.reject or SIDE_BY_SIDE.name, right.reject or SIDE_BY_SIDE.name
    if right.style != "digits" and not times:
        return
    year = _is_year(right)
    if year and left.reject in DATED:
        right.reject = right.reject or left.reject
    elif year and left.reject is None and (left.scaled or (left.value or 0) <= 31):
        months = left.scaled and tokens.words[left.last] in ("M", "m")
        left.reject = MONTHS.name if months else PAIRED_DAY.name
        right.reject = right.reject or (None if months else PAIRED_DAY.name)
    elif left.reject in DATED and right.reject is None and _is_next_year(tokens, left, right):
        right.reject = left.reject  # in 1985 86
    elif left.reject in DATED and right.reject is None and _next_day(left, right) and _ends(tokens, right):
        right.reject = PAIRED_DAY.name  # June 19 21, the dash of which got lost
    elif not _hangs(tokens, right) and (left.reject not in DATED or right.scaled):
        reason = BROKEN.name if right.scaled else SIDE_BY_SIDE.name
        left.reject, right.reject = left.reject or reason, right.reject or reason


def _is_next_year(tokens: Tokens, left: Draft, right: Draft) -> bool:
    year, short = tokens.words[left.last], tokens.words[right.last]
    return len(year) == 4 and year.isdigit() and len(short) == 2 and short == f"{int(year) + 1}"[2:]


def _hangs(tokens: Tokens, draft: Draft) -> bool:
    """Whether a hyphen follows, also a hanging one: "ten 3- and 4-year-olds"."""
    return tokens.low(draft.last + 1) in HYPHENS and tokens.joined(draft.last + 1)


def _is_year(draft: Draft) -> bool:
    return draft.kind == "count" and draft.value is not None and 1900 <= draft.value <= 2100 and not draft.scaled


def reject_runs(tokens: Tokens, drafts: Sequence[Draft]) -> None:
    """Bare numbers in a row with no word between them are a table or a list that ran together: none is a figure."""
    run: list[Draft] = []
    if any(sign in tokens.text for sign in SCRIPT):
        for draft in drafts:
            draft.reject = draft.reject or (SOURCE.name if draft.kind in BARE else None)
    if sum(_booked(tokens, draft) for draft in drafts) >= LEAST_BOOKED:
        for draft in drafts:
            draft.reject = draft.reject or (RUN.name if draft.kind in BARE and draft.style == "digits" else None)
    for draft in drafts:
        if draft.style != "digits":
            continue
        if run and any(k not in "smf" for k in tokens.kinds[run[-1].after : draft.first]):
            _reject_run(tokens, run)
            run = []
        run.append(draft)
    _reject_run(tokens, run)


def _booked(tokens: Tokens, draft: Draft) -> bool:
    """Whether the number stands in brackets as books print a loss, with a blank before the second one: "(5,860 )"."""
    at = draft.last + 1
    apart = tokens.low(at) == ")" and not tokens.joined(at)
    return apart and draft.style == "digits" and tokens.low(draft.first - 1) == "("


def _reject_run(tokens: Tokens, run: Sequence[Draft]) -> None:
    if len(run) < LEAST_TABLED:
        return
    listed = all(_listed(tokens, left, right) for left, right in pairwise(run))
    bare = [d for d in run if d.kind in BARE and d.reject is None]
    if len(bare) == 1 and bare[0] is run[-1] and tokens.low(run[-1].last + 1).endswith("s"):
        return  # Length: 88m (288.6ft) | 12 guests
    if len(run) >= (LEAST_LISTED if listed else LEAST_TABLED):
        for draft in bare:
            draft.reject = RUN.name


def _listed(tokens: Tokens, left: Draft, right: Draft) -> bool:
    """Whether a comma, a slash or a dash stands between two numbers, as in prose."""
    between = tokens.lower[left.last + 1 : right.first]
    return any(word in (",", ";", "/", "-", "–", ":") for word in between)
