"""One string for each person and organisation of an article; pronouns only where certain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from transforms.mentions import Sentence
from transforms.names import Names, read_names, words
from transforms.syntax import Parse, Syntax, backend, sm

CASES = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text("utf-8"))
PHRASES = [(case["text"], phrase) for case in CASES for phrase in case["phrases"]]


def cut(text: str) -> list[Sentence]:
    """The sentences of a text in which each full stop before a capital ends one, but not after Mr., Mrs., Corp. and Inc."""
    found: list[Sentence] = []
    start = 0
    for i in range(len(text)):
        if (
            text[i] == "."
            and text[i + 1 : i + 2] in ("", " ")
            and not text[:i].endswith((" Corp", "Mr", "Mrs", " Inc"))
        ):
            found.append(Sentence(len(found), start, i + 1, text[start : i + 1]))
            start = i + 2
    return found


@pytest.fixture(scope="module")
def model() -> Syntax:
    if sm.installed() is None:
        pytest.skip("needs the syntax model, which `make test` installs")
    return backend("sm")


def names_of(text: str, model: Syntax) -> tuple[Names, list[Sentence]]:
    sentences = cut(text)
    return read_names(sentences, dict(enumerate(model.parse([s.text for s in sentences])))), sentences


@pytest.mark.parametrize(("text", "wanted"), PHRASES, ids=[f"{p['phrase']}: {t[:30]}" for t, p in PHRASES])
def test_a_phrase_stands_for_a_name(text: str, wanted: dict[str, Any], model: Syntax) -> None:
    names, sentences = names_of(text, model)
    at = -1
    for _ in range(wanted.get("at", 0) + 1):
        at = text.index(wanted["phrase"], at + 1)
    no = next(s.no for s in sentences if s.start <= at < s.end)
    answer = names.resolve(no, at, at + len(wanted["phrase"]), wanted["phrase"])
    assert answer == wanted["is"], [(m.canonical, m.kind, m.gender, m.role) for m in names.mentions]
    if "kind" in wanted:
        assert names.kind(answer) == wanted["kind"]


def test_known_people_are_found_in_sentences_without_a_parse(model: Syntax) -> None:
    sentences = cut("Senator Maria Keller came. Then Keller spoke. She left.")
    parses = {0: model.parse([sentences[0].text])[0], 2: model.parse([sentences[2].text])[0]}
    names = read_names(sentences, parses)
    assert names.resolve(2, sentences[2].start, sentences[2].start + 3, "She") == "Maria Keller"


def test_without_any_parse_everything_stays_as_printed() -> None:
    names = read_names(cut("Senator Maria Keller came. She left."), {})
    assert names.resolve(1, 27, 30, "She") == "She"
    assert names.resolve(0, 0, 20, "Senator  Maria Keller") == "Senator Maria Keller"
    assert names.kind("Maria Keller") is None


def test_first_names_and_titles_are_told_apart() -> None:
    assert words.first_names()["Maria"] == "f"
    assert words.genders_of_titles()["mrs."] == "f"
    assert "france" in words.places()


@given(
    st.lists(
        st.sampled_from(["Maria", "Keller", "he", "the", "President", "-", ",", "of", "Bank"]), min_size=1, max_size=10
    )
)
def test_any_words_with_any_tags_are_read_without_harm(said: list[str]) -> None:
    starts = [sum(len(w) + 1 for w in said[:i]) for i in range(len(said))]
    text = " ".join(said)
    parse = Parse(
        words=said,
        starts=starts,
        ends=[a + len(w) for a, w in zip(starts, said, strict=True)],
        tags=["PRP" if w == "he" else "NNP" if w[0].isupper() else "IN" for w in said],
        lemmas=[w.lower() for w in said],
        deps=["ROOT", *["dep"] * (len(said) - 1)],
        heads=[0, *range(len(said) - 1)],
    )
    names = read_names([Sentence(0, 0, len(text), text)], {0: parse})
    assert all(0 <= m.start < m.end <= len(text) for m in names.mentions)
