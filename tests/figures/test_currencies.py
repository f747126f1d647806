"""Which currency a sign or a shared name stands for, and units that two terms of a comparison share."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from transforms.figures import FigureContext, find_figures
from transforms.figures.lexicon import lexicon
from transforms.lexicons import load
from transforms.mentions import FigureMention, Sentence

ROOT = Path(__file__).parents[2]


def read(text: str, article: str = "", publisher: str = "") -> list[FigureMention]:
    return find_figures(Sentence(0, 0, len(text), text), [], None, FigureContext(article + text, publisher)).figures


@pytest.mark.parametrize(
    ("article", "text", "unit"),
    [
        ("STOCKHOLM - Sweden raised its budget. ", "The plan costs 40 million crowns.", "SEK"),
        ("Norway's fund grew. ", "It holds 40 million crowns.", "NOK"),
        ("The Danish bank grew. ", "It holds 40 million kroner.", "DKK"),
        ("PRAGUE - Czech police said so. ", "He paid 900 crowns.", "CZK"),
        ("", "He paid 900 crowns.", None),
        ("", "They paid 7 million pesos.", None),
        ("MANILA - Philippine police said so. ", "They paid 7 million pesos.", "PHP"),
        ("BUENOS AIRES - Argentina said so. ", "They paid 7 million pesos.", "ARS"),
        ("Islamabad: Pakistan said so. ", "They paid 7 million rupees.", "PKR"),
        ("", "They paid 7 million rupees.", "INR"),
        ("CAIRO - Egypt said so. ", "The fine was 7 million pounds.", "EGP"),
        ("", "The fine was £7 million.", "GBP"),
        ("Kenya's police said so. ", "They paid 9,000 shillings.", "KES"),
        ("", "They paid 9,000 Ugandan shillings.", "UGX"),
        ("", "It cost 40 Canadian dollars.", "CAD"),
    ],
)
def test_a_shared_name_is_the_currency_of_the_places_around_it(article: str, text: str, unit: str | None) -> None:
    (figure,) = read(text, article)
    assert (figure.kind, figure.unit) == ("money", unit)


@pytest.mark.parametrize(
    ("article", "publisher", "unit"),
    [
        ("TORONTO - Canadian shops in Ontario opened. ", "", "CAD"),
        ("TORONTO - Canadian shops in Ontario opened. It paid C$4. ", "", "USD"),  # then "$" is another dollar
        ("TORONTO - Canadian shops sell to American and U.S. buyers in Texas. ", "", "USD"),
        ("ONTARIO, Calif. - Shops in California opened. ", "", "USD"),
        ("SYDNEY - Australian shops in Queensland opened. ", "", "AUD"),
        ("Shops opened. ", "CBC News", "CAD"),
        ("Shops opened. ", "", "USD"),
    ],
)
def test_a_bare_dollar_sign_is_that_of_the_country_the_article_speaks_of(
    article: str, publisher: str, unit: str
) -> None:
    assert read("It cost $5.", article, publisher)[0].unit == unit


def test_an_article_before_the_sign_is_no_currency() -> None:
    assert [f.unit for f in read("A $5 million cut followed, and an A$5 million rise.")] == ["USD", "AUD"]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Income was $412 million, compared with 349 million a year earlier.", ["USD", "USD"]),
        ("The rate fell to 6.5 percent from 6.9 a month earlier.", ["percent", "percent"]),
        ("He went from 208 pounds to 193 by walking.", ["pound", "pound"]),
        ("Growth slowed from 5 to 3 per cent.", ["percent", "percent"]),
        ("She raised 280 million of the 1.5 billion shekels.", ["ILS", "ILS"]),
        ("The party rose 2.3 points to 45 percent.", ["percentage_point", "percent"]),
        ("Sales rose 5% to 105 in May.", ["percent", None]),  # a level, no share
        ("It cost $500 to 12 workers.", ["USD", None]),
    ],
)
def test_terms_of_a_comparison_share_a_unit(text: str, units: list[str | None]) -> None:
    assert [f.unit for f in read(text)] == units


@pytest.mark.parametrize(
    ("text", "value"),
    [("Income rose from 349 to $412 million.", 349e6), ("Income was $412 million against 12 a day.", 12.0)],
)
def test_a_scale_is_shared_where_the_terms_are_alike(text: str, value: float) -> None:
    assert value in [f.value for f in read(text)]


@pytest.mark.parametrize(
    ("text", "unit", "per"),
    [
        ("It makes 900 tonnes of steel a day.", "tonne", "day"),
        ("It pays 9 billion shekels ($2.4 billion) a year.", "ILS", "year"),
        ("It pays $5 a seat.", "USD", "seat"),
        ("It left 50 previous years behind.", "year", None),
        ("It runs for 10 more miles.", "mile", None),
        ("It holds 300 acre-feet.", "acre_foot", None),
        ("It uses 40 GJ.", "gigajoule", None),
    ],
)
def test_units_and_rates(text: str, unit: str, per: str | None) -> None:
    assert (read(text)[0].unit, read(text)[0].per) == (unit, per)


def test_who_is_over_an_age_is_counted_in_years() -> None:
    assert [(f.kind, f.unit) for f in read("It was given to adults over 60.")] == [("age", "year")]
    assert read("Prices over 60.")[0].kind == "count"


def test_every_code_that_can_be_read_is_one_that_the_audit_knows() -> None:
    known = set(yaml.safe_load((ROOT / "expectations" / "currencies.yml").read_text("utf-8")))
    families = load("figures/currency_context")["families"].values()
    by_place = {code for family in families for code in family if len(code) == 3 and code.isupper()}
    assert by_place
    assert (lexicon().codes | by_place) - known == set()
