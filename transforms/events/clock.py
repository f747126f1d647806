"""Events without a date of their own sentence: the day that the narrative carries, or the publication day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from transforms.events.triggers import Trigger
from transforms.events.when import When
from transforms.events.words import source_verb, verbs
from transforms.mentions import Interval

LEAD = 5  # sentences in which an undated present or perfect is news
NEWS_AGE = timedelta(days=10)


@dataclass(slots=True)
class Clock:
    """The story's time: publication day, the day of the lead, and the days of events by their verb."""

    published: date | None
    lead: When | None = None
    known: dict[str, When] = field(default_factory=dict)

    def note(self, trigger: Trigger, when: When, order: int, status: str) -> None:
        """Remember a dated event."""
        if when.interval.start is None or when.interval.start != when.interval.end or status != "happened":
            return
        self.known.setdefault(stem(trigger.lemma), when)
        recent = self.published is not None and self.published - NEWS_AGE <= when.interval.start <= self.published
        if self.lead is None and recent and order < LEAD:
            self.lead = when

    def guess(self, trigger: Trigger, order: int, is_title: bool) -> When | None:
        """The time of an event that no date of its sentence places; None where nothing places it."""
        if self.published is None:
            return None
        tense = trigger.group.tense
        if trigger.kind in ("stative", "state"):
            return None
        if is_title:
            return self._today("headline") if tense not in ("infinitive", "future", "modal") else self._ahead()
        if trigger.kind == "noun" and trigger.support is None:
            return self._noun(trigger, order)
        if tense in ("future", "infinitive", "modal"):
            return self._ahead()
        if trigger.lemma in verbs("report"):
            return self._today("report_of_the_day")
        if tense in ("perfect", "present"):
            if order < LEAD:
                return self._today("news_of_the_day")
            return self._before() if tense == "perfect" else None
        if tense in ("past", "participle") and order < LEAD:
            return self.lead_day()
        return self._before()

    def lead_day(self) -> When:
        """The day of the lead, else the publication day."""
        if self.lead is None or self.lead.interval.start == self.published:
            return self._today("news_of_the_day")
        return When(self.lead.interval, self.lead.span, "carried", "day_of_the_lead")

    def _noun(self, trigger: Trigger, order: int) -> When | None:
        if order < LEAD and trigger.lemma in ("announcement", "statement"):
            return self._today("news_of_the_day")
        return self._before()

    def _today(self, rule: str) -> When:
        return When(Interval(self.published, self.published, "day"), None, "publication", rule)

    def _ahead(self) -> When:
        return When(Interval(self.published, None, "interval"), None, "publication", "after_publication")

    def _before(self) -> When:
        return When(Interval(None, self.published, "interval"), None, "publication", "before_publication")


def stem(lemma: str) -> str:
    """One key for a verb and the noun derived from it."""
    return source_verb(lemma) or lemma
