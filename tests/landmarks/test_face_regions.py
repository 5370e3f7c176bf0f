"""Regions of single faces: a division of each face, near what is known of drawn ones."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from feelingit.landmarks import canonical_landmarks, canonical_regions, face_of, face_regions
from feelingit.landmarks.points import MIRRORED
from feelingit.synthetic import REGION_OF_LANDMARK, Drawn, draw_faces
from feelingit.types import REGIONS, Landmarks, Mask

SIDE = 48


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(140, SIDE, seed=5)


@pytest.fixture(scope="module")
def regions(drawn: Drawn) -> Mask:
    return face_regions(drawn.landmarks, SIDE, SIDE)


def overlap(one: Mask, other: Mask) -> NDArray[np.float64]:
    """Give the intersection over the union."""
    return (one & other).sum(axis=(-1, -2)) / np.maximum((one | other).sum(axis=(-1, -2)), 1)


def region(regions: Mask, name: str) -> Mask:
    return regions[:, REGIONS.index(name)]


def scaled(landmarks: Landmarks, factor: float) -> Landmarks:
    return ((landmarks + 0.5) * factor - 0.5).astype(np.float32)


def test_regions_are_disjoint_and_together_the_face(drawn: Drawn, regions: Mask) -> None:
    assert regions.shape == (140, 7, SIDE, SIDE)
    assert regions.dtype == np.bool_
    assert regions.sum(axis=1).max() == 1
    assert np.array_equal(regions.any(axis=1), face_of(drawn.landmarks, SIDE, SIDE))


@pytest.mark.parametrize(
    ("name", "least"),
    # The drawn brows' region is the hair alone, and the drawn upper lip belongs to the cheeks.
    [("forehead", 0.66), ("brows", 0.48), ("eyes", 0.8), ("nose", 0.72), ("cheeks", 0.74),
     ("mouth", 0.68), ("chin", 0.7)],
)  # fmt: skip
def test_regions_agree_with_the_drawn_truth(
    drawn: Drawn, regions: Mask, name: str, least: float
) -> None:
    assert overlap(region(regions, name), region(drawn.regions, name)).mean() > least


def test_the_face_agrees_with_the_drawn_truth(drawn: Drawn) -> None:
    found = face_of(drawn.landmarks, SIDE, SIDE)
    assert overlap(found, drawn.regions.any(axis=1)).mean() > 0.92


def test_drawn_regions_lie_where_they_should_but_for_what_conventions_differ_in(
    drawn: Drawn, regions: Mask
) -> None:
    for name in ("brows", "mouth"):
        truth = region(drawn.regions, name)
        assert (region(regions, name) & truth).sum() > 0.93 * truth.sum()


def test_the_canonical_face_has_the_canonical_regions() -> None:
    for side in (SIDE, 240):
        found = face_regions(canonical_landmarks(side, side)[None], side, side)[0]
        agreed = overlap(found, canonical_regions(side, side))
        assert agreed.mean() > 0.86
        assert agreed.min() > 0.75


def test_landmarks_of_the_inner_face_lie_in_their_regions() -> None:
    side = 480
    points = canonical_landmarks(side, side)
    found = face_regions(points[None], side, side)[0]
    for place, (x, y) in enumerate(np.rint(points).astype(int)):
        if 17 <= place != 27:  # the nose's root lies on an edge
            assert found[REGIONS.index(REGION_OF_LANDMARK[place]), y, x]


def test_the_upper_lip_belongs_to_the_mouth_and_the_skin_between_the_brows_to_these(
    drawn: Drawn, regions: Mask
) -> None:
    lip = np.rint(drawn.landmarks[:, [33, 51]].mean(axis=1)).astype(int)
    between = np.rint(drawn.landmarks[:, [21, 22]].mean(axis=1)).astype(int)
    for places, name in ((lip, "mouth"), (between, "brows")):
        inside = [region(regions, name)[i, y, x] for i, (x, y) in enumerate(places)]
        assert np.mean(inside) > 0.95


def test_a_mirrored_face_has_mirrored_regions(drawn: Drawn) -> None:
    side = 480
    landmarks = scaled(drawn.landmarks[:8], side / SIDE)
    mirrored = landmarks.copy()
    mirrored[..., 0] = side - 1 - mirrored[..., 0]
    found = face_regions(landmarks, side, side)
    again = face_regions(mirrored[:, MIRRORED], side, side)[..., ::-1]
    assert (found == again).mean() > 0.998


def test_regions_turn_with_the_head(drawn: Drawn) -> None:
    landmarks = drawn.landmarks[:8]
    quarter = np.stack([SIDE - 1 - landmarks[..., 1], landmarks[..., 0]], axis=-1)
    found, turned = (face_regions(points, SIDE, SIDE) for points in (landmarks, quarter))
    assert (np.rot90(found, -1, axes=(2, 3)) == turned).mean() > 0.995


def test_regions_keep_their_shares_at_any_size(drawn: Drawn) -> None:
    shares = []
    for side in (16, SIDE, 640):
        areas = face_regions(scaled(drawn.landmarks, side / SIDE), side, side).sum(axis=(2, 3))
        assert areas.min(axis=0).all()
        shares.append(areas.mean(axis=0) / areas.mean(axis=0).sum())
    assert np.allclose(shares[0], shares[2], atol=0.012)
    assert np.allclose(shares[1], shares[2], atol=0.004)


def test_pictures_need_not_be_square(drawn: Drawn) -> None:
    landmarks = drawn.landmarks[:8]
    wide = face_regions(landmarks + np.array([20, 0], np.float32), SIDE, 90)
    square = face_regions(landmarks, SIDE, SIDE)
    assert wide.shape == (8, 7, SIDE, 90)
    assert (wide[..., 20 : 20 + SIDE] == square).mean() > 0.99


@pytest.mark.parametrize("shape", [(16, 16), (1, 1), (20, 333), (1000, 700)])
def test_degenerate_and_distant_landmarks_are_no_error(shape: tuple[int, int]) -> None:
    generator = np.random.default_rng(0)
    strange = np.concatenate(
        [
            np.zeros((1, 68, 2)),
            np.full((1, 68, 2), 1e7),
            generator.normal(0, 1e4, (2, 68, 2)),
            generator.uniform(0, 40, (4, 68, 2)),
            np.repeat(np.arange(68)[None, :, None], 2, axis=2),
        ]
    ).astype(np.float32)
    found = face_regions(strange, *shape)
    assert found.shape == (len(strange), 7, *shape)
    assert found.sum(axis=1).max() <= 1
    assert np.array_equal(found.any(axis=1), face_of(strange, *shape))


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    noise=st.floats(0, 30),
    height=st.integers(1, 80),
    width=st.integers(1, 80),
)
def test_any_landmarks_divide_the_face(seed: int, noise: float, height: int, width: int) -> None:
    generator = np.random.default_rng(seed)
    points = canonical_landmarks(height, width)[None] + generator.normal(0, noise, (3, 68, 2))
    landmarks = points.astype(np.float32)
    found = face_regions(landmarks, height, width)
    assert found.sum(axis=1).max() <= 1
    assert np.array_equal(found.any(axis=1), face_of(landmarks, height, width))


def test_a_face_is_divided_alike_in_any_batch(drawn: Drawn, regions: Mask) -> None:
    for index in (0, 7):
        alone = face_regions(drawn.landmarks[[index]], SIDE, SIDE)[0]
        assert np.array_equal(alone, regions[index])
    assert face_regions(drawn.landmarks[:0], SIDE, SIDE).shape == (0, 7, SIDE, SIDE)


def test_landmarks_that_are_none_are_refused(drawn: Drawn) -> None:
    with pytest.raises(ValueError, match=r"expected landmarks \[n, 68, 2\], found \(68, 2\)"):
        face_regions(drawn.landmarks[0], SIDE, SIDE)
    broken = drawn.landmarks.copy()
    broken[3, 4, 0] = np.nan
    with pytest.raises(ValueError, match="finite"):
        face_of(broken, SIDE, SIDE)


def test_thousands_of_faces_are_divided_in_a_second(drawn: Drawn) -> None:
    landmarks = np.tile(drawn.landmarks, (4, 1, 1))

    def seconds() -> float:
        clock = time.process_time()
        face_regions(landmarks, SIDE, SIDE)
        return time.process_time() - clock

    # Aim: 3,000 a second of CPU time; a tenth of what was measured leaves room for slow machines.
    assert len(landmarks) / min(seconds() for _ in range(3)) > 1500
