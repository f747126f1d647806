"""Pieces of HTML, as feeds carry them, to plain text: a line a paragraph."""

from __future__ import annotations

import re

from lxml import html as lxml_html
from lxml.etree import LxmlError

_BLOCKS = frozenset((
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table", "section", "article", "figure",
    "figcaption", "pre", "hr", "dt", "dd", "header", "footer",
))  # fmt: skip
_HIDDEN = frozenset(("script", "style", "noscript", "template", "iframe", "svg", "head", "object"))
_TAG_OR_ENTITY = re.compile(r"<[A-Za-z/!]|&[#A-Za-z]")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_BREAK = "\x00"


def text_of_fragment(fragment: str) -> str:
    r"""The text of a piece of HTML; plain text without tags and entities comes back with blanks at its ends off.

    >>> text_of_fragment("<p>Rain &amp; <b>wind</b>.</p><p>More rain.</p>")
    'Rain & wind.\nMore rain.'
    """
    if not _TAG_OR_ENTITY.search(fragment):
        return fragment.strip()
    try:
        root = lxml_html.fragment_fromstring(fragment.replace(_BREAK, " "), create_parent="div")
    except (LxmlError, ValueError, AssertionError):
        return ""
    flat = _BLANKS.sub(" ", "".join(_pieces(root)))
    lines = (line.strip() for line in flat.split(_BREAK))
    return "\n".join(line for line in lines if line)


def _pieces(root: lxml_html.HtmlElement) -> list[str]:
    """Texts in reading order, with a mark where a block begins or ends. A stack and not a recursion: pages nest by the thousand."""
    pieces: list[str] = []
    waiting: list[lxml_html.HtmlElement | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        mark = _BREAK if node.tag in _BLOCKS else ""
        after = mark + (node.tail or "" if node is not root else "")
        if not isinstance(node.tag, str) or node.tag in _HIDDEN:
            pieces.append(after)
            continue
        pieces.append(mark + (node.text or ""))
        waiting.append(after)
        waiting.extend(reversed(node))
    return pieces
