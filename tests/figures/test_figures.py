"""Figures: every case is read, every negative stays silent, and nothing hostile breaks the reader."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.figures import FigureContext, figure_context, find_figures, may_hold_figure
from transforms.figures.reject import CLOCK, DATE, REASONS
from transforms.lexicons import WordLoader
from transforms.mentions import Article, DateMention, FigureMention, Sentence
from warehouse.tables.figures import BOUNDS, CHANGES, FIGURE_KINDS

CASES = yaml.load((Path(__file__).parent / "cases.yml").read_text("utf-8"), Loader=WordLoader)
FIELDS = {"low": "value_low", "high": "value_high"}


def read(text: str, *dates: DateMention) -> list[FigureMention]:
    return find_figures(Sentence(0, 0, len(text), text), dates, None, FigureContext()).figures


@pytest.mark.parametrize(("wanted", "text"), [(c["figure"], t) for c in CASES if "figure" in c for t in c["says"]])
def test_a_figure_is_read(wanted: dict[str, Any], text: str) -> None:
    figures = read(text)
    assert len(figures) == 1, figures
    for name, value in wanted.items():
        found = getattr(figures[0], FIELDS.get(name, name))
        if name == "rule":
            assert found.split("+")[0] == value
        elif isinstance(value, int | float):
            assert found == pytest.approx(value)
        else:
            assert found == value, name


@pytest.mark.parametrize(("wanted", "text"), [(c["nothing"], t) for c in CASES if "nothing" in c for t in c["says"]])
def test_what_is_no_figure_stays_silent_and_says_why(wanted: dict[str, str], text: str) -> None:
    findings = find_figures(Sentence(0, 0, len(text), text), [], None, FigureContext())
    assert findings.figures == []
    reasons = [r.reason for r in findings.rejected]
    assert "reason" not in wanted or wanted["reason"] in reasons, reasons


def test_every_reason_has_an_example_and_every_example_a_reason() -> None:
    shown = {c["nothing"]["reason"] for c in CASES if "reason" in c.get("nothing", {})}
    of_dates = {DATE.name, CLOCK.name}  # need a time expression: tested below
    names = [r.name for r in REASONS]
    assert len(names) == len(set(names))
    assert shown | of_dates == set(names)


def test_offsets_are_those_of_the_article() -> None:
    text = "Nearly $4.4 million went."
    figure = find_figures(Sentence(3, 100, 100 + len(text), text), [], None, FigureContext()).figures[0]
    assert text[figure.start - 100 : figure.end - 100] == "$4.4 million"


@pytest.mark.parametrize(
    ("text", "value"), [("$4.1 trillion", 4.1e12), ("65.6 million shares", 65_600_000), ("$8.3m", 8.3e6)]
)
def test_a_scaled_value_is_the_printed_one_to_the_last_digit(text: str, value: float) -> None:
    assert read(f"It cost {text} to bake.")[0].value == value


def test_a_number_in_a_date_is_none_but_a_length_of_time_is_one() -> None:
    text = "It ended three years later."
    mention = DateMention(9, 26, "DATE", "2019", "anaphoric", "resolved", "test")
    assert [f.kind for f in read(text, mention)] == ["duration"]
    text = "On 12 in 2019 it ended."
    for timex, reason in (("DATE", DATE), ("TIME", CLOCK)):
        found = find_figures(
            Sentence(0, 0, len(text), text),
            [DateMention(3, 13, timex, "2019-11-12", "stated", "resolved", "test")],
            None,
            FigureContext(),
        )
        assert found.figures == []
        assert {r.reason for r in found.rejected} == {reason.name}


def test_a_change_and_the_level_it_leads_to_are_two_figures() -> None:
    first, second = read("Sales rose 5% to $7 million.")
    assert (first.change, second.change) == ("increase", None)


def test_a_bracketed_conversion_keeps_bound_and_thing() -> None:
    first, second = read("It is about 12 km (7.5 miles) away.")
    assert (first.bound, second.bound, second.unit) == ("about", "about", "mile")


def test_rising_numbers_of_a_list_share_the_unit_at_its_end() -> None:
    found = read("It is kept for 30, 90, or 180 days.")
    assert [(f.value, f.unit) for f in found] == [(30, "day"), (90, "day"), (180, "day")]
    apart = read("It lost 5, 30 days later.")
    assert [(f.value, f.unit) for f in apart] == [(5, None), (30, "day")]


def test_a_loose_dash_before_a_smaller_sum_makes_no_range() -> None:
    found = read("A loaf costs $2.26 - 68 cents more.")
    assert [(f.value, f.bound) for f in found] == [(2.26, "exact"), (0.68, "exact")]


def test_a_number_alone_takes_the_unit_of_the_one_beside_it() -> None:
    moved = read("Wages rose by 2 percent but prices fell by 1.")
    assert [(f.value, f.unit, f.change) for f in moved] == [(2, "percent", "increase"), (1, "percent", "decrease")]
    year = DateMention(28, 32, "DATE", "2018", "stated", "resolved", "test")
    timed = read("Its ovens had 1.4 percent in 2018 and 2.1 last year.", year)
    assert [(f.value, f.unit) for f in timed] == [(1.4, "percent"), (2.1, "percent")]
    hours = read("The week was cut from 40 to 38 hours.")
    assert [(f.value, f.unit) for f in hours] == [(40, "hour"), (38, "hour")]
    longer = read("It lengthened life by 130%, from 7.4 to 17 days.")
    assert [(f.value, f.unit) for f in longer] == [(130, "percent"), (7.4, "day"), (17, "day")]
    ages = read("It tries 16 and 17 year old bakers.")
    assert [(f.value, f.kind) for f in ages] == [(16, "age"), (17, "age")]
    cents = read("It raised its return from 90.5 to 95 cents.")
    assert [(f.value, f.unit) for f in cents] == [(0.905, "USD"), (0.95, "USD")]
    apart = read("Wages rose by 2 percent and it hired 3 last year.")
    assert [(f.value, f.unit) for f in apart] == [(2, "percent"), (3, None)]


def test_a_vague_number_shares_the_unit_of_what_is_said_beside_it() -> None:
    found = read("It adds several hundred or even 1,000 megawatts.")
    assert [(f.unit, f.value_high or f.value) for f in found] == [("megawatt", 1000), ("megawatt", 1000)]


def test_hanging_hyphens_share_the_unit_at_their_end() -> None:
    assert [f.unit for f in read("Both 50- and 100-metre races were run.")] == ["metre", "metre"]
    assert [(f.value, f.kind) for f in read("A class of ten 3- and 4-year-olds.")] == [
        (10, "count"),
        (3, "age"),
        (4, "age"),
    ]


def test_sums_in_brackets_beside_each_other_are_losses() -> None:
    assert [f.value for f in read("Bread income $23,887 ($10,038) ($176,861)")] == [23887, -10038, -176861]
    assert [f.value for f in read("It cost $500 ($400 in May) and C$700 ($600).")] == [500, 400, 700, 600]


def test_pounds_beside_dollars_are_masses() -> None:
    assert [f.unit for f in read("It landed 63 million pounds valued at $250 million.")] == ["pound", "USD"]
    assert [f.unit for f in read("It paid 63 million pounds for the mill.")] == ["GBP"]


def test_the_length_of_an_ore_is_no_bound() -> None:
    ore = read("It found 4.8 g/t over 88.2 m and 3 g/t over 5 m.")
    assert [(f.unit, f.bound) for f in ore] == [("gram", "exact"), ("metre", "exact")] * 2


def test_what_follows_a_length_in_brackets_is_counted() -> None:
    found = read("The boat, 88 m (288 ft) | 12 guests.")
    assert [f.kind for f in found] == ["measure", "measure", "count"]


def test_the_article_says_whose_dollars_they_are() -> None:
    text = "TORONTO - Canadian shops in Ottawa and Toronto paid $5 each, the Canadian trade body said."
    assert figure_context(Article("a", text)).dollar == "CAD"
    assert figure_context(Article("a", "It cost $5.")).dollar == "USD"


def test_the_gate_is_a_pattern() -> None:
    assert "\\d" in may_hold_figure()


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789.,-/ $€%()abm'one twohalf\u00a0–½²", max_size=60))
def test_any_text_gives_sound_rows(text: str) -> None:
    last = 0
    for figure in read(text):
        assert last <= figure.start < figure.end <= len(text)
        last = figure.end
        assert figure.bound in BOUNDS
        assert figure.kind in FIGURE_KINDS
        assert figure.change is None or figure.change in CHANGES
        ends = (figure.value, figure.value_low, figure.value_high)
        assert all(v is None or math.isfinite(v) for v in ends)
        assert (figure.value is None) == (figure.bound in ("range", "vague"))


@pytest.mark.parametrize("piece", ["1", ",", "1,", "1 ", "one ", "a", "-", "1-", "million ", "$", "(555) "])
def test_floods_are_read_in_time_that_grows_with_their_length(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begun = time.process_time()
    assert all(f.value is None or math.isfinite(f.value) for f in read(text))
    assert time.process_time() - begun < 10
