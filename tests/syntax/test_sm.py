from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import numpy as np
import pytest

from transforms.syntax import available, backend, sm, sm_moves, sm_network

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


TEXTS = [
    "The minister, who had met the owners of both mills in May, said on Tuesday that neither would close before 2031.",
    "",
    "Ships leave.",
    "Profit fell 4.5% to $1.2bn in the third quarter;  it had been  $1.3bn a year before, and nobody can't see why.",
    " \n ",
    "She didn't say so. He did, twice: \u201cWe will not sell,\u201d he told us \u2014 and sold.",
    "\u0420\u0430\u0437 \u0434\u0432\u0430 three \U0001f600 e-mail@example.org http://example.org/a?b=1 U.S.-led 10-year",
    "no stops at all and words words " * 20,
    "A report came out last week that nobody had asked for.",  # arcs that cross others
    "The committee named a man yesterday who had run the port. Several people were arrested on Monday who had entered it.",
]


@pytest.mark.parametrize("size", [1, len(TEXTS)])
def test_vectors_tags_and_trees_are_those_of_spacy(size: int) -> None:
    import spacy

    plain = spacy.load(sm._data_folder(sm.installed() or ""), exclude=sm.UNUSED)
    ours = sm.SmSyntax()
    for first in range(0, len(TEXTS), size):
        texts = TEXTS[first : first + size]
        docs = list(plain.pipe(texts))
        sizes = np.array(list(map(len, docs)))
        vectors, _ = ours._vectors.of([plain.make_doc(text) for text in texts], sizes)
        np.testing.assert_allclose(vectors, np.concatenate([doc.tensor.reshape(-1, 96) for doc in docs]), atol=1e-4)
        for doc, parse in zip(docs, ours.parse(texts), strict=True):
            kept = [t for t in doc if not t.is_space]
            assert parse.words == [t.text for t in kept]
            assert parse.tags == [t.tag_ for t in kept]
            assert parse.deps == [t.dep_ for t in kept]
            assert [parse.starts[h] for h in parse.heads] == [(t if t.head.is_space else t.head).idx for t in kept]


def test_the_number_of_an_order_is_no_denial() -> None:
    (parse,) = sm.SmSyntax().parse(["Order No. 7 was signed on Monday."])
    assert parse.words[:3] == ["Order", "No.", "7"]
    assert "neg" not in parse.deps


def test_a_crossing_arc_is_hung_on_the_nearest_word_of_its_kind_below_the_head() -> None:
    heads, labels = [1, 1, 1, 2, 3, 1], ["nsubj", "ROOT", "dobj", "prep", "pobj", "relcl||pobj"]
    sm_moves.lift(heads, labels, [0] * 6)
    assert (heads, labels) == ([1, 1, 1, 2, 3, 4], ["nsubj", "ROOT", "dobj", "prep", "pobj", "relcl"])


def test_a_crossing_arc_without_such_a_word_stays_where_it_is() -> None:
    heads, labels = [1, 1, 1], ["nsubj", "ROOT", "relcl||dobj"]
    sm_moves.lift(heads, labels, [0] * 3)
    assert (heads, labels) == ([1, 1, 1], ["nsubj", "ROOT", "relcl"])


def test_batches_hold_every_sentence_once_and_stay_small() -> None:
    sizes = np.array([5, 0, 30_000, 7, *[40] * 1000])
    parts = list(sm_network.batches(sizes))
    assert sorted(n for part in parts for n in part) == list(range(len(sizes)))
    assert parts[-1] == [2]
    assert all(len(part) * max(sizes[part]) <= sm_network.MOST_PLACES for part in parts[:-1])


def test_forgotten_words_are_embedded_again_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = sm.SmSyntax()
    first = ours.parse(TEXTS)
    monkeypatch.setattr(sm_network, "MOST", 5)
    assert ours.parse(TEXTS) == first == ours.parse(TEXTS)


def test_nothing_gives_nothing() -> None:
    assert backend("sm").parse([]) == []
    assert [len(parse) for parse in backend("sm").parse(["", ""])] == [0, 0]
