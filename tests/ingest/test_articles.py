"""Canonical text, titles, stamps and languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.articles import canonical, front_matter, one_line, title_of, unwrapped
from transforms.languages import language_of
from transforms.stamps import read_stamp


@given(st.text())
def test_canonical_text_is_stable_and_can_be_stored(raw: str) -> None:
    text = canonical(raw)
    text.encode("utf-8")
    assert canonical(text.removeprefix("\ufeff")) == text.removeprefix("\ufeff")
    assert not any(ord(c) < 32 and c not in "\t\n" for c in text)
    assert len(text) == len(raw.removeprefix("\ufeff").replace("\r\n", "\n"))


# A bar stands for a newline that only the width of the lines brought in.
WRAPPED_TEXTS = [
    "The board of the bank decided today to|keep its target for the rate at 3 per|cent, and said so.\n\nNobody\nvoted against.",
    "Decisions\nThe board of the bank decided today to keep|its target, and the members in Marle and|Dorra agreed on all of it, as they had at the|end"
    " of May.\nThere was one vote.",
    "The board of the bank voted in spring to:\n* buy bonds of the state for as long as|prices are as low as they\n* sell them"
    " in the year after that, when it|expects them to be dear",
]
NOT_WRAPPED_TEXTS = [
    "Needed:\nsalt\nwater\nbread from the bakery in the street\nmilk",
    "The first line of a text, which is a whole one.\nThe second line of it, which is one too.\nthe third, in lower case.",
    "One long paragraph that has a stray newline in\nit.\nAnother paragraph.\nA third.\nA fourth.\nA fifth.",
    "- the first thing that is to be done in May\n- the second thing, that is to be done in June\n- the third",
]


@pytest.mark.parametrize("marked", WRAPPED_TEXTS)
def test_wrapped_lines_are_joined_and_others_are_not(marked: str) -> None:
    assert unwrapped(marked.replace("|", "\n")) == marked.replace("|", " ")


@pytest.mark.parametrize("text", NOT_WRAPPED_TEXTS)
def test_lines_of_their_own_stay(text: str) -> None:
    assert unwrapped(text) == text


@given(st.text(alphabet="ab .:-\n", max_size=400))
def test_joining_lines_moves_nothing(text: str) -> None:
    joined = unwrapped(text)
    assert len(joined) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, joined, strict=True))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Bridge to close\n\nThe bridge will close.", "Bridge to close"),
        ("## Bridge to close\n\nThe bridge will close.", "Bridge to close"),
        ("The bridge will close in May.\n\nA paragraph.", None),
        ("Bridge to close\nThe bridge will close.", None),
        ("Only a line", None),
        ("x" * 200 + "\n\nA paragraph.", None),
    ],
)
def test_a_short_first_line_above_an_empty_one_is_a_title(text: str, title: str | None) -> None:
    assert title_of(text) == title


@pytest.mark.parametrize(
    "text", ["--- \nno end of it", "---\n- a list\n---\nText", "---\na: &x [*x, *x]\n---\nText", "----\nA rule\n"]
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    assert front_matter(text) == ({}, text)


def test_titles_are_one_line() -> None:
    assert one_line(" A\r\n  title ") == "A title"
    assert one_line(7) is None
    assert one_line(" ") is None


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2024-05-14", "2024-05-14"),
        ("2024-05-14T23:30:00-08:00", "2024-05-14"),
        ("2024-05-14T00:30:00+14:00", "2024-05-14"),
        ("2024-05-14 23:30:00.123456 UTC", "2024-05-14"),
        ("2024-05-14T24:00:00", "2024-05-14"),
        ("2024/05/14", "2024-05-14"),
        ("20240514", "2024-05-14"),
        ("20240514T233000Z", "2024-05-14"),
        (20240514, "2024-05-14"),
        (1715688000, "2024-05-14"),
        (1715688000000, "2024-05-14"),
        ("1715688000", "2024-05-14"),
        ("May 14, 2024", "2024-05-14"),
        ("Tuesday, May 14, 2024 11:30 PM", "2024-05-14"),
        ("14 May 2024", "2024-05-14"),
        ("14th Sept. 2024", "2024-09-14"),
        ("Tue, 14 May 2024 23:30:00 -0700", "2024-05-14"),
        ("14/05/2024", "2024-05-14"),
        ("05/14/2024", "2024-05-14"),
        ("05/05/2024", "2024-05-05"),
    ],
)
def test_stamps_state_their_own_local_day(stamp: object, day: str) -> None:
    read = read_stamp(stamp)
    assert read is not None
    assert (read.on.isoformat(), read.at.date()) == (day, read.on)


@pytest.mark.parametrize(
    "stamp",
    [
        "2024-02-30", "05/06/2024", "yesterday", "2024", "2024-05", "", "0000-00-00", None, True, float("nan"), float("inf"), -5, 10**400,
        "14/05/24", "May 2024", "x" * 10_000, ["2024-05-14"], "20241399",
    ],
)  # fmt: skip
def test_what_states_no_certain_day_is_unknown(stamp: object) -> None:
    assert read_stamp(stamp) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor said on Tuesday that the bridge will be closed to traffic.", "en"),
        (
            "Der Gemeinderat hat am Dienstag beschlossen, die alte Brücke wegen Baufälligkeit bis auf Weiteres zu sperren.",
            "de",
        ),
        ("Le conseil municipal a décidé mardi de fermer le vieux pont, qui menace de tomber dans la rivière.", "fr"),
        ("Bridge closed", None),
        ("", None),
        ("12 34 56", None),
    ],
)
def test_languages_are_told_only_where_certain(text: str, language: str | None) -> None:
    assert language_of(text) == language
