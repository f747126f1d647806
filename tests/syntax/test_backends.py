"""What both backends promise, and what only the rules do: any text, trees, the same answer in any batch, linear time."""

from __future__ import annotations

import gc
import time
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timing import grows_below
from transforms.syntax import Parse, Syntax, backend, sm

CASES = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text("utf-8"))
READINGS = [(case["sentence"], word, reading) for case in CASES for word, reading in case["reads"].items()]
BACKENDS = [
    "rules",
    pytest.param("sm", marks=pytest.mark.skipif(not sm.installed(), reason="no syntax model is installed")),
]


@cache
def parsed(name: str, sentence: str) -> Parse:
    return backend(name).parse([sentence])[0]


@pytest.mark.parametrize("name", BACKENDS)
@pytest.mark.parametrize(("sentence", "word", "reading"), READINGS)
def test_cases(name: str, sentence: str, word: str, reading: str) -> None:
    parse = parsed(name, sentence)
    i = parse.words.index(word)
    assert f"{parse.tags[i]} {parse.deps[i]} {parse.words[parse.heads[i]]}" == reading


def check(parse: Parse, sentence: str) -> None:
    """A parse that everything after it may rely on."""
    columns = [parse.words, parse.starts, parse.ends, parse.tags, parse.lemmas, parse.deps, parse.heads, parse.children]
    assert {len(column) for column in columns} == {len(parse)}
    assert [sentence[a:b] for a, b in zip(parse.starts, parse.ends, strict=True)] == parse.words
    assert "".join(parse.words) == "".join(sentence.split())
    assert all(
        (head == i) == (dep == "ROOT") for i, (head, dep) in enumerate(zip(parse.heads, parse.deps, strict=True))
    )
    assert "ROOT" in parse.deps or not parse.words
    reached: set[int] = set()
    for i, head in enumerate(parse.heads):
        if head == i:
            reached |= set(parse.subtree(i))
    assert reached == set(range(len(parse)))


@pytest.mark.parametrize("name", BACKENDS)
def test_both_backends_give_the_same_columns(name: str) -> None:
    sentence = "The U.S. didn't sell 40 ships to Malta, he said."
    parse = parsed(name, sentence)
    check(parse, sentence)
    assert parse.words == ["The", "U.S.", "did", "n't", "sell", "40", "ships", "to", "Malta", ",", "he", "said", "."]
    assert parse.lemmas[4:7] == ["sell", "40", "ship"]
    assert parse.tags[4:7] == ["VB", "CD", "NNS"]
    assert backend(name).version.startswith(f"{name}:")


@pytest.fixture(scope="module")
def rules() -> Syntax:
    return backend("rules")


ODD = [
    "",
    " ",
    "a",
    ".",
    "...",
    "- - -",
    "ALL CAPS HERE",
    "by by by by",
    "\u00a0x\u2028y\t z ",
    "“”",
    "😀 😀",
    "1 2 3",
    "и так далее",
    "\x00 \x1f",
]
MIXED = "the of that who said , and to sold is 5 $ million by U.S. - not Kyiv ships will ( ) ” red which"
WORDS = st.sampled_from(MIXED.split())


@pytest.mark.parametrize("sentence", ODD)
def test_odd_text_is_parsed_into_trees(rules: Syntax, sentence: str) -> None:
    check(rules.parse([sentence])[0], sentence)


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=80))
def test_any_text_is_parsed_into_trees(text: str) -> None:
    check(backend("rules").parse([text])[0], text)


@settings(deadline=None, max_examples=40)
@given(st.lists(WORDS, max_size=60), st.sampled_from([" ", "  ", "\u00a0"]))
def test_any_order_of_words_is_parsed_into_trees(words: list[str], blank: str) -> None:
    sentence = blank.join(words)
    check(backend("rules").parse([sentence])[0], sentence)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=8))
def test_a_sentence_is_read_the_same_in_any_batch(sentences: list[str]) -> None:
    rules = backend("rules")
    assert rules.parse(sentences) == [rules.parse([sentence])[0] for sentence in sentences]


def test_a_fresh_parser_gives_the_same(rules: Syntax) -> None:
    from transforms.syntax.rule_parser import RuleSyntax

    sentences = [case["sentence"] for case in CASES]
    assert RuleSyntax().parse(sentences[::-1])[::-1] == rules.parse(sentences)


def test_forgetting_what_was_remembered_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from transforms.syntax import chunks
    from transforms.syntax.rule_parser import RuleSyntax

    sentences = [case["sentence"] for case in CASES]
    before = RuleSyntax().parse(sentences)
    monkeypatch.setattr(chunks, "MOST", 5)
    forgetful = RuleSyntax()
    assert [forgetful.parse([sentence])[0] for sentence in sentences] == before


def test_very_long_sentences_take_linear_time(rules: Syntax) -> None:
    def seconds(tokens: int) -> float:
        sentence = "that the ship which he sold , said by and of 5 red " * (tokens // 12)
        began = time.process_time()
        check(rules.parse([sentence])[0], sentence)
        return time.process_time() - began

    assert grows_below(12, seconds, 12_000, 48_000)


def test_the_collector_runs_again_after_a_parse(rules: Syntax) -> None:
    rules.parse(["A ship sank."])
    assert gc.isenabled()
