"""Severity, reason and bounds of the expectations that people wrote, from `bounds.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from expectations.expectation import CRITICAL, WARNING


class BoundsError(ValueError):
    """An entry of bounds.yml that cannot be used."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One entry of bounds.yml; `comment` is its owner's, for whoever finds the expectation failing."""

    severity: str
    reason: str
    comment: str
    at_least: float | None = None
    at_most: float | None = None
    enough: int = 0


@cache
def bounds() -> Mapping[str, Bound]:
    """All entries by name."""
    held = yaml.safe_load(files("expectations").joinpath("bounds.yml").read_text("utf-8"))
    return {name: _bound(name, entry) for name, entry in held.items()}


def _bound(name: str, entry: Mapping[str, Any]) -> Bound:
    try:
        bound = Bound(**entry)
    except TypeError as error:
        raise BoundsError(f"bounds.yml: {name}: {error}") from None
    if bound.severity not in (CRITICAL, WARNING):
        raise BoundsError(f"bounds.yml: {name}: severity is {bound.severity!r}, expected critical or warning")
    for words in ("reason", "comment"):
        if not getattr(bound, words):
            raise BoundsError(f"bounds.yml: {name}: the {words} is missing")
    return bound


@cache
def currencies() -> tuple[str, ...]:
    """ISO 4217 codes in `currencies.yml`."""
    codes = yaml.safe_load(files("expectations").joinpath("currencies.yml").read_text("utf-8"))
    return tuple(codes)
