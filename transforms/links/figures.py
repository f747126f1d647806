"""What a figure belongs to: the time it speaks of, who states it, the event of its clause."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from transforms.links.clauses import clauses, is_in_its_when_clause, is_of_both, is_of_harm, is_verb, is_when_clause
from transforms.links.comparisons import is_in_row, is_of_another, is_paired
from transforms.links.statements import StatementDate
from transforms.links.tellers import Tellers
from transforms.mentions import (
    Article,
    DateMention,
    EventMention,
    FigureMention,
    Interval,
    Sentence,
    StatementMention,
)
from transforms.syntax import Parse

SINCE, OPEN_RIGHT, OPEN_LEFT = (
    frozenset(("since",)),
    frozenset(("after", "from")),
    frozenset(("until", "till", "before")),
)
RANGE = "range"  # rule of dates
OPENED = frozenset(("event_offset", "event_since", "event_until"))  # rules of events
DAY = timedelta(days=1)
SINCE_AN_EDGE = re.compile(r"\bsince (?:the )?(?:\w+ )?(?:beginning|onset|outbreak|outset|start) of [^,;:]*$", re.I)
JOINS = str.maketrans("-,.;", "    ")
DIRECTIONS = ("north", "south", "east", "west", "away", "off")
AIMS = frozenset(("ceiling", "goal", "objective", "target", "threshold"))
LATER, LATER_WITHIN = frozenset(("later", "earlier", "ago")), 30
NOT_ATTRIBUTIVE, ATTRIBUTIVE_WITHIN = frozenset(("of", "in", "after", "before", "for", "ahead", "from", ",", "to")), 60
INSIDE_A_NOUN = frozenset(("compound", "nmod", "amod", "poss", "nummod"))
PAIRED, CLOSE, CLAUSE, ABOVE = 4, 3, 2, 1
FARTHEST = 140  # characters from a figure to the day that it is counted from
LONGEST = 99  # characters before a date that its preposition is looked for in
NEAREST = 12  # dates of one sentence that are looked at for a figure


@dataclass(frozen=True, slots=True)
class FigureLink:
    """Of one figure: index of its date and the interval that follows from it, index of its statement, its claimant, index of its event."""

    date: int | None = None
    interval: Interval | None = None
    statement: int | None = None
    claimant: str | None = None
    event: int | None = None


def link_figures(
    article: Article,
    sentences: Sequence[Sentence],
    parses: Mapping[int, Parse],
    figures: Sequence[FigureMention],
    dates: Sequence[DateMention],
    statements: Sequence[StatementMention],
    said: Sequence[StatementDate],
    events: Sequence[EventMention],
) -> list[FigureLink]:
    """One link a figure, in order; `said` are the dates of the statements."""
    room = _Room(article, sentences, parses, dates, statements, said, events)
    return room.links(figures)


class _Room:
    """The findings of an article by sentence."""

    def __init__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        parses: Mapping[int, Parse],
        dates: Sequence[DateMention],
        statements: Sequence[StatementMention],
        said: Sequence[StatementDate],
        events: Sequence[EventMention],
    ) -> None:
        self.article, self.sentences, self.parses = article, sentences, parses
        self.dates, self.statements, self.said, self.events = dates, statements, said, events
        self._starts = [s.start for s in sentences]
        self._dates: dict[int, list[int]] = {}
        ranged: DateMention | None = None
        for n, mention in enumerate(dates):
            if ranged is not None and ranged.start <= mention.start and mention.end <= ranged.end:
                continue  # the 27 of "from March 25-27"
            if mention.rule == RANGE or (
                mention.interval is not None and " of " in article.text[mention.start : mention.end]
            ):
                ranged = mention  # and the 2000 of "the first nine months of 2000"
            self._dates.setdefault(self._at(mention.start), []).append(n)
        self._events: dict[int, list[int]] = {}
        self._by_trigger: dict[tuple[int, int], int] = {}
        for n, event in enumerate(events):
            self._events.setdefault(event.sentence_no, []).append(n)
            self._by_trigger.setdefault((event.trigger_start, event.trigger_end), n)
        self._widest = max((event.end - event.start for event in events), default=0)
        self._tellers = Tellers(article, sentences, statements)

    def _at(self, offset: int) -> int:
        """Position of the sentence that the offset lies in."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def links(self, figures: Sequence[FigureMention]) -> list[FigureLink]:
        """One link a figure; in a row of figures the statement of the first is that of all."""
        done: list[FigureLink] = []
        for n, figure in enumerate(figures):
            before = done[-1].statement if done and self._is_in_row(figures[n - 1], figure) else None
            done.append(self._link(figure, before))
        return done

    def _is_in_row(self, before: FigureMention, figure: FigureMention) -> bool:
        """Reads "projects 2.3% in 2031, 2.0% in 2032 and 1.9% in 2033": nothing but times and the thing stands between."""
        at = self._at(figure.start)
        if at >= len(self.sentences) or self._at(before.start) != at:
            return False
        return is_in_row(self.article.text, before, figure, [self.dates[n] for n in self._dates.get(at, [])])

    def _link(self, figure: FigureMention, before: int | None) -> FigureLink:
        """Date, statement, event of one figure; `before` is the statement of the row that it stands in."""
        at = self._at(figure.start)
        if at >= len(self.sentences):
            return FigureLink()
        sentence = self.sentences[at]
        statement = self._tellers.statement(at, figure)
        if statement is None:
            statement = before
        when = self._date(at, sentence, figure, statement)
        return FigureLink(
            date=when[0] if when else None,
            interval=when[1] if when else None,
            statement=statement,
            claimant=self._tellers.claimant(statement) if statement is not None else None,
            event=self._event(sentence, figure),
        )

    def _event(self, sentence: Sentence, figure: FigureMention) -> int | None:
        """The event triggered by the figure's verb or noun, else the one with the narrowest clause around the figure."""
        if figure.governor in self._by_trigger:
            return self._by_trigger[figure.governor]
        best: tuple[int, int, int] | None = None
        for n in self._events_near(sentence, figure):
            event = self.events[n]
            trigger = (event.trigger_start, event.trigger_end)
            if event.start <= figure.start and figure.end <= event.end:
                key = (trigger != figure.noun, event.end - event.start, n)
                best = key if best is None or key < best else best
        return best[2] if best else None

    def _events_near(self, sentence: Sentence, figure: FigureMention) -> list[int]:
        """The events of the sentence; of a sentence full of events, those whose clause may reach the figure."""
        here = self._events.get(sentence.no, [])
        if len(here) <= NEAREST:
            return here
        first = bisect_right(here, figure.start - self._widest - 1, key=self._trigger_start)
        return here[first : bisect_right(here, figure.end + self._widest, key=self._trigger_start)]

    def _trigger_start(self, event: int) -> int:
        return self.events[event].trigger_start

    def _date(
        self, at: int, sentence: Sentence, figure: FigureMention, statement: int | None
    ) -> tuple[int, Interval] | None:
        """The date of the figure's own phrase, else of its clause, else of the clause that it continues."""
        if _is_timeless(sentence, figure):
            return None
        parse = self.parses.get(sentence.no)
        near = self._near(at, figure)
        if not near or parse is None:
            return self._told(at, figure, statement)
        figure_at = self._head(parse, sentence, figure.start, figure.end)
        if figure_at is None:
            return None
        own = [n for n in near if not is_of_another(sentence, figure, self.dates[n])]
        ranked = [
            (-rank, abs(self.dates[n].start - figure.start), n)
            for n in own
            if (rank := self._rank(parse, sentence, figure, figure_at, self.dates[n]))
        ]
        if not ranked:
            edge = next((n for n in own if _is_since_an_edge(sentence, figure, self.dates[n])), None)
            if edge is not None and (since := self.dates[edge].interval) is not None:
                return edge, Interval(since.start, self._until(since.start, statement), "interval")
            return self._of_event(own, figure, OPENED) or self._told(at, figure, statement)
        found = min(ranked)[2]
        opened = self._of_event([found], figure, OPENED | {"date_since"})
        if opened is not None:
            return opened
        mention = self.dates[found]
        interval = mention.interval
        if not is_in_its_when_clause(parse, sentence, figure_at, mention):
            interval = self._interval(sentence, parse, mention, statement)
            if interval is not None and _is_since_an_edge(sentence, figure, mention):
                interval = Interval(interval.start, self._until(interval.start, statement), "interval")
        return (found, interval) if interval is not None else None

    def _of_event(
        self, near: Sequence[int], figure: FigureMention, rules: frozenset[str]
    ) -> tuple[int, Interval] | None:
        """The time of the figure's verb where one of the dates opens or closes it: "have fled since the war began in March"."""
        found = self._by_trigger.get(figure.governor) if figure.governor is not None else None
        if found is None or self.events[found].rule not in rules or (interval := self.events[found].interval) is None:
            return None
        span = self.events[found].date_span
        return next(((n, interval) for n in near if (self.dates[n].start, self.dates[n].end) == span), None)

    def _told(self, at: int, figure: FigureMention, statement: int | None) -> tuple[int, Interval] | None:
        """The day of a saying in the same sentence: "As of Monday, the centre reported winds of ..."; no length of time is of a day."""
        if statement is None or figure.kind in ("age", "duration"):
            return None
        if (told := self.said[statement]).interval is None or told.date is None:
            return None
        mention = self.dates[told.date]
        if self._at(mention.start) != at and self._at(mention.start) + 1 != at:
            return None
        return told.date, told.interval

    def _near(self, at: int, figure: FigureMention) -> list[int]:
        """The dates of the sentence that may speak of the figure; in a sentence full of dates only the nearest ones."""
        here = self._dates.get(at, [])
        if len(here) > NEAREST:
            middle = bisect_right(here, figure.start, key=lambda n: self.dates[n].start)
            here = here[max(0, middle - NEAREST // 2) : middle + NEAREST // 2]
        return [n for n in here if self._speaks(self.dates[n], figure)]

    def _speaks(self, mention: DateMention, figure: FigureMention) -> bool:
        """Whether the time expression has days to give and is not the figure's own length of time."""
        if mention.start <= figure.start < mention.end:
            return False
        return mention.timex_type != "SET" and (mention.interval is not None or mention.timex_value == "PRESENT_REF")

    def _head(self, parse: Parse, sentence: Sentence, start: int, end: int) -> int | None:
        """The token of a span that hangs on a word outside of it."""
        first = parse.token_at(start - sentence.start)
        if first is None:
            return None
        last, heads = first, parse.heads
        while last < len(parse) and parse.starts[last] < end - sentence.start:
            last += 1
        return next((i for i in range(first, last) if not first <= heads[i] < last or heads[i] == i), None)

    def _rank(
        self, parse: Parse, sentence: Sentence, figure: FigureMention, figure_at: int, mention: DateMention
    ) -> int:
        """How closely the date stands to the figure: in its phrase, in its clause, in the clause above; 0 for apart."""
        head = self._head(parse, sentence, mention.start, mention.end)
        if head is None:
            return 0
        if parse.deps[head] not in INSIDE_A_NOUN and is_paired(sentence, figure, mention):
            return PAIRED
        own = clauses(parse, figure_at)
        noun = (
            parse.token_at(figure.noun[0] - sentence.start)
            if figure.noun and figure.noun[0] >= sentence.start
            else None
        )
        phrase = {figure_at} | ({noun} if noun is not None and abs(noun - figure_at) < 9 else set())
        if head in set(parse.ancestors(figure_at)):
            return CLOSE
        phrase |= {parse.heads[v] for v in own if parse.deps[v] == "relcl"}
        for above in parse.ancestors(head):
            if above in phrase:
                return CLOSE
            if is_verb(parse, above):
                if own and (above == own[0] or is_when_clause(parse, above, own[0])):
                    return CLAUSE
                beside = own and (is_of_both(parse, own[0], above) or is_of_harm(parse, own[0], above))
                return ABOVE if above in own or beside else 0
            if parse.deps[above] == "ROOT":
                return CLAUSE if not own or figure_at == above or parse.heads[figure_at] == above else 0
        return CLAUSE if not own else 0

    def _interval(
        self, sentence: Sentence, parse: Parse, mention: DateMention, statement: int | None
    ) -> Interval | None:
        """The days of the date as the preposition before it opens or closes them."""
        own = mention.interval
        if mention.timex_value == "PRESENT_REF" and self.article.published_basis in ("inferred", "unknown"):
            return None
        place = max(0, mention.start - sentence.start)
        words = sentence.text[max(0, place - LONGEST) : place].lower().split()[-1:]
        behind = mention.end - sentence.start
        if sentence.text[behind : behind + 2] in ("'s", "’s"):
            words = []  # "up from May's 5%"
        if own is None or (own.start is None and own.end is None):
            day = self._said_on(statement)
            if day is None or mention.timex_value != "PRESENT_REF":
                return None
            return Interval(None, day, "interval") if OPEN_LEFT & set(words) else Interval(day, day, "day")
        head = self._head(parse, sentence, mention.start, mention.end)
        if (
            mention.timex_type == "TIME"
            or (head is not None and parse.deps[head] in INSIDE_A_NOUN)
            or (own.precision == "interval" and (own.start is None or own.end is None or mention.rule == RANGE))
        ):
            words = []  # "after third-quarter sales rose": the preposition is not the date's
        if SINCE & set(words) or sentence.text[place : place + 6].lower() == "since ":
            return Interval(own.start, self._until(own.start, statement), "interval")
        if OPEN_RIGHT & set(words):
            return Interval(own.start, None, "interval")
        if words == ["before"]:
            return Interval(None, own.start - DAY if own.start else None, "interval")
        if OPEN_LEFT & set(words):
            return Interval(None, own.end, "interval")
        return replace(own)

    def _until(self, start: date | None, statement: int | None) -> date | None:
        """The day that what has gone on since a day is known to have gone on to."""
        day = self._said_on(statement)
        return day if day and start and start <= day else None

    def _said_on(self, statement: int | None) -> date | None:
        """The day of the saying, else of publication."""
        if statement is not None and (told := self.said[statement].interval) is not None and told.start == told.end:
            return told.start
        return self.article.published_on


def _is_since_an_edge(sentence: Sentence, figure: FigureMention, mention: DateMention) -> bool:
    """Whether the date is that of what the figure is counted from: "$6 billion since the start of the war on May 4"."""
    between = sentence.text[figure.end - sentence.start : max(0, mention.start - sentence.start)]
    return len(between) < FARTHEST and SINCE_AN_EDGE.search(between) is not None


def _is_timeless(sentence: Sentence, figure: FigureMention) -> bool:
    """Whether the figure is a property ("a 75-foot boat", "a two-year deadline") or itself leads to a time ("three years later")."""
    if figure.kind == "percent":
        return _is_aim(sentence, figure)
    if figure.kind not in ("measure", "duration"):
        return False
    after = sentence.text[figure.end - sentence.start :][:LATER_WITHIN].lower().translate(JOINS).split()
    if figure.kind == "duration" and not LATER.isdisjoint(after[1:2]):
        return True
    noun = figure.noun
    if (
        noun is None
        or (figure.measured or "").lower().startswith(DIRECTIONS)
        or not figure.end < noun[0] <= figure.end + ATTRIBUTIVE_WITHIN
    ):
        return False
    between = sentence.text[figure.end - sentence.start : noun[0] - sentence.start].lower().split()
    return figure.per is None and NOT_ATTRIBUTIVE.isdisjoint(between)


def _is_aim(sentence: Sentence, figure: FigureMention) -> bool:
    """Whether the figure is that of an aim: "in May inflation stood above the bank's 2% target"."""
    behind = sentence.text[figure.end - sentence.start :][:LATER_WITHIN].lower().translate(JOINS).split()
    return not AIMS.isdisjoint(behind[:2])
