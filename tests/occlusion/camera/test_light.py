"""What poor light does to a face: where it gets darker and brighter."""

import numpy as np
import pytest

from feelingit.occlusion import covered
from feelingit.occlusion.camera.relief import heights, lambertian
from feelingit.occlusion.drawing import Canvas, FaceFrame
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import Mask

SIDE = 64


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(24, SIDE, seed=14)


def shown(drawn: Drawn, name: str) -> np.ndarray:
    return covered(drawn.faces.images, name, landmarks=drawn.landmarks).images.astype(float)


def face(drawn: Drawn) -> Mask:
    return drawn.regions.any(axis=1)


def by_side(drawn: Drawn, images: np.ndarray) -> np.ndarray:
    """Give the mean grey of the face's two halves, `[n, 2]`, left and right of the nose."""
    columns = np.arange(SIDE)
    middle = drawn.landmarks[:, 27:31, 0].mean(axis=1)
    left = (columns < middle[:, None])[:, None, :] & face(drawn)
    right = (columns >= middle[:, None])[:, None, :] & face(drawn)
    sums = [(images * half).sum(axis=(1, 2)) / half.sum(axis=(1, 2)) for half in (left, right)]
    return np.stack(sums, axis=1)


def test_low_light_is_dark_and_flat_and_still_shows_the_face(drawn: Drawn) -> None:
    bare, dark = drawn.faces.images.astype(float), shown(drawn, "low_light")
    assert (dark.mean(axis=(1, 2)) < 0.5 * bare.mean(axis=(1, 2))).all()
    assert (dark.std(axis=(1, 2)) < 0.5 * bare.std(axis=(1, 2))).all()
    alike = [np.corrcoef(a.ravel(), b.ravel())[0, 1] for a, b in zip(bare, dark, strict=True)]
    assert np.median(alike) > 0.7


def test_side_light_leaves_one_side_dark_now_this_now_that(drawn: Drawn) -> None:
    bare, lit = by_side(drawn, drawn.faces.images), by_side(drawn, shown(drawn, "side_light"))
    change = lit / bare
    assert (change.max(axis=1) > 1.7 * change.min(axis=1)).all()
    brighter = change.argmax(axis=1)
    assert 0.2 < brighter.mean() < 0.8


def test_half_shade_has_a_dark_and_a_lit_part_with_little_between(drawn: Drawn) -> None:
    bare = np.maximum(drawn.faces.images.astype(float), 20)
    change = (shown(drawn, "half_shade") / bare)[:, 4:-4, 4:-4]
    dark, lit = change < 0.5, change > 0.8
    assert dark.mean(axis=(1, 2)).min() > 0.1
    assert lit.mean(axis=(1, 2)).min() > 0.1
    assert (~dark & ~lit).mean() < 0.15


def test_against_the_light_the_face_is_darker_than_what_lies_behind(drawn: Drawn) -> None:
    images = shown(drawn, "backlight")
    inside = face(drawn)
    corners = images[:, 2:6, [3, -4]].mean(axis=(1, 2))
    faces = (images * inside).sum(axis=(1, 2)) / inside.sum(axis=(1, 2))
    assert np.median(corners - faces) > 80
    assert faces.max() < 140
    assert (images * inside).max(axis=(1, 2)).min() > 0


def test_light_falls_on_the_side_it_comes_from(drawn: Drawn) -> None:
    frame = FaceFrame(drawn.landmarks[0], SIDE, SIDE)
    canvas = Canvas(drawn.faces.images[0], frame, np.random.default_rng(0))
    u, v = canvas.uv
    cheeks = [(abs(u - at) < 0.2) & (abs(v - 0.4) < 0.2) for at in (-0.7, 0.7)]
    for side in (-1, 1):
        lit = lambertian(canvas, side * 1.3, 0.2)
        assert 0 <= lit.min() <= lit.max() <= 1
        dark, bright = (lit[cheek].mean() for cheek in cheeks[::side])
        assert bright > dark + 0.4


def test_the_nose_s_tip_stands_out_most(drawn: Drawn) -> None:
    for image, points in zip(drawn.faces.images, drawn.landmarks, strict=True):
        frame = FaceFrame(points, SIDE, SIDE)
        form = heights(Canvas(image, frame, np.random.default_rng(0)))
        row, column = np.unravel_index(form.argmax(), form.shape)
        assert np.hypot(column - points[30, 0], row - points[30, 1]) < 0.35 * frame.unit
