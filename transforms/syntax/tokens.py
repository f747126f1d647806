"""Tokens of a whitespace-delimited chunk of text, cut as spaCy's English tokenizer cuts them."""

from __future__ import annotations

import re
from functools import cache

from transforms.lexicons import load

UNITS = "km|kg|mm|cm|mph|kph|lbs?|oz|ft|km/h|kWh|MW|GW|MB|GB|TB|[ap]m|[ap]\\.m\\."  # "5km" is two tokens, "10th" one
LETTER = r"[^\W\d_]"
MARKED = r"[\w\u0300-\u036f\u0900-\u0dff\u200d]"  # with combining accents and the vowel signs of Indic scripts


@cache
def _pattern() -> re.Pattern[str]:
    """One alternation, tried from the left at each place; its last branch takes any single character."""
    short = "|".join(sorted((re.escape(word) for word in load("abbreviations")), key=lambda w: (-len(w), w)))
    branches = (
        r"https?://[^\s\"”)\]>]*[^\s\"”)\]>.,;:!?'’]",
        r"www\.[^\s\"”)\]>]*[^\s\"”)\]>.,;:!?'’]",
        r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+",
        rf"(?:{LETTER}\.){{2,}}(?!{LETTER})",  # U.S., p.m.
        rf"(?:{short})\.(?!\w)",
        r"[A-Z]\.(?!\w)",  # an initial
        r"(?:US|A|C|NZ|HK|R)\$(?=[0-9])",
        rf"(?<![\w-])-[0-9][0-9,]*(?:\.[0-9]+)?(?![\w-])|[0-9][0-9.,:/]{{0,24}}[0-9](?={UNITS})|[0-9](?={UNITS})",
        # Hyphens part two words or two numbers, but stay in "10-year" and "COVID-19".
        rf"{MARKED}(?:{MARKED}|[.,:/](?=[0-9])(?<=[0-9].)|\.(?={LETTER})|&(?={LETTER})|['’](?={LETTER})"
        rf"|-(?={LETTER})(?<=[0-9]-)|-(?=[0-9])(?<={LETTER}-))*",
        r"\.{2,}|-{2,}",
        r"\S",
    )
    return re.compile("|".join(branches))


CLITIC = re.compile(r"(?i)(?=.*['’])(?:(.+)(n['’]t)|(.+)(['’](?:s|re|ve|ll|d|m)))$")
FUSED = {"cannot": 3, "gonna": 3, "gotta": 3}


def tokens(chunk: str) -> list[str]:
    """The tokens of a chunk without blanks; joined they are the chunk again.

    >>> tokens("(don’t"), tokens("$4.4m,"), tokens("U.S.-led"), tokens("COVID-19.")
    (['(', 'do', 'n’t'], ['$', '4.4m', ','], ['U.S.', '-', 'led'], ['COVID-19', '.'])
    """
    if chunk.isalpha() and chunk.lower() not in FUSED:
        return [chunk]  # most chunks are a plain word
    found: list[str] = []
    for piece in _pattern().findall(chunk):
        if "'" in piece or "’" in piece:
            cut = CLITIC.match(piece)
            found += [part for part in cut.groups() if part] if cut else [piece]
        elif piece.lower() in FUSED:
            at = FUSED[piece.lower()]
            found += [piece[:at], piece[at:]]
        else:
            found.append(piece)
    return found
