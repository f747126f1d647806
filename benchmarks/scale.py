"""What large collections would take, from the slopes of growth.json: the tables of docs/scale.md.

    python -m benchmarks.scale [growth.json]

Cost is taken as a fixed part a run and a part an article, both fitted through the measured sizes. Cores are as fast as the one that was
measured. How many articles a collection has is an assumption, and stands in the table.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Answer = Mapping[str, Any]
COLLECTIONS = {
    "a day of English news": 200_000,
    "a year of CC-NEWS, the English part": 70_000_000,
    "CC-NEWS since 2016, the English part": 600_000_000,
}
DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Line:
    """A fixed part and a slope."""

    fixed: float
    slope: float

    def at(self, articles: float) -> float:
        """What that many articles take."""
        return self.fixed + self.slope * articles


def fitted(points: Sequence[tuple[float, float]]) -> Line:
    """The line of least squares; through one point it has no fixed part."""
    if len(points) < 2:
        ((x, y),) = points
        return Line(0.0, y / x)
    mean_x, mean_y = (sum(p[k] for p in points) / len(points) for k in (0, 1))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    return Line(mean_y - slope * mean_x, slope)


def lines_of(answer: Answer, syntax: str, of: Callable[[Answer], float | None]) -> Line:
    """The line through the runs of a backend; what was not measured in a run is left out."""
    points = [(run["articles"], of(run)) for run in answer["runs"] if run["syntax"] == syntax]
    return fitted([(x, y) for x, y in points if y is not None])


def table(answer: Answer) -> Iterator[str]:
    """Markdown: for each backend and collection the CPU, the cores for a day, and the size of the dataset."""
    yield "| collection | articles (assumed) | backend | core-hours | cores to do it in a day | dataset | Parquet |"
    yield "|---|---|---|---|---|---|---|"
    for syntax in sorted({run["syntax"] for run in answer["runs"]}):
        cpu = lines_of(answer, syntax, lambda r: r["whole"]["cpu"])
        held = lines_of(answer, syntax, lambda r: r["dataset_bytes"])
        export = lines_of(answer, syntax, lambda r: r["export_bytes"])
        for name, articles in COLLECTIONS.items():
            seconds = cpu.at(articles)
            yield (
                f"| {name} | {articles:,} | {syntax} | {seconds / 3600:,.0f} | {seconds / DAY:,.2f} "
                f"| {_bytes(held.at(articles))} | {_bytes(export.at(articles))} |"
            )


def costs(answer: Answer) -> Iterator[str]:
    """Markdown: the fitted parts."""
    more_for = "a run that brings 200: CPU-seconds, and more for each 1,000 articles held"
    yield f"| backend | CPU-seconds an article | CPU-seconds a run | {more_for} | dataset, bytes an article |"
    yield "|---|---|---|---|---|"
    for syntax in sorted({run["syntax"] for run in answer["runs"]}):
        cpu = lines_of(answer, syntax, lambda r: r["whole"]["cpu"])
        more = lines_of(answer, syntax, lambda r: r["incremental"]["cpu"])
        held = lines_of(answer, syntax, lambda r: r["dataset_bytes"])
        yield f"| {syntax} | {cpu.slope:.4f} | {cpu.fixed:.1f} | {more.fixed:.1f}, {more.slope * 1000:+.2f} | {held.slope:,.0f} |"


def _bytes(count: float) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:,.1f} TB"


if __name__ == "__main__":
    told = json.loads(Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "growth.json").read_text("utf-8"))
    print("\n".join([*costs(told), "", *table(told)]))
