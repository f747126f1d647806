"""Bytes to characters: byte-order mark, UTF-8, what the input declares, and only then a guess."""

from __future__ import annotations

import codecs
import re

from flows.ingest.records import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"\x7fELF", b"MZ\x90", b"\xd0\xcf\x11\xe0", b"OggS", b"ID3", b"wOFF", b"wOF2",
    b"RIFF", b"SQLite format 3\x00", b"\xca\xfe\xba\xbe", b"\x00\x00\x01\x00", b"\x00asm",
)  # fmt: skip
_BINARY = bytes(range(1, 7)) + bytes(range(14, 27)) + bytes(range(28, 32)) + b"\x7f"
_LATIN = ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "windows-1252", "cp1252")
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})["']""")
SAMPLE = 65_536
FEW_HIGH_BYTES = 0.25  # share up to which a Western text is likely
MANY_CONTROLS = 0.03  # share from which bytes are no text


def decode(raw: bytes, declared: str | None = None) -> str:
    """The text of the bytes. InputError `not_text` for images and the like, `undecodable` where nothing fits.

    Bytes that are valid UTF-8 are UTF-8 whatever they declare: a longer text of another encoding never is by chance.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], encoding)
    wide = _utf16_without_mark(raw)
    if wide:
        return _strict(raw, wide)
    _check_text(raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(raw, declared)


def declared_charset(raw: bytes) -> str | None:
    """The charset that the page or XML file declares in its first kilobytes."""
    found = _XML_ENCODING.match(raw[:200].lstrip()) or _META_CHARSET.search(raw[:4096])
    return found[1].decode("ascii").lower() if found else None


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError("undecodable", f"not valid {encoding}: {error.reason} at byte {error.start}") from None


def _utf16_without_mark(raw: bytes) -> str | None:
    """UTF-16 whose every other byte is zero, as in Western text."""
    sample = raw[:SAMPLE]
    half = len(sample) // 2
    if half < 8 or len(raw) % 2:
        return None
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if max(even, odd) < 0.7 or min(even, odd) > 0.05:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _check_text(raw: bytes) -> None:
    if raw.startswith(_MAGIC):
        raise InputError("not_text", f"begins like a binary file: {raw[:8]!r}")
    sample = raw[:SAMPLE]
    binary = len(sample) - len(sample.translate(None, _BINARY))
    if binary > MANY_CONTROLS * len(sample) + 8 or sample.count(0) > 0.2 * len(sample):
        raise InputError("not_text", f"{binary} control characters in the first {len(sample)} bytes")


def _legacy(raw: bytes, declared: str | None) -> str:
    for encoding in (_known(declared), _western(raw), _guessed(raw)):
        if encoding:
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise InputError("undecodable", f"no encoding fits; declared: {declared or 'none'}")


def _known(declared: str | None) -> str | None:
    """The declared encoding; Latin-1 means Windows-1252, as in browsers. A false UTF-8 is no help."""
    if not declared or declared.replace("-", "") in ("utf8", "utf16"):
        return None
    if declared in _LATIN:
        return "cp1252"
    try:
        return codecs.lookup(declared).name
    except LookupError:
        return None


def _western(raw: bytes) -> str | None:
    """Windows-1252 where only some bytes are beyond ASCII: detectors are lost on so few."""
    sample = raw[:SAMPLE]
    high = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    return "cp1252" if high <= FEW_HIGH_BYTES * len(sample) else None


def _guessed(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:SAMPLE]).best()
    return best.encoding if best else None
