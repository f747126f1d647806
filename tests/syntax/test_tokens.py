from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.syntax.tokens import tokens

CHUNKS = {
    "said.": "said .",
    "(don’t": "( do n’t",
    "Ukraine's": "Ukraine 's",
    "O'Brien's,": "O'Brien 's ,",
    "soldiers'": "soldiers '",
    "cannot": "can not",
    "$4.4m,": "$ 4.4m ,",
    "US$5": "US$ 5",
    "90%": "90 %",
    "5km": "5 km",
    "5pm": "5 pm",
    "1,250,000.": "1,250,000 .",
    "2019-2020": "2019 - 2020",
    "24/7": "24/7",
    "10-year": "10-year",
    "COVID-19.": "COVID-19 .",
    "well-known": "well - known",
    "and/or": "and / or",
    "AT&T": "AT&T",
    "U.S.-led": "U.S. - led",
    "p.m.,": "p.m. ,",
    "Mr.": "Mr.",
    "Inc.).": "Inc. ) .",
    "J.": "J.",
    "example.com.": "example.com .",
    "https://example.com/a?b=1,": "https://example.com/a?b=1 ,",
    "press@example.com;": "press@example.com ;",
    "wait...": "wait ...",
    "yes--no": "yes -- no",
    "“Hello,”": "“ Hello , ”",
    "-5": "-5",
    "10th": "10th",
    "हिन्दी": "हिन्दी",
}


@pytest.mark.parametrize(("chunk", "parts"), CHUNKS.items())
def test_chunks_are_cut_as_the_model_was_taught(chunk: str, parts: str) -> None:
    assert tokens(chunk) == parts.split(" ")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"]), min_size=1))
def test_tokens_joined_are_the_chunk(chunk: str) -> None:
    assert "".join(tokens(chunk)) == chunk
    assert all(tokens(chunk))
