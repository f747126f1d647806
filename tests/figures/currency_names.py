"""The lexicon of currency names as CLDR has them, made of babel's data: `python tests/figures/currency_names.py` writes it anew."""

from __future__ import annotations

from pathlib import Path

import yaml
from babel import Locale

CODES = (
    Path(__file__).parents[2] / "expectations" / "currencies.yml"
)  # CLDR names units of account and long-gone coins besides
PLACE = Path(__file__).parents[2] / "transforms" / "lexicons" / "figures" / "currency_names.yml"
HEAD = (
    "# Names of currencies in use, from CLDR by tests/figures/currency_names.py; write it anew rather than by hand.\n"
)


def names() -> dict[str, str]:
    """Lower-case English name, singular and plural, of each currency in use -> its ISO 4217 code."""
    english = Locale("en")
    known = set(yaml.safe_load(CODES.read_text("utf-8")))
    found: dict[str, str] = {}
    for code, forms in english._data["currency_names_plural"].items():
        for form in forms.values():
            name = form.lower()
            if "(" not in name and " " in name and not code.startswith("X") and code in known:
                found.setdefault(name, code)
    return dict(sorted(found.items()))


def as_yaml() -> str:
    return HEAD + "".join(f'"{name}": {code}\n' for name, code in names().items())


if __name__ == "__main__":
    PLACE.write_text(as_yaml(), "utf-8")
