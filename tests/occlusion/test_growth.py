"""Coverings of an exact share of the face, from every side and scattered."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feelingit.errors import InputError
from feelingit.occlusion import condition, covered
from feelingit.occlusion.drawing import Canvas, FaceFrame
from feelingit.occlusion.growth import DIRECTIONS, growing
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import Mask

every_direction = pytest.mark.parametrize("direction", DIRECTIONS)
SIDE = 48


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(12, SIDE, seed=5)


def faces_of(drawn: Drawn) -> Mask:
    return np.stack(
        [
            canvas.fill(canvas.frame.face_outline()) > 0.5
            for image, points in zip(drawn.faces.images, drawn.landmarks, strict=True)
            for canvas in [Canvas(image, FaceFrame(points, SIDE, SIDE), np.random.default_rng(0))]
        ]
    )


def hidden_by(drawn: Drawn, name: str, seed: int = 0) -> Mask:
    return covered(drawn.faces.images, name, seed=seed, landmarks=drawn.landmarks).hidden


@every_direction
@settings(max_examples=15, deadline=None)
@given(percent=st.integers(1, 99))
def test_exactly_that_share_of_the_face_is_hidden(
    drawn: Drawn, direction: str, percent: int
) -> None:
    face = faces_of(drawn)
    hidden = hidden_by(drawn, f"{direction}_{percent}") & face
    wanted = [round(percent / 100 * int(mask.sum())) for mask in face]
    assert hidden.sum(axis=(1, 2)).tolist() == wanted


@every_direction
def test_what_is_hidden_stays_hidden_as_it_grows(drawn: Drawn, direction: str) -> None:
    grown = [hidden_by(drawn, f"{direction}_{percent}", seed=3) for percent in (1, 20, 40, 60, 99)]
    for less, more in pairwise(grown):
        assert not (less & ~more).any()
        assert more.sum() > less.sum()


@every_direction
def test_hidden_pixels_are_black_and_all_others_as_they_were(drawn: Drawn, direction: str) -> None:
    images = drawn.faces.images
    shown = covered(images, f"{direction}_40", landmarks=drawn.landmarks)
    assert np.array_equal(shown.images, np.where(shown.hidden, 0, images))


@pytest.mark.parametrize(
    ("direction", "towards"),
    [("below", (0, 1)), ("above", (0, -1)), ("left", (-1, 0)), ("right", (1, 0))],
)
def test_it_grows_from_the_named_side_of_the_head(
    drawn: Drawn, direction: str, towards: tuple[int, int]
) -> None:
    rows, columns = np.indices((SIDE, SIDE))
    for mask, points in zip(hidden_by(drawn, f"{direction}_40"), drawn.landmarks, strict=True):
        frame = FaceFrame(points, SIDE, SIDE)
        uv = frame.of(np.stack([columns, rows], axis=-1)) @ np.array(towards, np.float32)
        # A half plane: no open pixel lies further that way than a hidden one, but for ties.
        assert uv[mask].min() > uv[~mask].max() - 0.02


def test_scattered_squares_leave_what_is_beside_the_face(drawn: Drawn) -> None:
    beside = ~faces_of(drawn)
    assert hidden_by(drawn, "scattered_99")[beside].mean() < 0.25


def test_scattered_squares_lie_elsewhere_with_another_seed(drawn: Drawn) -> None:
    one, two = (hidden_by(drawn, "scattered_40", seed) for seed in (0, 1))
    assert (one != two).mean() > 0.1


def test_its_control_is_a_box_of_its_area(drawn: Drawn) -> None:
    asked = condition("below_30")
    assert asked.control == "below_30@box"
    areas = [hidden_by(drawn, name).sum(axis=(1, 2)) for name in ("below_30", "below_30@box")]
    assert np.array_equal(*areas)


@pytest.mark.parametrize("name", ["none", "below", "40", "beyond_40", "sunglasses", "box_half"])
def test_other_names_are_none_of_its(name: str) -> None:
    assert growing(name) is None


@pytest.mark.parametrize(
    "name", ["below_0", "above_100", "left_x", "right_4.5", "scattered_-3", "below_040", "above_"]
)
def test_a_share_that_is_not_a_whole_percent_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="expected a whole percent of the face from 1 to 99"):
        condition(name)


@every_direction
@pytest.mark.parametrize("shape", [(16, 16), (40, 64), (300, 200)])
def test_landmarks_anywhere_are_borne(direction: str, shape: tuple[int, int]) -> None:
    points = np.zeros((3, 68, 2), np.float32)
    points[1] = 1e5
    points[2] = np.random.default_rng(0).normal(0, 500, (68, 2))
    images = np.full((3, *shape), 90, np.uint8)
    hidden = covered(images, f"{direction}_50", landmarks=points).hidden
    assert not hidden[1].any(), "no part of this face is in the picture"
