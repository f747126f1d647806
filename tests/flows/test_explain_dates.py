"""What `dateline explain` says of dates: rule, anchor, readings not taken, and how the document's own day was found."""

from __future__ import annotations

import io
from datetime import date

import pytest
from rich.console import Console

from flows.explain import findings_of, show
from transforms.syntax import Syntax, backend


@pytest.fixture(scope="module")
def syntax() -> Syntax:
    return backend("rules")


def explained(text: str, syntax: Syntax, published: date | None = date(2025, 7, 9)) -> str:
    out = io.StringIO()
    show(findings_of(text, None, published, syntax), Console(file=out, width=400))
    return out.getvalue()


def test_a_relative_date_names_its_anchor_its_rule_and_the_other_reading(syntax: Syntax) -> None:
    said = explained("The council met on Friday.", syntax)
    assert "counted from publication, 2025-07-09" in said
    assert "not taken: 2025-07-11" in said
    assert "[weekday]" in said


def test_an_anaphoric_date_names_the_words_it_was_counted_from_and_what_other_rules_read(syntax: Syntax) -> None:
    said = explained("The council met on May 3, 2021. A day later it voted.", syntax)
    assert "2021-05-04 2021-05-04 anaphoric, resolved counted from 'May 3, 2021'" in said
    assert "'A day' as P1D [duration]" in said


def test_the_day_of_the_document_comes_with_its_reasons(syntax: Syntax) -> None:
    said = explained("LVIV, March 3, 2022 - Sirens sounded on Tuesday.", syntax, None)
    assert "published on 2022-03-03 (dateline)" in said
    assert "because the line 'LVIV, March 3, 2022' says 2022-03-03" in said


def test_an_impossible_day_is_shown_with_its_reason(syntax: Syntax) -> None:
    assert "month 2 has no day 30" in explained("It was set for Feb. 30 in town.", syntax)


def test_a_story_is_said_to_be_one(syntax: Syntax) -> None:
    story = " ".join(f"In {year} the town grew." for year in range(1801, 1815)) + " On 9 March it fell."
    assert "read as a story" in explained(story, syntax)
