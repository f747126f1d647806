"""The licence of everything that requirements.lock installs, tab-separated; exit code 1 where one would bind Dateline's users.

python -m benchmarks.licences [requirements.lock]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements.lock"
NAME = re.compile(r"^([a-z0-9][a-z0-9._-]*)==", re.MULTILINE)
# Of licences to choose from we take one that is not copyleft.
CHOSEN = {"text-unidecode": "Artistic-1.0", "tld": "MPL-1.1"}
BINDING = re.compile(r"(?<!L)\bA?GPL|GNU (?:Affero )?General Public|SSPL|BUSL|Commons Clause", re.IGNORECASE)


def names(lock: Path) -> list[str]:
    """What the lock installs."""
    return NAME.findall(lock.read_text("utf-8"))


def licences(lock: Path) -> Iterator[tuple[str, str, str]]:
    """Name, version and licence; packages of other platforms, which are not installed here, are left out."""
    for name in names(lock):
        try:
            told = metadata(name)
        except PackageNotFoundError:
            continue
        yield name, told["Version"], CHOSEN.get(name) or licence(told)


def licence(told: PackageMetadata) -> str:
    """The expression where there is one, else the classifiers, else the first line of the text."""
    said = [c.rpartition(" :: ")[2] for c in told.get_all("Classifier") or () if c.startswith("License ::")]
    text = (told.get("License") or "").strip().splitlines()
    return told.get("License-Expression") or " OR ".join(said) or (text[0][:80] if text else "unknown")


def main(lock: Path) -> int:
    found = list(licences(lock))
    for row in found:
        print(*row, sep="\t")
    bad = [name for name, _, said in found if BINDING.search(said) or said == "unknown"]
    for name in bad:
        print(f"{name}: copyleft or unknown", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else LOCK))
