"""The house rules that a machine can hold: who may import whom, and what may stand in a file."""

from __future__ import annotations

import ast
from importlib.metadata import packages_distributions
from pathlib import Path

import duckdb
import polars
import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("flows", "transforms", "expectations", "warehouse")
OURS = {
    "flows": ROOMS,
    "transforms": ("transforms", "warehouse.tables"),
    "expectations": ("expectations", "warehouse.tables"),
    "warehouse": ("warehouse",),
    "warehouse/tables": ("warehouse.tables",),
}
HEAVY = {"prefect": "flows", "great_expectations": "expectations", "duckdb": "warehouse", "spacy": "transforms/syntax"}
DIMENSIONS = ("dates", "figures", "events", "statements")
FILES = sorted(f.relative_to(ROOT) for room in ROOMS for f in (ROOT / room).rglob("*.py"))


def imported(file: Path) -> set[str]:
    """Full names of the modules that the file imports, at its top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import; write the room's name"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def imported_at_top(file: Path) -> set[str]:
    """Like `imported`, without what stands inside functions."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def room_of(file: Path) -> str:
    """The room whose rules hold for the file."""
    return "warehouse/tables" if file.is_relative_to("warehouse/tables") else file.parts[0]


@pytest.mark.parametrize("file", FILES, ids=str)
def test_imports_go_one_way(file: Path) -> None:
    for name in imported(file):
        if name.split(".")[0] in ROOMS:
            allowed = OURS[room_of(file)]
            assert any(name == ok or name.startswith(ok + ".") for ok in allowed), f"{file} imports {name}"


@pytest.mark.parametrize("file", FILES, ids=str)
def test_heavy_libraries_stay_in_their_room(file: Path) -> None:
    for name in imported(file):
        home = HEAVY.get(name.split(".")[0])
        assert home is None or file.is_relative_to(home), f"{file}: only {home}/ imports {name.split('.')[0]}"


VERBS = sorted(str(f) for f in FILES if f.is_relative_to("flows/commands"))


@pytest.mark.parametrize("file", ["flows/cli.py", "flows/pipeline.py", *VERBS])
def test_the_command_line_starts_without_prefect_and_great_expectations(file: str) -> None:
    tops = {name.split(".")[0] for name in imported_at_top(Path(file))}
    assert tops.isdisjoint({"prefect", "great_expectations", "spacy"})


@pytest.mark.parametrize("file", ["flows/cli.py", *VERBS])
def test_a_verb_imports_what_it_needs_when_it_is_called(file: str) -> None:
    ours = {name for name in imported_at_top(Path(file)) if name.split(".")[0] in ROOMS}
    assert all(name.startswith("flows.commands.") or name == "flows.quiet" for name in ours), ours


@pytest.mark.parametrize(
    "file", [f for f in FILES if f.parts[:1] == ("transforms",) and f.parts[1] in DIMENSIONS], ids=str
)
def test_dimensions_do_not_import_each_other(file: Path) -> None:
    own = file.parts[1]
    for name in imported(file):
        parts = name.split(".")
        if parts[0] == "transforms" and len(parts) > 1 and parts[1] in DIMENSIONS:
            assert parts[1] == own, f"{file} imports {name}"


@pytest.mark.parametrize("room", ROOMS)
def test_no_other_distribution_owns_our_folder_names(room: str) -> None:
    assert set(packages_distributions().get(room, ["dateline"])) == {"dateline"}


def test_pins_that_other_packages_are_known_to_undo() -> None:
    assert int(duckdb.__version__.split(".")[0]) >= 2
    assert int(polars.__version__.split(".")[0]) >= 2


def test_the_lock_names_no_index() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert "index-url" not in lock
    assert lock.count("--hash=sha256:") > 200
