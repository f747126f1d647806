"""The pattern that lets a sentence through."""

from __future__ import annotations

from functools import cache

from transforms.figures.lexicon import lexicon


@cache
def may_hold_figure() -> str:
    """A regular expression (Rust dialect): a digit, a vulgar fraction, a number word, a vague plural or a multiple."""
    lex = lexicon()
    words = {*lex.units, *lex.tens, *lex.scales, *lex.vague, *lex.multiples, "half", "couple", "third", "thirds"}
    words |= {"quarter", "quarters"} | {w for w in lex.denominators if w.endswith("ths")} | {"fifth", "tenth"}
    return rf"\d|[¼½¾⅓⅔]|(?i:\b(?:{'|'.join(sorted(words))})\b)"
