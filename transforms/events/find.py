"""All events of one article, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.events.anchors import find_anchors, find_behind, tokens_of
from transforms.events.awaited import was_planned
from transforms.events.clock import LEAD, Clock, is_news
from transforms.events.evidence import Setting
from transforms.events.gate import is_boilerplate
from transforms.events.going_on import goes_on, has_rival, is_on_the_occasion
from transforms.events.offsets import Length, Span, counted_from, find_lengths
from transforms.events.places import country
from transforms.events.refer import Echoes, Memory, refer
from transforms.events.roles import RoleReader, Roles
from transforms.events.status import lies_ahead, read_status
from transforms.events.told import Told
from transforms.events.triggers import Trigger, find_triggers
from transforms.events.types import event_type
from transforms.events.when import OPEN_TO_TODAY, When, ahead, read_when, until_said
from transforms.mentions import Article, DateMention, EventMention, Interval, Sentence, StatementMention
from transforms.syntax import Parse
from transforms.syntax.phrases import clause_edges

if TYPE_CHECKING:
    from transforms.names import Names


LONGEST_TITLE = 200  # characters; a longer first line without a stop is a text that lost its stops


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence with what was read in it."""

    order: int
    sentence: Sentence
    parse: Parse
    triggers: Mapping[int, Trigger]
    placed: Mapping[int, When]
    lengths: Mapping[int, Length]
    behind: frozenset[int]  # triggers that lie behind, nobody knows how far
    roles: RoleReader
    edges: tuple[Sequence[int], Sequence[int]]
    date_count: int
    days: Sequence[int]  # first tokens of the times that may place an event
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
    under = _by_sentence(dates, sentences)
    scenes = [
        _scene(article, order, sentence, parse, under.get(sentence.no, ()), names)
        for order, sentence in enumerate(sentences)
        if (parse := parses.get(sentence.no)) is not None and len(parse) and not is_boilerplate(sentence.text)
    ]
    clock = Clock(article.published_on, _lead(scenes, article))
    told, memory, echoes = Told(statements), Memory(), Echoes(article.published_on)
    own = {(m.start, m.end): m.interval for m in dates if m.interval is not None}
    for scene in scenes:
        for token, when in scene.placed.items():
            trigger = scene.triggers[token]
            echoes.note(scene.parse, trigger, when, scene.roles.read(trigger).actor)
    return [event for scene in scenes for event in _events(scene, clock, told, memory, echoes, own, article)]


def _lead(scenes: Sequence[_Scene], article: Article) -> When | None:
    """The first day that the opening of the story dates an event to, if it is no older than news is."""
    for scene in scenes:
        if scene.order > LEAD:
            break
        for token, when in sorted(scene.placed.items()):
            if scene.triggers[token].group.tense in ("past", "present", "perfect", "none") and is_news(
                when, article.published_on
            ):
                return when
    return None


def _is_title(article: Article, sentence: Sentence, order: int) -> bool:
    """The first line is a headline where it is the title, or is short and ends without a stop."""
    if order or len(sentence.text) > LONGEST_TITLE:
        return False
    return sentence.text == (article.title or "").strip() or sentence.text[-1:] not in '.!?"”’)'


def _scene(
    article: Article, order: int, sentence: Sentence, parse: Parse, dates: Sequence[DateMention], names: Names
) -> _Scene:
    triggers = find_triggers(parse)
    placed: Mapping[int, When] = {}
    dated: frozenset[int] = frozenset()
    days: Sequence[int] = ()
    behind: frozenset[int] = frozenset()
    lengths: Mapping[int, Length] = {}
    if dates:
        anchors = find_anchors(parse, sentence, dates, triggers)
        placed = read_when(parse, triggers, anchors, article.published_on)
        behind = find_behind(parse, sentence, dates, triggers)
        lengths = find_lengths(parse, sentence, dates)
        tokens = [tokens_of(parse, sentence, mention) for mention in dates]
        dated = frozenset(t for covered in tokens for t in covered)
        days = [covered[0] for covered, mention in zip(tokens, dates, strict=True) if covered and _is_rival(mention)]

    def resolve(start: int, end: int, printed: str) -> str:
        return names.resolve(sentence.no, sentence.start + start, sentence.start + end, printed)

    return _Scene(
        order=order,
        sentence=sentence,
        parse=parse,
        triggers=triggers,
        placed=placed,
        lengths=lengths,
        behind=behind,
        roles=RoleReader(parse, sentence.text, dated, resolve),
        edges=clause_edges(parse),
        date_count=len(dates),
        days=days,
        is_title=_is_title(article, sentence, order),
    )


