"""Which backends there are, and which one is taken."""

from __future__ import annotations

from functools import cache

from transforms.syntax import sm
from transforms.syntax.parse import Syntax

NAMES = ("sm", "rules")


def available() -> str:
    """The default backend here: `sm` where its model is installed, else `rules`."""
    return "sm" if sm.installed() else "rules"


def backend_name(name: str | None = None) -> str:
    """The name itself, or that of the default backend."""
    return name or available()


@cache
def backend(name: str | None = None) -> Syntax:
    """The backend of that name, loaded once a process; None takes the default. Raises ModelError or ValueError."""
    chosen = backend_name(name)
    if chosen == "sm":
        return sm.SmSyntax()
    if chosen == "rules":
        from transforms.syntax.rule_parser import RuleSyntax

        return RuleSyntax()
    raise ValueError(f"no syntax backend {chosen!r}; there are {', '.join(NAMES)}")


def light_backend(syntax: Syntax) -> Syntax:
    """The backend for sentences that need less: `rules`, or the one given where that is cheaper already."""
    return syntax if syntax.name == "rules" else backend("rules")


def syntax_version(syntax: Syntax) -> str:
    """Both backends that a run with this one reads with."""
    light = light_backend(syntax)
    return syntax.version if light is syntax else f"{syntax.version}+{light.version}"
