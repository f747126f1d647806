"""What may be installed: the list of licences is read, not trusted."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licences", ROOT / ".ci" / "licences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("allowed", "expression"),
    [
        (True, "MIT"),
        (True, "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later"),
        (True, "MPL-2.0 AND (Apache-2.0 OR MIT)"),
        (True, "(MIT OR GPL-3.0-only) AND BSD-3-Clause"),
        (False, "GPL-3.0-only"),
        (False, "MIT AND GPL-2.0-only"),
        (False, "MIT AND (GPL-2.0-only OR AGPL-3.0-only)"),
        (False, "nothing stated"),
        (False, "LGPL-3.0-or-later"),
        (False, ""),
    ],
)
def test_what_an_expression_allows(licences: ModuleType, allowed: bool, expression: str) -> None:
    assert licences.is_allowed(expression) is allowed


def test_every_locked_package_is_listed_and_may_be_used(licences: ModuleType) -> None:
    found = licences.locked_licences()
    assert {"duckdb", "polars", "prefect", "great-expectations"} <= set(found)
    assert [f"{name}: {licence}" for name, licence in found.items() if not licences.is_allowed(licence)] == []
