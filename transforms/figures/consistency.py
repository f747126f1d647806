"""Whether the figures of a sentence agree with each other where its own words allow the arithmetic. Notes, never corrections.

Only constructions that leave no doubt about the arithmetic are read: parts beside their sum, a share beside its two counts, a change
beside both its levels, a rate beside its time and total. What was rounded in print may be off by its rounding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.tokens import HYPHENS, Tokens

MOST_FIGURES = 40  # of a sentence; a longer row of figures is a table
PART_WORDS = 6  # tokens between two parts, or between a share and its whole
ABOUT = 0.05  # share by which a number with "about" may be off
LEAST_SUM = 10.0  # below it a list behind a comma adds up by chance
SUMMED = frozenset(("count", "money", "measure", "duration"))


@dataclass(frozen=True, slots=True)
class Check:
    """The figure that was checked, the others in the arithmetic (indices of the drafts), the verdict and the sum as printed."""

    of: int
    others: tuple[int, ...]
    agrees: bool
    arithmetic: str


def check(tokens: Tokens, drafts: Sequence[Draft]) -> list[Check]:
    """The checks that a sentence allows, one a figure at most."""
    if not 2 < len(drafts) <= MOST_FIGURES:
        return []
    found: dict[int, Check] = {}
    for reader in (_parts, _share, _change, _rate):
        for one in reader(tokens, drafts):
            found.setdefault(one.of, one)
    return [found[n] for n in sorted(found)]


def _parts(tokens: Tokens, drafts: Sequence[Draft]) -> Iterator[Check]:
    """Reads "12 people (7 men and 5 women)", "12 people: 7 men, 5 women"; behind a comma only where the sum is right."""
    for n, total in enumerate(drafts[:-2]):
        opener = _opener(tokens, total, drafts[n + 1])
        if opener is None or not _exact(total) or total.kind not in SUMMED:
            continue
        parts = _run_of_parts(tokens, drafts, n)
        if len(parts) < 2:
            continue
        closer = _closer(tokens, drafts[parts[-1]])
        addends = [drafts[p].value or 0.0 for p in parts]
        off = sum(_half(tokens, drafts[p]) for p in parts)
        verdict = _verdict(sum(addends), off, total.value or 0.0, _half(tokens, total))
        closed = closer in ((")",) if opener == "(" else (".", "", ";"))
        if opener == "," and (not verdict or (total.value or 0.0) < LEAST_SUM or _listed(tokens, drafts[parts[-1]])):
            continue  # "three cakes, two pies and one tart" is a list, and its sum a chance
        if verdict is None or (not verdict and (not closed or sum(addends) < (total.value or 0.0))):
            continue  # parts that stay below the sum may not be all of them
        yield Check(
            n, tuple(parts), verdict, _said(" + ".join(f"{a:.12g}" for a in addends), sum(addends), verdict, total)
        )


def _listed(tokens: Tokens, last: Draft) -> bool:
    """Whether the last part has a comma before its "and", as in a list."""
    return tokens.low(last.before - 1) == "and" and tokens.low(last.before - 2) == ","


def _opener(tokens: Tokens, total: Draft, first: Draft) -> str | None:
    """The sign right before the first part, where only the counted words stand between the sum and it."""
    at = first.before - 1
    sign = tokens.low(at)
    if sign not in ("(", ":", ",", ";") and sign not in HYPHENS:
        return None
    between = range(total.last + 1, at)
    if len(between) > PART_WORDS or any(tokens.kinds[k] != "w" for k in between):
        return None
    return None if any(tokens.lower[k] in lexicon().cues["no_parts"] for k in between) else sign


def _run_of_parts(tokens: Tokens, drafts: Sequence[Draft], total: int) -> list[int]:
    """The figures behind the sum that are joined by commas and "and", of its kind and smaller."""
    parts: list[int] = []
    for n in range(total + 1, len(drafts)):
        draft, whole = drafts[n], drafts[total]
        if draft.kind != whole.kind or draft.unit != whole.unit or not _exact(draft) or draft.per or draft.change:
            break
        if not 0 < (draft.value or 0.0) < (whole.value or 0.0) or (
            parts and not _joined(tokens, drafts[parts[-1]], draft)
        ):
            break
        parts.append(n)
    return parts


def _joined(tokens: Tokens, left: Draft, right: Draft) -> bool:
    between = range(left.last + 1, right.before)
    if not 0 < len(between) <= PART_WORDS or any(tokens.kinds[k] != "w" and tokens.lower[k] != "," for k in between):
        return False
    if any(tokens.lower[k] in lexicon().cues["no_parts"] for k in between):
        return False
    return tokens.lower[between[-1]] in (",", "and", "plus")


def _closer(tokens: Tokens, last: Draft) -> str:
    """The sign behind the words that the last part counts."""
    for at in range(last.last + 1, last.last + 1 + PART_WORDS):
        if tokens.kind(at) != "w":
            return tokens.low(at)
    return "?"


def _share(tokens: Tokens, drafts: Sequence[Draft]) -> Iterator[Check]:
    """Reads "60 of the 120 members (50%)", "60 of 120 members, or 50 percent", "60 (50%) of 120 members"."""
    for n in range(len(drafts) - 2):
        one, two, three = drafts[n : n + 3]
        if _of(tokens, one, two) and _aside(tokens, two, three):
            part, whole, share = n, n + 1, n + 2
        elif _aside(tokens, one, two) and tokens.low(two.after) == ")" and _of(tokens, two, three):
            part, share, whole = n, n + 1, n + 2
        else:
            continue
        a, b, p = drafts[part], drafts[whole], drafts[share]
        if p.unit != "percent" or p.change or a.kind != "count" or b.kind != "count" or not (_exact(a) and _exact(b)):
            continue
        if p.bound not in ("exact", "about") or not 0 < (a.value or 0) < (b.value or 0):
            continue
        found = 100 * (a.value or 0.0) / (b.value or 1.0)
        verdict = _verdict(found, 0.0, p.value or 0.0, _half(tokens, p, least=0.5))
        if verdict is not None:
            sum_ = f"100 × {a.value:.12g} / {b.value:.12g}"
            yield Check(share, (part, whole), verdict, _said(sum_, found, verdict, p))


def _of(tokens: Tokens, part: Draft, whole: Draft) -> bool:
    """Whether only "of", "of the", "out of" stands between two numbers, or behind the bracket of the first one."""
    between = tokens.lower[part.last + 1 : whole.before]
    between = between[1:] if between[:1] == [")"] else between
    return between in (
        ["of"],
        ["of", "the"],
        ["out", "of"],
        ["out", "of", "the"],
        ["of", "its"],
        ["of", "their"],
        ["of", "all"],
    )


def _aside(tokens: Tokens, left: Draft, share: Draft) -> bool:
    """Whether the share stands in a bracket or behind ", or" with nothing but the counted words before it."""
    at = share.before - 1
    bracket = tokens.low(at) == "(" and tokens.low(share.after) == ")"
    comma = tokens.low(at) == "or" and tokens.low(at - 1) == ","
    between = range(left.last + 1, at - comma)
    words = all(tokens.kinds[k] == "w" and tokens.lower[k] not in lexicon().cues["no_parts"] for k in between)
    return (bracket or comma) and words and len(between) <= PART_WORDS


def _change(tokens: Tokens, drafts: Sequence[Draft]) -> Iterator[Check]:
    """Reads "rose 5% to 105 from 100", "up 5 to 105 from 100": the size of a change between its two levels."""
    for n in range(len(drafts) - 2):
        size, two, three = drafts[n : n + 3]
        if size.change is None or not (size.bound in ("exact", "about") and _exact(two) and _exact(three)):
            continue
        words = (tokens.low(two.before - 1), tokens.low(three.before - 1))
        if (
            words not in (("to", "from"), ("from", "to"))
            or two.before - 1 != size.after
            or three.before - 1 - two.after > 1
        ):
            continue
        if two.kind != three.kind or two.unit != three.unit or two.change or three.change:
            continue
        to, came = (two, three) if words[0] == "to" else (three, two)
        yield from _between_levels(tokens, n, size, to, came)


def _between_levels(tokens: Tokens, n: int, size: Draft, to: Draft, came: Draft) -> Iterator[Check]:
    """The check of a change, in percent or in the unit of its levels."""
    high, low = (to, came) if size.change == "increase" else (came, to)
    base, moved = came.value or 0.0, (high.value or 0.0) - (low.value or 0.0)
    off, sum_ = _half(tokens, to, least=0.5) + _half(tokens, came, least=0.5), f"{high.value:.12g} - {low.value:.12g}"
    if size.unit == "percent" and to.kind != "percent" and base > 0:
        moved, off, sum_ = 100 * moved / base, 100 * off / base, f"100 × ({sum_}) / {base:.12g}"
    elif size.kind != to.kind or size.unit != to.unit:
        return
    verdict = _verdict(moved, off, size.value or 0.0, _half(tokens, size, least=0.5))
    if verdict is not None:
        yield Check(n, (n + 1, n + 2), verdict, _said(sum_, moved, verdict, size))


def _rate(tokens: Tokens, drafts: Sequence[Draft]) -> Iterator[Check]:
    """Reads "$15 a month for 12 months, $180 in total": exactly one rate, one time of its unit, one total."""
    rates = [n for n, d in enumerate(drafts) if d.per in lexicon().times and d.kind in ("money", "count") and _exact(d)]
    if len(rates) != 1:
        return
    rate = drafts[rates[0]]
    times = [n for n, d in enumerate(drafts) if d.kind == "duration" and d.unit == rate.per and _exact(d)]
    totals = [
        n
        for n, d in enumerate(drafts)
        if n != rates[0]
        and d.kind == rate.kind
        and d.unit == rate.unit
        and d.per is None
        and _exact(d)
        and _total(tokens, d)
    ]
    if len(times) != 1 or len(totals) != 1 or tokens.low(drafts[times[0]].before - 1) not in ("for", "over"):
        return
    time, total = drafts[times[0]], drafts[totals[0]]
    found = (rate.value or 0.0) * (time.value or 0.0)
    verdict = _verdict(found, _half(tokens, rate) * (time.value or 0.0), total.value or 0.0, _half(tokens, total))
    if verdict is not None:
        yield Check(
            totals[0],
            (rates[0], times[0]),
            verdict,
            _said(f"{rate.value:.12g} × {time.value:.12g}", found, verdict, total),
        )


def _total(tokens: Tokens, draft: Draft) -> bool:
    """Whether the words beside the number call it a total."""
    near = (
        tokens.low(draft.before - 1),
        tokens.low(draft.before - 2),
        tokens.low(draft.after),
        tokens.low(draft.after + 1),
    )
    return any(word in lexicon().cues["totals"] for word in near)


def _exact(draft: Draft) -> bool:
    return draft.bound == "exact" and draft.value is not None


def _half(tokens: Tokens, draft: Draft, least: float = 0.0) -> float:
    """By how much the number may be off: half of its last printed place; whole counts are taken as they stand."""
    if draft.bound == "about":
        return abs(draft.value or 0.0) * ABOUT
    at = next((k for k in range(draft.first, draft.last + 1) if tokens.kinds[k] == "n"), None)
    if at is None:
        return least
    printed = tokens.words[at]
    places = len(printed.partition(".")[2])
    whole = float("".join(c for c in printed if c.isdecimal() or c == ".") or 0)
    scale = abs((draft.value or 0.0) / whole) if whole else 1.0
    return 0.5 * 10.0**-places * scale if places or draft.scaled else least


def _verdict(found: float, off: float, stated: float, may_be_off: float) -> bool | None:
    """Whether the two agree within their rounding; None where they are apart by little more than that."""
    apart, room = abs(found - stated), off + may_be_off + 1e-9 * max(abs(found), abs(stated), 1.0)
    if apart <= room:
        return True
    return False if apart > 2 * room else None


def _said(sum_: str, found: float, agrees: bool, stated: Draft) -> str:
    return f"{sum_} = {found:.6g}" + ("" if agrees else f", not {stated.value:.12g}")
