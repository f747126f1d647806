"""Small line charts as SVG, written by hand so that equal figures give equal files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 440, 280, 62, 34, 14, 44
COLOURS = ("#1b6ca8", "#c8553d", "#3a7d44", "#7a5195", "#8a6d3b", "#555555")
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its title, what its axes say, and named series of points. Both axes begin at zero."""

    title: str
    across: str
    up: str
    series: Mapping[str, Points]


def page(charts: Sequence[Chart], columns: int = 2) -> str:
    """All charts in one SVG document."""
    rows = -(-len(charts) // columns)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * columns} {HEIGHT * rows}" '
        f'font-family="sans-serif" font-size="11" role="img">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for number, chart in enumerate(charts):
        x, y = number % columns * WIDTH, number // columns * HEIGHT
        parts.append(f'<g transform="translate({x},{y})">{"".join(_drawn(chart))}</g>')
    return "\n".join([*parts, "</svg>\n"])


def _drawn(chart: Chart) -> Iterator[str]:
    most_x = _ceiling([x for points in chart.series.values() for x, _ in points])
    most_y = _ceiling([y for points in chart.series.values() for _, y in points])
    yield f'<text x="{LEFT}" y="18" font-size="13" font-weight="bold">{escape(chart.title)}</text>'
    yield from _axes(chart, most_x, most_y)
    for number, (name, points) in enumerate(chart.series.items()):
        colour = COLOURS[number % len(COLOURS)]
        places = [(_x(x, most_x), _y(y, most_y)) for x, y in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.6"/>'
        if len(places) < 30:
            yield "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{colour}"/>' for x, y in places)
        yield f'<text x="{LEFT + 8}" y="{TOP + 12 + 14 * number}" fill="{colour}">{escape(name)}</text>'


def _axes(chart: Chart, most_x: float, most_y: float) -> Iterator[str]:
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    for part in range(5):
        y, x = most_y * part / 4, most_x * part / 4
        place = _y(y, most_y)
        yield f'<line x1="{LEFT}" y1="{place:.1f}" x2="{right}" y2="{place:.1f}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 6}" y="{place + 4:.1f}" text-anchor="end">{_number(y)}</text>'
        yield f'<text x="{_x(x, most_x):.1f}" y="{bottom + 15}" text-anchor="middle">{_number(x)}</text>'
    yield f'<text x="{(LEFT + right) / 2}" y="{HEIGHT - 10}" text-anchor="middle">{escape(chart.across)}</text>'
    yield f'<text transform="translate(14,{(TOP + bottom) / 2}) rotate(-90)" text-anchor="middle">{escape(chart.up)}</text>'


def _x(value: float, most: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * value / most


def _y(value: float, most: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / most


def _ceiling(values: Sequence[float]) -> float:
    """The next number that reads well: 1, 2, 2.5 or 5 with zeros."""
    most = max(values, default=0.0)
    if most <= 0:
        return 1.0
    power = 10.0
    while power > most:
        power /= 10
    while power * 10 <= most:
        power *= 10
    return next(power * step for step in (1, 1.2, 1.6, 2, 2.5, 3, 4, 5, 6, 8, 10) if power * step >= most)


def _number(value: float) -> str:
    return f"{value / 1000:g}k" if value >= 10_000 else f"{value:.3g}"
