"""The rules that place an event in time, by the name that stands in `events.rule`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DatingRule:
    """A named way of dating; examples for each stand in tests/events/cases.yml."""

    name: str
    basis: str
    reads: str


RULES = (
    DatingRule("date_in_clause", "clause", "A time expression hangs on the event's verb or noun."),
    DatingRule("date_pair", "clause", "Two dates give both ends: from X to Y, in 2003 and 2004."),
    DatingRule("date_since", "clause", "Since a date, up to the day of the saying."),
    DatingRule("date_until", "clause", "Until, till or through a date; the beginning is not said."),
    DatingRule("date_before", "clause", "Before a date, which is not included."),
    DatingRule("date_after", "clause", "After a date; the end is not said."),
    DatingRule("date_from", "clause", "From a date on; the end is not said."),
    DatingRule(
        "date_of_governing_clause",
        "clause",
        "Joined by 'and' to a dated clause, its when-clause, its dated paper, or the dated harm that it did.",
    ),
    DatingRule("event_after", "clause", "After another event that has a date."),
    DatingRule("event_before", "clause", "Before another event that has a date."),
    DatingRule("event_offset", "clause", "A counted time after or before a date, or another event that has one."),
    DatingRule("event_until", "clause", "Until another event that has a date."),
    DatingRule("event_since", "clause", "Since another event that has a date, up to the day of the saying."),
    DatingRule("event_in", "clause", "Within another event that has a date: in a May 6 speech, he said."),
    DatingRule("echo_of_event", "carried", "Spoken of again: the attack, its launch; the article dates it to one day."),
    DatingRule("headline", "publication", "The headline tells what the lead dates, else news of the day."),
    DatingRule("day_of_the_lead", "carried", "Past narration goes on at the day of the lead."),
    DatingRule(
        "goes_on_saying", "carried", "The same speaker goes on: the day on which the text last dates what was said."
    ),
    DatingRule("report_of_the_day", "publication", "A verb of saying without a date of its own."),
    DatingRule("news_of_the_day", "publication", "Undated news, by the weighed evidence of its place and tense."),
    DatingRule("after_publication", "publication", "A plan or future event: on or after the day of publication."),
    DatingRule(
        "present_at_publication", "publication", "The opening says it in the present: up to the day of publication."
    ),
    DatingRule("before_publication", "publication", "Past and undated: on or before the day of publication."),
)
