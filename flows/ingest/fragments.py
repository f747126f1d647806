"""Pieces of HTML, as feeds and the records of scrapers carry them, to plain text: a line a paragraph."""

from __future__ import annotations

import html
import re

from lxml import html as lxml_html
from lxml.etree import LxmlError

_BLOCKS = frozenset((
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table", "section", "article", "figure",
    "figcaption", "pre", "hr", "dt", "dd", "header", "footer",
))  # fmt: skip
_HIDDEN = frozenset(("script", "style", "noscript", "template", "iframe", "svg", "head", "object"))
_TAG_OR_ENTITY = re.compile(r"<[A-Za-z/!]|&[#A-Za-z]")
_NAMES = "a|abbr|b|big|cite|code|del|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|time|tt|u|wbr"
_INLINE = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]{{0,2000}})?/?>|<!--[^<>]{{0,2000}}-->", re.IGNORECASE)
_CLOSED = re.compile(rf"</(?:{_NAMES})\s*>", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:p|div|li|h[1-6]|blockquote|td|tr|section|article|body)\s*>|<br\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8}[0-9]{0,2});")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_BREAK = "\x00"


def text_of_field(held: str) -> str:
    r"""The text of a field that may hold HTML, or pieces of it left behind; text without tags and entities comes back as it is.

    Where blocks are marked by tags, a line is a paragraph; where they are marked by blank lines, those lines stay.

    >>> text_of_field("<p>Rain &amp; wind.</p>\n<p>More\nrain.</p>")
    'Rain & wind.\nMore rain.'
    >>> text_of_field('Rain <span style="x">fell</span>.\n\nIt&#8217;s 3 < 5.')
    'Rain fell.\n\nIt’s 3 < 5.'
    """
    if "<" not in held:
        return _unescaped(held)
    ends = len(_BLOCK_END.findall(held))
    if ends:
        by_lines = held.count("\n\n") > ends
        return text_of_fragment(held.replace("\n", "<br>\n") if by_lines else held) or held
    return _unescaped(_INLINE.sub("", held)) if _CLOSED.search(held) else _unescaped(held)


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text) if "&" in text else text


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
