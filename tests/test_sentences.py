"""Where sentences begin and end, and that their places are those of the text."""

from __future__ import annotations

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.sentences import split

# Each text with a bar where a sentence ends; the bar is taken out before splitting.
TEXTS = [
    "The dam broke.| Nobody was hurt.",
    "Was it safe?| Yes!| Work goes on…| Perhaps.",
    "“We will stay.”| The mayor then left.",
    'He said: "We will stay."| (Nobody believed him.)| She did.',
    "Sales rose.| $5 million was paid.| 40 people left.",
    "Mr. Moreau met Gen. Ortiz and Dr. Lindqvist in St. Gallen on Jan. 5.| They shook hands.",
    "J. K. Adeyemi and George W. Okafor spoke to the U.S. Senate.| It listened.",
    "The ship left the U.S.| The crew was glad.",
    "Troops went back to the U.S. Army base at Fort Redwood.",
    "He worked for Redwood Inc. until May.| Then for Blue Co.| In June he left.",
    "It grew after World War I.| Germany paid.| Ministers drew up Plan B.| Nobody read it.",
    "It was open until 5 p.m.| Police closed it.",
    "It was open until 5 p.m. Monday, and at 6 a.m. ET it closed.| It burnt at 9 a.m. Lisbon time.",
    "The vote was at 11 a.m.| The count came later.",
    "It was 3 p.m.| “Go home,” she said.",
    "See pp. 4-5, Fig. 3 and No. 7.| All agree.",
    "We wait ...| They do not.",
    "iPhones sold well.| eBay did not.",
    "The river rose.| Änderungen folgten.| Šárka wept.",
    "It costs 3.5 percent of 1.200 euros at example.com today.",
    "Headline without a stop|\nThe first line.|\n\n- a point|\n- another point",
    "It lies in central Marle .|The judge , who came late , left .| `` We won , '' she said .|`` Go !",
    "The Bridge Act of 2007    |Senator Moreau wrote it     |He said so   and went  to   Marle on May 3.",
    "She moved from .NET to Java, and paid .5 percent.",
    "Needed: | • water | • bread",
    "“Really?” he asked.| “No!” she cried.",
    "OSTMARK (Example News) -| The mayor left.| He was tired.",
    "VARDE, 12 March 2024 (EN) --| “We won,” she said.",
    "Port Velmar, March 3, 2022 –| Dockers voted.",
    "ROVIA (Example News) 24 October 2022 -| Sales rose.",
    "PORT VELMAR, Orvale, March 3, 2022 /Wire24/ --| Acme opened a shop.",
    "PORT VELMAR, OV / NewsWire /| Acme opened a shop.",
    "PORT VELMAR, OV / NewsWire / March 3, 2022 /| Acme opened a shop.",
    "PORT VELMAR, OV — March 3, 2022 — (EN NEWSWIRE) —| Acme opened a shop.",
    "PORT VELMAR, OV - March 3, 2022 (ENWIRE) -| Acme opened a shop.",
    "The TCP / IP stack and the CD / DVD drive failed.",
    "Jonas Feld - the mayor - left.",
    "Su-35 - A jet that flies.",
    "The bloc - all of it - agreed, said NATO - the alliance - on Monday.",
    "He came with tools, e.g. Saws, i.e. Blades, etc. and left.",
    "See art. 47.1 and para. 12 of it.| The form of art.| Then it ended.",
]


def pieces(text: str) -> list[tuple[int, int, str]]:
    """Start, end and text of the sentences."""
    frame = split(pl.LazyFrame({"article_id": ["a"], "text": [text]})).collect()
    return list(frame.select("span_start", "span_end", "text").iter_rows())


@pytest.mark.parametrize("marked", TEXTS)
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    assert [text for _, _, text in pieces(marked.replace("|", ""))] == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t \u00a0"])
def test_a_text_without_words_has_no_sentence(text: str) -> None:
    assert pieces(text) == []


LIVELY = st.lists(
    st.one_of(
        st.sampled_from(
            [". ", "! ", "… ", " • ", "\n", "Mr. ", "U.S. ", "5 p.m. ", "War I. ", "The ", "Monday ", "“", ".” "]
        ),
        st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=5),
    ),
    max_size=30,
).map("".join)


@settings(deadline=None)
@given(LIVELY)
def test_places_reproduce_the_sentences(text: str) -> None:
    for start, end, sentence in pieces(text):
        assert text[start:end] == sentence
        assert sentence == sentence.strip()


@settings(deadline=None)
@given(LIVELY)
def test_sentences_cover_all_that_is_not_blank_in_order(text: str) -> None:
    found = pieces(text)
    assert "".join("".join(s for _, _, s in found).split()) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(found))


def test_sentences_are_numbered_within_each_article() -> None:
    frame = split(pl.LazyFrame({"article_id": ["a", "b"], "text": ["One. Two.", "Three. Four. Five."]})).collect()
    assert frame.select("article_id", "sentence_no").rows() == [("a", 0), ("a", 1), ("b", 0), ("b", 1), ("b", 2)]
