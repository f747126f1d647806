"""Time expressions: each rule has an example and each example names its rule; what holds for every text."""

from __future__ import annotations

import re
import time
from calendar import month_name
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timing import grows_below
from transforms.dates import RULES, find_dates, find_dates_traced, find_document_date
from transforms.dates.calendar import WEEKDAYS, third, years_with
from transforms.lexicons import WordLoader
from transforms.mentions import Article, DateMention, Interval, Rejected

PUBLISHED = date(2024, 5, 10)
MONTHS = month_name[1:]
CASES: list[dict[str, Any]] = yaml.load((Path(__file__).parent / "cases.yml").read_text("utf-8"), Loader=WordLoader)
SAYS = [(case, said) for case in CASES if "rule" in case for said in case["says"]]
SILENT = [said for case in CASES if "nothing" in case for said in case["says"]]
DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))


def read(text: str, published: date | None = PUBLISHED) -> list[DateMention]:
    article = Article("a", text, published_on=published, published_basis="metadata" if published else "unknown")
    return find_dates(article, [], find_document_date(article, []))


def rejected(text: str) -> list[Rejected]:
    article = Article("a", text, published_on=PUBLISHED)
    return find_dates_traced(article, [], find_document_date(article, []))[1]


def published_in(case: dict[str, Any]) -> date | None:
    said = case.get("published", PUBLISHED.isoformat())
    return None if said == "none" else date.fromisoformat(str(said))


def seen(mention: DateMention) -> dict[str, str | None]:
    days = mention.interval or Interval(None, None, None)
    return {
        "value": mention.timex_value,
        "type": mention.timex_type,
        "mod": mention.timex_mod,
        "start": days.start.isoformat() if days.start else None,
        "end": days.end.isoformat() if days.end else None,
        "precision": days.precision,
        "basis": mention.basis,
        "status": mention.status,
    }


@pytest.mark.parametrize(("case", "said"), SAYS, ids=[said for _, said in SAYS])
def test_each_example_is_read_by_its_rule(case: dict[str, Any], said: str) -> None:
    text = said.replace("[", "").replace("]", "")
    span = (said.index("["), said.index("]") - 1)
    found = [m for m in read(text, published_in(case)) if (m.start, m.end) == span and m.rule == case["rule"]]
    assert found, [(text[m.start : m.end], m.rule) for m in read(text, published_in(case))]
    wanted = {k: str(v) for k, v in case.items() if k not in ("rule", "says", "published")}
    assert {k: v for k, v in seen(found[0]).items() if k in wanted} == wanted


@pytest.mark.parametrize("said", SILENT)
def test_what_is_no_time_stays_silent(said: str) -> None:
    assert [said[m.start : m.end] for m in read(said) if m.timex_type != "DURATION"] == []


def test_every_rule_has_an_example_and_a_name_of_its_own() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert {case["rule"] for case in CASES if "rule" in case} == {
        *names,
        "range",
        "range_end",
        "stretch",
        "range_start",
    }


@pytest.mark.parametrize(
    "said", ["30 February", "February 30", "31 April 2021", "Feb. 29, 2023", "2021-13-01", "June 31"]
)
def test_an_impossible_day_is_reported_and_never_rolled_over(said: str) -> None:
    text = f"It rained on {said}, they said."
    assert any(said.startswith(text[r.start : r.end][:4]) for r in rejected(text))
    assert all(m.interval is None or m.interval.precision != "day" for m in read(text))


@pytest.mark.parametrize(
    ("text", "day", "basis"),
    [
        ("LVIV, March 3, 2022 - Sirens sounded.", date(2022, 3, 3), "dateline"),
        ("Friday, January 4, 2019\n\nA new speaker was chosen.", date(2019, 1, 4), "dateline"),
        ("He signed it on Tuesday, July 8. Since early 2025 many came.", date(2025, 7, 8), "inferred"),
        ("He signed it on Tuesday, July 8.", None, "unknown"),
        ("Nothing is dated here.", None, "unknown"),
    ],
)
def test_the_day_of_an_article_without_one(text: str, day: date | None, basis: str) -> None:
    found = find_document_date(Article("a", text), [])
    assert (found.day, found.basis) == (day, basis)
    assert found.reasons


