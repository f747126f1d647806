"""What holds for every calendar day: printed in any of many forms it is read back as itself; and for texts of any size."""

from __future__ import annotations

import time
from calendar import month_name, monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timing import grows_below
from transforms.dates import find_dates, find_document_date
from transforms.dates.calendar import WEEKDAYS, easter, orthodox_easter
from transforms.mentions import Article, DateMention, Interval

MONTHS = month_name[1:]
SHORT = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
DAY_FORMS = (
    "{m} {d}, {y}", "{d} {m} {y}", "{d} {m}, {y}", "the {o} of {m} {y}", "{m} {o}, {y}", "{w}, {m} {d}, {y}", "{w} {d} {m} {y}",
    "{s} {d}, {y}", "{d} {s} {y}", "{y}-{n:02d}-{d:02d}", "{y}/{n:02d}/{d:02d}", "{d:02d}.{n:02d}.{y}", "{d}-{a}-{y}",
)  # fmt: skip
MONTH_FORMS = ("{m} {y}", "{m} of {y}", "{m}, {y}", "{s} {y}")
PART_FORMS = {
    "early {m} {y}": (1, 10),
    "mid-{m} {y}": (11, 20),
    "late {m} {y}": (21, 31),
    "the end of {m} {y}": (21, 31),
}


def ordinal(number: int) -> str:
    suffix = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def printed(form: str, day: date) -> str:
    return form.format(
        d=day.day, o=ordinal(day.day), m=MONTHS[day.month - 1], s=SHORT[day.month - 1], a=MONTHS[day.month - 1][:3],
        n=day.month, y=day.year, w=WEEKDAYS[day.weekday()],
    )  # fmt: skip


def read(text: str, published: date | None = date(2024, 5, 10)) -> list[DateMention]:
    article = Article("a", text, published_on=published, published_basis="metadata" if published else "unknown")
    return find_dates(article, [], find_document_date(article, []))


@settings(max_examples=300, deadline=None)
@given(DAYS, st.sampled_from(DAY_FORMS), st.sampled_from([None, date(1999, 12, 31), date(2024, 2, 29)]))
def test_a_day_in_any_form_is_itself_whatever_the_day_of_publication(
    day: date, form: str, published: date | None
) -> None:
    text = f"The bridge was opened on {printed(form, day)} by the mayor."
    assert [m.interval for m in read(text, published)] == [Interval(day, day, "day")]


@settings(max_examples=100, deadline=None)
@given(DAYS, st.sampled_from(MONTH_FORMS))
def test_a_month_is_its_days(day: date, form: str) -> None:
    last = day.replace(day=monthrange(day.year, day.month)[1])
    text = f"It was opened in {printed(form, day)} by the mayor."
    assert [m.interval for m in read(text)] == [Interval(day.replace(day=1), last, "month")]


@settings(max_examples=100, deadline=None)
@given(DAYS, st.sampled_from(sorted(PART_FORMS)))
def test_a_part_of_a_month_is_a_third(day: date, form: str) -> None:
    first, last = PART_FORMS[form]
    end = day.replace(day=min(last, monthrange(day.year, day.month)[1]))
    text = f"It was opened in {printed(form, day)} by the mayor."
    assert [m.interval for m in read(text)] == [Interval(day.replace(day=first), end, "part")]


@settings(max_examples=150, deadline=None)
@given(DAYS, st.integers(1, 400))
def test_two_days_make_a_range(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    text = f"It ran from {printed('{m} {d}, {y}', first)} to {printed('{m} {d}, {y}', last)} in the north."
    assert [m.interval for m in read(text) if m.rule == "range"] == [Interval(first, last, "interval")]


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(1, 27), st.sampled_from(["{m} {f}-{t}, {y}", "{f}-{t} {m} {y}", "from {f} to {t} {m} {y}"]))
def test_two_days_of_one_month_make_a_range(day: date, first: int, form: str) -> None:
    said = form.format(m=MONTHS[day.month - 1], y=day.year, f=first, t=first + 1)
    wanted = Interval(day.replace(day=first), day.replace(day=first + 1), "interval")
    assert [m.interval for m in read(f"It ran {said} in the north.") if m.rule == "range"] == [wanted]


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(2, 11), st.sampled_from(["days", "weeks", "months", "years"]))
def test_so_many_units_ago_hold_that_day(published: date, count: int, unit: str) -> None:
    found = read(f"The mayor left {count} {unit} ago.", published)[0].interval
    size = {"days": 1, "weeks": 7, "months": 30.44, "years": 365.25}[unit]
    assert found is not None
    assert found.start is not None
    assert found.end is not None
    slack = timedelta(days=3)
    assert found.start - slack <= published - timedelta(days=round(size * count)) <= found.end + slack


@settings(max_examples=100, deadline=None)
@given(st.integers(1900, 2099))
def test_both_easters_are_sundays_in_their_season(year: int) -> None:
    west, east = easter(year), orthodox_easter(year)
    assert west.isoweekday() == east.isoweekday() == 7
    assert date(year, 3, 22) <= west <= date(year, 4, 25)
    assert date(year, 4, 3) <= east <= date(year, 5, 10)


@pytest.mark.parametrize(
    ("year", "day"), [(2023, date(2023, 4, 16)), (2024, date(2024, 5, 5)), (2025, date(2025, 4, 20))]
)
def test_orthodox_easter_is_known(year: int, day: date) -> None:
    assert orthodox_easter(year) == day


SENTENCE = (
    "The minister said on Monday, March 4, 2019, that some 3,000 people had left the town in the three weeks to May 5. "
)


@pytest.mark.parametrize(
    ("piece", "times"),
    [(SENTENCE, 4_500), ("March 3, 2022, ", 5_000), ("3-4 May ", 5_000), ("the early '90s and ", 4_000)],
)
def test_twice_the_text_takes_about_twice_the_time(piece: str, times: int) -> None:
    def seconds(copies: int) -> float:
        began = time.process_time()
        read(piece * copies)
        return time.process_time() - began

    assert grows_below(3.2, seconds, times, 2 * times)


def test_ten_thousand_dates_in_one_line_are_ten_thousand_dates() -> None:
    assert len([m for m in read("March 3, 2022; " * 10_000) if m.timex_value == "2022-03-03"]) == 10_000
