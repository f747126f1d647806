"""A number on its way to a figure."""

from __future__ import annotations

from dataclasses import dataclass

GAPPED = "+gapped"  # ends the rule of a number whose noun and verb stand with the number before


def scaled(value: float, scale: float) -> float:
    """The product as it is printed: 4.1 times a trillion is 4.1e12, and not 4099999999999.9995."""
    return float(f"{value * scale:.15g}")


@dataclass(slots=True)
class Draft:
    """A number in a sentence: tokens `first` to `last` are its quote, `after` is the token behind its unit, `before` the one before its bound."""

    first: int
    last: int
    value: float | None
    style: str  # digits, words, fraction, ratio, multiple, vague
    low: float | None = None
    high: float | None = None
    bound: str = "exact"
    kind: str = "count"
    unit: str | None = None
    currency: str | None = None
    per: str | None = None
    change: str | None = None
    scaled: bool = False
    rule: str = "number.digits"
    before: int = 0
    after: int = 0
    unit_at: int | None = None  # the first token of the unit behind the number
    reject: str | None = None
    like: int | None = None  # index of the draft that a conversion or a shared noun is read from
    age_of: bool = False
