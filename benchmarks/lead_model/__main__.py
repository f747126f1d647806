"""The command; see the package's docstring."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
import polars as pl

from benchmarks.lead_model.fit import fit, likelihood
from transforms.events import clock, evidence
from transforms.events.triggers import Trigger
from transforms.extract import extract
from transforms.lexicons import load
from transforms.syntax import Parse, Syntax, backend

WEIGHTS = Path(__file__).parents[2] / "transforms/lexicons/events/lead_weights.yml"
HEADER = """\
# Weights of the evidence that an undated event is of the day the story tells of: log-odds, fitted by logistic regression.
# Fitted by `python -m benchmarks.lead_model` on the development half of MEANTIME (Minard et al. 2016, newsreader-project.eu, CC BY 4.0), English part.
weights:
"""
ROUNDS = 3
FOLDS = 10
CUTS = (0.2, 0.25, 0.3, clock.LIKELY, 0.4, 0.5, 0.6, clock.SURE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A trigger that the clock was asked about: its evidence, and the day of the story it may belong to."""

    names: tuple[str, ...]
    day: date | None


@dataclass(frozen=True, slots=True)
class Example:
    """Evidence with the annotators' answer, and the article both are from."""

    article: str
    names: tuple[str, ...]
    is_of_the_day: bool


def collect(articles: Sequence[Mapping[str, Any]], syntax: Syntax, weights: Mapping[str, float]) -> list[Example]:
    """One example for each trigger that the clock is asked about while it reads with these weights."""
    return [example for article in articles for example in _asked_in(article, syntax, weights)]


def _asked_in(article: Mapping[str, Any], syntax: Syntax, weights: Mapping[str, float]) -> list[Example]:
    """The clock's questions of one article, matched to the annotation in text order."""
    asked: list[tuple[Asked, Parse, Trigger]] = []
    honest = clock.Clock.guess

    def listen(self: clock.Clock, parse: Parse, trigger: Trigger, setting: evidence.Setting) -> Any:
        if setting.status != "expected" and trigger.group.tense not in clock.NO_DAY:
            names = tuple(evidence.evidence(parse, trigger, setting))
            asked.append((Asked(names, self.day), parse, trigger))
        return honest(self, parse, trigger, setting)

    def weighed(parse: Parse, trigger: Trigger, setting: evidence.Setting) -> float:
        return likelihood(weights, evidence.evidence(parse, trigger, setting))

    weigh, clock.likelihood = clock.likelihood, weighed
    clock.Clock.guess = listen  # type: ignore[method-assign]
    try:
        extract(_frame(article), syntax)
    finally:
        clock.Clock.guess, clock.likelihood = honest, weigh  # type: ignore[method-assign]
    return _answered(article, asked)


def _frame(article: Mapping[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "article_id": [article["url"]],
            "title": [article["title"]],
            "publisher": [article["publisher"]],
            "text": [article["text"]],
            "published_on": [date.fromisoformat(article["published_at"][:10])],
            "published_basis": ["metadata"],
        },
        schema_overrides={"title": pl.String, "publisher": pl.String},
    )


def _answered(article: Mapping[str, Any], asked: Sequence[tuple[Asked, Parse, Trigger]]) -> list[Example]:
    """What the annotators say of each question; a mention that they gave no date decision is left out."""
    found: list[Example] = []
    text, position, last = article["text"], 0, None
    for question, parse, trigger in asked:
        if parse is not last:
            position, last = _sentence_start(text, parse, position), parse
        start = position + parse.starts[trigger.token]
        end = position + parse.ends[trigger.token]
        answer = _answer(article, start, end, question.day)
        if answer is not None:
            found.append(Example(article["url"], question.names, answer))
    return found


def _sentence_start(text: str, parse: Parse, position: int) -> int:
    """Where the sentence begins from `position` on: the place at which all its words stand at their offsets."""
    first, shift = parse.words[0], parse.starts[0]
    at = text.find(first, position)
    while at >= 0:
        base = at - shift
        if all(text.startswith(w, base + s) for w, s in zip(parse.words, parse.starts, strict=True)):
            return base
        at = text.find(first, at + 1)
    raise LookupError(f"sentence not found in its text: {' '.join(parse.words[:8])}")


def _answer(article: Mapping[str, Any], start: int, end: int, day: date | None) -> bool | None:
    """Whether the annotators date the word to the day; a word they do not mark, where they marked all, is no event of it."""
    mention = next((e for e in article["events"] if e["start"] < end and start < e["end"]), None)
    if mention is None:
        return False if any(first <= start < last for first, last in article["scored"]) else None
    if mention["dated"] is None:
        return None
    return bool(mention["dated"] == "date" and mention["date"] == str(day))


def check(examples: Sequence[Example], ridge: float) -> list[float]:
    """The chance of each example, by weights fitted without its article."""
    articles = sorted({e.article for e in examples})
    fold = {article: n % FOLDS for n, article in enumerate(articles)}
    chances = [0.0] * len(examples)
    for k in range(FOLDS):
        kept = [e for e in examples if fold[e.article] != k]
        weights = fit([e.names for e in kept], [e.is_of_the_day for e in kept], ridge)
        for n, e in enumerate(examples):
            if fold[e.article] == k:
                chances[n] = likelihood(weights, e.names)
    return chances


def report(examples: Sequence[Example], chances: Sequence[float]) -> None:
    """Precision and recall at each cut, on articles left out."""
    total = sum(e.is_of_the_day for e in examples)
    click.echo(f"{len(examples)} examples of {len({e.article for e in examples})} articles, {total} of the day")
    for cut in CUTS:
        taken = [e.is_of_the_day for e, c in zip(examples, chances, strict=True) if c >= cut]
        right = sum(taken)
        click.echo(
            f"  from {cut:.2f}: P {right / max(1, len(taken)):.3f}  R {right / max(1, total):.3f}  n {len(taken)}"
        )


@click.command()
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--ridge", default=1.0, show_default=True, help="Pull of the weights towards 0.")
@click.option("--write", is_flag=True, help="Replace the weights file.")
def main(gold: Path, ridge: float, write: bool) -> None:
    """Fit the weights on articles in the form of the MEANTIME gold file, check them by articles left out."""
    articles = [a for a in map(json.loads, gold.read_text("utf-8").splitlines()) if a["published_at"]]
    syntax = backend("sm")
    weights: Mapping[str, float] = load("events/lead_weights")["weights"]
    for _ in range(ROUNDS):
        examples = collect(articles, syntax, weights)
        weights = fit([e.names for e in examples], [e.is_of_the_day for e in examples], ridge)
    report(examples, check(examples, ridge))
    if write:
        lines = [f"  {json.dumps(name)}: {weight:.2f}\n" for name, weight in sorted(weights.items())]
        WEIGHTS.write_text(HEADER + "".join(lines), encoding="utf-8")
        click.echo(f"{len(lines)} weights written to {WEIGHTS.name}")


if __name__ == "__main__":
    main()
