"""What the tests of statements share: a text read with the syntax model."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl
import pytest

from transforms.mentions import Article, Sentence, StatementMention
from transforms.names import read_names
from transforms.sentences import split
from transforms.statements import find_statements
from transforms.syntax import Syntax, backend, sm

Reader = Callable[[str], list[StatementMention]]


def sentences_of(text: str) -> list[Sentence]:
    frame = split(pl.LazyFrame({"article_id": ["a"], "text": [text]})).collect()
    columns = ("sentence_no", "span_start", "span_end", "text")
    return [Sentence(*row) for row in frame.select(columns).iter_rows()]


@pytest.fixture(scope="session")
def model() -> Syntax:
    """The syntax model, loaded once."""
    if sm.installed() is None:
        pytest.skip("needs the syntax model, which `make test` installs")
    return backend("sm")


@pytest.fixture(scope="session")
def read(model: Syntax) -> Reader:
    """text -> its statements; all sentences are parsed."""

    def reader(text: str) -> list[StatementMention]:
        sentences: Sequence[Sentence] = sentences_of(text)
        parses = dict(enumerate(model.parse([s.text for s in sentences])))
        return find_statements(Article("a", text), sentences, parses, read_names(sentences, parses))

    return reader
