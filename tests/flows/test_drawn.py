"""Answers to queries, as they are drawn on a terminal of some width or written for programs."""

from __future__ import annotations

import json
from datetime import date, datetime

import polars as pl
import pytest

from flows.drawn import print_answer, print_pairs

NARROW = pl.DataFrame({"day": [date(2025, 7, 8), None], "value": [4400000.0, 0.5], "who": ["Ann [bold]", "Bob"]})
WIDE = pl.DataFrame({f"column_{n}": ["some words that are long enough"] for n in range(12)}).with_columns(
    empty=pl.lit(None, pl.String)
)


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def drawn(capsys: pytest.CaptureFixture[str], frame: pl.DataFrame, style: str = "auto", shown: int = 100) -> list[str]:
    print_answer(frame, style, shown)
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_a_narrow_answer_is_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert drawn(capsys, NARROW) == [
        "day           value  who",
        "2025-07-08  4400000  Ann [bold]",
        "                0.5  Bob",
        "2 rows",
    ]


def test_a_wide_answer_has_one_value_a_line_within_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    lines = drawn(capsys, WIDE)
    assert lines[0].startswith("─ 1 ─")
    assert "column_3   some words that are long enough" in lines
    assert "empty      NULL" in lines
    assert lines[-1] == "1 row"
    assert max(map(len, lines)) <= 80


def test_a_long_text_is_broken_into_lines(capsys: pytest.CaptureFixture[str]) -> None:
    text = " ".join(f"word{n}" for n in range(60))
    lines = drawn(capsys, pl.DataFrame({"n": [1], "sentence": [text]}), "rows")
    assert max(map(len, lines)) <= 80
    assert all(f"word{n}" in " ".join(lines) for n in range(60))


def test_a_very_long_text_is_cut_in_a_table_which_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    lines = drawn(capsys, pl.DataFrame({"n": [1], "sentence": ["many words " * 100]}), "table")
    assert max(map(len, lines)) <= 80
    assert len(lines) < 10
    assert "--format rows shows them whole" in lines[-2]


def test_a_wide_terminal_shows_a_wide_answer_as_a_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "600")
    assert drawn(capsys, WIDE)[0].startswith("column_0")


def test_only_so_many_rows_are_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    many = pl.DataFrame({"n": range(300)})
    lines = drawn(capsys, many, shown=2)
    assert lines == ["n", "0", "1", "300 rows (the first 2 shown; --show 0 shows all)"]
    assert len(drawn(capsys, many, shown=0)) == 302


def test_programs_get_every_row_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    frame = pl.DataFrame({"at": [datetime(2025, 7, 8, 12)], "names": [["a", "b"]], "n": [1]})  # noqa: DTZ001
    assert json.loads(drawn(capsys, frame, "json")[0])["names"] == ["a", "b"]
    assert drawn(capsys, NARROW.head(1), "csv") == ["day,value,who", "2025-07-08,4400000.0,Ann [bold]"]


def test_an_empty_answer_has_its_header(capsys: pytest.CaptureFixture[str]) -> None:
    assert drawn(capsys, NARROW.clear()) == ["day  value  who", "0 rows"]


def test_lists_become_json_in_csv(capsys: pytest.CaptureFixture[str]) -> None:
    frame = pl.DataFrame({"names": [["a", "ö"], None], "pair": [{"x": 1}, None]})
    assert drawn(capsys, frame, "csv") == ["names,pair", '"[""a"", ""ö""]","{""x"": 1}"', ","]


def test_a_path_longer_than_the_terminal_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    path = "/" + "/".join(f"folder{n}" for n in range(30))
    print_pairs([("dataset", path), ("rows", "7")])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "".join(line.removeprefix("dataset").strip() for line in lines[:-1]) == path
    assert lines[-1].split() == ["rows", "7"]
