"""Sentences as the teacher (backend `sm`) reads them, with the tokens that the pupil (backend `rules`) will see."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from spacy.tokens import Doc

from transforms.sentences import split
from transforms.syntax.sm import SmSyntax
from transforms.syntax.tokens import tokens

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
LONGEST = 200  # tokens
HELD_OUT = 0.15  # of the articles of each named source, from its end


@dataclass(frozen=True, slots=True)
class Sample:
    """One sentence with the teacher's answer; `spaces` says after which tokens a blank stands."""

    words: list[str]
    spaces: list[bool]
    tags: list[str]
    labels: list[str]
    heads: list[int]

    @property
    def text(self) -> str:
        """The sentence, single blanks between its chunks."""
        parts = zip(self.words, self.spaces, strict=True)
        return "".join(word + " " * blank for word, blank in parts).rstrip()


def texts(name: str) -> list[tuple[str, str]]:
    """Publisher and text of each article of a corpus."""
    with gzip.open(CORPORA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return [(a["publisher"] or "", a["text"].replace("\r\n", "\n").replace("\r", "\n")) for a in found]


def sources() -> tuple[list[str], list[str]]:
    """Texts to learn from, and texts kept out; Wikinews twice to learn from, as the only news proper."""
    learn: list[str] = []
    kept: list[str] = []
    for name, times in (("wikinews_2019_2020", 2), ("president_ua_addresses_en", 1), ("senate_500", 1)):
        found = [text for _, text in texts(name)]
        cut = int(len(found) * (1 - HELD_OUT))
        learn += found[:cut] * times
        kept += found[cut:]
    known = set(learn) | set(kept)
    more = texts("bench_20k")
    random.Random(1).shuffle(more)
    senate = [text for publisher, text in more if publisher.startswith("US Senate") and text not in known]
    trade = [text for publisher, text in more if not publisher.startswith("US Senate")]
    return learn + senate[:3000] + trade[:1200], kept


def sentences(articles: list[str]) -> list[str]:
    """Their sentences, without those in other scripts."""
    frame = pl.LazyFrame({"article_id": [f"{n:06}" for n in range(len(articles))], "text": articles})
    found = split(frame).collect()["text"].to_list()
    return [sentence for sentence in found if sum(c < "\u0370" or c > "\u2000" for c in sentence) > 0.9 * len(sentence)]


def samples(articles: list[str]) -> Iterator[Sample]:
    """The teacher's reading of each sentence."""
    teacher = SmSyntax()._nlp
    docs = []
    for sentence in sentences(articles):
        parts = [tokens(chunk) for chunk in sentence.split()]
        words = [word for part in parts for word in part]
        spaces = [n == len(part) - 1 for part in parts for n in range(len(part))]
        if 0 < len(words) <= LONGEST:
            # straight apostrophes: without its own tokenizer's notes the teacher takes "n’t" for a noun
            docs.append((Doc(teacher.vocab, words=[w.replace("’", "'") for w in words], spaces=spaces), words))
    for doc, words in teacher.pipe(docs, batch_size=128, as_tuples=True):
        yield Sample(
            words=words,
            spaces=[bool(t.whitespace_) for t in doc],
            tags=[t.tag_ for t in doc],
            labels=[t.dep_ for t in doc],
            heads=[t.head.i for t in doc],
        )
