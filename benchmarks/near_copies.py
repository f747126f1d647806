"""Near copies on a generated set: 1,800 real articles and 200 edited copies of some of them, recall by kind of edit.

    python -m benchmarks.near_copies ../shared/corpora/bench_20k.jsonl.gz

The edits are those of desks: words changed, the end cut off, a lead put before, paragraphs of an update put in, another headline.
A link of an original is counted as false unless the two texts have most of their sentences in common word for word; what is
counted as true by that is printed as well.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from transforms.near_copies import NearCopies, Shown

ORIGINALS, COPIES, SEED = 1_800, 200, 20_260_701
WORDS = (80, 3_000)  # of an original
SENTENCE = re.compile(r"(?<=[.!?])\s+")

Edit = Callable[
    [random.Random, list[str], list[str]], list[str]
]  # paragraphs, paragraphs of other articles -> paragraphs


def changed(share: float) -> Edit:
    """So many of the words replaced by words of other articles."""

    def edit(seed: random.Random, text: list[str], others: list[str]) -> list[str]:
        pool = " ".join(seed.sample(others, 30)).split()
        return [" ".join(seed.choice(pool) if seed.random() < share else w for w in p.split(" ")) for p in text]

    return edit


def cut(seed: random.Random, text: list[str], others: list[str]) -> list[str]:
    """The last quarter of the words gone."""
    words = "\n".join(text).split()
    return [" ".join(words[: len(words) * 3 // 4])]


def led(seed: random.Random, text: list[str], others: list[str]) -> list[str]:
    """A new lead."""
    return [*seed.sample(others, 1), *text]


def updated(seed: random.Random, text: list[str], others: list[str]) -> list[str]:
    """A new lead, two paragraphs inside, and every number one higher."""
    raised = [re.sub(r"\b\d{1,3}\b", lambda n: str(int(n[0]) + 1), p) for p in text]
    for paragraph in seed.sample(others, 2):
        raised.insert(seed.randrange(len(raised) + 1), paragraph)
    return led(seed, raised, others)


def retitled(seed: random.Random, text: list[str], others: list[str]) -> list[str]:
    """Another headline and byline."""
    return [" ".join(seed.choice(others).split()[:9]), "By our own correspondent", *text]


EDITS: dict[str, Edit] = {
    "2 % of the words changed": changed(0.02),
    "5 % of the words changed": changed(0.05),
    "8 % of the words changed": changed(0.08),
    "10 % of the words changed": changed(0.10),
    "end cut off": cut,
    "lead added": led,
    "paragraphs of an update": updated,
    "other headline": retitled,
}


def texts_of(file: Path, seed: random.Random) -> list[str]:
    """As many different articles of common length as are wanted."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        found = {json.loads(line)["text"] for line in lines}
    fit = sorted(t for t in found if WORDS[0] <= len(t.split()) <= WORDS[1])
    return seed.sample(fit, ORIGINALS)


def main(arguments: Sequence[str]) -> int:
    """Print recall by kind and false links; 1 where a target is missed."""
    seed = random.Random(SEED)
    texts = texts_of(Path(arguments[0]), seed)
    short = [p for t in texts for p in t.split("\n") if 20 <= len(p.split()) <= 70]
    index = NearCopies()
    firsts = index.judged([Shown(str(n), t) for n, t in enumerate(texts)])
    links = [(n, int(v.copy_of)) for n, v in enumerate(firsts) if v.copy_of]
    false = [pair for pair in links if not are_one(texts[pair[0]], texts[pair[1]])]
    total, right, wrong = Counter[str](), Counter[str](), 0
    heads = {n: n for n in range(len(texts))} | dict(links)
    for place, number in enumerate(seed.sample(range(ORIGINALS), COPIES)):
        kind = list(EDITS)[place % len(EDITS)]
        copy = "\n".join(EDITS[kind](seed, [p for p in texts[number].split("\n") if p], short))
        found = index.earlier(f"copy of {number}", copy)
        total[kind] += 1
        right[kind] += found == str(heads[number])
        wrong += found not in (None, str(heads[number]))
    for kind in EDITS:
        print(f"{kind:28}{right[kind]:4} of {total[kind]}")
    recall, false_share = sum(right.values()) / COPIES, (len(false) + wrong) / (ORIGINALS + COPIES)
    print(f"recall {recall:.1%}; false links {len(false) + wrong} of {ORIGINALS + COPIES} ({false_share:.2%})")
    print(f"{len(links) - len(false)} originals are copies of others indeed (half their sentences are the same)")
    return int(recall < 0.95 or false_share > 0.005)


def are_one(one: str, other: str) -> bool:
    """Whether half the sentences of the shorter stand in the longer, word for word."""
    first, second = ({" ".join(s.split()) for s in SENTENCE.split(t) if len(s) > 20} for t in (one, other))
    return len(first & second) >= 0.5 * max(1, min(len(first), len(second)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
