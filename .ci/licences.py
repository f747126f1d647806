"""The licence of every locked package that is installed: a list for docs/licences.md, and an end with exit code 1 where one may not be used.

`python .ci/licences.py` prints the list; `--check FILE` also compares it with the file. Metadata is what the packages say of themselves:
an SPDX expression where there is one, else the classifiers, else the licence field's first line, else what was read by hand below.
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
HEAD = """# Licences

What `requirements.lock` installs, with the licence that each package states. Written by `make licences`; `make lint` fails where it is not
up to date, and where a licence is not one of MIT, BSD, Apache, MPL, ISC, PSF, Zlib, CC0, 0BSD, Artistic or CNRI-Python.

| package | licence |
|---|---|
"""

ALLOWED = frozenset(
    ("0BSD", "Apache-2.0", "Artistic-1.0-Perl", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT",
     "MIT-0", "MPL-1.1", "MPL-2.0", "PSF-2.0", "Zlib")
)  # fmt: skip
CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
FIELDS = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "BSD": "BSD",
    "MIT License": "MIT",
}
READ_BY_HAND = {
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",  # both classifiers stand for a choice, as its LICENSE says
    "text-unidecode": "Artistic-1.0-Perl OR GPL-2.0-or-later",  # a choice, as its README says; ours is the first
}
NAME_IN_LOCK = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)


def stated_licence(package: metadata.Distribution) -> str:
    """The licence as an SPDX expression where the metadata allow that, else what they say."""
    about = package.metadata
    name = about["Name"]
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    if expression := about.get("License-Expression"):
        return str(expression)
    stated = [c.split(" :: ")[-1] for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    if stated:
        return " AND ".join(sorted(CLASSIFIERS.get(s, s) for s in stated))
    field = (about.get("License") or "nothing stated").strip().splitlines()[0]
    return FIELDS.get(field, field)


def is_allowed(expression: str) -> bool:
    """Whether an SPDX expression can be met by allowed licences alone.

    >>> is_allowed("MPL-1.1 OR GPL-2.0-only"), is_allowed("MIT AND GPL-2.0-only"), is_allowed("MIT AND (Apache-2.0 OR MIT)")
    (True, False, True)
    """
    parts = re.split(r"\s+AND\s+(?![^(]*\))", expression)
    if len(parts) > 1:
        return all(is_allowed(p.removeprefix("(").removesuffix(")")) for p in parts)
    return any(choice.strip("() ") in ALLOWED for choice in expression.split(" OR "))


def locked_licences() -> dict[str, str]:
    """Licence by package name, for what the lock names and this environment holds; in alphabetical order."""
    found = {}
    for name in NAME_IN_LOCK.findall(LOCK.read_text(encoding="utf-8")):
        try:
            found[name.lower()] = stated_licence(metadata.distribution(name))
        except metadata.PackageNotFoundError:  # for another system only
            continue
    return dict(sorted(found.items()))


def main() -> int:
    """0 where every licence may be used and the list is up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", type=Path, metavar="FILE", help="compare with this list instead of printing it")
    listed = parser.parse_args().check
    licences = locked_licences()
    text = HEAD + "".join(f"| {name} | {licence} |\n" for name, licence in licences.items())
    if listed is None:
        sys.stdout.write(text)
    elif listed.read_text(encoding="utf-8") != text:
        print(f"{listed} does not list what is installed: run `make licences` and read what changed", file=sys.stderr)
        return 1
    refused = {name: licence for name, licence in licences.items() if not is_allowed(licence)}
    for name, licence in refused.items():
        print(f"{name}: licence {licence!r} is not one that may be used; choose another package", file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
