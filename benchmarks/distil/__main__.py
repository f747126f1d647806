"""The command; see the package's docstring."""

from __future__ import annotations

import json
import os
import random
from base64 import b64encode
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = (
    "1"  # before numpy is imported: one core, for a fair ratio
)

import click
import numpy as np

from benchmarks.distil import measure, teacher
from benchmarks.distil.learner import Learner, batches, vocabulary
from transforms.syntax.forms import Forms
from transforms.syntax.network import Floats
from transforms.syntax.rule_parser import RuleSyntax

WEIGHTS = Path(__file__).parents[2] / "transforms/lexicons/syntax/weights.json"


def packed(values: Floats, kind: str) -> dict[str, object]:
    """An array as JSON."""
    return {"type": kind, "shape": list(values.shape), "data": b64encode(values.astype(kind).tobytes()).decode()}


def write(learner: Learner, words: list[str], endings: list[str]) -> None:
    """The weights file, whole numbers only."""
    arrays = {
        name: packed(values, "<i4" if name.endswith("_bias") else "|i1")
        for name, values in learner.whole_numbers().items()
    }
    held = {
        "words": " ".join(words),
        "endings": " ".join(endings),
        "tags": learner.names.tags,
        "labels": learner.names.labels,
        "slots": learner.names.slots,
        "roles": learner.roles,
        "arrays": arrays,
    }
    WEIGHTS.write_text(json.dumps(held, ensure_ascii=False) + "\n", "utf-8")


@click.group()
def main() -> None:
    """Make or measure the weights of the syntax backend `rules`."""
    if not teacher.CORPORA.is_dir():
        raise click.ClickException(f"needs the corpora beside the project: {teacher.CORPORA} is not there")


@main.command()
@click.option(
    "--epochs", default=10, show_default=True, help="Rounds over the text after the first, which learns tags only."
)
def learn(epochs: int) -> None:
    """Write transforms/lexicons/syntax/weights.json (half an hour on one core)."""
    texts, _ = teacher.sources()
    samples = list(teacher.samples(texts))
    random.Random(0).shuffle(samples)
    words, endings = vocabulary(samples)
    forms = Forms({w: n for n, w in enumerate(words, 1)}, {w: n for n, w in enumerate(endings, 1)})
    tags = sorted({tag for sample in samples for tag in sample.tags})
    labels = sorted({label for sample in samples for label in sample.labels})
    data = list(batches(samples, forms, tags, labels))
    learner = Learner(forms, tags, labels)
    for epoch in range(epochs + 1):
        if epoch == 1:
            learner.find_roles(data)
        losses = []
        for n, place in enumerate(learner.random.permutation(len(data))):
            done = n / len(data) if epoch == 0 else (epoch - 1 + n / len(data)) / epochs
            losses.append(learner.step(data[place], 0.0035 * (1 - done) + 1e-5))
        click.echo(f"epoch {epoch}: loss {np.mean(losses):.3f}")
    write(learner, words, endings)


@main.command("measure")
def measured() -> None:
    """Agreement with the teacher and microseconds a token, on text that was kept out."""
    _, kept = teacher.sources()
    samples = list(teacher.samples(kept))
    sentences = [sample.text for sample in samples]
    for name, value in measure.agreement(samples, RuleSyntax().parse(sentences)).items():
        click.echo(f"{name:20} {value:.3f}")
    for name, value in measure.speeds(sentences).items():
        click.echo(f"{name:25} {value:6.1f} µs a token")


if __name__ == "__main__":
    main()
