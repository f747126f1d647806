"""The date of the saying: which time expression places a statement's cue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    found = [_own(s, by_no, parses, under.get(s.sentence_no, ()), dates) for s in statements]
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


def _own(
    statement: StatementMention,
    sentences: Mapping[int, Sentence],
    parses: Mapping[int, Parse],
    near: Iterable[int],
    dates: Sequence[DateMention],
) -> StatementDate:
    sentence, parse = sentences.get(statement.sentence_no), parses.get(statement.sentence_no)
    if sentence is None or parse is None or statement.cue_span is None:
        return UNKNOWN
    cue = parse.token_at(statement.cue_span[0] - sentence.start)
    if cue is None:
        return UNKNOWN
    clause = _clause_of(parse, cue)
    for n in near:
        mention = dates[n]
        if mention.interval is None or mention.timex_type == "SET" or _inside(mention, statement.content_span):
            continue
        head = _head(parse, mention.start - sentence.start, mention.end - sentence.start)
        if head is not None and _hangs_on(parse, head, clause):
            return StatementDate(n, mention.interval)
    return UNKNOWN


def _inside(mention: DateMention, content: tuple[int, int] | None) -> bool:
    return content is not None and content[0] <= mention.start and mention.end <= content[1]


def _head(parse: Parse, start: int, end: int) -> int | None:
    """The token of the date that hangs on a word outside of it."""
    inside = [i for i in range(len(parse)) if parse.starts[i] < end and parse.ends[i] > start]
    members = set(inside)
    return next((i for i in inside if parse.heads[i] not in members or parse.heads[i] == i), None)


def _clause_of(parse: Parse, cue: int) -> frozenset[int]:
    """The cue, and the light verb or preposition that carries it ("issued a statement", "in a statement")."""
    return frozenset((cue, *(c for c in parse.children[cue] if parse.deps[c] in ("aux", "auxpass", "prt"))))


def _hangs_on(parse: Parse, token: int, clause: frozenset[int]) -> bool:
    """Whether the way up from the date meets the cue before it leaves the clause."""
    for above in parse.ancestors(token):
        if above in clause:
            return True
        if parse.deps[token] in NO_OBJECTS:
            return False
        token = above
    return False
