"""Where the head's parts are seen as it turns and nods, and where pixels lie on what is worn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.occlusion.coverings.headwear.bonnet import Bonnet
from feelingit.occlusion.coverings.headwear.head import EYES, Head
from feelingit.occlusion.drawing import Canvas, FaceFrame
from feelingit.synthetic import draw_faces

SIDE = 96
FRONTAL = draw_faces(1, SIDE, seed=1).landmarks[0]
angles = st.floats(-0.6, 0.6)


def turned(yaw: float, nod: float) -> FaceFrame:
    """Give a frame in which only eyes, ends of the jaw and chin are set, as a head turns."""
    points = np.zeros((68, 3))
    points[36:42] = [-0.5, 0, EYES]
    points[42:48] = [0.5, 0, EYES]
    points[0], points[16], points[8] = [-1.06, 0, 0], [1.06, 0, 0], [0, 1.7, 0.9]
    x, y, z = points.T
    y, z = y * np.cos(nod) + z * np.sin(nod), z * np.cos(nod) - y * np.sin(nod)
    x = x * np.cos(yaw) + z * np.sin(yaw)
    pixels = np.stack([x, y], axis=1) * 30 + SIDE / 2
    return FaceFrame(pixels.astype(np.float32), SIDE, SIDE)


@given(angles, st.floats(-0.3, 0.3))
def test_turn_and_nod_are_found_again(yaw: float, nod: float) -> None:
    head = Head(turned(yaw, nod))
    assert head.nod == pytest.approx(nod, abs=0.005)
    assert head.yaw == pytest.approx(yaw, abs=0.005)


@given(angles, st.floats(-0.3, 0.3))
def test_the_eyes_and_the_jaw_s_ends_lie_where_the_landmarks_say(yaw: float, nod: float) -> None:
    frame = turned(yaw, nod)
    eyes = Head(frame).place(0, 0, EYES)
    assert eyes == pytest.approx([0, 0], abs=1e-3)
    end = Head(frame).place(1.06, 0, 0)
    assert end == pytest.approx(frame.uv[16], abs=0.12)


@given(angles)
def test_nothing_of_the_skull_is_seen_beyond_its_reach(yaw: float) -> None:
    head = Head(turned(yaw, 0))
    around = head.around(np.linspace(-np.pi, np.pi, 721), 0.0)[:, 0]
    assert around.max() == pytest.approx(head.axis + head.reach, abs=1e-3)
    assert around.min() == pytest.approx(head.axis - head.reach, abs=1e-3)
    assert head.around(head.ahead, 0.0)[0] == pytest.approx(head.axis, abs=1e-3)


@given(st.floats(-0.6, 0.6), st.floats(-0.25, 0.25), st.floats(-1.0, 1.0), st.floats(0.15, 0.75))
def test_a_pixel_s_place_on_a_bonnet_is_where_the_bonnet_is_seen(
    yaw: float, nod: float, aside: float, height: float
) -> None:
    frame = turned(yaw, nod)
    head = Head(frame)
    bonnet = Bonnet(head, -0.5, 0.3, 1.15, head.crown - 0.3)
    longitude = head.ahead + aside
    x, y = frame.at(bonnet.at(longitude, height))[0]
    canvas = Canvas(np.zeros((SIDE, SIDE), np.uint8), frame, np.random.default_rng(0))
    column, row = round(float(x)), round(float(y))
    if not (0 <= row < SIDE and 0 <= column < SIDE):
        return
    found_longitude, found_height, _ = (map_[row, column] for map_ in bonnet.coordinates(canvas))
    assert found_height == pytest.approx(height, abs=0.2)
    assert found_longitude == pytest.approx(longitude, abs=0.35)


def test_only_meridians_that_are_seen_are_drawn() -> None:
    frame = turned(0, 0)
    bonnet = Bonnet(Head(frame), -0.5, 0.3, 1.1, -1.8)
    front, back = (bonnet.meridians(np.array([at], np.float32)) for at in (0, np.pi))
    assert len(front) > 0
    assert len(back) == 0


@pytest.mark.parametrize("points", [np.zeros((68, 2)), np.full((68, 2), 1e6), -FRONTAL])
def test_a_head_is_found_behind_any_points(points: np.ndarray) -> None:
    head = Head(FaceFrame(points.astype(np.float32), SIDE, SIDE))
    numbers = [head.yaw, head.nod, head.half, head.crown, head.chin, head.axis, head.reach]
    assert np.isfinite(numbers).all()
    assert head.crown < 0 < head.chin
