"""Whole sentences of many kinds of writers: each time expression with its value and days, and nothing beside them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.dates import find_dates, find_document_date
from transforms.lexicons import WordLoader
from transforms.mentions import Article, DateMention

PUBLISHED = "2023-10-18"
CASES: list[dict[str, Any]] = yaml.load((Path(__file__).parent / "press.yml").read_text("utf-8"), Loader=WordLoader)


def found_in(text: str, published: str) -> list[DateMention]:
    article = Article("a", text, published_on=date.fromisoformat(published), published_basis="metadata")
    return find_dates(article, [], find_document_date(article, []))


def shown(text: str, mention: DateMention, days: bool) -> str:
    said = f"{text[mention.start : mention.end]} = {mention.timex_value}"
    interval = mention.interval
    return f"{said} {interval.start}..{interval.end}" if days and interval else said


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_sentence_gives_its_dates_and_no_others(case: dict[str, Any]) -> None:
    text, mentions = case["text"], found_in(case["text"], str(case.get("on", PUBLISHED)))
    wanted = {said for said in case["dates"] if said != "*"}
    told = {shown(text, m, days) for m in mentions for days in (False, True)}
    assert wanted <= told
    if "*" not in case["dates"]:
        assert {said.split(" = ")[0] for said in wanted} == {text[m.start : m.end] for m in mentions}
