from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.occlusion import Fill, cut, occlude
from feelingit.occlusion.bands import band
from feelingit.types import Images, Mask


def faces(n: int = 4, height: int = 12, width: int = 10, seed: int = 0) -> Images:
    return np.random.default_rng(seed).integers(1, 256, (n, height, width)).astype(np.uint8)


def spots(*shape: int) -> Mask:
    return np.random.default_rng(1).random(shape) < 0.3


@pytest.mark.parametrize("fill", ["black", "mean", "noise"])
@given(seed=st.integers(0, 1000), one_for_all=st.booleans())
def test_what_is_not_hidden_stays_and_the_input_stays_whole(
    fill: Fill, seed: int, one_for_all: bool
) -> None:
    images = faces(seed=seed)
    before = images.copy()
    mask = spots(12, 10) if one_for_all else spots(4, 12, 10)
    covered = occlude(images, mask, fill, seed)
    seen = ~np.broadcast_to(mask, images.shape)
    assert covered.dtype == np.uint8
    assert np.array_equal(covered[seen], before[seen])
    assert np.array_equal(images, before)
    assert not np.shares_memory(covered, images)


def test_black_is_zero() -> None:
    mask = spots(4, 12, 10)
    assert (occlude(faces(), mask)[mask] == 0).all()


def test_mean_is_each_faces_own_mean() -> None:
    images = faces()
    covered = occlude(images, np.ones((12, 10), np.bool_), "mean")
    for face, filled in zip(images, covered, strict=True):
        assert np.unique(filled).tolist() == [round(face.mean())]


def test_noise_spreads_over_all_greys_and_repeats_with_its_seed() -> None:
    images, everything = faces(40, 48, 48), np.ones((48, 48), np.bool_)
    noise = occlude(images, everything, "noise", seed=3)
    assert np.array_equal(noise, occlude(images, everything, "noise", seed=3))
    assert not np.array_equal(noise, occlude(images, everything, "noise", seed=4))
    assert np.bincount(noise.ravel(), minlength=256).min() > 0.7 * noise.size / 256


@pytest.mark.parametrize("shape", [(12, 11), (3, 12, 10), (10,)])
@pytest.mark.parametrize("act", [occlude, cut])
def test_a_mask_of_another_shape_is_refused(
    act: Callable[[Images, Mask], Images], shape: tuple[int, ...]
) -> None:
    with pytest.raises(ValueError, match=r"a mask of \(.*images of \(4, 12, 10\)"):
        act(faces(), np.ones(shape, np.bool_))


def test_cutting_takes_the_rows_out_and_closes_the_gap() -> None:
    images = faces()
    before = images.copy()
    shorter = cut(images, band(12, 10, 0.25, 0.5))
    assert np.array_equal(shorter, np.concatenate([before[:, :3], before[:, 6:]], axis=1))
    assert np.array_equal(images, before)
    assert not np.shares_memory(shorter, images)


def test_cutting_nothing_gives_a_copy() -> None:
    images = faces()
    same = cut(images, np.zeros((12, 10), np.bool_))
    assert np.array_equal(same, images)
    assert not np.shares_memory(same, images)


@pytest.mark.parametrize(
    "mask", [spots(12, 10), np.ones((12, 10), np.bool_)], ids=["part of a row", "all rows"]
)
def test_only_whole_rows_and_not_all_can_be_cut(mask: Mask) -> None:
    with pytest.raises(ValueError, match="only whole rows"):
        cut(faces(), mask)


def test_masks_that_differ_from_face_to_face_cannot_be_cut() -> None:
    with pytest.raises(ValueError, match="cannot be cut"):
        cut(faces(), np.zeros((4, 12, 10), np.bool_))
