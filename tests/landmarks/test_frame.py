"""The canonical frame: parts fall onto each other, values survive the way there and back."""

import numpy as np
import pytest

from feelingit.errors import InputError
from feelingit.landmarks import (
    canonical_landmarks,
    canonical_regions,
    face_of,
    face_regions,
    from_canonical,
    to_canonical,
)
from feelingit.landmarks.frame import By
from feelingit.landmarks.points import MIRRORED
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import REGIONS, Landmarks, Mask

SIDE = 96
both_ways = pytest.mark.parametrize("by", ["similarity", "piecewise"])


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(28, SIDE, seed=2)


def test_the_canonical_face_is_symmetric_and_scales_with_the_frame() -> None:
    points = canonical_landmarks(100, 60)
    mirrored = points.copy()
    mirrored[:, 0] = 59 - mirrored[:, 0]
    assert np.allclose(mirrored[MIRRORED], points, atol=1e-4)
    assert np.allclose((canonical_landmarks(200, 120) + 0.5) / 2, points + 0.5, atol=1e-4)


@both_ways
def test_a_canonical_face_stays_as_it_is(drawn: Drawn, by: By) -> None:
    images = drawn.faces.images
    landmarks = np.tile(canonical_landmarks(SIDE, SIDE), (len(images), 1, 1))
    moved = to_canonical(images, landmarks, SIDE, by=by).astype(int) - images
    assert np.abs(moved).mean() < 0.5
    back = from_canonical(images, landmarks, SIDE, SIDE, by=by).astype(int) - images
    assert np.abs(back)[:, 2:-2, 2:-2].mean() < 0.5


def test_piecewise_takes_every_landmark_s_place_from_the_landmark(drawn: Drawn) -> None:
    size, room = 480, 40
    landmarks = drawn.landmarks + np.float32(room)  # so that none lies outside the picture
    y, x = np.mgrid[: SIDE + 2 * room, : SIDE + 2 * room].astype(np.float32)
    taken_from = [
        to_canonical(np.tile(axis, (len(drawn), 1, 1)), landmarks, size, by="piecewise")
        for axis in (x, y)
    ]
    across, down = np.rint(canonical_landmarks(size, size)).astype(int).T
    found = np.stack([axis[:, down, across] for axis in taken_from], axis=-1)
    assert np.linalg.norm(found - landmarks, axis=-1).max() < 0.6


def test_similarity_finds_how_a_face_was_moved(drawn: Drawn) -> None:
    model = canonical_landmarks(SIDE, SIDE) @ np.array([1, 1j])
    for size, tilt in ((0.5, 0.4), (2.0, -2.5)):
        turn = size * np.exp(1j * tilt)
        moved = turn * (model - model.mean()) + (150 + 150j)
        landmarks = np.stack([moved.real, moved.imag], axis=-1)[None].astype(np.float32)
        placed = from_canonical(drawn.faces.images[:1], landmarks, 300, 300)
        again = to_canonical(placed, landmarks, SIDE).astype(int)
        off = np.abs(again - drawn.faces.images[:1])[:, 2:-2, 2:-2]
        assert off.mean() < {0.5: 9, 2.0: 4}[size]


def test_similarity_keeps_the_form_and_piecewise_lays_the_parts_onto_each_other() -> None:
    turned = _turned(draw_faces(28, SIDE, seed=3).landmarks)
    regions = face_regions(turned, SIDE, SIDE)
    model = canonical_regions(SIDE, SIDE)

    def agreement(found: Mask) -> float:
        common, either = (found & model).sum(axis=(2, 3)), (found | model).sum(axis=(2, 3))
        return float((common / either).mean())

    def brought(by: By) -> Mask:
        each = [
            to_canonical(regions[:, k].astype(np.float32), turned, SIDE, by=by)
            for k in range(len(REGIONS))
        ]
        return np.stack(each, axis=1) > 0.5

    assert agreement(regions) < 0.5
    assert agreement(brought("similarity")) > 0.68
    assert agreement(brought("piecewise")) > 0.78


def _turned(landmarks: Landmarks) -> Landmarks:
    """Make faces smaller and tilt them, so that they lie within the picture."""
    middle = (SIDE - 1) / 2
    numbers = 0.7 * np.exp(0.3j) * ((landmarks - middle) @ np.array([1, 1j]))
    return (np.stack([numbers.real, numbers.imag], axis=-1) + middle).astype(np.float32)


