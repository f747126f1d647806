from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest
import yaml

from expectations import bounds
from expectations.bands import bands
from expectations.bounds import BoundsError, currencies
from expectations.check import everything
from expectations.derived import derived
from expectations.expectation import CRITICAL, WARNING
from expectations.written import CONDITIONS, written
from warehouse.tables import FIGURES, MAIN_TABLES


def test_names_are_unique() -> None:
    counted = Counter(e.full_name for e in everything())
    assert [name for name, n in counted.items() if n > 1] == []


def test_everything_has_a_severity_and_a_reason() -> None:
    assert all(e.severity in (CRITICAL, WARNING) and e.reason for e in everything())


def test_every_entry_of_the_bounds_is_used() -> None:
    entries = set(bounds.bounds())
    rows = {name for _, _, conditions in CONDITIONS.values() for name in conditions}
    shared = {"share_moved", "rows_per_article_grown", "articles_were_read"}
    of_bands = {f"{t}_per_article" for t in ("dates", "figures", "events", "statements")}
    filled = {e for e in entries if e.endswith("_filled")}
    assert entries == rows | shared | of_bands | filled
    assert len(filled) == sum(b.name.endswith("_is_filled") for b in bands())


def test_what_a_declaration_implies() -> None:
    names = {e.name for e in derived(FIGURES)}
    assert {
        "key_is_unique", "figure_id_is_there", "bound_is_in_its_list", "span_start_is_in_bounds", "event_id_refers_to_a_row",
        "article_id_refers_to_a_row", "date_start_is_in_bounds",
    } <= names  # fmt: skip
    assert "unit_is_there" not in names


def test_every_main_table_is_looked_at() -> None:
    assert {e.table for e in everything()} == set(MAIN_TABLES)


def test_no_condition_is_left_with_a_hole() -> None:
    assert [e.full_name for e in written() if ":" in e.bad] == []


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"severity": "fatal", "reason": "x", "comment": "y"}, "severity is 'fatal', expected critical or warning"),
        ({"severity": "critical", "reason": "", "comment": "y"}, "the reason is missing"),
        ({"severity": "critical", "reason": "x", "comment": ""}, "the comment is missing"),
        ({"severity": "critical", "reason": "x"}, "missing 1 required positional argument: 'comment'"),
        (
            {"severity": "critical", "reason": "x", "comment": "y", "maximum": 1},
            "unexpected keyword argument 'maximum'",
        ),
    ],
)
def test_a_wrong_entry_says_what_is_wrong(entry: dict[str, object], complaint: str) -> None:
    with pytest.raises(BoundsError, match=complaint):
        bounds._bound("x", entry)


def test_the_bounds_are_listed_once() -> None:
    text = files("expectations").joinpath("bounds.yml").read_text("utf-8")
    names = re.findall(r"^(\w+):", text, re.MULTILINE)
    assert len(names) == len(set(names)) == len(yaml.safe_load(text))


def test_currencies_are_codes() -> None:
    codes = currencies()
    assert {"USD", "EUR", "GBP", "UAH", "RUB", "CNY", "HRK", "XDR"} <= set(codes)
    assert all(isinstance(c, str) and len(c) == 3 and c.isupper() for c in codes)
    assert len(codes) == len(set(codes))
