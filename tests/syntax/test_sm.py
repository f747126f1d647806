from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

from transforms.syntax import available, backend, sm

pytestmark = pytest.mark.skipif(not sm.installed(), reason="no syntax model is installed")


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A copy of the weight files of the installed model."""
    folder = sm._data_folder(sm.installed() or "")
    for name in sm.WEIGHTS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / name, tmp_path / name)
    return tmp_path


def test_the_known_weights_are_taken(weights: Path) -> None:
    sm.check_weights(weights)


@pytest.mark.parametrize("name", sm.WEIGHTS)
def test_a_changed_byte_is_refused_by_name(weights: Path, name: str) -> None:
    held = bytearray((weights / name).read_bytes())
    held[len(held) // 2] ^= 1
    (weights / name).write_bytes(held)
    with pytest.raises(sm.ModelError, match=name):
        sm.check_weights(weights)


def test_a_missing_file_is_refused(weights: Path) -> None:
    (weights / "parser/model").unlink()
    with pytest.raises(sm.ModelError, match="no file"):
        sm.check_weights(weights)


def test_the_model_is_the_default_where_it_is_installed() -> None:
    assert available() == "sm"
    assert backend().version.startswith("sm:")


def test_without_a_model_the_rules_are_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert sm.installed() is None
    assert available() == "rules"
    with pytest.raises(sm.ModelError, match="--syntax rules"):
        sm.SmSyntax()


def test_an_unknown_backend_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(ValueError, match="sm, rules"):
        backend("tiny")
