"""What a figure counts or measures, whose it is, its unit and rate: sentences as wires, companies, armies and courts write them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.figures import FigureContext, find_figures
from transforms.lexicons import WordLoader
from transforms.mentions import FigureMention, Sentence
from transforms.syntax import Parse, backend, sm

pytestmark = pytest.mark.skipif(sm.installed() is None, reason="needs the syntax model, which `make test` installs")

CASES = yaml.load((Path(__file__).parent / "things.yml").read_text("utf-8"), Loader=WordLoader)


@pytest.fixture(scope="module")
def parses() -> dict[str, Parse]:
    texts = [case["says"] for case in CASES]
    return dict(zip(texts, backend("sm").parse(texts), strict=True))


def read(text: str, parse: Parse | None) -> dict[str, FigureMention]:
    found = find_figures(Sentence(0, 0, len(text), text), [], parse, FigureContext(text)).figures
    return {text[f.start : f.end]: f for f in found}


@pytest.mark.parametrize("case", CASES, ids=[c["says"][:60] for c in CASES])
def test_a_figure_says_what_it_measures_and_whose_it_is(case: dict[str, Any], parses: dict[str, Parse]) -> None:
    found = read(case["says"], parses[case["says"]])
    said = {
        quote: {name: getattr(found[quote], name) for name in wanted} if quote in found else None
        for quote, wanted in case["figures"].items()
    }
    assert said == case["figures"]


def test_each_case_is_given_once() -> None:
    assert len({case["says"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    ("text", "quote", "measured"),
    [
        ("Some 300 fishing boats sank.", "300", "fishing boats"),
        ("A total of 40 shops closed.", "40", "shops"),
        ("Half of the 40 shops closed.", "40", "shops"),
        ("A five-year plan was signed.", "five", "plan"),
    ],
)
def test_without_a_parse_words_and_their_places_are_read(text: str, quote: str, measured: str) -> None:
    assert read(text, None)[quote].measured == measured