@both_ways
def test_a_map_of_the_frame_comes_back_from_the_face(drawn: Drawn, by: By) -> None:
    y, x = np.mgrid[:SIDE, :SIDE].astype(np.float32)
    smooth = np.tile(1 + np.sin(x / 9) * np.cos(y / 11), (len(drawn), 1, 1)).astype(np.float32)
    laid = from_canonical(smooth, drawn.landmarks, SIDE, SIDE, by=by)
    again = to_canonical(laid, drawn.landmarks, SIDE, by=by)
    shown = to_canonical(np.ones_like(laid), drawn.landmarks, SIDE, by=by) > 0.999
    face = shown & canonical_regions(SIDE, SIDE).any(axis=0)
    off = np.abs(again - smooth)
    assert face.mean() > 0.5
    assert off[face].mean() < 0.02
    assert np.quantile(off[face], 0.99) < 0.25


@both_ways
def test_the_frame_s_face_covers_the_face(drawn: Drawn, by: By) -> None:
    model = canonical_regions(SIDE, SIDE).any(axis=0).astype(np.float32)
    frame = np.tile(model, (len(drawn), 1, 1))
    laid = from_canonical(frame, drawn.landmarks, SIDE, SIDE, by=by) > 0.5
    face = face_of(drawn.landmarks, SIDE, SIDE)
    common = (laid & face).sum(axis=(1, 2)) / (laid | face).sum(axis=(1, 2))
    assert common.mean() > {"similarity": 0.85, "piecewise": 0.95}[by]


@both_ways
def test_large_pictures_are_averaged_not_picked_from(by: By) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (1, 960, 960)).astype(np.uint8)
    landmarks = canonical_landmarks(960, 960)[None]
    small = to_canonical(noise, landmarks, 48, by=by)
    # Of 400 independent values a mean spreads a twentieth as far; with what interpolation takes.
    assert small.std() < noise.std() / 10
    assert abs(small.mean() - noise.mean()) < 2


@both_ways
@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_types_and_shapes_are_kept(drawn: Drawn, by: By, dtype: type[np.generic]) -> None:
    pictures = drawn.faces.images[:3].astype(dtype)
    pictures.setflags(write=False)
    brought = to_canonical(pictures[:, :90], drawn.landmarks[:3], 40, by=by)
    assert brought.shape == (3, 40, 40)
    assert brought.dtype == dtype
    back = from_canonical(brought, drawn.landmarks[:3], 90, 70, by=by)
    assert back.shape == (3, 90, 70)
    assert back.dtype == dtype
    assert to_canonical(pictures[:0], drawn.landmarks[:0], 40, by=by).shape == (0, 40, 40)


@both_ways
def test_strange_landmarks_give_finite_maps(by: By) -> None:
    generator = np.random.default_rng(1)
    strange = np.concatenate(
        [
            np.zeros((1, 68, 2)),
            np.full((1, 68, 2), 1e6),
            generator.normal(0, 1e4, (2, 68, 2)),
            generator.uniform(0, 48, (4, 68, 2)),
        ]
    ).astype(np.float32)
    maps = generator.random((len(strange), 48, 48), dtype=np.float32)
    for brought in (
        to_canonical(maps, strange, 32, by=by),
        from_canonical(maps, strange, 50, 20, by=by),
    ):
        assert np.isfinite(brought).all()
        assert brought.max() <= 1
        assert brought.min() >= 0


def test_what_does_not_fit_is_refused(drawn: Drawn) -> None:
    images, landmarks = drawn.faces.images, drawn.landmarks
    with pytest.raises(InputError, match="'affine'; expected one of similarity, piecewise"):
        to_canonical(images, landmarks, by="affine")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="1 pixel or more, not 0"):
        to_canonical(images, landmarks, 0)
    with pytest.raises(ValueError, match=r"expected finite landmarks \[28, 68, 2\]"):
        to_canonical(images, landmarks[:3])
    with pytest.raises(ValueError, match="float64"):
        to_canonical(images.astype(np.float64), landmarks)  # type: ignore[type-var]
    with pytest.raises(ValueError, match="square"):
        from_canonical(images[:, :50], landmarks, 48, 48)
