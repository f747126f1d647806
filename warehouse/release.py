"""What travels with the Parquet files of an export: manifest, checksums, changelog, dictionary, descriptions, page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from warehouse.compare import compare
from warehouse.derive import dictionary_page
from warehouse.manifest import Manifest, read_manifest, write_json, write_manifest
from warehouse.packages import write_packages
from warehouse.page.build import download_page
from warehouse.rights import citation_file, licence_page


def write_companions(folder: Path, manifest: Manifest, earlier: Sequence[Path]) -> None:
    """Write everything beside the data files into the folder; `earlier` are the folders of the versions before, oldest first."""
    write_manifest(folder, manifest)
    write_checksums(folder, manifest)
    (folder / "data-dictionary.md").write_text(dictionary_page(), "utf-8")
    write_changelog(folder, manifest, earlier[-1] if earlier else None)
    (folder / "LICENCE.md").write_text(licence_page(manifest), "utf-8")
    (folder / "CITATION.cff").write_text(citation_file(manifest), "utf-8")
    write_packages(folder, manifest)
    page = download_page(folder, manifest, [read_manifest(f) for f in earlier])
    (folder / "index.html").write_text(page, "utf-8")


def write_checksums(folder: Path, manifest: Manifest) -> None:
    """`SHA256SUMS` of the data files: `sha256sum -c SHA256SUMS` checks them."""
    lines = [f"{entry.sha256}  {name}\n" for name, entry in sorted(manifest.files.items())]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")


def write_changelog(folder: Path, manifest: Manifest, before: Path | None) -> None:
    """`CHANGELOG.json`: rows added, removed and changed by table since the previous version, computed from the rows."""
    changes = compare(before, folder)
    write_json(
        folder / "CHANGELOG.json",
        {
            "version": manifest.version,
            "previous": manifest.previous,
            "tables": {c.table: {"added": c.added, "removed": c.removed, "changed": c.changed} for c in changes},
        },
    )
