"""Figures that the text itself lets us check: what agrees, what contradicts, and what is no arithmetic at all."""

from __future__ import annotations

import pytest

from transforms.figures import FigureContext, find_figures
from transforms.mentions import FigureCheck, FigureMention, Sentence

AGREES = {
    "A sum of 12 people (7 men and 5 women) left.": "7 + 5 = 12",
    "It lost 120 shops: 70 in Utah, 30 in Ohio and 20 in Iowa.": None,  # "in" may name but some of them
    "They hired 120 bakers: 70 men, 30 women and 20 boys.": "70 + 30 + 20 = 120",
    "Fourteen bakers - seven men and seven women - met.": "7 + 7 = 14",
    "Of the bakers 60 of the 120 members (50%) agreed.": "100 × 60 / 120 = 50",
    "Some 40 bakers of 120 members, or 33 percent, agreed.": None,  # no share that is told as one
    "Support came from 60 (50%) of the 120 members.": "100 × 60 / 120 = 50",
    "Sales rose 5% to 105 from 100.": "100 × (105 - 100) / 100 = 5",
    "Costs fell 28% to $7.1 million from $9.9 million.": "100 × (9900000 - 7100000) / 9900000 = 28.2828",
    "Sales rose 5 points to 105 points from 100 points.": None,
    "They pay $15 a month for 12 months, $180 in total.": "15 × 12 = 180",
}
CONTRADICTS = {
    "A sum of 12 people (9 men and 5 women) left.": "9 + 5 = 14, not 12",
    "Of the bakers 60 of the 120 members (70%) agreed.": "100 × 60 / 120 = 50, not 70",
    "Costs fell 48% to $7.1 million from $9.9 million.": "100 × (9900000 - 7100000) / 9900000 = 28.2828, not 48",
    "They pay $15 a month for 12 months, $280 in total.": "15 × 12 = 180, not 280",
}
SILENT = (
    "They sold 12 cakes, 9 pies and 5 tarts.",
    "The lens has 13 elements (1 thin and 3 thick ones).",
    "Through three feasts, two fairs and one wedding they baked.",
    "Some 12 people (including 7 men and 5 women) left.",
    "Sales rose more than 5% to 105 from 100.",
    "In 12 months 7 men and 5 women left.",
    "He pays $15 a month for 12 weeks, $180 in total.",
)


def checks(text: str) -> list[tuple[FigureMention, FigureCheck]]:
    found = find_figures(Sentence(2, 50, 50 + len(text), text), [], None, FigureContext()).figures
    return [(f, f.check) for f in found if f.check is not None]


@pytest.mark.parametrize(("text", "arithmetic"), AGREES.items())
def test_arithmetic_that_is_right_is_said_to_agree(text: str, arithmetic: str | None) -> None:
    assert [(c.agrees, c.arithmetic) for _, c in checks(text)] == ([(True, arithmetic)] if arithmetic else [])


@pytest.mark.parametrize(("text", "arithmetic"), CONTRADICTS.items())
def test_arithmetic_that_is_wrong_is_said_to_contradict(text: str, arithmetic: str) -> None:
    assert [(c.agrees, c.arithmetic) for _, c in checks(text)] == [(False, arithmetic)]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_arithmetic_is_left_alone(text: str) -> None:
    assert checks(text) == []


def test_a_check_leads_to_the_figures_it_uses() -> None:
    text = "A sum of 12 people (7 men and 5 women) left."
    ((figure, check),) = checks(text)
    assert text[figure.start - 50 : figure.end - 50] == "12"
    assert [text[a - 50 : b - 50] for a, b in check.others] == ["7", "5"]
