"""Raw text to canonical text, and what the top of a plain article says about itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import yaml

BOM = "\ufeff"
MAX_TITLE = 150  # characters; a longer first line is a paragraph
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK = re.compile(r"\s+")
# A newline after a line of some length that goes on in lower case below: no sentence ends there.
_INSIDE = re.compile(r"^([^\n]{24,119}[^\s.!?:;])[ \t]*\n(?=[ \t]*[a-z])", re.MULTILINE)
_JOINT = re.compile(r"\S[ \t]*\n(?=[ \t]*\S)")
_LIST_MARK = re.compile(r"[ \t]*(?:[-*•▪●■‣◦–—]|\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)]|#+)[ \t]")
WRAPPED = 0.3  # of wrapped statements of a central bank two in three, of other articles next to none
_FENCE = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
MAX_FRONT_MATTER = 10_000  # characters searched for the closing fence


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain article: the fields of its front matter (names in lower case), its title, its text."""

    fields: Mapping[str, object]
    title: str | None
    text: str


def canonical(raw: str) -> str:
    r"""The text that all offsets count in.

    Byte-order mark dropped, CRLF and CR turned to LF, NUL and other C0 controls except tab and LF turned to spaces, half
    a surrogate pair (which UTF-8 cannot hold) turned to U+FFFD. Nothing else is changed.

    >>> canonical("\ufeffOne\r\ntwo\x00three")
    'One\ntwo three'
    """
    text = raw.removeprefix(BOM)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub(" ", text)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
    return text


def unwrapped(text: str) -> str:
    r"""The text with a blank for each newline that only a fixed width of lines brought in; its length stays what it is.

    A text is taken for wrapped where at least WRAPPED of the newlines between its lines, and two of them, stand inside a sentence.
    Even there a line stays one of its own where its author had room for more, or where a list goes on.

    >>> unwrapped("The board decided today to lower\nthe rate, and it said that it would not\nlower it again.")
    'The board decided today to lower the rate, and it said that it would not lower it again.'
    """
    inside = [len(line[1]) for line in _INSIDE.finditer(text)]
    if len(inside) < 2 or len(inside) < WRAPPED * sum(1 for _ in _JOINT.finditer(text)):
        return text
    width = max(inside)
    lines = text.split("\n")
    joints = (" " if _is_wrapped(line, below, width) else "\n" for line, below in pairwise(lines))
    return "".join(part for pair in zip(lines, [*joints, ""], strict=True) for part in pair)


def _is_wrapped(line: str, below: str, width: int) -> bool:
    """Whether `below` goes on with the line: it is no item of a list, and its first word had no room above."""
    first = below.split(maxsplit=1)
    if not line.strip() or not first or _LIST_MARK.match(below):
        return False
    return len(line.rstrip()) + 1 + len(first[0]) > width


def one_line(raw: object) -> str | None:
    """A title or name as one line without blanks around it; None where there is none or it is no text."""
    if not isinstance(raw, str):
        return None
    return _BLANK.sub(" ", canonical(raw)).strip() or None


def read_plain(raw: str) -> Plain:
    """The article that a plain text or Markdown file holds.

    With YAML front matter the text is what follows it; else a short first line above an empty line is the title, and the
    text stays the whole body.
    """
    text = canonical(raw)
    fields, body = front_matter(text)
    title = one_line(fields.get("title")) or title_of(body)
    return Plain(fields, title, body)


def front_matter(text: str) -> tuple[Mapping[str, object], str]:
    """Fields and body; no fields and the whole text where there is no readable front matter."""
    if not text.startswith("---"):
        return {}, text
    found = _FENCE.match(text, 0, MAX_FRONT_MATTER)
    fields = _yaml_fields(found[1]) if found else None
    if found is None or fields is None:
        return {}, text
    return fields, text[found.end() :].lstrip("\n")


def _yaml_fields(block: str) -> Mapping[str, object] | None:
    """The fields of the block; None where it is no YAML mapping. Dates stay text: a stamp is read in one place only."""
    if "&" in block and "*" in block:
        return None  # anchors and aliases can be made to explode, and no article needs them
    try:
        value = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return {str(k).lower(): v for k, v in value.items()} if isinstance(value, dict) else None


def title_of(text: str) -> str | None:
    r"""A short first line followed by an empty line, without Markdown's hash signs; else None.

    >>> title_of("# Rain stops play\n\nIt rained.")
    'Rain stops play'
    """
    body = text.lstrip("\n")
    first, newline, rest = body.partition("\n")
    line = first.strip().lstrip("#").strip()
    if not newline or not line or len(line) > MAX_TITLE or line[-1] in ".,;:":
        return None
    below, _, article = rest.partition("\n")
    return one_line(line) if not below.strip() and article.strip() else None
