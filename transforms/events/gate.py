"""The pattern of sentences that may hold an event worth parsing for."""

from __future__ import annotations

from functools import cache

from transforms.lexicons import load


@cache
def may_hold_event() -> str:
    """A pattern of the forms of verbs that news is made of; only sentences that match may hold an undated event of note."""
    forms = sorted(load("events/gate"), key=lambda w: (-len(w), w))
    return rf"(?i)\b(?:{'|'.join(forms)})\b"
