"""The value that every dimension's rules share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Maker = TypeVar("Maker", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Rule(Generic[Maker]):
    """A named way of reading: `reads` says in a sentence what, `pattern` finds it, `make` turns a match into a finding or None.

    Examples, for and against, stand in tests/<dimension>/cases.yml; a test holds that every rule has one.
    """

    name: str
    reads: str
    pattern: str
    make: Maker
