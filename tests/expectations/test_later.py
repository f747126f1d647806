"""Modules that are loaded when something of them is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from expectations.later import load_later


@pytest.fixture
def almanac(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module that notes in a file that it is loaded."""
    (tmp_path / "almanac_of_tides.py").write_text(
        f"from pathlib import Path\nPath({str(tmp_path / 'loaded')!r}).touch()\nHIGH = 4\n", "utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "almanac_of_tides", raising=False)
    return "almanac_of_tides"


def test_an_import_does_not_load_it_and_a_question_does(almanac: str, tmp_path: Path) -> None:
    load_later(almanac)
    import almanac_of_tides as tides  # type: ignore[import-not-found]

    assert not (tmp_path / "loaded").exists()
    assert (tides.HIGH, tides.HIGH) == (4, 4)
    assert (tmp_path / "loaded").exists()
    assert sys.modules[almanac].HIGH == 4


def test_a_name_that_it_lacks_is_an_error_as_ever(almanac: str) -> None:
    load_later(almanac)
    import almanac_of_tides as tides

    with pytest.raises(AttributeError, match="LOW"):
        _ = tides.LOW


def test_what_is_loaded_stays() -> None:
    load_later("pathlib")
    assert sys.modules["pathlib"].Path is Path
