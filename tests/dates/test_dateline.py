"""The line that gives an article its day, in the forms that agencies, press offices and sites print, and what is no such line."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.dates import find_document_date
from transforms.dates.dateline import dateline
from transforms.mentions import Article

DAY = date(2022, 10, 24)
LINES = (
    "OSLO (Example News) 24 October 2022 - A ferry ran aground.",
    "OSLO 24 October 2022 - A ferry ran aground.",
    "OSLO, 24 October 2022 (Example News) — A ferry ran aground.",
    "Oslo, 24 October 2022 – A ferry ran aground.",
    "OSLO, Norway, Oct. 24, 2022 /Example Wire/ -- A ferry firm grew.",
    "OSLO, Norway, October 24, 2022--(EXAMPLE WIRE)--A ferry firm grew.",
    "OSLO--(EXAMPLE WIRE)--October 24, 2022--A ferry firm grew.",
    "NEW YORK, Oct. 24, 2022 (GLOBE EXAMPLE) -- A ferry firm grew.",
    "(Oslo, 24 October 2022) – A ferry ran aground.",
    "[Oslo, 24 October 2022] A ferry ran aground.",
    "24 October 2022 – A ferry ran aground.",
    "24 October 2022\nA ferry ran aground.",
    "Ferry aground off coast\n\nPublished: 24 October 2022\n\nA ferry ran aground.",
    "Ferry aground off coast\n\nPublished on October 24, 2022 at 3:15 pm\n\nA ferry ran aground.",
    "Ferry aground off coast\nBy Ann Writer\nOctober 24, 2022 3:15 PM EDT\n\nA ferry ran aground.",
    "Ferry aground off coast\nMon 24 Oct 2022 15.15 BST\n\nA ferry ran aground.",
    "Ferry aground off coast\nUpdated 24 Oct 2022, 15:15\n\nA ferry ran aground.",
    "For immediate release: October 24, 2022\n\nA ferry ran aground.",
    "FOR IMMEDIATE RELEASE\nOctober 24, 2022\n\nA ferry ran aground.",
    "Press release, 24 October 2022\n\nA ferry ran aground.",
    "2022-10-24\n\nA ferry ran aground.",
    "Ferry aground\n2022-10-24T15:15:00Z\n\nA ferry ran aground.",
    "Date: 2022-10-24\nA ferry ran aground.",
    "24.10.2022\nA ferry ran aground.",
    "24/10/2022\nA ferry ran aground.",
    "Oslo, Norway (24 October 2022) – A ferry ran aground.",
    "GENEVA/NEW YORK, 24 October 2022 – A ferry ran aground.",
    "GENEVA (24 October 2022) – A ferry ran aground.",
    "Brussels, 24.10.2022 - A ferry ran aground.",
    "OSLO, NORWAY, October 24, 2022 /12-3ExampleWire/ -- A ferry firm grew.",
    "Oslo, Norway - October 24, 2022 / Example Ferries, Inc. /\n\nA ferry firm grew.",
    "OSLO, Norway - (ExampleWire) - October 24, 2022 - A ferry firm grew.",
    "Oslo, Norway (Example.org) Monday Oct 24, 2022 @ 2:10 PM Europe/Oslo — A ferry firm grew.",
    "News    FOR IMMEDIATE RELEASE  October 24  2022 Mayor Praises New Ferry",
    "October 24  2022 Statement of the Mayor on the New Ferry",
    "Mayor Praises New Ferry        October 24th  2022   BERGEN    Today the mayor rode it",
    "Evening report, 24 October 2022\n\nThe fire brigade was called to nine fires.",
    "Harbour update as of 18:00, October 24, 2022\n\nThree ferries lay still.",
    "Situation report No. 14 (24 October 2022)\n\nFloods cut off nine farms.",
    "Speech by Mayor Ann Low, Oslo, 24 October 2022\n\nI am glad to be here.",
)
NO_LINES = (
    "The war that began on 24 February 2022 - the largest since 1945 - goes on.",
    "He was born on May 3, 1950, in Oslo.",
    "March 3, 1950 was a cold day.",
    "On 3 March 1950 - a Friday - he left.",
    "JOHN SMITH, 3 March 1950 - 4 May 2020, was a painter.",
    "The law of 24 October 1995 (Data Act) was changed.",
    "The Treaty of Oslo\nSigned on 24 October 1905\nIt was a treaty.",
    "John Smith (24 October 1950 - 3 May 2001) was a painter.",
    "Ann Writer (born 24 October 1950) is a painter.",
    "24/10/2022 is not a line of its own here, nor is 2022-10-24 in the middle.",
    "30.02.2022\nA ferry ran aground.",
    "02/03/2022\nA ferry ran aground.",
    "Mayor of Oslo   Ann Low          July 31  2008\n\nA ferry ran aground.",
    "The rule takes effect on January 1  2023 Mayor Low said.",
    "A report on the fire of 24 October 1995\n\nIt was found in a cellar.",
    "A ferry ran aground.\nEvening report, seen again on the day after, 24 October 1995",
    "The museum will open its new wing on Saturday, May 4. It was founded since 2016 began.",
)


@pytest.mark.parametrize("text", LINES)
def test_a_dateline_gives_the_article_its_day(text: str) -> None:
    found = find_document_date(Article("a", text), [])
    assert (found.day, found.basis) == (DAY, "dateline")
    assert DAY.isoformat() in found.reasons[0]


@pytest.mark.parametrize("text", NO_LINES)
def test_a_date_in_a_sentence_is_no_dateline(text: str) -> None:
    assert find_document_date(Article("a", text), []).day is None


def test_a_dateline_says_which_line_it_was() -> None:
    found = dateline("A ferry ran aground\nPublished: 24 October 2022\n\nIt is still there.")
    assert found is not None
    assert found.quote == "Published: 24 October 2022"


def test_a_title_may_give_the_day() -> None:
    found = find_document_date(Article("a", "Nine fires were put out.", title="Evening report, 24 October 2022"), [])
    assert (found.day, found.basis) == (DAY, "dateline")
