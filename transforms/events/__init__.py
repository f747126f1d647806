"""Events: what happened, when, who did it, and whether it is said to have happened."""

from __future__ import annotations

from transforms.events.find import find_events
from transforms.events.gate import may_hold_event
from transforms.events.types import type_rows

EVENT_TYPE_ROWS = type_rows()

__all__ = ["EVENT_TYPE_ROWS", "find_events", "may_hold_event"]
