"""The parts of the rules backend: landmarks, decoding into trees, and that its arithmetic is exact."""

from __future__ import annotations

import numpy as np
import pytest

from transforms.syntax import network
from transforms.syntax.bars import barred
from transforms.syntax.decode import Roles, close, decode
from transforms.syntax.forms import listing, normal, shape
from transforms.syntax.landmarks import Bounds, after, before, beside, edges, landmarks
from transforms.syntax.reading import WINDOW

SIZES = np.array([3, 2])  # tokens 0 1 2 and 3 4; 5 stands for none
MARKED = np.array([True, False, True, False, True])


def test_landmarks_stay_within_the_sentence() -> None:
    bounds = Bounds.of(SIZES)
    assert before(bounds, MARKED).tolist() == [5, 0, 0, 5, 5, 5]
    assert after(bounds, MARKED).tolist() == [2, 2, 5, 4, 5, 5]
    assert beside(bounds, 1).tolist() == [1, 2, 5, 4, 5, 5]
    assert [place.tolist() for place in edges(bounds, MARKED)] == [[0, 0, 0, 4, 4, 5], [2, 2, 2, 4, 4, 5]]
    places = landmarks(bounds, dict.fromkeys("VNPC", MARKED))
    assert places["V-2"].tolist() == [5, 5, 5, 5, 5, 5]
    assert places["N+1"].tolist() == after(bounds, MARKED).tolist()


ROLES = (("ROOT", "root"), ("nsubj", "O+1"), ("nsubj", "O-1"), ("punct", "O-2"))


def test_decoding_finds_a_root_a_head_for_all_and_no_cycle() -> None:
    bounds = Bounds.of(SIZES)
    places = landmarks(bounds, {kind: np.zeros(5, bool) for kind in "VNPC"})
    # tokens 0 and 1 hang on each other, token 2 points past the end, no token of the second sentence wants to be the root
    scores = np.array([[0, 9, 0, 0], [1, 0, 9, 0], [0, 9, 8, 7], [3, 9, 0, 0], [0, 0, 9, 0]], np.float32)
    choice = decode(scores, Roles.of(ROLES), places, bounds)
    assert choice.heads.tolist() == [1, 1, 1, 3, 3]
    assert choice.roles.tolist() == [1, 0, 2, 0, 2]
    assert choice.loose.tolist() == []


def test_closing_punctuation_hangs_on_the_last_root() -> None:
    heads = np.array([1, 1, 0, 2, 4, 4])
    close(heads, np.array([False, False, True, True, False, True]), Bounds.of(np.array([4, 2])))
    assert heads.tolist() == [1, 1, 1, 1, 4, 4]


def test_no_sum_leaves_the_whole_numbers_that_float32_holds() -> None:
    arrays = network.load().arrays
    for name in ("first", "guess", "message", "second", "role"):
        assert (arrays[name] == np.rint(arrays[name])).all()
        assert (np.abs(arrays[name]).sum(0) * network.FULL + np.abs(arrays[f"{name}_bias"])).max() < 2**24


def test_what_tokens_share_is_computed_once_and_gives_the_sums_of_whole_windows() -> None:
    loaded, chance = network.load(), np.random.default_rng(1)
    bounds = Bounds.of(np.array([3, 40, 1, 17]))
    places = landmarks(bounds, {kind: chance.random(61) < 0.3 for kind in "VNPC"})
    near = [beside(bounds, step) for step in WINDOW]
    words, which = chance.integers(-127, 128, (20, 48)).astype(np.float32), chance.integers(0, 20, 61)
    whole = loaded.layer("first", network.windows(words[which], near))
    assert (loaded.window_layer("first", words, which, near) == whole).all()
    message = chance.integers(0, 128, (61, 40)).astype(np.float32)
    slots = [places[slot] for slot in loaded.slots]
    groups = [slots[:5], slots[5:9], slots[9:11], slots[11:]]
    whole = loaded.layer("second", network.windows(message, slots))
    assert (loaded.landmark_layer("second", message, groups) == whole).all()


def test_the_layers_fit_each_other() -> None:
    loaded = network.load()
    assert loaded.arrays["second"].shape[0] == len(loaded.slots) * loaded.arrays["message"].shape[1]
    assert loaded.arrays["guess"].shape[1] == len(loaded.tags) + len(loaded.labels)
    assert loaded.arrays["role"].shape[1] == len(loaded.roles)


@pytest.mark.parametrize(
    ("word", "expected"), [("Signed", "signed"), ("1,250", "0,000"), ("2019345", "00000"), ("n’t", "n't")]
)
def test_normal_forms(word: str, expected: str) -> None:
    assert normal(word) == expected


def test_shapes_and_listings_tell_forms_apart() -> None:
    words = ["ship", "A", "NATO", "Kyiv", "McKay", "5", "12", "2019", "4.5", "10th", ",", "G7", "O'Brien", "it's"]
    assert len({shape(word) for word in words}) == len(words)
    assert len({listing(word) for word in ["ship", "ships", "sold", "zorb"]}) == 4


@pytest.mark.parametrize(
    ("word", "may", "may_not"),
    [
        ("had", "VBD", "VBP"),
        ("sinks", "NNS", "VB"),
        ("Will", "NNP", "NN"),
        ("sinking", "VBG", "VBD"),
        ("the", "DT", "NN"),
    ],
)
def test_barred_tags(word: str, may: str, may_not: str) -> None:
    assert barred(word, (may, may_not)) == {may_not}


@pytest.mark.parametrize("word", ["need", "bring", "Kyiv", "NEEDS", "zorbed", "42"])
def test_nothing_is_barred_where_nothing_is_known(word: str) -> None:
    assert barred(word, ("VB", "NN", "NNP")) == frozenset()
