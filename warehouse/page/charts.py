"""Small charts as SVG, drawn with the page's own colours."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

WIDTH, HEIGHT, FOOT = 720, 180, 22
WIDEST = 150.0  # a bar


def columns(bars: Sequence[tuple[str, float]], title: str) -> Markup:
    """Standing bars side by side, the first and the last labelled: for things that follow each other in time."""
    if not bars:
        return Markup('<p class="none">nothing to show yet</p>')
    top = max(value for _, value in bars) or 1
    step = min(WIDTH / len(bars), WIDEST)
    shapes = [
        Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{}: {:,.0f}</title></rect>').format(
            i * step, HEIGHT - value / top * HEIGHT, max(step - 1, 0.5), value / top * HEIGHT, label, value
        )
        for i, (label, value) in enumerate(bars)
    ]
    ends = Markup('<text x="0" y="{y}">{}</text><text x="{x}" y="{y}" text-anchor="end">{}</text>').format(
        bars[0][0], bars[-1][0] if len(bars) > 1 else "", x=max(step * len(bars), 2 * WIDEST), y=HEIGHT + FOOT - 6
    )
    return _svg(Markup("").join(shapes) + ends, HEIGHT + FOOT, f"{title}: {len(bars)} bars, the highest {top:,.0f}")


def rows(bars: Sequence[tuple[str, float]], title: str) -> Markup:
    """Lying bars below each other with their labels: for things of a kind, the largest first."""
    if not bars:
        return Markup('<p class="none">nothing to show yet</p>')
    top, step, label_width = max(value for _, value in bars) or 1, 22, 190
    shapes = []
    for i, (label, value) in enumerate(bars):
        width = value / top * (WIDTH - label_width - 80)
        shapes.append(
            Markup(
                '<text x="{lx}" y="{ty}" text-anchor="end">{}</text><rect x="{x}" y="{y}" width="{:.1f}" height="15"/>'
                '<text x="{vx:.1f}" y="{ty}">{:,.0f}</text>'
            ).format(
                _short(label), width, value,
                lx=label_width - 8, x=label_width, y=i * step + 2, ty=i * step + 14, vx=label_width + width + 6,
            )
        )  # fmt: skip
    return _svg(Markup("").join(shapes), len(bars) * step + 4, title)


def _short(label: str) -> str:
    return label if len(label) <= 26 else label[:25] + "…"


def _svg(inside: Markup, height: int, title: str) -> Markup:
    return Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH, height, escape(title), inside
    )
