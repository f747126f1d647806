"""What a source is: by its first bytes where they say it, else by its name."""

from __future__ import annotations

import codecs
import re

from flows.ingest.records import InputError
from flows.ingest.streams import Source

_BY_SUFFIX = {
    ".txt": "text", ".md": "text", ".markdown": "text", ".text": "text", ".rst": "text",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jl": "jsonl", ".json": "json",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".xml": "xml", ".rss": "xml", ".atom": "xml", ".rdf": "xml",
    ".csv": "csv", ".tsv": "csv", ".parquet": "parquet",
    ".warc": "warc", ".arc": "warc", ".zip": "zip", ".tar": "tar",
}  # fmt: skip
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAR_MAGIC = slice(257, 262)


def is_web_archive(source: Source) -> bool:
    """Whether it is a web archive by its name; its reader needs the compressed bytes, since each record is a gzip member."""
    return source.name.lower().endswith((".warc.gz", ".arc.gz"))


def kind_of(source: Source) -> str:
    """A key of the readers. InputError `empty` or `unsupported_format`."""
    head = source.head.removeprefix(codecs.BOM_UTF8)
    if not head:
        raise InputError("empty", "no bytes")
    if is_web_archive(source):
        return "warc"
    named = _BY_SUFFIX.get(source.suffix)
    certain = _by_magic(head)
    if certain == "zip" and source.suffix in _ZIPPED_DOCUMENTS:
        raise InputError(
            "unsupported_format", f"files named {source.suffix} are not read, expected text, pages or records"
        )
    if certain:
        return certain
    return named or ("html" if _HTML.match(head) else _by_content(head, source))


def _by_magic(head: bytes) -> str | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head[_TAR_MAGIC] == b"ustar":
        return "tar"
    if head.startswith((b"WARC/", b"filedesc://")):
        return "warc"
    if head.startswith(b"PAR1"):
        return "parquet"
    return None


def _by_content(head: bytes, source: Source) -> str:
    """For names that say nothing."""
    start = head.lstrip()
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:RDF", b"<urlset", b"<sitemapindex")):
        return "xml"
    if start.startswith(b"{"):
        return "jsonl" if b"}\n" in head and head.partition(b"\n")[0].rstrip().endswith(b"}") else "json"
    if start.startswith(b"["):
        return "json"
    if source.suffix and source.suffix[1:].isalpha() and source.suffix in _NOT_TEXT:
        raise InputError(
            "unsupported_format", f"files named {source.suffix} are not read, expected text, pages or records"
        )
    return "text"


_ZIPPED_DOCUMENTS = (".docx", ".epub", ".jar", ".odp", ".ods", ".odt", ".pptx", ".xlsx")
_NOT_TEXT = (
    ".css", ".doc", ".docx", ".eml", ".gif", ".ico", ".jpeg", ".jpg", ".js", ".mp3", ".mp4", ".pdf", ".png", ".ppt", ".pptx", ".py",
    ".rtf", ".svg", ".ttf", ".webp", ".woff", ".xls", ".xlsx",
)  # fmt: skip
