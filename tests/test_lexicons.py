"""Lexicons load, say each thing once, and are words, not YAML's idea of words."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from transforms import lexicons

FOLDER = Path(str(files(lexicons.ROOM)))
NAMES = sorted(str(f.relative_to(FOLDER).with_suffix("")) for f in FOLDER.rglob("*.yml"))
KEYED_BY_WORDS = (
    "dates/holidays",
    "dates/independence_days",
    "events/types",
    "statements/verbs",
    "syntax/closed_classes",
)  # their keys are data, as in a list
CODE = "\n".join(f.read_text("utf-8") for f in sorted(FOLDER.parent.rglob("*.py")))


class UniqueKeys(lexicons.WordLoader):
    """A loader that refuses a key given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        keys = [self.construct_object(k, deep=True) for k, _ in node.value]
        twice = {k for k in keys if keys.count(k) > 1}
        assert not twice, f"{node.start_mark}: given twice: {twice}"
        return super().construct_mapping(node, deep)


@pytest.mark.parametrize("name", NAMES)
def test_every_lexicon_loads_and_gives_no_key_twice(name: str) -> None:
    text = (FOLDER / f"{name}.yml").read_text("utf-8")
    assert yaml.load(text, Loader=UniqueKeys) == lexicons.load(name)


@pytest.mark.parametrize("name", NAMES)
def test_each_group_of_words_is_asked_for_by_its_name(name: str) -> None:
    groups = lexicons.load(name)
    if (
        isinstance(groups, list)
        or name in KEYED_BY_WORDS
        or not all(isinstance(g, list | dict) for g in groups.values())
    ):
        return
    assert [g for g in groups if not re.search(rf"\b{re.escape(g)}\b", CODE)] == []


def test_a_bare_no_is_a_word() -> None:
    assert "No" in lexicons.load("abbreviations")
    assert all(isinstance(word, str) for word in lexicons.load("abbreviations"))


def test_a_missing_lexicon_is_named() -> None:
    with pytest.raises(lexicons.LexiconError, match=r"no lexicon dates/nothing\.yml"):
        lexicons.load("dates/nothing")


def test_the_version_is_stable_within_a_process_and_short() -> None:
    assert lexicons.version() == lexicons.version()
    assert len(lexicons.version()) == 12
