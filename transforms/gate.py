"""Which sentences are worth which work: patterns that polars runs over whole columns."""

from __future__ import annotations

import polars as pl

from transforms.events import may_hold_event
from transforms.figures import may_hold_figure
from transforms.statements import may_hold_statement


def with_gates(sentences: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `has_number`, `has_cue`, `has_trigger`: whether a figure, a statement or an event may stand in the sentence."""
    text = pl.col("text")
    return sentences.with_columns(
        has_number=text.str.contains(may_hold_figure()),
        has_cue=text.str.contains(may_hold_statement()),
        has_trigger=text.str.contains(may_hold_event()),
    )


def needs_syntax(*, has_date: bool, has_number: bool, has_cue: bool, has_trigger: bool) -> bool:
    """Whether the sentence is parsed: what it may hold cannot be read without grammar.

    A date, a number or a reporting cue each makes a row that has roles. A trigger alone does not: such events have no
    date of their own, and parsing for them costs more than half as much again.
    """
    return has_date or has_number or has_cue or has_trigger
