"""How far `rules` agrees with its teacher on text that was kept out, and the time that each takes."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

import spacy

from benchmarks.distil.teacher import Sample
from transforms.syntax import Parse, sm
from transforms.syntax.rule_parser import RuleSyntax

GROUPS = {
    "verb-subject": ("nsubj", "nsubjpass"),
    "verb-object": ("dobj",),
    "counted noun": ("nummod",),
    "preposition": ("prep",),
    "its object": ("pobj",),
    "agent": ("agent",),
    "root": ("ROOT",),
    "content clause": ("ccomp",),
    "infinitive": ("xcomp",),
    "relative clause": ("relcl",),
    "adverbial clause": ("advcl",),
    "conjunct": ("conj",),
    "apposition": ("appos",),
    "negation": ("neg",),
    "passive": ("auxpass",),
    "noun as adverb": ("npadvmod",),
}


def agreement(wanted: Sequence[Sample], found: Sequence[Parse]) -> dict[str, float]:
    """Shares of tokens for tag, head, head and label; F1 of pairs (token, head) by group of labels."""
    same: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    given: Counter[str] = Counter()
    tokens = 0
    for sample, parse in zip(wanted, found, strict=True):
        if sample.words != parse.words:
            continue
        tokens += len(parse)
        for i, (tag, label, head) in enumerate(zip(sample.tags, sample.labels, sample.heads, strict=True)):
            attached = parse.heads[i] == head
            same["tag"] += parse.tags[i] == tag
            same["head"] += attached
            same["head and label"] += attached and parse.deps[i] == label
            for group, labels in GROUPS.items():
                asked[group] += label in labels
                given[group] += parse.deps[i] in labels
                same[group] += attached and label in labels and parse.deps[i] in labels
    shares = {name: same[name] / tokens for name in ("tag", "head", "head and label")}
    return shares | {group: 2 * same[group] / max(1, asked[group] + given[group]) for group in GROUPS}


def cpu_seconds(work: object, *arguments: object) -> float:
    """Processor time of a call, the better of two."""
    times = []
    for _ in range(2):
        began = time.process_time()
        work(*arguments)  # type: ignore[operator]
        times.append(time.process_time() - began)
    return min(times)


def speeds(sentences: list[str]) -> dict[str, float]:
    """CPU microseconds a token: rules fresh and warm, the teacher's tagger and parser, the teacher's full pipeline."""
    warm = RuleSyntax()
    tokens = sum(len(parse) for parse in warm.parse(sentences))
    small = sm.SmSyntax()
    full = spacy.load(sm._data_folder(sm.installed() or ""))
    found = {
        "rules, fresh": cpu_seconds(lambda: RuleSyntax().parse(sentences)),
        "rules, warm": cpu_seconds(warm.parse, sentences),
        "sm, tagger and parser": cpu_seconds(small.parse, sentences),
        "sm, full pipeline": cpu_seconds(lambda: list(full.pipe(sentences, batch_size=128))),
    }
    return {name: seconds / tokens * 1e6 for name, seconds in found.items()}
