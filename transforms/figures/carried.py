"""What the sentence before says of a figure: "Four ovens burned. Two are beyond repair.", "Ann Baker died. She was 81."."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from transforms.mentions import FigureMention, Sentence

# Before a number that opens its sentence, and behind it where it counts what was counted before.
OPENING = re.compile(
    r"[\W_]*(?:(?:and|but|of these|of them|of those|among them|only|just|all|both|another|the other|at least|at most"
    r"|about|around|nearly|almost|some|more than|fewer than|up to)[\s,]+){0,3}",
    re.IGNORECASE,
)
FOLLOWING = re.compile(
    r"\s+(?:of (?:them|these|those|whom)|(?:(?:more|others?)\s+)?"
    r"(?:is|are|was|were|has|have|had|will|would|remain(?:s|ed)?|died|survived|stayed|left|came|went|escaped|fled))\b",
    re.IGNORECASE,
)
LONGEST = 80  # characters before a number that opens its sentence


def with_things_of_before(
    sentences: Sequence[Sentence], figures: Sequence[FigureMention], pronouns: Mapping[int, str]
) -> list[FigureMention]:
    """The figures in order; `sentences` are those they stand in, one each, `pronouns` the names by the place of a pronoun."""
    done: list[FigureMention] = []
    last: tuple[int, FigureMention] | None = None  # the last figure that counts a noun, and the number of its sentence
    for sentence, figure in zip(sentences, figures, strict=True):
        known = _named(figure, pronouns)
        if last is not None and last[0] == sentence.no - 1 and _counts_those(sentence, figure):
            known = replace(known, measured=last[1].measured, measured_head=last[1].measured_head)
        done.append(known)
        if known.kind == "count" and known.measured is not None and (known.noun is not None or known is not figure):
            last = (sentence.no, known)
    return done


def _named(figure: FigureMention, pronouns: Mapping[int, str]) -> FigureMention:
    """The figure with the name that a pronoun stands for."""
    name = pronouns.get(figure.noun[0]) if figure.noun is not None else None
    if name is None or figure.measured is None or figure.measured.lower() not in ("he", "she", "it"):
        return figure
    return replace(figure, measured=name, measured_head=name.split()[-1].lower())


def _counts_those(sentence: Sentence, figure: FigureMention) -> bool:
    """Whether a number without a noun opens its sentence as a part, or another lot, of what was counted before."""
    at = figure.start - sentence.start
    if figure.kind != "count" or figure.measured is not None or not 0 <= at <= LONGEST:
        return False
    return (
        OPENING.fullmatch(sentence.text, 0, at) is not None
        and FOLLOWING.match(sentence.text, figure.end - sentence.start) is not None
    )
