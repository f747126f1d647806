"""Each rule reads what its examples say, and the sentences that say nothing stay silent."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.mentions import StatementMention
from transforms.statements import may_hold_statement
from transforms.statements.rules import READS

CASES = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text("utf-8"))
SAID = [(case["statement"], text) for case in CASES if "statement" in case for text in case["says"]]
UNGATED = ("colon", "verb_figure")  # read without a parse; let through by its number
SILENT = [text for case in CASES for text in case.get("nothing", [])]


def as_row(text: str, found: StatementMention) -> dict[str, Any]:
    def words(span: tuple[int, int] | None) -> str | None:
        return None if span is None else text[slice(*span)]

    return {
        "rule": found.rule,
        "kind": found.cue_kind,
        "quoted": found.quoted,
        "cue": words(found.cue_span),
        "claimant": found.claimant,
        "claimant_kind": found.claimant_kind,
        "content": words(found.content_span),
    }


@pytest.mark.parametrize(("wanted", "text"), SAID, ids=[text[:60] for _, text in SAID])
def test_a_statement_is_read(wanted: dict[str, str], text: str, read: Callable[[str], list[StatementMention]]) -> None:
    rows = [as_row(text, s) for s in read(text)]
    wanted = {"claimant": None, **wanted}
    fold = {k: (v or "").lower() if k == "claimant" else v for k, v in wanted.items()}
    assert any(
        all((row[k] or "").lower() == v if k == "claimant" else row[k] == v for k, v in fold.items()) for row in rows
    ), rows


@pytest.mark.parametrize("text", SILENT)
def test_these_say_nothing(text: str, read: Callable[[str], list[StatementMention]]) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", [text for wanted, text in SAID if wanted["rule"] not in UNGATED])
def test_the_gate_lets_every_example_through(text: str) -> None:
    assert re.search(may_hold_statement(), text)


def test_every_rule_has_an_example_and_every_example_a_rule() -> None:
    assert {wanted["rule"] for wanted, _ in SAID} == set(READS)
