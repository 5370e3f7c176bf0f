from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as of_numpy
from numpy.typing import NDArray
from scipy.stats import chisquare

from feelingit.occlusion.boxes import random_boxes

all_keys = of_numpy.arrays(np.uint64, st.integers(1, 20), elements=st.integers(0, 2**64 - 1))
seeds = st.integers(0, 2**31 - 1)
shares = st.sampled_from([0.25, 0.5])


def keys(n: int) -> NDArray[np.uint64]:
    return np.arange(n, dtype=np.uint64)


@given(all_keys, st.integers(1, 70), st.integers(1, 70), st.floats(0.01, 1), seeds)
def test_each_mask_is_one_full_box_inside_the_image(
    some: NDArray[np.uint64], height: int, width: int, share: float, seed: int
) -> None:
    masks = random_boxes(some, height, width, share, seed)
    assert masks.shape == (len(some), height, width)
    assert masks.dtype == np.bool_
    for mask in masks:
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        assert (np.diff(rows) == 1).all()
        assert (np.diff(columns) == 1).all()
        assert mask.sum() == len(rows) * len(columns) > 0


@pytest.mark.parametrize("share", [0.25, 0.5])
@pytest.mark.parametrize("side", [48, 96, 128, 224])
def test_the_area_is_right_to_one_percent_at_the_sizes_of_faces(side: int, share: float) -> None:
    areas = random_boxes(keys(10), side, side, share, 0).mean(axis=(1, 2))
    assert np.abs(areas / share - 1).max() < 0.01


@given(st.integers(40, 300), shares)
def test_the_area_is_right_to_two_percent_at_any_size(side: int, share: float) -> None:
    assert abs(random_boxes(keys(1), side, side, share, 0).mean() / share - 1) < 0.02


@pytest.mark.parametrize(("height", "width"), [(48, 48), (36, 48), (64, 128)])
def test_a_box_has_the_images_proportions(height: int, width: int) -> None:
    mask = random_boxes(keys(1), height, width, 0.25, 0)[0]
    assert mask.any(axis=1).sum() == height / 2
    assert mask.any(axis=0).sum() == width / 2


@given(all_keys, seeds, st.randoms(use_true_random=False))
def test_a_box_depends_on_its_key_and_not_on_its_batch(
    some: NDArray[np.uint64], seed: int, chance: Random
) -> None:
    masks = random_boxes(some, 24, 24, 0.25, seed)
    order = list(range(len(some)))
    chance.shuffle(order)
    assert np.array_equal(random_boxes(some[order], 24, 24, 0.25, seed), masks[order])
    assert np.array_equal(random_boxes(some[:1], 24, 24, 0.25, seed), masks[:1])


def test_another_seed_moves_the_boxes() -> None:
    one, two = (random_boxes(keys(200), 48, 48, 0.25, seed) for seed in (0, 1))
    assert (one == two).all(axis=(1, 2)).mean() < 0.02


@pytest.mark.parametrize("seed", [0, 1, 12345])
@pytest.mark.parametrize("spread", [False, True], ids=["keys in a row", "keys from anywhere"])
def test_boxes_lie_anywhere_alike(seed: int, spread: bool) -> None:
    faces = 25 * 400
    generator = np.random.default_rng(0)
    some = generator.integers(2**64, size=faces, dtype=np.uint64) if spread else keys(faces)
    masks = random_boxes(some, 48, 48, 0.25, seed)
    tops, lefts = masks.any(axis=2).argmax(axis=1), masks.any(axis=1).argmax(axis=1)
    for places in (tops, lefts):
        assert chisquare(np.bincount(places, minlength=25)).pvalue > 1e-3
    assert abs(np.corrcoef(tops, lefts)[0, 1]) < 0.04
