"""All events of one article, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from transforms.events.anchors import Anchor, find_anchors
from transforms.events.clock import Clock
from transforms.events.places import country
from transforms.events.roles import RoleReader
from transforms.events.status import read_status
from transforms.events.triggers import Trigger, find_triggers
from transforms.events.types import event_type
from transforms.events.when import OPEN_TO_TODAY, When, read_when, until_said
from transforms.mentions import Article, DateMention, EventMention, Sentence, StatementMention
from transforms.syntax import Parse

if TYPE_CHECKING:
    from transforms.names import Names


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence with what was read in it."""

    sentence: Sentence
    parse: Parse
    triggers: Mapping[int, Trigger]
    anchors: Sequence[Anchor]
    roles: RoleReader
    is_title: bool


def find_events(
    article: Article,
    sentences: Sequence[Sentence],
    parses: Mapping[int, Parse],
    dates: Sequence[DateMention],
    statements: Sequence[StatementMention],
    names: Names,
) -> list[EventMention]:
    """One row an event mention, in text order; an event that nothing places in time makes no row."""
    clock = Clock(article.published_on)
    under = _by_sentence(dates, sentences)
    told = _Told(statements)
    found: list[EventMention] = []
    for order, sentence in enumerate(sentences):
        parse = parses.get(sentence.no)
        if parse is None or len(parse) == 0:
            continue
        scene = _scene(sentence, parse, under.get(sentence.no, ()), names, _is_title(article, sentence, order))
        found += _events(scene, order, clock, told, article)
    return found


def _is_title(article: Article, sentence: Sentence, order: int) -> bool:
    """The first line is a headline where it is the title or ends without a stop."""
    if order:
        return False
    return sentence.text == (article.title or "").strip() or sentence.text[-1:] not in '.!?"”’)'


def _scene(sentence: Sentence, parse: Parse, dates: Sequence[DateMention], names: Names, is_title: bool) -> _Scene:
    triggers = find_triggers(parse)
    anchors = find_anchors(parse, sentence, dates, triggers)
    dated = frozenset(
        i
        for mention in dates
        for i in range(len(parse))
        if parse.starts[i] < mention.end - sentence.start and parse.ends[i] > mention.start - sentence.start
    )

    def resolve(start: int, end: int, printed: str) -> str:
        return names.resolve(sentence.no, start, end, printed)

    return _Scene(sentence, parse, triggers, anchors, RoleReader(parse, sentence.text, dated, resolve), is_title)


def _by_sentence(dates: Sequence[DateMention], sentences: Sequence[Sentence]) -> dict[int, list[DateMention]]:
    under: dict[int, list[DateMention]] = {}
    waiting = iter(sorted(dates, key=lambda d: d.start))
    mention = next(waiting, None)
    for sentence in sentences:
        while mention is not None and mention.start < sentence.end:
            under.setdefault(sentence.no, []).append(mention)
            mention = next(waiting, None)
    return under


class _Told:
    """Which statement tells an event, and when that was said."""

    def __init__(self, statements: Sequence[StatementMention]) -> None:
        self._spans = sorted(
            (s.content_span[1] - s.content_span[0], n, s.content_span, s.cue_span)
            for n, s in enumerate(statements)
            if s.content_span is not None
        )
        self.statements = statements
        self._heard: dict[int, When] = {}

    def hear(self, cue: int, when: When) -> None:
        """Note the time of the word at an offset; a statement whose cue begins there was made then."""
        self._heard[cue] = when

    def day(self, statement: StatementMention | None) -> date | None:
        """The last day of the saying, where the text places it."""
        if statement is None or statement.cue_span is None or statement.cue_span[0] not in self._heard:
            return None
        return self._heard[statement.cue_span[0]].interval.end

    def index(self, start: int, end: int) -> int | None:
        """The innermost statement whose content holds the span and whose cue is another word."""
        for _, n, (first, last), cue in self._spans:
            if first <= start and end <= last and not (cue and cue[0] <= start < cue[1]):
                return n
        return None


def _events(scene: _Scene, order: int, clock: Clock, told: _Told, article: Article) -> Iterator[EventMention]:
    placed = read_when(scene.parse, scene.triggers, scene.anchors, article.published_on)
    for token, known in placed.items():
        told.hear(_span(scene, token)[0], known)
    drafts: list[tuple[Trigger, When, int | None, str]] = []
    for token, trigger in scene.triggers.items():
        start, end = _span(scene, token)
        index = told.index(start, end)
        statement = told.statements[index] if index is not None else None
        when: When | None = placed.get(token)
        if when is not None and when.rule in OPEN_TO_TODAY:
            when = until_said(when, told.day(statement))
        status = read_status(scene.parse, trigger, when, statement, article.published_on)
        if when is not None:
            clock.note(trigger, when, order, status)
        else:
            when = clock.guess(trigger, order, scene.is_title)
        if when is not None:
            drafts.append((trigger, when, index, status))
    for trigger, when, index, status in drafts:
        yield _mention(scene, trigger, when, index, status)


def _span(scene: _Scene, token: int) -> tuple[int, int]:
    return scene.sentence.start + scene.parse.starts[token], scene.sentence.start + scene.parse.ends[token]


def _mention(scene: _Scene, trigger: Trigger, when: When, index: int | None, status: str) -> EventMention:
    roles = scene.roles.read(trigger)
    start, end = _span(scene, trigger.token)
    first, last = _clause(scene.parse, trigger)
    return EventMention(
        sentence_no=scene.sentence.no,
        start=scene.sentence.start + first,
        end=scene.sentence.start + last,
        trigger_start=start,
        trigger_end=end,
        trigger_lemma=trigger.lemma,
        status=status,
        rule=when.rule,
        event_type=event_type(trigger.lemma, trigger.kind == "noun", (roles.object, roles.actor)),
        actor=roles.actor,
        object=roles.object,
        place=roles.place,
        country=country(roles.place),
        interval=when.interval,
        date_span=when.span,
        date_basis=when.basis,
        statement=index,
    )


def _clause(parse: Parse, trigger: Trigger) -> tuple[int, int]:
    """Span of the trigger's clause (of the noun phrase, for a noun without a light verb), without closing punctuation."""
    tokens = parse.subtree(trigger.support if trigger.support is not None else trigger.token)
    while len(tokens) > 1 and parse.deps[tokens[-1]] == "punct" and tokens[-1] > trigger.token:
        tokens.pop()
    return parse.span(tokens)
