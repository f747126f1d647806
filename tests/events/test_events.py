"""Events: each rule has an example and each example names its rule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.events import EVENT_TYPE_ROWS, find_events
from transforms.events.places import country
from transforms.events.rules import RULES
from transforms.events.types import event_type
from transforms.events.words import is_event_noun, source_verb
from transforms.lexicons import WordLoader
from transforms.mentions import Article, DateMention, EventMention, Interval, Sentence, StatementMention
from transforms.names import read_names
from transforms.syntax import backend, sm
from warehouse.tables import EVENT_TYPES

PUBLISHED = date(2024, 5, 10)
MARK = re.compile(r"\[\[(.*?)\|(.*?)\]\]")
CASES: list[dict[str, Any]] = yaml.load((Path(__file__).parent / "cases.yml").read_text("utf-8"), Loader=WordLoader)
needs_model = pytest.mark.skipif(sm.installed() is None, reason="needs the syntax model, which `make test` installs")


def unmarked(marked: str) -> tuple[str, list[DateMention]]:
    """Text without the marks, and the dates they stand for."""
    text, found, last = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        if match[1].startswith("P"):  # a length of time
            length = (len(text), len(text) + len(match[2]))
            found.append(DateMention(*length, "DURATION", match[1], "stated", "resolved", "duration"))
            text, last = text + match[2], match.end()
            continue
        days, _, other_reading = match[1].partition("?")
        first, _, final = days.partition("..")
        interval = Interval(
            date.fromisoformat(first), date.fromisoformat(final or first), "interval" if final else "day"
        )
        rule, candidates = ("weekday", (other_reading,)) if other_reading else ("marked", ())
        found.append(
            DateMention(
                len(text),
                len(text) + len(match[2]),
                "DATE",
                first,
                "stated",
                "resolved",
                rule,
                None,
                interval,
                None,
                candidates,
            )
        )
        text += match[2]
        last = match.end()
    return text + marked[last:], found


def events(marked: str, statements: list[StatementMention] | None = None) -> tuple[str, list[EventMention]]:
    """The text and its events; a line of the marked text is a sentence."""
    text, dates = unmarked(marked)
    sentences, start = [], 0
    for no, line in enumerate(text.split("\n")):
        sentences.append(Sentence(no, start, start + len(line), line))
        start += len(line) + 1
    parses = dict(enumerate(backend("sm").parse([s.text for s in sentences])))
    article = Article("a", text, published_on=PUBLISHED)
    return text, find_events(article, sentences, parses, dates, statements or [], read_names(sentences, parses))


def seen(text: str, event: EventMention) -> dict[str, str | None]:
    interval = event.interval or Interval(None, None, None)
    return {
        "trigger": text[event.trigger_start : event.trigger_end],
        "start": interval.start.isoformat() if interval.start else None,
        "end": interval.end.isoformat() if interval.end else None,
        "basis": event.date_basis,
        "status": event.status,
        "actor": event.actor,
        "object": event.object,
    }


POSITIVE = [(c["rule"], c["event"], says) for c in CASES if "rule" in c for says in c["says"]]
NEGATIVE = [(c["nothing"], says) for c in CASES if "nothing" in c for says in c["says"]]


@needs_model
@pytest.mark.parametrize(("rule", "wanted", "says"), POSITIVE, ids=[p[2][:50] for p in POSITIVE])
def test_the_event_is_read_by_its_rule(rule: str, wanted: Mapping[str, str], says: str) -> None:
    text, found = events(says)
    named = [e for e in found if text[e.trigger_start : e.trigger_end] == wanted["trigger"]]
    assert named, [seen(text, e) for e in found]
    row = seen(text, named[0])
    expected = {"start": None, "end": None, **wanted}
    assert {key: row[key] for key in expected} == expected
    assert named[0].rule == rule


def test_every_rule_has_an_example_and_every_example_a_rule() -> None:
    assert {c["rule"] for c in CASES if "rule" in c} == {rule.name for rule in RULES}
    assert len({rule.name for rule in RULES}) == len(RULES)


@needs_model
@pytest.mark.parametrize(("triggers", "says"), NEGATIVE, ids=[n[1][:50] for n in NEGATIVE])
def test_a_date_that_belongs_elsewhere_places_nothing(triggers: list[str], says: str) -> None:
    text, found = events(says)
    assert not [e for e in found if text[e.trigger_start : e.trigger_end] in triggers and e.date_basis != "publication"]


@needs_model
@pytest.mark.parametrize(("anchor", "basis"), [((0, 6), "publication"), (None, "clause")])
def test_a_day_counted_from_another_is_not_shared(anchor: tuple[int, int] | None, basis: str) -> None:
    text = "Police arrested the driver and released him the next day."
    start = text.index("the next day")
    day = Interval(date(2024, 5, 8), date(2024, 5, 8), "day")
    counted = DateMention(
        start, start + 12, "DATE", "2024-05-08", "anaphoric", "resolved", "near_unit", None, day, anchor
    )
    sentence = Sentence(0, 0, len(text), text)
    parses = dict(enumerate(backend("sm").parse([text])))
    article = Article("a", text, published_on=PUBLISHED)
    found = find_events(article, [sentence], parses, [counted], [], read_names([sentence], parses))
    assert {e.trigger_lemma: e.date_basis for e in found} == {"arrest": basis, "release": "clause"}


@needs_model
def test_what_happened_a_few_days_ago_is_no_news_of_the_day() -> None:
    text = "A few days ago, a fire killed two people in Bergen."
    ago = DateMention(0, 14, "DATE", "PAST_REF", "relative", "resolved", "ago")
    sentence = Sentence(0, 0, len(text), text)
    parses = dict(enumerate(backend("sm").parse([text])))
    article = Article("a", text, published_on=PUBLISHED)
    for dates, start in (([ago], None), ([], PUBLISHED)):
        found = find_events(article, [sentence], parses, dates, [], read_names([sentence], parses))
        killed = next(e for e in found if e.trigger_lemma == "kill")
        assert killed.interval is not None
        assert (killed.interval.start, killed.interval.end) == (start, PUBLISHED)


@needs_model
def test_what_is_denied_has_not_happened() -> None:
    text = "The ministry denied that troops attacked the village."
    said = StatementMention(
        0, "deny", "indirect", "test", cue_span=(13, 19), content_span=(20, len(text) - 1), claimant="The ministry"
    )
    _, found = events(text, [said])
    attacked = next(e for e in found if e.trigger_lemma == "attack")
    assert (attacked.status, attacked.statement) == ("negated", 0)


@needs_model
@pytest.mark.parametrize(
    ("says", "status"),
    [("If talks fail, the union will walk out.", "hypothetical"), ("The talks failed.", "happened"), ("If the talks fail, workers will walk out.", "happened")],
)  # fmt: skip
def test_the_bare_subject_of_a_condition_is_not_known_to_be(says: str, status: str) -> None:
    _, found = events(says)
    assert [e.status for e in found if e.trigger_lemma == "talk"] == [status]


@needs_model
@pytest.mark.parametrize(
    ("says", "lemma", "status"),
    [
        ("Once the deal closes, the firm will cut 500 jobs.", "close", "expected"),
        ("The deal closed and the firm cut 500 jobs.", "close", "happened"),
        ("The mayor will resign when the report is published.", "publish", "expected"),
        ("The mayor resigned when the report was published.", "publish", "happened"),
        ("The road will stay shut until the ministry has approved the plan.", "approve", "expected"),
        ("The mayor may resign when the report is published.", "publish", "hypothetical"),
        ("He said he would pay once the bank approved the loan.", "approve", "expected"),
        ("The firm will repay the loan by selling two ships.", "sell", "expected"),
        ("The firm repaid the loan by selling two ships.", "sell", "happened"),
        ("The army acted to protect the town by destroying the bridge.", "destroy", "happened"),
        ("The opposition is said to be boycotting the vote.", "boycott", "happened"),
        ("The opposition is expected to boycott the vote.", "boycott", "expected"),
        ("When the bridge collapsed on [[2024-05-06|Monday]], no car was on it.", "collapse", "happened"),
        ("Since the bridge collapsed on [[2024-05-06|Monday]], boats will carry the cars.", "collapse", "happened"),
    ],
)
def test_what_something_ahead_waits_for_is_not_said_to_have_happened(says: str, lemma: str, status: str) -> None:
    _, found = events(says)
    assert [e.status for e in found if e.trigger_lemma == lemma] == [status]


@needs_model
@pytest.mark.parametrize(
    ("says", "lemma", "status"),
    [
        ("The senator helped secure a grant for the mill.", "secure", "happened"),
        ("The baker managed to win the prize.", "win", "happened"),
        ("The baker did not manage to win the prize.", "win", "negated"),
        ("The baker failed to win the prize.", "win", "negated"),
        ("The grant will help farmers buy seed.", "buy", "expected"),
        ("The grant may help farmers buy seed.", "buy", "hypothetical"),
        ("The baker wants to help rebuild the mill.", "rebuild", "expected"),
        ("The council ordered the firm to rebuild the mill.", "rebuild", "expected"),
    ],
)
def test_what_is_helped_or_begun_has_the_time_of_the_verb_above(says: str, lemma: str, status: str) -> None:
    _, found = events(says)
    assert [e.status for e in found if e.trigger_lemma == lemma] == [status]


NO_ROWS = [
    "Please see our terms and call the office.",
    "Visit us or send a letter.",
    "This release contains forward-looking statements, and the firm announced them on [[2024-05-06|Monday]].",
    "For more information, visit the site that opened on [[2024-05-06|Monday]].",
    "It is one of many firms.",
]
ROWS = {
    "The mayor resigned following the vote.": ["resigned", "vote"],
    "Police are following the case.": ["following"],
    "Police asked for more information.": ["asked"],
    "He told them to call the office.": ["told", "call"],
    "The board will call and send a letter.": ["call", "send"],
}


@needs_model
@pytest.mark.parametrize("says", NO_ROWS)
def test_commands_states_and_what_stands_under_every_text_are_no_events(says: str) -> None:
    text, found = events(says)
    assert [seen(text, e) for e in found] == []


@needs_model
@pytest.mark.parametrize(("says", "triggers"), ROWS.items())
def test_what_resembles_a_command_or_boilerplate_is_an_event(says: str, triggers: list[str]) -> None:
    text, found = events(says)
    assert [text[e.trigger_start : e.trigger_end] for e in found] == triggers


@needs_model
@pytest.mark.parametrize("says", [p[2] for p in POSITIVE])
def test_rows_keep_their_promises(says: str) -> None:
    text, found = events(says)
    places = [(e.trigger_start, e.trigger_end) for e in found]
    assert len(set(places)) == len(places)
    for e in found:
        assert 0 <= e.start <= e.trigger_start < e.trigger_end <= e.end <= len(text)
        assert (e.interval is None) == (e.date_basis is None)
        assert e.rule in {rule.name for rule in RULES}
        if e.interval and e.interval.start and e.interval.end:
            assert e.interval.start <= e.interval.end
        if e.status == "happened" and e.interval and e.interval.start:
            assert e.interval.start <= PUBLISHED


def test_event_types_fit_the_table() -> None:
    assert {*EVENT_TYPE_ROWS[0]} == {c.name for c in EVENT_TYPES.columns}
    assert all(row["description"] for row in EVENT_TYPE_ROWS)
    assert len({row["event_type"] for row in EVENT_TYPE_ROWS}) == len(EVENT_TYPE_ROWS)


@pytest.mark.parametrize(
    ("lemma", "is_noun", "roles", "wanted"),
    [
        ("sign", False, ("a decree",), "government.decree"),
        ("sign", False, ("the treaty",), "diplomacy.agreement"),
        ("sign", False, ("a ball",), None),
        ("meet", False, ("the minister", "The envoy"), "diplomacy.meeting"),
        ("meet", False, ("these standards", "The bus"), None),
        ("execute", False, ("two prisoners",), "life.death"),
        ("execute", False, ("the plan", "The board"), None),
        ("return", False, ("tax",), None),
        ("add", False, ("that it was late",), "speech.statement"),
        ("add", False, ("300 jobs", "The firm"), None),
        ("deployment", True, (), "conflict.mobilise"),
        ("glitch", True, (), None),
        ("overturn", False, ("his conviction", "The court"), "justice.verdict"),
        ("overturn", False, ("the red card", "The league"), None),
        ("concede", False, ("defeat", "The senator"), None),
        ("appeal", False, ("the ruling", "Lawyers"), "justice.charge"),
        ("appeal", False, ("for calm", "The mayor"), "speech.request"),
        ("conference", True, ("news",), "speech.statement"),
        ("conference", True, ("the ministers",), "diplomacy.meeting"),
        ("dismiss", False, ("the lawsuit", "A judge"), "justice.verdict"),
        ("dismiss", False, ("the idea", "The mayor"), "speech.reject"),
        ("rally", False, ("Shares",), "economy.market_move"),
        ("rally", False, ("Farmers",), "society.protest"),
        ("decline", False, ("Exports",), "economy.indicator"),
        ("decline", False, ("the offer", "The club"), "speech.reject"),
        ("trial", True, ("the vaccine",), "science.finding"),
        ("trial", True, ("the banker",), "justice.charge"),
        ("collapse", False, ("The lender",), "business.insolvency"),
        ("collapse", False, ("The roof",), "hazard.accident"),
        ("capture", False, ("the title", "The rookie"), "other.sport"),
        ("capture", False, ("the village", "Rebels"), "conflict.capture"),
    ],
)
def test_types_by_lemma_and_role(lemma: str, is_noun: bool, roles: tuple[str, ...], wanted: str | None) -> None:
    assert event_type(lemma, is_noun, roles) == wanted


def test_mapped_types_are_those_published() -> None:
    plover = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
              "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}  # fmt: skip
    roots = {f"{n:02}" for n in range(1, 21)}
    for row in EVENT_TYPE_ROWS:
        assert row["plover_type"] is None or row["plover_type"] in plover
        assert row["cameo_root"] is None or {*row["cameo_root"].split(",")} <= roots


@pytest.mark.parametrize(
    ("place", "code"),
    [("Kyiv", "UKR"), ("Cork, Ireland", "IRL"), ("the United States", "USA"), ("Cambridge", None), ("Georgia", None), (None, None)],
)  # fmt: skip
def test_country_only_where_certain(place: str | None, code: str | None) -> None:
    assert country(place) == code


@pytest.mark.parametrize(("noun", "verb"), [("invasion", "invade"), ("removal", "remove"), ("city", None)])
def test_nouns_lead_to_their_verb(noun: str, verb: str | None) -> None:
    assert source_verb(noun) == verb


def test_bodies_and_buildings_are_no_events() -> None:
    assert not [w for w in ("government", "station", "department", "population", "city") if is_event_noun(w)]
    assert [w for w in ("invasion", "merger", "vote", "deployment", "bombing") if not is_event_noun(w)] == []


@needs_model
def test_a_long_first_line_without_a_stop_is_no_headline() -> None:
    short = "Council approves the plan"
    long = "The council approved the plan " + "and the members thanked the mayor of the town " * 5
    assert {e.rule for e in events(short)[1]} == {"headline"}
    assert "headline" not in {e.rule for e in events(long)[1]}


@needs_model
@pytest.mark.parametrize(
    ("says", "lemma", "wanted"),
    [
        ("She died in hospital on [[2024-05-06|Monday]].", "die", ("She", None)),
        ("The leaders met in Geneva on [[2024-05-07|Tuesday]].", "meet", ("The leaders", None)),
        ("Sales fell at the start of the trial in [[2024-05-01..2024-05-31|May]].", "fall", ("Sales", None)),
        (
            "The opposition won the election, taking 87 of the 150 seats, the electoral commission announced on [[2024-05-06|Monday]].",
            "announce",
            ("the electoral commission", "The opposition won the election, taking 87 of the 150 seats"),
        ),
        ("The board made a decision to sell the ship on [[2024-05-06|Monday]].", "sell", ("The board", "the ship")),
        ("The board's plan to sell the ship failed on [[2024-05-06|Monday]].", "sell", ("The board", "the ship")),
        ("Efforts to sell the ship failed on [[2024-05-06|Monday]].", "sell", (None, "the ship")),
        ("He is said to have sold the ship on [[2024-05-06|Monday]].", "sell", ("He", "the ship")),
        ("A category 4 hurricane hit the coast on [[2024-05-06|Monday]].", "hurricane", (None, None)),
        ("The unions called for an end to the siege.", "call", ("The unions", "an end to the siege")),
        ("The rebels withdrew from the town on [[2024-05-06|Monday]].", "withdraw", ("The rebels", "the town")),
        ("The index was lifted by 3.4 percent by banks on [[2024-05-06|Monday]].", "lift", ("banks", "The index")),
        ("The index was lifted by 3.4 percent on [[2024-05-06|Monday]].", "lift", (None, "The index")),
    ],
)
def test_where_it_was_is_not_what_it_was_done_to(says: str, lemma: str, wanted: tuple[str, str | None]) -> None:
    _, found = events(says)
    assert [(e.actor, e.object) for e in found if e.trigger_lemma == lemma] == [wanted]


@needs_model
def test_a_purpose_is_not_said_to_have_been_reached() -> None:
    text, found = events("The leaders met in Geneva on [[2024-05-07|Tuesday]] to discuss the war.")
    status = {text[e.trigger_start : e.trigger_end]: e.status for e in found}
    assert (status["met"], status["discuss"]) == ("happened", "expected")
