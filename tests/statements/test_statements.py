"""Speakers, nesting and quotations over more than one sentence; spans that always hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.statements.conftest import sentences_of
from transforms.mentions import Article, StatementMention
from transforms.names import read_names
from transforms.statements import find_statements, lexicon
from transforms.statements.quotes import read_quotes
from transforms.syntax import Parse

Reader = Callable[[str], list[StatementMention]]


def test_a_pronoun_speaker_is_the_person_named_before(read: Reader) -> None:
    found = read("Senator Maria Keller visited the port. She said the cranes were old.")
    assert [s.claimant for s in found if s.cue_kind == "say"] == ["Maria Keller"]


def test_a_relative_pronoun_stands_for_its_noun_and_is_printed_as_it_is(read: Reader) -> None:
    text = "Jane Porter, who said the tests were flawed, left the panel."
    said = next(s for s in read(text) if s.rule == "verb_clause")
    assert said.claimant == "Jane Porter"
    assert said.claimant_span is not None
    assert text[slice(*said.claimant_span)] == "who"


def test_a_cue_within_a_report_has_the_report_as_its_outer_statement(read: Reader) -> None:
    text = "Losses, estimated by the ministry to be around 500 a day, are falling, reports The Daily Herald."
    found = read(text)
    inner = next(s for s in found if s.cue_kind == "estimate")
    assert inner.claimant == "the ministry"
    assert inner.outer is not None
    assert found[inner.outer].claimant == "The Daily Herald"


def test_what_a_speaker_wants_is_part_of_what_he_says(read: Reader) -> None:
    found = read("The mayor said she hopes to win the vote.")
    assert [s.cue_kind for s in found] == ["say"]


def test_words_of_a_person_who_is_quoted_are_no_statements_of_others(read: Reader) -> None:
    found = read("“My father said no and my mother said yes,” Peter Lang recalled.")
    assert [s.claimant for s in found] == ["Peter Lang"]


def test_a_quotation_after_a_colon_may_stand_in_the_next_paragraph(read: Reader) -> None:
    text = "Keller wrote in a letter to all members:\n\n“The vote is off. We are sorry.”"
    found = read(text)
    assert any(s.content_span and text[slice(*s.content_span)] == "“The vote is off. We are sorry.”" for s in found)


def test_a_speaker_is_one_string_whatever_the_article_calls_her(read: Reader) -> None:
    text = "Senator Maria Keller said the port is old. Keller added that the cranes leak. The senator denied that she would resign."
    assert [s.claimant for s in read(text)] == ["Maria Keller"] * 3


def test_sentences_without_a_parse_are_passed_over() -> None:
    sentences = sentences_of("The mayor said the road is closed. Nobody complained.")
    assert find_statements(Article("a", "x"), sentences, {}, read_names(sentences, {})) == []


def test_quotations_end_with_their_paragraph() -> None:
    text = "He said “one thing” and “another.\n\nThen “a third” came."
    assert [text[q.start : q.end] for q in read_quotes(text).found] == ["“one thing”", "“another.", "“a third”"]


def test_no_cue_is_listed_under_two_classes() -> None:
    assert len(lexicon.verbs()) > 200
    assert lexicon.nouns()
    assert lexicon.adjectives()
    assert lexicon.hearsay()


WORDS = st.sampled_from(
    [
        "Keller",
        "said",
        "that",
        "the",
        "claim",
        "according",
        "to",
        "he",
        "denied",
        ",",
        "“",
        "”",
        '"',
        ":",
        "reportedly",
        "who",
        "by",
        "was",
    ]
)
TAGS = st.sampled_from(["NNP", "NN", "VBD", "VBN", "VB", "IN", "DT", "PRP", "WP", "TO", "RB", "JJ", ","])
LABELS = st.sampled_from(
    [
        "nsubj",
        "dobj",
        "ccomp",
        "xcomp",
        "prep",
        "pobj",
        "agent",
        "acl",
        "relcl",
        "advcl",
        "conj",
        "punct",
        "auxpass",
        "appos",
        "det",
    ]
)


@st.composite
def trees(draw: st.DrawFn) -> tuple[str, Parse]:
    """Any words with any tags hung together in any way, as a bad parser might do."""
    count = draw(st.integers(1, 12))
    words = draw(st.lists(WORDS, min_size=count, max_size=count))
    starts = [sum(len(w) + 1 for w in words[:i]) for i in range(count)]
    order = draw(st.permutations(range(count)))
    heads = [order[0]] * count
    for i in range(1, count):
        heads[order[i]] = order[draw(st.integers(0, i - 1))]
    return " ".join(words), Parse(
        words=words,
        starts=starts,
        ends=[a + len(w) for a, w in zip(starts, words, strict=True)],
        tags=draw(st.lists(TAGS, min_size=count, max_size=count)),
        lemmas=[{"said": "say", "denied": "deny", "was": "be"}.get(w, w.lower()) for w in words],
        deps=["ROOT" if heads[i] == i else draw(LABELS) for i in range(count)],
        heads=heads,
    )


@settings(max_examples=200, deadline=None)
@given(trees())
def test_any_tree_gives_spans_inside_the_text(tree: tuple[str, Parse]) -> None:
    text, parse = tree
    sentences = sentences_of(text)[:1]
    if not sentences or sentences[0].text != text:
        return
    found = find_statements(Article("a", text), sentences, {0: parse}, read_names(sentences, {0: parse}))
    for i, statement in enumerate(found):
        for span in (statement.cue_span, statement.content_span, statement.claimant_span):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        assert statement.cue_span is not None
        assert statement.content_span is not None
        above, seen = statement.outer, {i}
        while above is not None:
            assert 0 <= above < len(found)
            assert above not in seen
            seen.add(above)
            above = found[above].outer


@pytest.mark.parametrize("text", ["", "\n\n", "“", "”", "“““", '"' * 50])
def test_lonely_marks_do_no_harm(text: str) -> None:
    assert all(0 <= q.start < q.end <= len(text) for q in read_quotes(text).found)


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("The director, Maria Keller, said the vote is off.", "Maria Keller"),
        ("The news agency AFP said the vote is off.", "AFP"),
        ("The director of the trust, Maria Keller, said the vote is off.", "Maria Keller"),
        ("Data collected by the Water Board showed that the vote is off.", "Data collected by the Water Board"),
        ("His lawyer said the vote is off.", "His lawyer"),
    ],
)
def test_a_name_beside_a_description_is_the_claimant(text: str, claimant: str, read: Reader) -> None:
    assert [s.claimant for s in read(text)] == [claimant]
