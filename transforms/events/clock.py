"""Events without a date of their own sentence: the day that the story tells of, or the publication day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from transforms.events.evidence import Setting, likelihood
from transforms.events.triggers import Trigger
from transforms.events.when import When
from transforms.events.words import link_words, nouns, source_verb, verbs
from transforms.mentions import Interval
from transforms.syntax import Parse

LEAD = 5  # last sentence, counted from 0, that can open the story
NEWS_AGE = timedelta(days=21)
LIKELY = 0.32  # chance from which an event takes the publication day: half of all events in news are of that day
NEVER = 2.0
ACTING = 0.35
SURE = 0.75  # chance from which it takes the day of a lead that is another day: such a date is read off the text
NO_DAY = frozenset(("future", "modal", "past_perfect"))  # lies ahead of the day of the story, or behind it


@dataclass(slots=True)
class Clock:
    """The story's time: the publication day, the day of the lead, and what was placed on that day so far."""

    published: date | None
    lead: When | None = None
    known: set[str] = field(default_factory=set)
    said: dict[str, When] = field(default_factory=dict)  # when somebody last spoke, by the text's own dates
    actors: set[str] = field(default_factory=set)  # who acts on the day of the story, by the text's own dates

    @property
    def lead_is_other_day(self) -> bool:
        """Whether the story tells of another day than the one it was published on."""
        return self.lead is not None and self.lead.interval.start != self.published

    @property
    def day(self) -> date | None:
        """The day the story tells of."""
        return self.lead.interval.start if self.lead is not None else self.published

    def note(self, trigger: Trigger, when: When | None, actor: str | None) -> None:
        """Remember what happened on the day of the story, and when somebody spoke."""
        if when is None:
            return
        by_text = actor if when.basis == "clause" else None
        if by_text is not None and trigger.lemma in verbs("report") and is_news(when, self.published):
            self.said[by_text] = when
        if when.interval.start == when.interval.end == self.day:
            self.known.add(source_verb(trigger.lemma) or trigger.lemma)
            if by_text is not None and trigger.lemma not in link_words("befalls"):
                self.actors.add(by_text)  # but the life that is told of one who died lies before that day

    def knows(self, trigger: Trigger) -> bool:
        """Whether the same verb, or the noun derived from it, was placed on the day of the story."""
        return (source_verb(trigger.lemma) or trigger.lemma) in self.known

    def relation(self, when: When | None) -> str:
        """How an event above is dated: undated, on the day of the story, or on another."""
        if when is None:
            return "undated"
        return "same_day" if when.interval.start == when.interval.end == self.day else "other_day"

    def guess(self, parse: Parse, trigger: Trigger, setting: Setting) -> When | None:
        """The time of an event that no date of its sentence places; None where nothing places it."""
        if self.published is None:
            return None
        if setting.status == "expected" or trigger.group.tense in NO_DAY:
            return self._bound(trigger, setting)
        if trigger.kind in ("stative", "state") and trigger.group.tense == "present":
            return None  # "it is one of many brands": what holds is no news of the day
        said = self._goes_on_saying(trigger, setting)
        if said is not None:
            return said
        chance = likelihood(parse, trigger, setting)
        if setting.is_title and chance >= LIKELY:
            return self._of_the_story("headline")
        if self.lead_is_other_day:
            if setting.is_on_the_occasion or chance >= self._needed(parse, trigger, setting):
                return self._of_the_story("day_of_the_lead")
        elif chance >= LIKELY:
            rule = "report_of_the_day" if trigger.lemma in verbs("report") else "news_of_the_day"
            return self._of_the_story(rule)
        return self._bound(trigger, setting)

    def _goes_on_saying(self, trigger: Trigger, setting: Setting) -> When | None:
        """The day that the same speaker last spoke on; on the day of publication the news needs no other date."""
        said = setting.said
        if said is None or trigger.lemma not in verbs("report") or not _is_narrated(trigger, setting):
            return None
        if said.interval.start == self.published and not self.lead_is_other_day:
            return None
        return replace(said, basis="carried", rule="goes_on_saying")

    def _needed(self, parse: Parse, trigger: Trigger, setting: Setting) -> float:
        """The chance from which narration goes on at the day of the lead; who acted there goes on speaking there."""
        if trigger.lemma in nouns("papers") or setting.status == "hypothetical" or _lies_elsewhere(parse, trigger):
            return NEVER
        if setting.is_same_actor and _is_narrated(trigger, setting):
            return ACTING
        return NEVER if trigger.lemma in verbs("report") else SURE

    def _of_the_story(self, rule: str) -> When:
        if self.lead is not None and self.lead_is_other_day:
            return When(self.lead.interval, self.lead.span, "carried", rule)
        return When(Interval(self.published, self.published, "day"), None, "publication", rule)

    def _bound(self, trigger: Trigger, setting: Setting) -> When | None:
        """Publication as a bound; what the opening says in the present has gone on up to it, later it is background."""
        tense = trigger.group.tense
        if trigger.kind in ("stative", "state"):
            return None
        if setting.status == "expected" or tense in ("future", "infinitive", "modal"):
            return When(Interval(self.published, None, "interval"), None, "publication", "after_publication")
        if tense == "present":
            return self._up_to("present_at_publication") if setting.order <= LEAD else None
        return self._up_to("before_publication")

    def behind(self) -> When | None:
        """The time of what happened "recently" or "a few days ago": before the publication."""
        return None if self.published is None else self._up_to("before_publication")

    def _up_to(self, rule: str) -> When:
        return When(Interval(None, self.published, "interval"), None, "publication", rule)


def _lies_elsewhere(parse: Parse, trigger: Trigger) -> bool:
    """Whether a noun names what goes on for long, or what the verb above it only speaks of, decides on or pays for.

    "ended her campaign", "approved a merger", "was sentenced for the murder": only the verb is of the day that the story tells of.
    """
    if trigger.kind != "noun" or trigger.support is not None:
        return False
    above = parse.heads[trigger.token]
    if parse.deps[trigger.token] in ("dobj", "nsubjpass") and parse.lemmas[above] in link_words("decides"):
        return True
    return trigger.lemma in nouns("lasting") or (parse.deps[trigger.token] == "pobj" and parse.lemmas[above] == "for")


def _is_narrated(trigger: Trigger, setting: Setting) -> bool:
    """Whether the article itself tells what somebody did, and no other time stands beside it."""
    is_act = trigger.kind in ("verb", "aspect") and trigger.group.tense == "past"
    return is_act and not setting.is_told and not setting.has_rival


def is_news(when: When, published: date | None) -> bool:
    """Whether the event is one day, on or shortly before publication."""
    day = when.interval.start
    if day is None or day != when.interval.end or published is None:
        return False
    return published - NEWS_AGE <= day <= published
