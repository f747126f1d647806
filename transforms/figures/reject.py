"""Numbers that state no quantity, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.figures.codes import CODES
from transforms.figures.digits import BROKEN, SLASH, VERSION
from transforms.figures.drafts import Draft
from transforms.figures.idioms import IDIOMS
from transforms.figures.labels import LABELS
from transforms.figures.lists import LISTS
from transforms.figures.moments import MOMENTS
from transforms.figures.named import NAMES
from transforms.figures.reasons import ALL, Reason
from transforms.figures.runs import RUNS
from transforms.figures.tokens import Tokens
from transforms.mentions import DateMention

DATE = Reason("part of a date", "A number inside a time expression that is no length.")
CLOCK = Reason("time of day", "A number inside a time expression of type TIME.")
REASONS = (*CODES, *MOMENTS, *NAMES, *IDIOMS, *LABELS, *LISTS, *RUNS, VERSION, SLASH, BROKEN, DATE, CLOCK)
ASKED = {
    kind: tuple(
        (r.name, r.holds)
        for r in (*CODES, *MOMENTS, *NAMES, *IDIOMS, *LABELS, *LISTS)
        if r.holds is not None and kind in r.kinds
    )
    for kind in ALL
}


def not_a_figure(tokens: Tokens, draft: Draft, dates: Sequence[tuple[int, int, DateMention]]) -> str | None:
    """The name of the reason, or None: the draft may be a figure. `dates` are spans in the sentence."""
    if draft.reject:
        return draft.reject
    within = _in_date(tokens, draft, dates)
    if within:
        return within
    return next((name for name, holds in ASKED[draft.kind] if holds(tokens, draft)), None)


def _in_date(tokens: Tokens, draft: Draft, dates: Sequence[tuple[int, int, DateMention]]) -> str | None:
    """A number in a time expression is a figure only as a length of time, or where it has a unit of its own."""
    start, end = tokens.starts[draft.first], tokens.ends[draft.last]
    for a, b, mention in dates:
        if a < end and start < b:
            if mention.timex_type == "DURATION" or draft.kind in ("money", "percent", "measure"):
                return None
            if draft.kind in ("duration", "age") and (mention.timex_type != "SET" or _every(tokens, draft)):
                return None
            return CLOCK.name if mention.timex_type == "TIME" else DATE.name
    return None


def _every(tokens: Tokens, draft: Draft) -> bool:
    """Reads "every 33 years": the length between two times, though the whole is a set."""
    return tokens.low(draft.first - 1) == "every" and draft.unit_at is not None
