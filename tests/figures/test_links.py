"""Which date a figure speaks of (of two that are compared each keeps its own), and who is said to state it."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from transforms.extract import extract
from transforms.syntax import backend, sm

pytestmark = pytest.mark.skipif(sm.installed() is None, reason="needs the syntax model, which `make test` installs")

YEAR_2019 = (date(2019, 1, 1), date(2019, 12, 31))
YEAR_2018 = (date(2018, 1, 1), date(2018, 12, 31))
YEAR_2017 = (date(2017, 1, 1), date(2017, 12, 31))
SINCE_2019 = (date(2019, 1, 1), date(2024, 3, 12))
CASES = [
    ("Turnout was 61 percent, up from 57 percent in 2019.", {"61 percent": (None, None), "57 percent": YEAR_2019}),
    ("In 2019 the ferry carried 40,000 passengers.", {"40,000": YEAR_2019}),
    ("The firm sold more than 40,000 vans in 2019.", {"40,000": YEAR_2019}),
    ("The firm sold 300 vans in 2019, against 250 buses.", {"300": YEAR_2019, "250": (None, None)}),
    ("Sales in 2019 were 8% higher than in 2011.", {"8%": YEAR_2019}),
    ("It sold 52,000 vans, 9% fewer than a year earlier.", {"52,000": (None, None), "9%": (None, None)}),
    ("The storm was given a 20% chance when it was detected in 2019.", {"20%": YEAR_2019}),
    ("In 2019 a 75-foot boat with a two-year warranty sank.", {"75": (None, None), "two": (None, None)}),
    ("The firm has sold 300 vans since its foundation in 2019.", {"300": SINCE_2019}),
    ("Since its launch in 2019 the firm has sold 300 vans.", {"300": SINCE_2019}),
    ("The firm sold 300 vans at the launch in 2019.", {"300": YEAR_2019}),
    ("More than 300 people have fled since the beginning of the war in 2019.", {"300": SINCE_2019}),
    ("The flood was the worst since 2019, when 52 villages drowned.", {"52": YEAR_2019}),
    ("The choir sang there until 2019, when it had 31 members and lost 12.", {"31": YEAR_2019, "12": YEAR_2019}),
    ("Since 2019, when the mine closed, 85 shops have opened.", {"85": SINCE_2019}),
    ("The rebels held 14 towns until the ceasefire in 2019.", {"14": (None, date(2019, 12, 31))}),
    ("The firm cut 300 jobs two years after the launch in 2017.", {"300": YEAR_2019}),
    ("In the past six days 40 trucks have come.", {"40": (date(2024, 3, 6), date(2024, 3, 12))}),
    ("Over the past day 40 trucks have come.", {"40": (date(2024, 3, 11), date(2024, 3, 11))}),
    ("At least 92 people died in the last 24 hours.", {"92": (date(2024, 3, 11), date(2024, 3, 12))}),
    ("Over the past three months it sold 40 vans.", {"40": (date(2023, 12, 12), date(2024, 3, 12))}),
    ("The toll could reach 400 in the next five years.", {"400": (date(2024, 3, 12), date(2029, 3, 12))}),
    ("It sold vans, including 40 since the start of the war in 2019.", {"40": SINCE_2019}),
    ("As of today, it has sold 40 vans.", {"40": (date(2024, 3, 12), date(2024, 3, 12))}),
    ("Over the next five years she wrote 40 books.", {"40": (None, None)}),
    ("In the last three years of her life she wrote 40 books.", {"40": (None, None)}),
    ("Troops left in 2019 and came back three years later.", {"three": (None, None)}),
    ("Rents were 2% for 2019, 3% for 2018 and 4% for 2017.", {"2%": YEAR_2019, "3%": YEAR_2018, "4%": YEAR_2017}),
    (
        "Income was $16 million in comparison with $14 million in 2019.",
        {"$16 million": (None, None), "$14 million": YEAR_2019},
    ),
    ("A storm that struck in 2019 killed 14 people.", {"14": YEAR_2019}),
    ("In 2019 rents rose to 2.5%, above the bank's 2% target.", {"2.5%": YEAR_2019, "2%": (None, None)}),
    ("In 2019 the storm struck 22 km from Leeds shortly before midnight.", {"22": YEAR_2019}),
    ("In 2019 rents fell by 2% from the previous year, with wages rising by 3%.", {"2%": YEAR_2019, "3%": YEAR_2019}),
    ("Sales were up from 2019's 16% expansion.", {"16%": YEAR_2019}),
    ("Net sales were $170 million, slightly higher than the sales for 2019.", {"$170 million": (None, None)}),
    ("Bakers have burned 40 barns since the start of what Leeds calls a bread day in 2019.", {"40": SINCE_2019}),
    ("Sales for the first nine months of 2019 were $30.", {"$30": (date(2019, 1, 1), date(2019, 9, 30))}),
    ("From March 25-27, 2019, it sold 40 vans.", {"40": (date(2019, 3, 25), date(2019, 3, 27))}),
    ("From 2018 to 2019 it sold 40 vans.", {"40": (date(2018, 1, 1), date(2019, 12, 31))}),
    ("A storm felled four oaks and damaged 12 sheds in Leeds in 2019.", {"four": YEAR_2019, "12": YEAR_2019}),
    ("The town had four mills but does not have two now.", {"four": (None, None)}),
]
CARRIED = [
    ("Four barns burned. Two are beyond repair.", {"Four": "barns", "Two": "barns"}),
    ("Police held 12 people. At least three of them are nurses.", {"12": "people", "three": "people"}),
    ("The fire took 30 houses. Another five were lost.", {"30": "houses", "five": "houses"}),
    ("Jane Roe, the writer, died on Monday. She was 81.", {"81": "Jane Roe"}),
    ("Four barns burned. The rain came late. Two are beyond repair.", {"Four": "barns", "Two": None}),
]
CLAIMANTS = [
    ("The ministry said that 40 people died.", {"40": "The ministry"}),
    ("According to the union, 300 nurses went on strike.", {"300": "the union"}),
    ("The firm plans to cut 500 jobs.", {"500": None}),
    ("The firm supports a plan to cut 500 jobs.", {"500": None}),
    ("The panel debated three bills.", {"three": None}),
    ("The mayor opposes the sale of 40 parks.", {"40": None}),
    ('"We sold 40 parks", the mayor said.', {"40": "the mayor"}),
    ("A storm felled 40 oaks, the agency reported, and firemen were at work.", {"40": "the agency"}),
    (
        "A magnitude 6.4 storm struck on Tuesday, the Town Survey (TS) said, killing two people.",
        {"6.4": "Town Survey", "two": "Town Survey"},
    ),
    (
        "Rents fell to 6% in May, while jobs changed little (+40), the Bureau of Rents reported today.",
        {"6%": "Bureau of Rents", "+40": "Bureau of Rents"},
    ),
    (
        "The fire came late, in response to 40 rockets fired earlier, the town guard said in a statement.",
        {"40": "the town guard"},
    ),
    ("The Bank of Leeds projects that the town will grow by 3% in 2025.", {"3%": "Bank of Leeds"}),
    (
        "Rents rose by 2 percent, while wages fell by 5 percent, according to the bank.",
        {"2 percent": "the bank", "5 percent": "the bank"},
    ),
    ("The heat may soar, prompting fears that two fires could join.", {"two": None}),
    (
        "“We shot down 40 kites. Twenty fell over Leeds,” the statement reads.",
        {"40": "the statement", "Twenty": "the statement"},
    ),
    ("The paper quoted the head of the club as saying 40 oaks had fallen.", {"40": "the head of the club"}),
    ("Staff now project rents to rise 3% in 2025, 2% in 2026.", {"3%": "Staff", "2%": "Staff"}),
]


def figures(text: str) -> pl.DataFrame:
    article = pl.DataFrame(
        {
            "article_id": ["a"],
            "text": [text],
            "title": [None],
            "publisher": [None],
            "published_on": [date(2024, 3, 12)],
        },
        schema_overrides={"title": pl.String, "publisher": pl.String},
    ).with_columns(published_basis=pl.lit("metadata"))
    return extract(article, backend("sm"))["figures"]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_figure_has_the_date_of_its_own_term(text: str, expected: dict[str, tuple[date | None, date | None]]) -> None:
    rows = figures(text).select("quote", "date_start", "date_end").iter_rows()
    assert {quote: (start, end) for quote, start, end in rows if quote in expected} == expected


@pytest.mark.parametrize(("text", "expected"), CLAIMANTS)
def test_who_takes_a_stand_on_a_number_has_not_stated_it(text: str, expected: dict[str, str | None]) -> None:
    assert dict(figures(text).select("quote", "claimant").iter_rows()) == expected


@pytest.mark.parametrize(("text", "expected"), CARRIED)
def test_a_number_without_a_noun_has_that_of_the_sentence_before(text: str, expected: dict[str, str | None]) -> None:
    found = figures(text)
    assert dict(zip(found["quote"], found["measured"], strict=True)) == expected
