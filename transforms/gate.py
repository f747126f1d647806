"""Which sentences are worth which work: patterns that polars runs over whole columns."""

from __future__ import annotations

from enum import Enum

import polars as pl

from transforms.events import may_hold_event
from transforms.figures import may_hold_figure
from transforms.statements import may_hold_statement

LONGEST = 1000  # characters; what is longer is a list, a table, or a text that lost its full stops
LEAD_SENTENCES = 6  # news says in its first lines what happened, whether it says when or not


class Depth(Enum):
    """How well a sentence is worth being parsed."""

    MODEL = "by the syntax backend of the run"
    RULES = "by the rules backend, which is ten times as fast"


def with_gates(sentences: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `has_number`, `has_cue`, `has_trigger`: whether a figure, a statement or an event may stand in the sentence."""
    text = pl.col("text")
    return sentences.with_columns(
        has_number=text.str.contains(_by_ascii(may_hold_figure())),
        has_cue=text.str.contains(_by_ascii(may_hold_statement())),
        has_trigger=(pl.col("sentence_no") < LEAD_SENTENCES) | text.str.contains(_by_ascii(may_hold_event())),
    )


def _by_ascii(pattern: str) -> str:
    """The pattern with edges of words as ASCII has them: all words in it are ASCII, and polars finds them twenty times as fast."""
    return pattern.replace(r"\b", r"(?-u:\b)")


def depth_of(*, length: int, has_date: bool, has_number: bool, has_cue: bool, has_trigger: bool) -> Depth | None:
    """How the sentence is parsed; None where what it may hold can be read without grammar.

    A sentence with a date is where events are placed in time, one with a number says of what: both hang on the parse. A cue or a trigger
    alone asks less of it, and the cheap parse agrees with the dear one in nine cases of ten. What is longer than any
    sentence is read as badly by either (the same news with its full stops taken out: rows right 24.5 and 23.8 in a hundred), and is
    half of all that the dear parse would have to read.
    """
    if (has_date or has_number) and length <= LONGEST:
        return Depth.MODEL
    return Depth.RULES if has_date or has_number or has_cue or has_trigger else None
