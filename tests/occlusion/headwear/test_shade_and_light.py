"""Shade hides nothing, and what is worn is lit as the face is."""

import numpy as np
import pytest

from feelingit.occlusion import covered
from feelingit.occlusion.coverings.headwear.hair import hair_tone
from feelingit.occlusion.coverings.headwear.head import Head
from feelingit.occlusion.coverings.headwear.light import lit_side, seen_at, shading
from feelingit.occlusion.drawing import Canvas, FaceFrame
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import REGIONS

SIDE = 64


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(40, SIDE, seed=6)


def canvas_of(image: np.ndarray, points: np.ndarray) -> Canvas:
    return Canvas(image, FaceFrame(points, *image.shape), np.random.default_rng(0))


def test_a_cap_darkens_eyes_that_it_does_not_hide(drawn: Drawn) -> None:
    keys = np.arange(len(drawn), dtype=np.uint64)
    shown = covered(drawn.faces.images, "cap", keys=keys, landmarks=drawn.landmarks)
    eyes = drawn.regions[:, REGIONS.index("eyes")] & ~shown.hidden
    before, after = drawn.faces.images[eyes].mean(), shown.images[eyes].mean()
    assert after < 0.85 * before


def test_a_cap_leaves_the_lower_face_as_it_was(drawn: Drawn) -> None:
    keys = np.arange(len(drawn), dtype=np.uint64)
    shown = covered(drawn.faces.images, "cap", keys=keys, landmarks=drawn.landmarks)
    chin = drawn.regions[:, REGIONS.index("chin")]
    assert (shown.images == drawn.faces.images)[chin].mean() > 0.99


@pytest.mark.parametrize("name", ["woolly_hat", "balaclava", "headscarf", "niqab", "fringe"])
def test_the_side_that_is_lit_is_lit_when_covered(drawn: Drawn, name: str) -> None:
    keys = np.arange(len(drawn), dtype=np.uint64)
    ramp = np.linspace(0.4, 1.6, SIDE, dtype=np.float32)
    means = []
    for light in (ramp, ramp[::-1]):
        images = np.clip(drawn.faces.images * light, 0, 255).astype(np.uint8)
        shown = covered(images, name, keys=keys, landmarks=drawn.landmarks)
        left, right = shown.hidden.copy(), shown.hidden.copy()
        left[:, :, SIDE // 2 :] = False
        right[:, :, : SIDE // 2] = False
        means.append(shown.images[right].mean() - shown.images[left].mean())
    assert means[0] > 0 > means[1]


def test_light_is_said_to_come_from_the_brighter_cheek(drawn: Drawn) -> None:
    points = drawn.landmarks[0]
    u = FaceFrame(points, SIDE, SIDE).of(np.stack(np.meshgrid(range(SIDE), range(SIDE)), -1))[
        ..., 0
    ]
    image = np.where(u > 0, 200, 80).astype(np.uint8)
    assert lit_side(canvas_of(image, points)) > 0.5
    assert lit_side(canvas_of(255 - image, points)) < -0.5


def test_without_a_cheek_in_the_picture_light_comes_from_the_front() -> None:
    image = np.full((SIDE, SIDE), 90, np.uint8)
    assert lit_side(canvas_of(image, np.full((68, 2), 1e4, np.float32))) == 0


def test_points_outside_the_picture_are_not_seen(drawn: Drawn) -> None:
    canvas = canvas_of(drawn.faces.images[0], drawn.landmarks[0])
    uv = canvas.frame.of(np.array([[-1, 5], [5, SIDE], [3, 2]], np.float32))
    assert seen_at(canvas, uv).tolist() == [drawn.faces.images[0][2, 3]]


def test_a_round_thing_is_brighter_on_the_lit_side() -> None:
    side = np.array([-0.8, 0, 0.8], np.float32)
    left, middle, right = shading(side, 0.7)
    assert left < middle
    assert left < right
    assert np.array_equal(shading(side, 0.7), shading(-side, -0.7))


def test_a_fringe_takes_the_tone_of_the_hair_that_is_seen(drawn: Drawn) -> None:
    points = drawn.landmarks[0].copy()
    points = (points - points.mean(axis=0)) * 0.5 + SIDE / 2
    image = np.full((SIDE, SIDE), 160, np.uint8)
    frame = FaceFrame(points, SIDE, SIDE)
    _, v = canvas_of(image, points).uv
    for own in (20, 60):
        image[v < frame.hairline] = own
        tones = [
            hair_tone(Canvas(image, frame, np.random.default_rng(k)), Head(frame)) for k in range(9)
        ]
        assert 0.8 * own <= min(tones) < max(tones) <= 1.3 * own + 8