def _is_rival(mention: DateMention) -> bool:
    """Whether a time may place an event elsewhere than the day of the story; "now" does not."""
    return mention.timex_value != "PRESENT_REF"


def _by_sentence(dates: Sequence[DateMention], sentences: Sequence[Sentence]) -> dict[int, list[DateMention]]:
    under: dict[int, list[DateMention]] = {}
    waiting = iter(sorted(dates, key=lambda d: d.start))
    mention = next(waiting, None)
    for sentence in sentences:
        while mention is not None and mention.start < sentence.end:
            under.setdefault(sentence.no, []).append(mention)
            mention = next(waiting, None)
    return under


def _events(
    scene: _Scene,
    clock: Clock,
    told: Told,
    memory: Memory,
    echoes: Echoes,
    own: Mapping[Span, Interval],
    article: Article,
) -> Iterator[EventMention]:
    known = {**refer(scene.parse, scene.triggers, scene.placed, memory, article.published_on), **scene.placed}
    if scene.lengths:
        known |= counted_from(scene.parse, scene.triggers, known, scene.lengths, own)
    for token in scene.placed:
        memory.note(scene.triggers[token], known[token])
        told.hear(_span(scene, token)[0], known[token])
    times: dict[int, When] = {}
    for token, trigger in scene.triggers.items():
        start, end = _span(scene, token)
        index = told.index(start, end)
        statement = told.statements[index] if index is not None else None
        when = known.get(token)
        if when is not None and when.rule in OPEN_TO_TODAY:
            when = until_said(when, told.day(statement))
        status = read_status(scene.parse, trigger, when, statement, article.published_on)
        if status == "expected" and when is not None and not was_planned(scene.parse, trigger):
            when = ahead(when, article.published_on)
        roles = scene.roles.read(trigger)
        if when is None and status == "happened" and token in scene.behind:
            when = clock.behind()
        if when is None and status == "happened" and not (scene.is_title and clock.lead_is_other_day):
            when = echoes.find(scene.parse, trigger, roles.actor, is_title=scene.is_title)
            when = echoes.during(scene.parse, trigger, scene.triggers) if when is None else when
        if when is None:
            setting = _setting(scene, trigger, clock, statement, status, roles.actor)
            above = goes_on(scene.parse, trigger, scene.triggers, times)
            when = above if above is not None else clock.guess(scene.parse, trigger, setting)
        is_ahead = lies_ahead(
            when, article.published_on
        )  # what is spoken of again may be ahead: "the event on June 1 ... This event"
        if status == "happened" and when is not None and (is_ahead or when.rule == "after_publication"):
            status = "expected"  # a purpose ("to discuss the war") is not said to have been reached
        clock.note(trigger, when, roles.actor)
        if when is not None:
            times[token] = when
            yield _mention(scene, trigger, when, roles, index, status)


def _setting(
    scene: _Scene,
    trigger: Trigger,
    clock: Clock,
    statement: StatementMention | None,
    status: str,
    actor: str | None,
) -> Setting:
    above = _trigger_above(scene, trigger.token)
    return Setting(
        order=scene.order,
        is_title=scene.is_title,
        is_told=statement is not None,
        is_quoted=statement is not None and statement.quoted == "direct",
        status=status,
        sentence_dates=scene.date_count,
        has_rival=has_rival(scene.parse, trigger, scene.days),
        lead_is_other_day=clock.lead_is_other_day,
        is_known=clock.knows(trigger),
        is_same_actor=actor in clock.actors,
        is_on_the_occasion=scene.date_count == 0 and is_on_the_occasion(scene.parse, trigger),
        said=clock.said.get(actor) if actor is not None else None,
        governor="none" if above is None else clock.relation(scene.placed.get(above)),
    )


def _trigger_above(scene: _Scene, token: int) -> int | None:
    heads, triggers = scene.parse.heads, scene.triggers
    while (head := heads[token]) != token:
        if head in triggers:
            return head
        token = head
    return None


def _span(scene: _Scene, token: int) -> tuple[int, int]:
    return scene.sentence.start + scene.parse.starts[token], scene.sentence.start + scene.parse.ends[token]


def _mention(scene: _Scene, trigger: Trigger, when: When, roles: Roles, index: int | None, status: str) -> EventMention:
    start, end = _span(scene, trigger.token)
    first, last = _clause(scene, trigger)
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


def _clause(scene: _Scene, trigger: Trigger) -> tuple[int, int]:
    """Span of the trigger's clause (of the noun phrase, for a noun without a light verb), without closing punctuation."""
    top = trigger.support if trigger.support is not None else trigger.token
    first, last = scene.edges
    return scene.parse.starts[first[top]], scene.parse.ends[max(trigger.token, last[top])]
