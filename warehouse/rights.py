"""What may be done with an export, and how it is cited: `LICENCE.md` and `CITATION.cff`."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from warehouse.derive import DATASET_NAME
from warehouse.manifest import Manifest

TITLE = "Dateline: dated events and figures from news articles"
LICENCE = "CC-BY-4.0"  # as SPDX names it
LICENCE_TITLE = "Creative Commons Attribution 4.0 International"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
RIGHTS = (
    f"What Dateline adds (the tables, their arrangement, resolved dates, values, types, links and ids) is under {LICENCE}. "
    "Words of articles (quotes, sentences, titles) belong to their publishers; they are quoted, with their source, so that every "
    "row can be checked, and that licence does not cover them."
)
WITH_TEXTS = "This export holds the full texts of the articles, because it was asked for: hand it on only where their publishers allow it."
WITHOUT_TEXTS = "The full texts of the articles are not part of this export."
QUOTED_COLUMNS: Mapping[str, str] = {
    "articles": "title",
    "sentences": "text",
    "dates": "quote",
    "figures": "quote, measured, holder, claimant",
    "events": "quote, trigger, actor, object, place, claimant",
    "statements": "claimant, cue",
}


def citation(manifest: Manifest) -> str:
    """How to cite the version, in one line."""
    return f"{TITLE}, version {manifest.version}. SHA-256 {manifest.content}. {LICENCE}."


def about_texts(manifest: Manifest) -> str:
    """Whether full texts are in the export, and what follows from that."""
    return WITH_TEXTS if manifest.with_texts else WITHOUT_TEXTS


def licence_page(manifest: Manifest) -> str:
    """`LICENCE.md`: what is under which terms."""
    lines = [
        "# Licence",
        "",
        RIGHTS,
        "",
        about_texts(manifest),
        "",
        f"{LICENCE_TITLE} ({LICENCE}): {LICENCE_ADDRESS}",
        "",
        "Cite as:",
        "",
        f"> {citation(manifest)}",
        "",
        "| table | columns that hold words of articles |",
        "|---|---|",
        *(f"| {table} | {columns} |" for table, columns in QUOTED_COLUMNS.items()),
    ]
    return "\n".join(lines) + "\n"


def citation_file(manifest: Manifest) -> str:
    """`CITATION.cff`: the citation as reference managers read it (Citation File Format 1.2.0)."""
    held = {
        "cff-version": "1.2.0",
        "message": "Cite this version of the dataset with the values below.",
        "type": "dataset",
        "title": TITLE,
        "version": manifest.version,
        "authors": [{"name": DATASET_NAME.capitalize()}],
        "license": LICENCE,
        "identifiers": [
            {"type": "other", "value": f"sha256:{manifest.content}", "description": "hash of all data files"}
        ],
    }
    written: str = yaml.safe_dump(held, sort_keys=False, allow_unicode=True, width=120)
    return written
