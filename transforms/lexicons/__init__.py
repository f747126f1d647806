"""Words as data: YAML files in this folder and below, loaded once."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

ROOM = "transforms.lexicons"


class WordLoader(yaml.CSafeLoader):
    """Safe YAML in which a bare no, on, off or 2025-07-08 is a word; only true, false, null and plain numbers are not."""


WordLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    ]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
WordLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


class LexiconError(ValueError):
    """A lexicon says something impossible; the message names the file, the entry and the mend."""


@cache
def load(name: str) -> Any:
    """The content of `<name>.yml`; the same object each time, so treat it as read-only.

    Raises LexiconError where the file is missing or is not YAML.
    """
    place = files(ROOM).joinpath(*f"{name}.yml".split("/"))
    try:
        return yaml.load(place.read_text("utf-8"), Loader=WordLoader)
    except FileNotFoundError:
        raise LexiconError(f"no lexicon {name}.yml in transforms/lexicons") from None
    except yaml.YAMLError as error:
        raise LexiconError(f"{name}.yml is not YAML: {error}") from error


def _yaml_files(folder: Traversable, prefix: str = "") -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            found += _yaml_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".yml", ".json")):
            found.append((prefix + entry.name, entry))
    return found


@cache
def version() -> str:
    """Twelve hex digits that change when any lexicon does."""
    digest = sha256()
    for name, place in _yaml_files(files(ROOM)):
        digest.update(name.encode() + b"\0" + place.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
