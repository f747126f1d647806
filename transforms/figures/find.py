"""A sentence -> its figures: scan, currency and unit, ranges, bound, rate, change, thing; and what was left out, with the reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from transforms.figures.answers import Thing
from transforms.figures.bounds import read_age_bound, read_bound
from transforms.figures.changes import read_change
from transforms.figures.chunks import read_chunk
from transforms.figures.consistency import check
from transforms.figures.currencies import FigureContext
from transforms.figures.drafts import GAPPED, Draft
from transforms.figures.inherit import inherit
from transforms.figures.lexicon import lexicon
from transforms.figures.money import read_money
from transforms.figures.numbers import scan
from transforms.figures.phrases import Reader
from transforms.figures.ranges import join
from transforms.figures.reject import not_a_figure
from transforms.figures.runs import reject_neighbours, reject_runs
from transforms.figures.shared import read_losses, share_units
from transforms.figures.tokens import Tokens, tokenise
from transforms.figures.units import bare_age, rate_at, read_unit
from transforms.mentions import DateMention, FigureCheck, FigureMention, Rejected, Sentence
from transforms.syntax import Parse

WHOLES = frozenset(
    ("them", "these", "those", "us", "you", "the", "which", "whom", "our", "its", "their")
)  # "Unfortunately, 37 of them"
LEADS_TO_A_LOSS = frozenset(("from", "of", "to", "versus", "vs", "was", "with"))
LEAST_FAHRENHEIT = 10  # degrees that are told without their sign
SYMBOLS_OF_NAMES = frozenset("JFCNA")
MOST_YEARS = 130  # of a person whose age is told without the word "year"
BESIDE_EARNINGS = re.compile(r"\b(?:income|loss|losses|profits?|revenues?|sales) and ", re.I)
PER_SHARE = re.compile(r"\bper (share|unit)\b", re.I)  # of "earnings per share were $1.86"
MOST_TOKENS = 600  # a longer "sentence" is a table or a list, and its parse is worth nothing


@dataclass(frozen=True, slots=True)
class FigureFindings:
    """The figures of a sentence, and the numbers that are none; places are those of the article."""

    figures: list[FigureMention]
    rejected: list[Rejected]


def find_figures(
    sentence: Sentence, dates: Sequence[DateMention], parse: Parse | None, context: FigureContext
) -> FigureFindings:
    """Every number of the sentence, as a figure or with the reason why it is none.

    `dates` are the sentence's time expressions: a number in one is a figure only where it is the length of a time.
    """
    tokens = tokenise(sentence.text)
    drafts = scan(tokens)
    drafts = _read(tokens, drafts, context)
    spans = [(d.start - sentence.start, d.end - sentence.start, d) for d in dates]
    longest = max((end - start for start, end, _ in spans), default=0)
    for draft in drafts:
        start, end = tokens.starts[draft.first], tokens.ends[draft.last]
        near = spans[bisect_left(spans, start - longest, key=_begin) : bisect_left(spans, end, key=_begin)]
        draft.reject = not_a_figure(tokens, draft, near)
    reject_neighbours(tokens, drafts)
    joined = join(tokens, drafts)
    reject_runs(tokens, joined)
    inherit(tokens, joined)
    kept = [d for d in joined if not d.reject]
    for draft in kept:
        _sign(tokens, draft)
    read_losses(tokens, kept)
    _part(kept)
    read_change(tokens, kept)
    share_units(tokens, kept)
    times = [(start, end) for start, end, d in spans if d.timex_type in ("DATE", "TIME")]
    reader = Reader(tokens, parse, kept, times) if parse is not None and 0 < len(parse) <= MOST_TOKENS else None
    things = [reader.read(d) if reader else read_chunk(tokens, d) for d in kept]
    _borrow(tokens, kept, things)
    mentions = [_mention(sentence, tokens, d, t) for d, t in zip(kept, things, strict=True)]
    for one in check(tokens, kept):
        others = tuple((mentions[n].start, mentions[n].end) for n in one.others)
        mentions[one.of] = replace(mentions[one.of], check=FigureCheck(one.agrees, one.arithmetic, others))
    return FigureFindings(
        mentions,
        [
            Rejected(sentence.start + tokens.starts[d.first], sentence.start + tokens.ends[d.last], d.reject)
            for d in joined
            if d.reject
        ],
    )


def _begin(span: tuple[int, int, DateMention]) -> int:
    return span[0]


def _read(tokens: Tokens, drafts: list[Draft], context: FigureContext) -> list[Draft]:
    """The numbers with currency, unit, bound, age and rate; without the "million" that one before has taken."""
    last, apart = -1, []
    for draft in drafts:
        if draft.first <= last:
            continue
        apart.append(draft)
        if draft.reject:
            continue
        _bracketed(tokens, draft)
        read_money(tokens, draft, context)
        if ")" in tokens.words[draft.first : draft.last] and tokens.low(draft.first - 1) == "(":
            draft.first -= 1  # ($18.5) million
        _compared_loss(tokens, draft)
        read_unit(tokens, draft)
        _below_zero(tokens, draft)
        _no_symbol(tokens, draft)
        read_bound(tokens, draft)
        following = tokens.kind(draft.last + 1) == "w" and tokens.low(draft.last + 1) not in lexicon().nouns["stops"]
        if not (tokens.low(draft.last + 1) == "of" and tokens.low(draft.last + 2) in WHOLES):
            bare_age(tokens, draft, following)
            _told_age(tokens, draft, following)
        read_age_bound(tokens, draft)
        if draft.per is None:
            draft.per, draft.after = rate_at(tokens, draft.after, draft.kind)
        last = draft.last
    return apart


def _told_age(tokens: Tokens, draft: Draft, following: bool) -> None:
    """Reads "aged 65 years", "older than 55", "when they turn 18", "who is 8.", "At just 15, he"."""
    value = draft.value if draft.value is not None else draft.high
    before, second, after = tokens.low(draft.first - 1), tokens.low(draft.first - 2), tokens.low(draft.last + 1)
    if draft.kind == "duration" and draft.unit == "year" and before in ("age", "aged", "ages"):
        draft.kind, draft.rule = "age", "age.old"
    than = before == "than" and second in ("older", "younger") and not after.endswith("s")
    following = following and not than
    if draft.kind != "count" or draft.scaled or following or value is None or not 0 < value < MOST_YEARS or value % 1:
        return
    who = before == "is" and second == "who" and after in (".", ",", "")
    just = before in ("just", "only") and second == "at" and after == ","
    if than or who or just or before == "turn":
        draft.kind, draft.unit, draft.rule = "age", "year", "age.bare"


def _bracketed(tokens: Tokens, draft: Draft) -> None:
    """Reads "$(18.5)M" and "($18.5) million" as books write a loss: the brackets are a minus."""
    first, last = draft.first - 1, draft.last + 1
    if tokens.low(last) != ")" or draft.value is None or draft.style != "digits":
        return
    inside = tokens.low(first) == "(" and tokens.kind(first - 1) == "m" and tokens.joined(first)
    around = tokens.kind(first) == "m" and tokens.low(first - 1) == "(" and tokens.low(last + 1) in lexicon().scales
    if not (inside or around):
        return
    draft.first, draft.last, draft.value = draft.first if around else first, last, -draft.value
    if tokens.joined(last + 1) or tokens.low(last + 1) in lexicon().scales:
        scale = lexicon().scales.get(tokens.low(last + 1), lexicon().letters.get(tokens.low(last + 1), 1))
        draft.value, draft.last = draft.value * scale, last + (scale > 1)
    draft.after = draft.last + 1


def _compared_loss(tokens: Tokens, draft: Draft) -> None:
    """Reads "compared with ($0.1 million)": a preposition leads to a sum, and to no aside, so that the brackets are its minus."""
    first, last = draft.first - 1, draft.last + 1
    if draft.kind != "money" or draft.value is None or draft.value <= 0 or tokens.low(last) != ")":
        return
    if tokens.low(first) == "(" and tokens.low(first - 1) in LEADS_TO_A_LOSS:
        draft.first, draft.last, draft.value = first, last, -draft.value
        draft.after = max(draft.after, last + 1)


def _below_zero(tokens: Tokens, draft: Draft) -> None:
    """Reads "12 degrees below zero" as minus 12; the zero is a part of it."""
    at = draft.after
    degrees = draft.kind == "measure" and (draft.unit or "").startswith("degree") and draft.style in ("digits", "words")
    if degrees and draft.value and tokens.low(at) == "below" and tokens.low(at + 1) == "zero":
        draft.value, draft.last, draft.after = -abs(draft.value), at + 1, at + 2


def _no_symbol(tokens: Tokens, draft: Draft) -> None:
    """The C of "13 C-130 planes" and of "12 C Avenue" is no degree: a symbol of one letter at the head of a name."""
    at = draft.unit_at
    _senator(tokens, draft)
    if at is None or draft.kind != "measure" or len(tokens.words[at]) > 1 or not tokens.words[at].isalpha():
        return
    no, before = lexicon().no, tokens.low(draft.first - 1)
    numbered = before in no["numbered_lower"] or (before in no["cues_before"] and tokens.capital(draft.first - 1))
    lettered = tokens.joined(at) and len(before) == 1 and tokens.capital(draft.first - 1)  # the H 2C visa
    faint = draft.unit == "degree_fahrenheit" and tokens.words[at] == "F"
    faint = faint and (abs(draft.value or 0) < LEAST_FAHRENHEIT or tokens.low(at + 1)[:1] == ".")
    if numbered or lettered or faint or (tokens.words[at] == "F" and tokens.hyphen(at - 1)):  # Room 344 F, Form 20-F
        draft.kind, draft.unit, draft.unit_at, draft.after, draft.rule = (
            "count",
            None,
            None,
            draft.last + 1,
            "number.digits",
        )
        return
    following = at + 1 + tokens.hyphen(at + 1)
    letter = following > at + 1 and tokens.capital(following) and len(tokens.words[following]) == 1
    name = tokens.joined(following) and (tokens.kind(following) in ("n", "d") or letter)  # 13 C-130s
    named = tokens.capital(at + 1) and not (len(tokens.words[at + 1]) > 2 and tokens.words[at + 1].isupper())  # 5 W USB
    apart = not tokens.joined(at) and tokens.words[at].isupper() and (tokens.kind(at + 1) in ("n", "o") or named)
    firm = tokens.joined(at) and tokens.words[at] in SYMBOLS_OF_NAMES and named and not tokens.words[at + 1].isupper()
    dotted = tokens.words[at] in ("W", "S", "N", "E") and tokens.low(at + 1) == "." and tokens.capital(at + 2)
    if name or apart or firm or (dotted and not tokens.joined(at)):
        draft.kind, draft.unit, draft.unit_at, draft.after, draft.rule = (
            "count",
            None,
            None,
            draft.last + 1,
            "number.digits",
        )


def _senator(tokens: Tokens, draft: Draft) -> None:
    """The Sen of "in 2006 Sen Baker asked" is no hundredth of a ringgit."""
    at = draft.last
    if draft.kind != "money" or at == draft.first or tokens.words[at] != "Sen" or not tokens.capital(at + 1):
        return
    draft.value, draft.kind, draft.unit, draft.currency, draft.last = (
        (draft.value or 0) * 100,
        "count",
        None,
        None,
        at - 1,
    )
    draft.after, draft.unit_at, draft.rule = at, None, "number.digits"


def _part(kept: list[Draft]) -> None:
    """A sign between two numbers ("0€½") belongs to the first."""
    for left, right in pairwise(kept):
        right.first = min(max(right.first, left.last + 1), right.last)


def _sign(tokens: Tokens, draft: Draft) -> None:
    """A minus before digits that nothing touches on its left belongs to the number, and so does "minus"."""
    at = draft.first - 1
    if at < 0 or draft.value is None or draft.style != "digits" or draft.kind == "money":
        return
    loose = at == 0 or (not tokens.joined(at) and tokens.kinds[at - 1] != "n") or tokens.low(at - 1) == "("
    level = draft.kind != "count" or tokens.low(at - 1) in ("from", "to")  # from -140 to -227 jobs
    if tokens.low(at) in ("-", "−", "–") and tokens.joined(draft.first) and loose and level:
        draft.first, draft.value = at, -draft.value
    elif tokens.low(at) == "+" and tokens.joined(draft.first) and loose:
        draft.first = at
    elif tokens.hyphen(at) and tokens.low(at - 1) == "minus":
        draft.first, draft.value = at - 1, -draft.value
    elif tokens.low(at) == "minus" and draft.kind in ("measure", "percent") and tokens.kind(at - 1) != "n":
        draft.first, draft.value = at, -draft.value


def _borrow(tokens: Tokens, kept: list[Draft], things: list[Thing]) -> None:
    """Conversions and votes take the thing of what stands beside them; counts a rate behind their noun."""
    for n, draft in enumerate(kept):
        thing = things[n]
        conversion = n > 0 and draft.rule.endswith("+conversion")
        if conversion:
            things[n] = thing = things[n - 1]
            draft.change = draft.change or kept[n - 1].change
        if draft.kind == "money" and draft.per is None and thing.span is not None:
            rate = PER_SHARE.search(tokens.text, *thing.span)
            several = rate is not None and BESIDE_EARNINGS.search(tokens.text, thing.span[0], rate.start()) is not None
            draft.per = rate[1].lower() if rate is not None and not several else None
        if (
            draft.kind in ("count", "measure")
            and draft.per is None
            and thing.span is not None
            and thing.head_at is not None
        ):
            after = next((k for k in range(draft.last, len(tokens)) if tokens.starts[k] >= thing.span[1]), None)
            if after is not None and thing.span[0] >= tokens.ends[draft.last] and after - draft.last < 9:
                draft.per, _ = rate_at(tokens, after, "count")
    for n in range(1, len(kept)):
        if kept[n].rule.endswith(GAPPED):
            things[n] = replace(things[n - 1], holder=_name_before(tokens, kept[n]))
            continue
        if kept[n].rule.endswith("+shared_unit") and kept[n].kind == kept[n - 1].kind == "age":
            things[n] = replace(things[n - 1])  # children aged 4, 7 and 11
            continue
        those = tokens.low(kept[n].after) == "of" and tokens.low(kept[n].after + 1) in (
            "those",
            "them",
            "which",
            "these",
        )
        if those and things[n - 1].span is not None:
            things[n] = replace(things[n - 1])
        if (
            things[n].span is None
            and kept[n].kind in ("count", "percent", "money")
            and kept[n].first - kept[n - 1].after <= 3
        ):
            things[n] = Thing(
                things[n - 1].span,
                things[n - 1].head,
                things[n - 1].head_at,
                things[n].holder or things[n - 1].holder,
                things[n].predicate,
                things[n].predicate_at,
            )


def _name_before(tokens: Tokens, draft: Draft) -> tuple[int, int]:
    """The capital words right before the number: "..., the National Party 48"."""
    first = draft.first
    while tokens.capital(first - 1):
        first -= 1
    return tokens.starts[first], tokens.ends[draft.first - 1]


def _mention(sentence: Sentence, tokens: Tokens, draft: Draft, thing: Thing) -> FigureMention:
    text, base = tokens.text, sentence.start
    unit = draft.unit if draft.kind not in ("count", "score", "ratio") else None
    measured = text[thing.span[0] : thing.span[1]] if thing.span else None
    head = thing.head
    if draft.age_of:
        measured, head = "votes", "vote"
    return FigureMention(
        start=base + tokens.starts[draft.first],
        end=base + tokens.ends[draft.last],
        bound=draft.bound,
        kind=draft.kind,
        rule=draft.rule,
        value=draft.value,
        value_low=draft.low,
        value_high=draft.high,
        unit=unit,
        measured=measured,
        measured_head=head.lower() if head else None,
        holder=text[thing.holder[0] : thing.holder[1]] if thing.holder else None,
        predicate=thing.predicate,
        per=draft.per,
        change=draft.change,
        noun=(base + thing.head_at[0], base + thing.head_at[1]) if thing.head_at else None,
        governor=(base + thing.predicate_at[0], base + thing.predicate_at[1]) if thing.predicate_at else None,
    )