def test_a_given_day_keeps_its_basis() -> None:
    found = find_document_date(
        Article("a", "LVIV, March 3, 2022 - Sirens.", published_on=PUBLISHED, published_basis="url"), []
    )
    assert (found.day, found.basis) == (PUBLISHED, "url")


def test_the_worked_example_fixes_its_year(shared: Path) -> None:
    text = (shared / "examples" / "decree.txt").read_text("utf-8")
    values = {text[m.start : m.end]: m for m in read(text, None)}
    assert values["Tuesday, July 8"].timex_value == "2025-07-08"
    assert values["a day prior"].timex_value == "2025-07-07"
    assert values["July 2"].timex_value == "2025-07-02"
    assert values["September 21, 2022"].basis == "stated"
    early = values["early 2025"]
    assert (early.timex_mod, early.interval) == ("START", Interval(date(2025, 1, 1), date(2025, 4, 30), "part"))


TEMPLATES = (
    "It opened on {m} {d}, {y}.", "On {d} {m} {y} it opened.", "It opened on {w}, {m} {d}, {y}, they said.",
    "The {d} {m} {y} opening", "{y}-{n:02d}-{d:02d} was the day.", "It opened on {m} {d}, {y} and closed.",
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(DAYS, st.sampled_from(TEMPLATES))
def test_a_day_that_is_printed_is_read_back(day: date, template: str) -> None:
    text = template.format(d=day.day, m=MONTHS[day.month - 1], y=day.year, w=WEEKDAYS[day.weekday()], n=day.month)
    assert [m.interval for m in read(text)][:1] == [Interval(day, day, "day")]


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(1, 6))
def test_a_bare_day_is_read_back_from_near_publication(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    text = f"It opened on {MONTHS[day.month - 1]} {day.day}. They said so {back} days ago."
    assert [m.interval for m in read(text, published)] == [Interval(day, day, "day")] * 2


RELATIVE = "He left yesterday. She came last week, on Monday, and will go on Thursday. Two days ago it rained. A day earlier it snowed."


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_a_week_later_all_relative_dates_are_a_week_later(published: date) -> None:
    first, second = read(RELATIVE, published), read(RELATIVE, published + timedelta(days=7))
    assert len(first) == len(second) == 6
    for one, two in zip(first, second, strict=True):
        assert one.interval is not None
        assert two.interval is not None
        assert one.interval.start is not None
        assert two.interval.start == one.interval.start + timedelta(days=7)


SOME = """the last next third quarter May March 3 1999 5 , - . of Monday year years ago a two early late week Feb 30 2020 BC 12:30 p.m. on from
to between and every day noon now it Q2 1990s ' century fiscal summer
ended overnight former current 03/04/2019 24/12/2019 weekend Friday, year June Feb. 29"""
WORDS = st.sampled_from(SOME.split())


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40), st.sampled_from((None, PUBLISHED, date(1, 1, 1), date(9999, 12, 31))))
def test_spans_intervals_and_order_hold_for_any_text(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    found = read(text, published)
    assert found == read(text, published)
    assert [m.start for m in found] == sorted(m.start for m in found)
    for m in found:
        assert 0 <= m.start < m.end <= len(text)
        assert text[m.start : m.end].strip() == text[m.start : m.end]
        if m.interval and m.interval.start and m.interval.end:
            assert m.interval.start <= m.interval.end


@pytest.mark.parametrize(
    "text",
    [
        "on March 3, 2022, ",
        "90s, ",
        "In 2019 May 3, ",
        "between the 3rd and ",
        "Monday to Friday 9-5, ",
        "next day ",
        "the last ",
        "1999-",
        "3:",
        "two hundred and ",
        "\n ",
        "days ",
        "a ",
        "'",
        "Q1 ",
    ],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    def seconds(times: int) -> float:
        begin = time.process_time()
        read(text * times)
        return time.process_time() - begin

    assert grows_below(30, seconds, 1000, 8000)


def test_thirds_cover_their_unit_without_gaps() -> None:
    month = Interval(date(2024, 2, 1), date(2024, 2, 29), "month")
    parts = [third(month, mod) for mod in ("START", "MID", "END")]
    assert [(p.start.day, p.end.day) for p in parts if p and p.start and p.end] == [(1, 10), (11, 20), (21, 29)]


def test_a_weekday_with_a_date_fits_few_years() -> None:
    assert years_with(2, 7, 8, range(2000, 2026)) == [2003, 2008, 2014, 2025]


def test_a_value_is_timex3() -> None:
    pattern = re.compile(r"[\dXBC]{2,}[\dXTWQHSUPFAIEVMON:/+-]*|P[\dX].*|PT.*|(?:PAST|PRESENT|FUTURE)_REF")
    for _, said in SAYS:
        assert all(pattern.fullmatch(m.timex_value) for m in read(said.replace("[", "").replace("]", "")))


HISTORY = (
    "The league was founded in 1801 and grew in 1803. It split in 1805. In 1806 it was banned, and in 1807 it met again. "
    "In 1808 and 1809 it was quiet. By 1810 and 1811 it had spread; in 1812 and 1813 it armed. On 4 March 1814 it rose."
)


@pytest.mark.parametrize(
    "aside",
    [
        "It had not met since 1809.",
        "It recalled the vow of some nine years earlier.",
        "A second rising was planned for 1816.",
        "It was poorer than during the previous year.",
        "It was milder than the May 1811 ban.",
    ],
)
def test_a_story_goes_on_where_it_was_after_an_aside(aside: str) -> None:
    text = f"{HISTORY} {aside} On 9 March the town fell."
    assert [m.timex_value for m in read(text) if m.rule == "day_month"] == ["1814-03-04", "1814-03-09"]


@pytest.mark.parametrize(
    ("aside", "value"),
    [
        ("", "1814-03-09"),
        ("You and I read my book.", "2024-03-09"),
        ("(Harwick, May 10, 2024)", "2024-03-09"),
        ("(Harwick, May 10, 1814)", "1814-03-09"),
    ],
)
def test_a_history_told_by_a_speaker_or_under_its_own_date_is_news(aside: str, value: str) -> None:
    assert [m.timex_value for m in read(f"{HISTORY} {aside} On 9 March the town fell.")][-1] == value


def test_former_is_a_time_only_in_a_history() -> None:
    assert [m.timex_value for m in read(f"{HISTORY} The former king fled.")][-1] == "PAST_REF"


@pytest.mark.parametrize(
    "text", ["It took a year\nago was said.", "They left in early\nMay was mild.", "On March\n\n3 men left."]
)
def test_no_expression_runs_across_a_line(text: str) -> None:
    assert all("\n" not in text[m.start : m.end] for m in read(text))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("It closed in May. First came rain.", "May"),
        ("It shut in Dec. Two men left.", "Dec."),
        ("On May 2. 5 men left.", "May 2"),
    ],
)
def test_no_expression_runs_across_a_sentence(text: str, span: str) -> None:
    assert next(text[m.start : m.end] for m in read(text)) == span


def test_a_period_is_linked_to_the_day_it_ends_on() -> None:
    text = "For the year ended Sept. 30, 2023, it earned more."
    year = next(m for m in read(text) if m.rule == "ended_period")
    assert year.anchor is not None
    assert text[slice(*year.anchor)] == "Sept. 30, 2023"
    assert any((m.start, m.end) == year.anchor for m in read(text))


@pytest.mark.parametrize(("said", "doubts"), [("Friday, May 12", 0), ("Friday, May 10", 0), ("Friday, May 14", 1)])
def test_a_given_day_is_checked_against_weekdays_but_stays(said: str, doubts: int) -> None:
    article = Article("a", f"It rained on {said}.", published_on=PUBLISHED, published_basis="metadata")
    found = find_document_date(article, [])
    assert (found.day, found.basis, len(found.reasons)) == (PUBLISHED, "metadata", 1 + doubts)
