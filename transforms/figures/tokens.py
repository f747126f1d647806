"""A sentence cut into numbers, words and signs, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass

PHONE = (
    r"\+\d[\d ()./-]{6,20}\d|\b[2-9]\d{2} {1,2}\d{3} {1,2}\d{4}\b|\+\d{1,3}[ .-]?\(?\d{1,4}\)?(?:[ .-]\d{2,5}){1,4}"
    r"|\(\d{2,5}\)[ -]?\d{3,4}[ .-]\d{3,5}(?!\d{3})|\b1-\d{3}-[A-Z\d]{3,8}(?:-[A-Z\d]{2,8})?"
    r"|\b1[ .]8(?:00|33|44|55|66|77|88)[ .](?!000)\d{3}[ .-][A-Z\d]{4}\b(?:[ .-]\d{4}\b)?"
    r"|\b[2-9]\d{2}[.-]\d{3}[.-]\d{4}(?!\d)|\b0\d{2,4}[ .-]\d{3,4}[ .-]?\d{3,4}\b|\b[2-9]\d{2}-\d{4}\b(?!-)"
)
# Most special first. Repetitions are bounded where another alternative could begin in their middle.
TOKEN = re.compile(
    r"(?P<q>[A-Za-z]++(?=[ ,;)]|\.?\Z))"  # a word that can be nothing else: most tokens, and the other branches are slow
    r"|(?=\S)(?:"
    r"(?P<x>https?://\S+|www\.\S+|[A-Za-z][\w.+-]{0,63}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}|[@#]\w+)"
    rf"|(?P<p>{PHONE})"
    r"|(?P<c>\b\d{1,2}:\d{2}(?::\d{2})?(?:\.\d{1,3}(?!\d))?(?![\d:]))"
    r"|(?P<o>\d{1,3}(?:,\d{3})*(?:st|nd|rd|th)\b)"
    r"|(?P<d>['’]?\b\d{2,4}['’]?s\b)"
    r"|(?P<n>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:['’]\d{3})+(?!\d)|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,]\d+)?"
    r"|[1-9]\d{0,2}(?: \d{3})+(?![\d.,/-]*\d)|\d+(?:\.\d+)*|(?<![\w.])\.\d+)"
    r"|(?P<f>[¼½¾⅓⅔⅕⅖⅗⅘⅙⅛⅜⅝⅞])"
    r"|(?P<m>(?:US|AU|CA|CAD|USD|AUD|CDN|NZ|HK|NT|RD|TT|FJ|MX|A|C|S|R|Z|N|J|G|B)?\$(?:US|CAN|NZ|A|C)?(?![A-Za-z])|[€£¥₹₽₩₴₺₦₪₱฿₫₸₲₡₵₾¢])"
    r"|(?P<w>[^\W\d_]+(?:(?:[.&/]|(?<=[A-Za-z])['’](?=[A-Za-z]))[^\W\d_]+)*(?:[²³]|(?<=[cmk]m)[23]\b|(?<=[\d ]m)[23]\b)?|°[CF]\b)"
    r"|(?P<s>\S))"
)


@dataclass(slots=True)
class Tokens:
    """Parallel columns, one entry a token. `kinds`: n number, w word, m money sign, f vulgar fraction, s other sign, and what is
    never a figure: x address of the net, p phone, c clock, o ordinal, d decade. `near`: no blank before it.
    """

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    kinds: list[str]
    near: list[bool]

    def __len__(self) -> int:
        return len(self.words)

    def low(self, at: int) -> str:
        """The token in lower case; empty outside of the sentence."""
        return self.lower[at] if 0 <= at < len(self.lower) else ""

    def kind(self, at: int) -> str:
        """The kind of token; empty outside of the sentence."""
        return self.kinds[at] if 0 <= at < len(self.kinds) else ""

    def joined(self, at: int) -> bool:
        """Whether the token stands right after the one before it."""
        return 0 < at < len(self.near) and self.near[at]

    def hyphen(self, at: int) -> bool:
        """Whether the token is a hyphen or dash between two tokens that touch it."""
        return self.low(at) in HYPHENS and self.joined(at) and self.joined(at + 1)

    def capital(self, at: int) -> bool:
        """Whether the token is a word that begins with a capital."""
        return self.kind(at) == "w" and self.words[at][0].isupper()


HYPHENS = frozenset("-‐‑–—−")


def tokenise(text: str) -> Tokens:
    """The tokens of a sentence, in order."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    kinds: list[str] = []
    near: list[bool] = []
    last = -1
    for match in TOKEN.finditer(text):
        start, end = match.span()
        words.append(match[0])
        starts.append(start)
        ends.append(end)
        group = match.lastgroup or "s"
        kinds.append("w" if group == "q" else group)
        near.append(start == last)
        last = end
    return Tokens(text, words, [w.lower() for w in words], starts, ends, kinds, near)
