"""Rows become frames in the declared schema, and a forgotten column is an error."""

from __future__ import annotations

import polars as pl
import pytest

from transforms.frames import Rows, declared
from transforms.ids import article_id, stable_id
from warehouse.tables import SENTENCES

ROW = {"article_id": "a", "sentence_no": 0, "span_start": 0, "span_end": 5, "text": "Hello"}


def test_rows_have_the_declared_schema() -> None:
    rows = Rows(SENTENCES)
    rows.add(**ROW)
    assert rows.frame().schema == SENTENCES.polars_schema
    assert rows.frame().rows(named=True) == [ROW]


@pytest.mark.parametrize("wrong", [{"article_id": "a"}, {**ROW, "span": 1}])
def test_a_forgotten_or_unknown_column_is_named(wrong: dict[str, object]) -> None:
    with pytest.raises((TypeError, KeyError), match="span"):
        Rows(SENTENCES).add(**wrong)


def test_declared_adds_what_is_missing_as_null_and_drops_the_rest() -> None:
    frame = pl.DataFrame({"text": ["Hi"], "article_id": ["a"], "other": [1]})
    assert declared(frame, SENTENCES).rows(named=True) == [
        {"article_id": "a", "sentence_no": None, "span_start": None, "span_end": None, "text": "Hi"}
    ]


def test_ids_depend_on_every_field_and_on_their_borders() -> None:
    ids = {
        stable_id("date", "a", 1, 2),
        stable_id("date", "a", 12, ""),
        stable_id("date", "a1", 2),
        stable_id("figure", "a", 1, 2),
    }
    assert len(ids) == 4


def test_ids_are_the_same_on_every_machine() -> None:
    assert stable_id("date", "a", 1, 2) == "008dd66d18610c38199ae4c4"
    assert article_id(None, "text") == article_id("", "text") != article_id("title", "text")
