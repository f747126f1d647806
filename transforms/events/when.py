"""When an event of a sentence was, by the time expressions of that sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from transforms.events.anchors import Anchor
from transforms.events.groups import Group, is_carried_out, is_result
from transforms.events.triggers import Trigger, is_preposition
from transforms.events.words import bound, link_words, nouns, verbs
from transforms.mentions import Interval
from transforms.syntax import Parse
from transforms.syntax.phrases import SUBJECTS

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
AHEAD = frozenset(("future", "modal", "infinitive"))
OPEN_TO_TODAY = frozenset(("date_since", "event_since"))


@dataclass(slots=True)
class When:
    """The interval of an event, the date expression it rests on, and how it was found."""

    interval: Interval
    span: tuple[int, int] | None
    basis: str
    rule: str
    is_weekday: bool = False  # the date is a bare weekday, which has another reading a week away
    is_counted: bool = False  # the date is counted from one before it: "the next day"


def read_when(
    parse: Parse, triggers: Mapping[int, Trigger], anchors: Sequence[Anchor], said_on: date | None
) -> dict[int, When]:
    """Trigger token -> its time, for every trigger that a date of the sentence places."""
    placed = _by_anchor(anchors, said_on)
    if not placed:
        return placed
    _inherit(parse, triggers, placed, anchors)
    _bound_by_events(parse, triggers, placed, said_on)
    _inherit(parse, triggers, placed, anchors)
    _begin_where_the_first_did(parse, placed)
    return placed


def until_said(when: When, said_on: date | None) -> When:
    """What has gone on since a day ends, as far as is known, on the day it is said; the publication day is the fallback."""
    start = when.interval.start
    if said_on is None or start is None or said_on < start:
        return when
    return replace(when, interval=Interval(start, said_on, "interval"))


def ahead(when: When, published: date | None) -> When:
    """A bare weekday of what is still to come is the next one, whatever the tense around it said to the reader of dates."""
    start, end = when.interval.start, when.interval.end
    if (
        not when.is_weekday
        or published is None
        or start is None
        or end is None
        or not published - WEEK <= start < published
    ):
        return when
    return replace(when, interval=Interval(start + WEEK, end + WEEK, when.interval.precision))


def _by_anchor(anchors: Sequence[Anchor], said_on: date | None) -> dict[int, When]:
    under: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        under.setdefault(anchor.governor, []).append(anchor)
    return {token: _combined(group, said_on) for token, group in under.items()}


def _combined(group: Sequence[Anchor], said_on: date | None) -> When:
    """Dates under one trigger: "from X to Y" and pairs make one interval, else the narrowest of those that agree.

    Those that hang on the trigger itself go before those of a thing below it.
    """
    group = [a for a in group if not a.is_loose] or group
    first = group[0]
    if len(group) == 1:
        return _single(first, said_on)
    start, end = _whole(group[0].mention.interval), _whole(group[1].mention.interval)
    if _is_pair(group[0].operator, group[1].operator) and not _is_backward(start, end):
        span = (first.mention.start, first.mention.end)
        return When(Interval(start.start, end.end, "interval"), span, "clause", "date_pair")
    plain = [a for a in group if a.operator in (None, "to")]
    plain = [a for a in plain if a.mention.rule != "clock"] or plain  # a bare clock time has its day from elsewhere
    return _agreed(plain) if plain else _single(first, said_on)


def _single(anchor: Anchor, said_on: date | None) -> When:
    span = (anchor.mention.start, anchor.mention.end)
    is_weekday = anchor.mention.rule == "weekday" and bool(anchor.mention.candidates)
    is_counted = anchor.mention.anchor is not None
    return When(_bounded(anchor, said_on), span, "clause", _rule(anchor), is_weekday, is_counted)


def _is_pair(first: str | None, second: str | None) -> bool:
    opens = first in ("from", "between", None, "since", "after")
    return (opens and second in ("to", "until")) or first == "between"


def _is_backward(start: Interval, end: Interval) -> bool:
    return start.start is not None and end.end is not None and start.start > end.end


def _agreed(group: Sequence[Anchor]) -> When:
    """The narrowest of the intervals that lie within the first; years in a row ("2003 and 2004") are one stretch."""
    first = group[0]
    whole = _whole(first.mention.interval)
    best = first
    for other in group[1:]:
        inner, outer = _whole(other.mention.interval), _whole(best.mention.interval)
        if _within(inner, outer) and inner != outer:
            best = other
    span = (best.mention.start, best.mention.end)
    last = _whole(group[-1].mention.interval)
    if group[-1].is_joined and whole.end and last.start and last.start == whole.end + DAY:
        return When(Interval(whole.start, last.end, "interval"), span, "clause", "date_pair")
    return When(_whole(best.mention.interval), span, "clause", "date_in_clause")


def _within(inner: Interval, outer: Interval) -> bool:
    if inner.start is None or inner.end is None or outer.start is None or outer.end is None:
        return False
    return outer.start <= inner.start and inner.end <= outer.end


def _whole(interval: Interval | None) -> Interval:
    return interval or Interval(None, None, None)


def _rule(anchor: Anchor) -> str:
    return f"date_{anchor.operator}" if anchor.operator not in (None, "to", "between") else "date_in_clause"


def _bounded(anchor: Anchor, said_on: date | None) -> Interval:
    """The interval of the date as its operator opens or closes it."""
    own = _whole(anchor.mention.interval)
    if anchor.operator in ("before", "after") and anchor.mention.timex_type == "TIME" and _is_one_day(own):
        return own  # "after 3 a.m. Monday" is on Monday
    if anchor.operator == "before":
        return Interval(None, own.start - DAY if own.start else None, "interval")
    return bounded(own, anchor.operator, said_on)


def _is_one_day(interval: Interval) -> bool:
    return interval.start is not None and interval.start == interval.end


def bounded(own: Interval, operator: str | None, said_on: date | None) -> Interval:
    """since: to the day of the saying; after and from: open right; until, before: open left; anything else: as it is.

    >>> bounded(Interval(date(2020, 1, 1), date(2020, 12, 31), "year"), "since", date(2021, 5, 3)).end
    datetime.date(2021, 5, 3)
    """
    if operator == "since":
        closed = said_on if own.start and said_on and own.start <= said_on else None
        return Interval(own.start, closed, "interval")
    if operator in ("after", "from"):
        return Interval(own.start, None, "interval")
    if operator in ("until", "before"):
        return Interval(None, own.end, "interval")
    return own


def _inherit(parse: Parse, triggers: Mapping[int, Trigger], placed: dict[int, When], anchors: Sequence[Anchor]) -> None:
    """A clause joined by "and", and the main clause of a dated "when" clause, take the date that stands before them or governs them."""
    for token, trigger in triggers.items():
        if token in placed or trigger.kind not in ("verb", "aspect", "noun"):
            continue
        source = _source(parse, token, triggers, placed)
        if source is not None:
            when = placed[source]
            placed[token] = When(when.interval, when.span, "clause", "date_of_governing_clause")


def _begin_where_the_first_did(parse: Parse, placed: dict[int, When]) -> None:
    """In "became chair in 2007 and held the post until 2011": the second clause begins where the first one happened."""
    for token, when in placed.items():
        first = _dated_above(parse, token, placed) if parse.deps[token] == "conj" else None
        if when.rule != "date_until" or first is None or first.rule != "date_in_clause" or first.interval.start is None:
            continue
        if when.interval.end is not None and first.interval.start <= when.interval.end:
            placed[token] = replace(
                when, interval=Interval(first.interval.start, when.interval.end, "interval"), rule="date_pair"
            )


def _dated_above(parse: Parse, token: int, placed: Mapping[int, When]) -> When | None:
    """The time of the nearest dated trigger above."""
    return next((placed[t] for t in parse.ancestors(token) if t in placed), None)


def _source(parse: Parse, token: int, triggers: Mapping[int, Trigger], placed: Mapping[int, When]) -> int | None:
    trigger = triggers[token]
    verb = trigger.support if trigger.support is not None else token
    head = parse.heads[verb]
    if parse.deps[verb] == "conj" and parse.tags[verb][:2] == "VB" and head in placed:
        if parse.lemmas[head] in link_words("once"):
            return None  # "was born in 1961 and studied in Bergen"
        if head in triggers and _is_other_time(triggers[head].group, trigger.group):
            return None  # "took her degree in 1992, and teaches now", "will open on Monday and has ordered desks"
        return head if placed[head].rule in ("date_in_clause", "date_of_governing_clause") else None
    if parse.deps[verb] == "advcl" and head in placed and _mark(parse, verb) in ("when", "as", "while"):
        return head if placed[head].rule == "date_in_clause" else None
    if is_said_beside(parse, trigger) and head in placed:
        return head if placed[head].rule in ("date_in_clause", "date_of_governing_clause") else None
    if is_result(parse, verb) and head in placed:
        return head if placed[head].rule == "date_in_clause" else None
    if trigger.kind == "verb" and trigger.lemma != "come":
        paper = _dated_paper(parse, verb, placed)
        if paper is not None:
            return paper
    for child in parse.children[verb]:
        if parse.deps[child] == "advcl" and child in placed and _mark(parse, child) == "when":
            return child if placed[child].rule == "date_in_clause" else None
    if trigger.kind == "noun" and trigger.support is None:
        return _harm(parse, token, placed)
    done = parse.child(verb, "xcomp", "advcl")
    if done is not None and done in placed and is_carried_out(parse, done):
        return done if placed[done].rule == "date_in_clause" else None  # "began to fall on Monday"
    return _joined_after(parse, verb, placed) if trigger.kind == "verb" else None


def _is_other_time(first: Group, joined: Group) -> bool:
    """Whether two joined verbs tell of different times: the one is over, and the other goes on or lies ahead."""
    if first.tense == "past":
        return joined.tense in ("present", "perfect", "future")
    return first.tense in AHEAD and joined.tense in ("perfect", "past_perfect")


def _joined_after(parse: Parse, verb: int, placed: Mapping[int, When]) -> int | None:
    """The last of the verbs joined to this one, if they share its subject and a day closes them: "killed two and hurt five on Monday"."""
    last = verb
    while (other := parse.child(last, "conj")) is not None and parse.tags[other][:2] == "VB":
        if parse.child(other, *SUBJECTS) is not None and not _is_gapped(parse, verb, other):
            return None
        last = other
        if last in placed:
            break
    when = placed.get(last)
    if last == verb or when is None or when.rule != "date_in_clause" or when.interval.precision != "day":
        return None
    if when.is_counted:
        return None  # "was arrested and was released the next day"
    return last if parse.tags[last] in (parse.tags[verb], "VBN", "VBD") else None


def _is_gapped(parse: Parse, verb: int, other: int) -> bool:
    """Whether a joined participle has its auxiliary from the first one: "two were killed and five injured on Monday"."""
    bare = parse.tags[other] == "VBN" and parse.child(other, "aux", "auxpass") is None
    return bare and parse.child(verb, "auxpass") is not None


def _harm(parse: Parse, noun: int, placed: Mapping[int, When]) -> int | None:
    """The dated harm that an event did or that was done in it: "the blast killed two on Monday", "was hurt in the crash on Monday"."""
    verb, label = parse.heads[noun], parse.deps[noun]
    if label == "pobj" and parse.lemmas[verb] == "in":
        verb = parse.heads[verb]
    elif label != "nsubj":
        return None
    when = placed.get(verb)
    if (
        when is None
        or when.interval.precision != "day"
        or when.rule not in ("date_in_clause", "date_of_governing_clause")
    ):
        return None
    return verb if parse.lemmas[verb] in link_words("harms") else None


def is_said_beside(parse: Parse, trigger: Trigger) -> bool:
    """Whether a participle says more of the same act: "called for a new vote, citing flaws", "took the post, being chosen by ..."."""
    token = trigger.token
    if _is_being_done(parse, token):
        return trigger.kind == "verb"
    return (
        trigger.kind == "verb"
        and parse.tags[token] == "VBG"
        and parse.deps[token] in ("advcl", "xcomp")
        and (trigger.lemma in verbs("report") or trigger.lemma in verbs("beside"))
        and not any(parse.deps[c] in ("mark", "aux") for c in parse.children[token])
    )


def _is_being_done(parse: Parse, verb: int) -> bool:
    """Whether it is "being chosen" behind the verb that it says more of, with no word or subject of its own before it."""
    helper = parse.child(verb, "auxpass")
    return (
        helper is not None
        and parse.words[helper].lower() == "being"
        and parse.deps[verb] in ("advcl", "ccomp")
        and parse.heads[verb] < helper
        and parse.words[helper - 1] == ","
        and parse.child(verb, "mark", *SUBJECTS) is None
    )


def _dated_paper(parse: Parse, verb: int, placed: Mapping[int, When]) -> int | None:
    """The dated paper that something is done in: "in a statement issued on Monday, the police confirmed"."""
    for child in parse.children[verb]:
        paper = (
            parse.child(child, "pobj")
            if parse.deps[child] == "prep"
            else child
            if parse.deps[child] == "nsubj"
            else None
        )
        if paper is None or parse.lemmas[paper] not in nouns("papers"):
            continue
        issued = parse.child(paper, "acl")
        dated = paper if paper in placed else issued
        if dated is not None and dated in placed and parse.deps[child] in ("prep", "nsubj"):
            return dated
    return None


def _mark(parse: Parse, clause: int) -> str | None:
    for child in parse.children[clause]:
        if parse.deps[child] in ("mark", "advmod") and bound(parse.words[child]) is not None:
            return parse.words[child].lower()
    return None


def _bound_by_events(
    parse: Parse, triggers: Mapping[int, Trigger], placed: dict[int, When], said_on: date | None
) -> None:
    """A dated event bounds the one whose clause it stands in: "recalled after a fire in August 2019"."""
    for token in list(placed):
        operator, governor = _operator_above(parse, token, triggers)
        if operator is None or governor is None or governor in placed or governor not in triggers:
            continue
        when = placed[token]
        if when.rule not in ("date_in_clause",):
            continue
        if operator == "after" and triggers[governor].group.tense == "present":
            continue  # "the states exchange envoys after a thaw in October": told as the news of the day
        interval = bounded(when.interval, None if operator == "in" else operator, said_on)
        placed[governor] = When(interval, when.span, "clause", f"event_{operator}")


def _operator_above(parse: Parse, token: int, triggers: Mapping[int, Trigger]) -> tuple[str | None, int | None]:
    """The word between a dated event and the clause it bounds, and the verb of that clause."""
    label, head = parse.deps[token], parse.heads[token]
    if label in ("pobj", "pcomp") or (label == "dobj" and is_preposition(parse, head)):
        head = _over_edge(parse, head, triggers)
        word = parse.words[head].lower()
        if word in ("of", "to") and parse.words[parse.heads[head]].lower() in ("ahead", "prior"):
            word, head = parse.words[parse.heads[head]].lower(), parse.heads[head]
        governor = clause_above(parse, head, triggers)
        operator = bound(word)
        if operator is None or (operator == "in" and (governor is None or governor < token)):
            return None, None  # "convicted in the 2016 killing": only a phrase before the verb sets its scene
        return operator, governor
    if label == "advcl":
        mark = _mark(parse, token)
        operator = bound(mark) if mark else None
        return (operator, head) if operator not in (None, "in") else (None, None)
    return None, None


def _over_edge(parse: Parse, preposition: int, triggers: Mapping[int, Trigger]) -> int:
    """The preposition before "the beginning of" where this one is its "of": what is since the beginning of a war is since the war."""
    edge = parse.heads[preposition]
    is_edge = parse.lemmas[preposition] == "of" and parse.lemmas[edge] in link_words("edges") and edge not in triggers
    return parse.heads[edge] if is_edge and parse.deps[edge] == "pobj" else preposition


def clause_above(parse: Parse, token: int, triggers: Mapping[int, Trigger]) -> int | None:
    """The trigger of the clause that a phrase stands in."""
    for above in parse.ancestors(token):
        if above in triggers and (triggers[above].kind != "noun" or parse.deps[above] in SUBJECTS):
            return above
        if parse.tags[above][:2] == "VB" and above not in triggers:
            return next((t.token for t in triggers.values() if t.support == above), None)
    return None
