"""Without a parse: what a number counts, read from words and their places alone."""

from __future__ import annotations

from transforms.figures.answers import Thing, clean
from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.tokens import Tokens
from transforms.syntax.lemmas import lemma, parts_of_speech

WIDEST = 6  # words to the right in which the noun may stand


def read_chunk(tokens: Tokens, draft: Draft) -> Thing:
    """The noun phrase right of the number; else the one left of "of" or "at" before it."""
    at = draft.after if draft.kind != "count" else draft.last + 1
    if tokens.hyphen(at):
        at += 1
    if tokens.low(at) == "of":
        at += 2 if tokens.low(at + 1) in ("the", "its", "their", "his", "her", "all", "our") else 1
    elif draft.kind in ("percent", "money") and not tokens.hyphen(draft.after):
        return _left(tokens, draft)
    first, last = at, at - 1
    stops = lexicon().nouns["stops"]
    while last + 1 - first < WIDEST and (tokens.kind(last + 1) == "w" or tokens.hyphen(last + 1)):
        word = tokens.low(last + 1)
        if word in stops or _verb_only(word):
            break
        last += 1
        if word.endswith("s") and "noun" in parts_of_speech(word) and not tokens.hyphen(last + 1):
            break
    if last < first:
        return _left(tokens, draft)
    return _thing(tokens, first, last)


def _verb_only(word: str) -> bool:
    parts = parts_of_speech(word)
    return bool(parts) and parts <= {"verb", "aux", "adv"} and not word.endswith("ing")


def _thing(tokens: Tokens, first: int, last: int) -> Thing:
    span = clean(tokens.text, (tokens.starts[first], tokens.ends[last]))
    if span is None:
        return Thing()
    word = tokens.words[last]
    head = lemma(word, "NNS" if word.endswith("s") else "NN")
    return Thing(span, head, (tokens.starts[last], tokens.ends[last]))


def _left(tokens: Tokens, draft: Draft) -> Thing:
    at = draft.before - 1
    if tokens.low(at) not in ("of", "at", "with", "to", "by", "(", "is", "was", "were", "are", "reached"):
        return Thing()
    last = at - 1
    first = last + 1
    while first > 0 and tokens.kind(first - 1) == "w" and last - first < 4:
        word = tokens.low(first - 1)
        if word in lexicon().nouns["stops"] or _verb_only(word):
            break
        first -= 1
    return _thing(tokens, first, last) if first <= last else Thing()
