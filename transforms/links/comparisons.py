"""Of two that are compared each keeps its own time: whether a date belongs to what a figure is compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.mentions import DateMention, FigureMention, Sentence

# The other term of a comparison: "up from 50", "than the 12 million", but not "more than 50".
AGAINST = r"\b(?:from|versus|against|compar(?:ed|ison) (?:with|to)|(?<!more )(?<!less )(?<!fewer )than)\s+(?:[^\s,;]+\s+){0,2}[$€£]?"
AGAINST_WORDS = ("from", "versus", "against", "compar", "than")
OTHER_TERM, OTHER_TERM_NEXT = re.compile(AGAINST + "[0-9]", re.I), re.compile(AGAINST + "$", re.I)
# "$170 million, slightly higher than the sales of May" tells of another time than May.
THAN_ANOTHER = re.compile(r"\b(?:higher|lower|more|less|fewer|better|worse|larger|smaller) than [^,;]*$", re.I)
# Between a change and the time that it is counted from: "up 8% from a year earlier", "2% higher than in May".
BASE = re.compile(
    r"\s*(?:higher|lower|more|less|fewer|increase|decrease|decline|drop|fall|gain|growth|jump|rise|slide)?\s*"
    r"(?:from|than|over|(?:in )?compar(?:ed|ison) (?:with|to)|versus|against)\s+(?:in\s+)?(?:the\s+|a\s+)?"
)
BASE_WITHIN = 40  # characters
CHANGED_FROM = re.compile(
    r"(?:%|\b(?:percent|per cent|pct|points?)) (?:from|over|than|compared (?:with|to)) (?:in )?(?:the |a )?$"
)
# Between a figure and its own time in a row of such pairs: "2.6% for 2031, 2.1% in 2032 and 2.0% for 2033".
PAIRED = re.compile(r" (?:as of|by|during|for|in|on) (?:the )?")
PAIRED_WITHIN = 40  # characters
ROW_WITHIN = 60  # characters
SIGNS = str.maketrans(",;%", "   ")
LINKS = frozenset(
    (
        "a",
        "an",
        "and",
        "at",
        "but",
        "by",
        "for",
        "in",
        "of",
        "or",
        "the",
        "then",
        "to",
        "from",
        "per",
        "cent",
        "percent",
    )
)


def is_of_another(sentence: Sentence, figure: FigureMention, mention: DateMention) -> bool:
    """Whether a date belongs to what the figure is compared with."""
    return (
        _is_base(sentence, figure, mention)
        or _is_other_term(sentence, figure, mention)
        or _is_base_of_all(sentence, figure, mention)
    )


def _is_base_of_all(sentence: Sentence, figure: FigureMention, mention: DateMention) -> bool:
    """The year of "fell by 2% from the previous year, with rents rising by 3%": a base is the time of no figure behind it."""
    place = mention.start - sentence.start
    if mention.start > figure.start or place < 0:
        return False
    return CHANGED_FROM.search(sentence.text, max(0, place - BASE_WITHIN), place) is not None


def _is_other_term(sentence: Sentence, figure: FigureMention, mention: DateMention) -> bool:
    """Whether a comparison stands between figure and date: "57 percent, up from 50 in 2019" says nothing of 57 in 2019."""
    first, last = sorted(((figure.start, figure.end), (mention.start, mention.end)))
    between = sentence.text[max(0, first[1] - sentence.start) : max(0, last[0] - sentence.start)]
    lower = between.lower()
    if not any(word in lower for word in AGAINST_WORDS):
        return False  # what nearly all texts are, and a search for five words at once is slow
    if first[0] == mention.start:
        return OTHER_TERM_NEXT.search(between) is not None
    return OTHER_TERM.search(between) is not None or THAN_ANOTHER.search(between) is not None


def _is_base(sentence: Sentence, figure: FigureMention, mention: DateMention) -> bool:
    """Whether a change is measured from the date on: "up 8% from a year earlier" speaks of the later time, and so do figures before it."""
    if mention.start < figure.end:
        return False
    between = sentence.text[figure.end - sentence.start : mention.start - sentence.start].lower()
    quote = sentence.text[mention.start - sentence.start : mention.end - sentence.start].lower()
    if quote.startswith("than "):
        return True
    if figure.change is not None:
        return len(between) < BASE_WITHIN and BASE.fullmatch(between) is not None
    return quote.startswith("a ") and between.endswith((" than ", " from ", " than in "))


def is_in_row(text: str, before: FigureMention, figure: FigureMention, dates: Sequence[DateMention]) -> bool:
    """Whether only joining words, times and the thing of the first figure stand between two figures."""
    start, end = before.end, figure.start
    if not start < end <= start + ROW_WITHIN:
        return False
    times = [(d.start, d.end) for d in dates if start < d.start and d.end < end]
    things = [before.noun] if before.noun is not None and start < before.noun[1] <= end else []
    between = text[start:end]
    for first, last in (*times, *things):
        between = between[: first - start] + " " * (last - first) + between[last - start :]
    return LINKS.issuperset(between.lower().translate(SIGNS).split())


def is_paired(sentence: Sentence, figure: FigureMention, mention: DateMention) -> bool:
    """Whether the date stands right behind the figure, with a preposition between: "2.6% for 2031 and 2.0% for 2033"."""
    end = figure.end
    if figure.noun is not None and end < figure.noun[0]:
        end = figure.noun[1]  # 12 new ovens in 2031
    if not end < mention.start <= figure.end + PAIRED_WITHIN:
        return False
    return PAIRED.fullmatch(sentence.text, end - sentence.start, mention.start - sentence.start) is not None
