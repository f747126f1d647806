"""The noun that is measured, and how it stands to the verb."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Role(Enum):
    """How the noun stands to the verb: that decides whether its holder is the subject."""

    SUBJECT = "it does what the verb says, or is what the number is said of"
    OBJECT = "something is done to it"
    DOING = "it is what the verb itself says"
    BESIDE = "it stands beside the number, whatever the verb is"


class Measured(NamedTuple):
    """The noun that is measured."""

    noun: int
    role: Role
