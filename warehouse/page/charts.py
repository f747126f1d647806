"""Small charts as SVG, drawn with the page's own colours."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

WIDTH, HEIGHT, HEAD, FOOT, LEFT = 720, 150, 8, 22, 52
HALF = 340  # the width of a chart beside another
WIDEST = 44.0  # a bar
LABELLED = 8  # columns that each bear their label; of more, the first and the last do
ROW, LABEL, VALUE = 22, 190, 80
NOTHING = Markup('<p class="none">nothing to show yet</p>')


def columns(bars: Sequence[tuple[str, float]], title: str, width: int = WIDTH) -> Markup:
    """Standing bars side by side: for things that follow each other in time."""
    return stacked([(label, (value,)) for label, value in bars], title, ("",), width)


def stacked(
    bars: Sequence[tuple[str, Sequence[float]]], title: str, names: Sequence[str], width: int = WIDTH
) -> Markup:
    """Standing bars, each of parts upon each other; the parts have the names, which are their style as well."""
    if not bars:
        return NOTHING
    top = nice(max(sum(parts) for _, parts in bars))
    step = min((width - LEFT) / len(bars), WIDEST)
    shapes = [_column(LEFT + i * step, step, label, parts, names, top) for i, (label, parts) in enumerate(bars)]
    axis = Markup("").join(_line(share, top, width) for share in (0, 0.5, 1))
    told = f"{title}: {len(bars)} columns, the highest {max(sum(p) for _, p in bars):,.0f}"
    return _svg(axis + Markup("").join(shapes) + _feet(bars, step), HEAD + HEIGHT + FOOT, told, width)


def _column(x: float, step: float, label: str, parts: Sequence[float], names: Sequence[str], top: float) -> Markup:
    shapes, below = [], 0.0
    for name, value in zip(names, parts, strict=True):
        height = value / top * HEIGHT
        words = f"{label}: {value:,.0f} {name}".rstrip()
        shapes.append(
            Markup(
                '<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{}</title></rect>'
            ).format(name, x, HEAD + HEIGHT - below - height, max(step - 2, 0.5), height, words)
        )
        below += height
    return Markup("").join(shapes)


def _line(share: float, top: float, width: int) -> Markup:
    y = HEAD + HEIGHT * (1 - share)
    return Markup(
        '<line x1="{}" x2="{}" y1="{y:.1f}" y2="{y:.1f}"/><text class="soft" x="{}" y="{:.1f}" text-anchor="end">{}</text>'
    ).format(LEFT, width, LEFT - 6, y + 4, short_number(top * share), y=y)


def _feet(bars: Sequence[tuple[str, Sequence[float]]], step: float) -> Markup:
    """Labels below the columns: of every one where there is room for them, else of the first and the last."""
    y, every = HEAD + HEIGHT + FOOT - 6, step * 0.16
    if len(bars) <= LABELLED and all(len(label) <= every for label, _ in bars):
        shown = [(LEFT + (i + 0.5) * step, "middle", label) for i, (label, _) in enumerate(bars)]
    else:
        shown = [(float(LEFT), "start", bars[0][0])]
        if len(bars) > 1:
            shown.append((max(LEFT + step * len(bars), LEFT + 260.0), "end", bars[-1][0]))
    return Markup("").join(
        Markup('<text class="soft" x="{:.1f}" y="{}" text-anchor="{}">{}</text>').format(x, y, anchor, label)
        for x, anchor, label in shown
    )


def rows(bars: Sequence[tuple[str, float]], title: str) -> Markup:
    """Lying bars below each other with their labels: for things of a kind, the largest first."""
    if not bars:
        return NOTHING
    top = max(value for _, value in bars) or 1
    shapes = []
    for i, (label, value) in enumerate(bars):
        width = value / top * (WIDTH - LABEL - VALUE)
        shapes.append(
            _label(label, i)
            + Markup('<rect x="{}" y="{}" width="{:.1f}" height="15"/><text x="{:.1f}" y="{}">{:,.0f}</text>').format(
                LABEL, i * ROW + 2, width, LABEL + width + 6, i * ROW + 14, value
            )
        )
    return _svg(Markup("").join(shapes), len(bars) * ROW + 4, title)


def strips(things: Sequence[tuple[str, Sequence[float]]], title: str) -> Markup:
    """One dot a value, a line of dots for each thing, on a scale of powers of ten; the middle one is marked."""
    positive = [(label, [v for v in values if v > 0]) for label, values in things]
    positive = [(label, values) for label, values in positive if values]
    if not positive:
        return NOTHING
    low = math.floor(math.log10(min(min(v) for _, v in positive)))
    high = max(math.ceil(math.log10(max(max(v) for _, v in positive))), low + 1)
    width, height = WIDTH - LABEL - VALUE, len(positive) * ROW

    def place(value: float) -> float:
        return LABEL + (math.log10(value) - low) / (high - low) * width

    step = -(-(high - low) // 8)
    shapes = [_power(place(10.0**power), power, height) for power in range(low, high + 1, step)]
    for i, (label, values) in enumerate(positive):
        middle, y = sorted(values)[len(values) // 2], i * ROW + 10
        shapes.append(_label(label, i))
        shapes += [Markup('<circle cx="{:.1f}" cy="{}" r="3.5"/>').format(place(v), y) for v in values]
        shapes.append(
            Markup(
                '<rect class="middle" x="{:.1f}" y="{}" width="3" height="18"><title>in the middle: {}</title></rect>'
            ).format(place(middle) - 1.5, y - 9, short_number(middle))
        )
    return _svg(Markup("").join(shapes), height + FOOT, title)


def _power(x: float, power: int, height: int) -> Markup:
    return Markup(
        '<line x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{}"/><text class="soft" x="{x:.1f}" y="{}" text-anchor="middle">{}</text>'
    ).format(height, height + 15, short_number(10.0**power), x=x)


def spark(values: Sequence[float | None], title: str) -> Markup:
    """A line the size of a word through the values, the last of them marked; runs without a value leave a gap."""
    held = [(i, v) for i, v in enumerate(values) if v is not None]
    if not held:
        return Markup("")
    low, high = min(v for _, v in held), max(v for _, v in held)
    span, step = (high - low) or 1, 110 / max(len(values) - 1, 1)
    points = [(4 + i * step, 20 - (v - low) / span * 16 if high > low else 12.0) for i, v in held]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return Markup(
        '<svg class="spark" viewBox="0 0 120 24" role="img" aria-label="{}"><title>{}</title>'
        '<polyline points="{}"/><circle cx="{:.1f}" cy="{:.1f}" r="3"/></svg>'
    ).format(title, title, line, x, y)


def nice(number: float) -> float:
    """The next round number: 1, 2, 2.5 or 5 times a power of ten, and at least 1.

    >>> nice(0), nice(3), nice(7), nice(23), nice(26), nice(1000)
    (1, 5.0, 10.0, 25.0, 50.0, 1000.0)
    """
    if number <= 1:
        return 1
    power = 10.0 ** math.floor(math.log10(number))
    return next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= number)


def short_number(number: float) -> str:
    """A number as an axis says it.

    >>> short_number(0), short_number(2.5), short_number(1500), short_number(2_000_000), short_number(0.001)
    ('0', '2.5', '1.5k', '2M', '0.001')
    """
    for size, letter in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:.3g}{letter}"
    return f"{number:.3g}"


def _label(label: str, row: int) -> Markup:
    shown = label if len(label) <= 26 else label[:25] + "…"
    return Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(LABEL - 8, row * ROW + 14, shown)


def _svg(inside: Markup, height: int, title: str, width: int = WIDTH) -> Markup:
    return Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(width, height, title, inside)
