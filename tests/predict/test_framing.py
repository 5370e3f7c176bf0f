"""Faces are cut out as FER2013 cuts them: upright, at its scale and place, without stripes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feelingit.landmarks import TRUSTED, locate
from feelingit.landmarks.alignment import align
from feelingit.landmarks.points import error
from feelingit.predict.face import Box
from feelingit.predict.framing import (
    FACE_ACROSS,
    FACE_DOWN,
    FACE_SCALE,
    Crops,
    cut_out,
    frame_faces,
    located_in,
)
from feelingit.predict.picture import grey_of
from feelingit.types import Images
from tests.predict.scenes import Place, scene

SIDE = 48


def _upright(x: float, y: float, side: float) -> Crops:
    return Crops(np.array([side + 0j]), np.array([complex(x, y)]))


@pytest.mark.parametrize("turn", [-30, 0, 25])
@pytest.mark.parametrize("side", [50, 180])
def test_a_face_comes_out_upright_and_at_fer2013s_scale_and_place(turn: float, side: float) -> None:
    place = Place(160, 120, side, turn)
    seen = scene(place, seed=4)
    crop = frame_faces(seen.picture, [place.box], SIDE).images
    face = align(locate(crop).landmarks, SIDE, SIDE)
    middle = (face.turn * (SIDE / 2 - 0.5) * (1 + 1j) + face.shift)[0] / SIDE + (0.5 + 0.5j) / SIDE
    assert abs(np.degrees(np.angle(face.turn[0]))) < 3
    assert face.scale[0] == pytest.approx(FACE_SCALE, rel=0.05)
    assert middle == pytest.approx(FACE_ACROSS + 1j * FACE_DOWN, abs=0.03)


@pytest.mark.parametrize("turn", [-30, 0, 25])
def test_landmarks_lie_on_the_face_in_the_picture(turn: float) -> None:
    places = [Place(100, 120, 150, turn), Place(250, 90, 60)]
    seen = scene(*places, seed=6)
    framed = frame_faces(seen.picture, [place.box for place in places], SIDE)
    assert (error(framed.landmarks, seen.landmarks) < 0.08).all()
    assert (framed.quality > 0.9).all()


def test_a_box_that_is_off_by_a_fifth_gives_the_same_crop() -> None:
    place = Place(160, 120, 120, 10)
    seen = scene(place, seed=5)
    left, top, side, _ = place.box
    off = Box(left + 0.15 * side, top - 0.1 * side, 1.2 * side, 1.2 * side)
    one, other = frame_faces(seen.picture, [place.box, off], SIDE).images.astype(int)
    assert np.abs(one - other).mean() < 6


def test_a_face_turned_in_the_picture_gives_the_crop_of_the_upright_one() -> None:
    straight, turned = (
        frame_faces(scene(place, seed=5).picture, [place.box], SIDE).images[0].astype(int)
        for place in (Place(160, 120, 120), Place(160, 120, 120, 25))
    )
    inner = slice(10, 38)
    assert np.abs(straight[inner, inner] - turned[inner, inner]).mean() < 5


def test_where_landmarks_are_not_trusted_the_box_itself_is_cut_out() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (200, 200, 3), dtype=np.uint8)
    framed = frame_faces(noise, [Box(40, 60, 96, 96)], SIDE)
    assert framed.quality[0] < TRUSTED
    expected = cut_out(grey_of(noise), _upright(40, 60, 96), SIDE)
    np.testing.assert_array_equal(framed.images, expected)


def test_a_box_over_the_whole_picture_is_only_resized() -> None:
    crop = scene(Place(24, 24, 48, 20), height=48, width=48).picture
    framed = frame_faces(crop, [Box(0, 0, 48, 48)], 48)
    np.testing.assert_array_equal(framed.images[0], crop[..., 0])
    assert framed.quality[0] > TRUSTED


def test_no_boxes_give_no_faces() -> None:
    picture = np.zeros((20, 30, 3), np.uint8)
    framed = frame_faces(picture, [], SIDE)
    shapes = [part.shape for part in framed]
    assert shapes == [(0, SIDE, SIDE), (0, 68, 2), (0,)]
    assert [part.dtype for part in framed] == [np.uint8, np.float32, np.float32]
    assert len(located_in(picture, []).quality) == 0


def test_faces_do_not_depend_on_the_others_in_the_picture() -> None:
    places = [Place(100, 120, 150), Place(250, 90, 60)]
    picture = scene(*places, seed=6).picture
    together = frame_faces(picture, [place.box for place in places], SIDE)
    for row, place in enumerate(places):
        alone = frame_faces(picture, [place.box], SIDE)
        np.testing.assert_allclose(alone.landmarks[0], together.landmarks[row], atol=0.05)


def _slope(height: int, width: int) -> Images:
    down, across = np.mgrid[:height, :width]
    return (across + 0.5 * down).clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize("side", [20, 60, 120])
def test_a_crop_shows_the_pixels_of_its_place(side: int) -> None:
    grey = _slope(150, 170)
    crop = cut_out(grey, _upright(20, 10, 120), side)[0]
    step = 120 / side
    places = (np.arange(side) + 0.5) * step - 0.5
    expected = (20 + places)[None, :] + 0.5 * (10 + places)[:, None]
    assert np.abs(crop - expected)[1:-1, 1:-1].max() < 1.5


def test_a_crop_turned_by_a_right_angle_is_the_picture_turned() -> None:
    grey = np.random.default_rng(2).integers(0, 256, (12, 12), dtype=np.uint8)
    large = np.repeat(np.repeat(grey, 8, axis=0), 8, axis=1)
    crops = Crops(np.array([96j]), np.array([96 + 0j]))
    turned = cut_out(large, crops, 96)[0]
    np.testing.assert_array_equal(turned[4::8, 4::8], np.rot90(grey))


def test_fine_stripes_are_averaged_when_they_shrink() -> None:
    stripes = np.zeros((400, 400), np.uint8)
    stripes[:, ::2] = 255
    for turn in (1, np.exp(0.3j)):
        crops = Crops(np.array([350 * turn]), np.array([60 + 0j]))
        crop = cut_out(stripes, crops, 24)[0]
        assert np.abs(crop[2:-2, 2:-2].astype(int) - 127).max() < 25


def test_the_border_is_repeated_where_a_box_reaches_beyond() -> None:
    grey = _slope(40, 60)
    crop = cut_out(grey, _upright(-30, 0, 40), 40)[0]
    np.testing.assert_allclose(crop[:, :28], np.repeat(grey[:, :1], 28, axis=1), atol=1)


number = st.floats(-500, 500)


@settings(max_examples=60, deadline=None)
@given(
    st.tuples(st.integers(1, 90), st.integers(1, 90)),
    st.tuples(number, number, st.floats(0, 900), st.floats(0, 900)),
    st.integers(1, 64),
)
def test_any_box_in_any_picture_gets_a_crop(
    size: tuple[int, int], box: tuple[float, float, float, float], side: int
) -> None:
    picture = np.random.default_rng(1).integers(0, 256, (*size, 3), dtype=np.uint8)
    framed = frame_faces(picture, [Box(*box)], side)
    assert framed.images.shape == (1, side, side)
    assert np.isfinite(framed.landmarks).all()
    assert 0 <= framed.quality[0] <= 1
