"""The date of the saying: which time expression places a statement's cue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from transforms.mentions import DateMention, Interval, Sentence, StatementMention
from transforms.syntax import Parse

NO_OBJECTS = frozenset(("ccomp", "parataxis", "conj", "advcl", "relcl"))


@dataclass(frozen=True, slots=True)
class StatementDate:
    """When a statement was made: the index of the date it rests on (None: the document's day or unknown) and the interval."""

    date: int | None
    interval: Interval | None


UNKNOWN = StatementDate(None, None)


def date_statements(
    statements: Sequence[StatementMention],
    sentences: Sequence[Sentence],
    parses: Mapping[int, Parse],
    dates: Sequence[DateMention],
    published_on: date | None,
) -> list[StatementDate]:
    """One value a statement, in order: the date in the cue's own clause, else that of the statement around it, else unknown.

    The publication day is no date of the saying unless the text says so: "said" alone leaves the date open.
    """
    by_no = {s.no: s for s in sentences}
    under = _by_sentence(dates, sentences)
    above: dict[int, Mapping[int, list[int]]] = {}
    found: list[StatementDate] = []
    for statement in statements:
        no = statement.sentence_no
        parse = parses.get(no)
        if no not in under or parse is None:
            found.append(UNKNOWN)
            continue
        if no not in above:
            above[no] = _above(parse, by_no[no].start, [(n, dates[n]) for n in under[no]])
        found.append(_own(statement, by_no[no].start, parse, above[no], dates))
    return [
        found[s.outer] if own is UNKNOWN and s.outer is not None and s.outer < len(found) else own
        for s, own in zip(statements, found, strict=True)
    ]


def _by_sentence(dates: Sequence[DateMention], sentences: Sequence[Sentence]) -> dict[int, list[int]]:
    under: dict[int, list[int]] = {}
    waiting = iter(sorted(range(len(dates)), key=lambda n: dates[n].start))
    n = next(waiting, None)
    for sentence in sentences:
        while n is not None and dates[n].start < sentence.end:
            under.setdefault(sentence.no, []).append(n)
            n = next(waiting, None)
    return under


def _above(parse: Parse, base: int, near: Iterable[tuple[int, DateMention]]) -> dict[int, list[int]]:
    """Token -> the dates whose way up meets it before it leaves the clause; once a sentence, however much is said in it."""
    met: dict[int, list[int]] = {}
    for n, mention in near:
        if mention.interval is None or mention.timex_type == "SET":
            continue
        head = _head(parse, mention.start - base, mention.end - base)
        if head is not None:
            for token in _way_up(parse, head):
                met.setdefault(token, []).append(n)
    return met


def _own(
    statement: StatementMention, base: int, parse: Parse, above: Mapping[int, list[int]], dates: Sequence[DateMention]
) -> StatementDate:
    cue = None if statement.cue_span is None else parse.token_at(statement.cue_span[0] - base)
    if cue is None:
        return UNKNOWN
    fitting = (n for token in _clause_of(parse, cue) for n in above.get(token, ()))
    first = min((n for n in fitting if not _inside(dates[n], statement.content_span)), default=None)
    return UNKNOWN if first is None else StatementDate(first, dates[first].interval)


def _inside(mention: DateMention, content: tuple[int, int] | None) -> bool:
    return content is not None and content[0] <= mention.start and mention.end <= content[1]


def _head(parse: Parse, start: int, end: int) -> int | None:
    """The token of the date that hangs on a word outside of it."""
    first = parse.token_at(start)
    if first is None:
        return None
    last, heads = first, parse.heads
    while last < len(parse) and parse.starts[last] < end:
        last += 1
    return next((i for i in range(first, last) if not first <= heads[i] < last or heads[i] == i), None)


def _clause_of(parse: Parse, cue: int) -> frozenset[int]:
    """The cue, and the light verb or preposition that carries it ("issued a statement", "in a statement")."""
    return frozenset((cue, *(c for c in parse.children[cue] if parse.deps[c] in ("aux", "auxpass", "prt"))))


def _way_up(parse: Parse, token: int) -> Iterator[int]:
    """The heads above the date as far as its clause goes."""
    for above in parse.ancestors(token):
        yield above
        if parse.deps[token] in NO_OBJECTS:
            return
        token = above
