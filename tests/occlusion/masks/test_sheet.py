"""Whether a sheet's coordinates lie in its cloth, and follow a head that turns aside."""

import numpy as np
import pytest

from feelingit.occlusion.coverings.masks.sheet import Fit, Sheet, ear, in_sight, size, worn
from feelingit.occlusion.drawing import Canvas, FaceFrame
from feelingit.synthetic import draw_faces

SIDE = 192
FIT = Fit(bridge=0.45, upper=1.9, lower=4.7, inset=0.08, below=0.08, sag=0.06)


def canvases(count: int) -> list[Canvas]:
    drawn = draw_faces(count, SIDE, seed=8)
    return [
        Canvas(image, FaceFrame(landmarks, SIDE, SIDE), np.random.default_rng(0))
        for image, landmarks in zip(drawn.faces.images, drawn.landmarks, strict=True)
    ]


def turned(frame: FaceFrame, by: float) -> FaceFrame:
    """Push the nose aside and squeeze the cheek that it hides, as a turn of the head does."""
    uv = frame.uv.copy()
    uv[27:36, 0] += by
    far = uv[:, 0] * np.sign(by) > 0
    uv[far, 0] *= 1 - abs(by)
    return FaceFrame(frame.at(uv), SIDE, SIDE)


def test_coordinates_undo_at() -> None:
    s, t = np.meshgrid(np.linspace(-0.9, 0.9, 7), np.linspace(0.1, 0.9, 5))
    places = np.stack([s.ravel(), t.ravel()], axis=1)
    for canvas in canvases(6):
        sheet = worn(canvas.frame, FIT)
        x, y = np.rint(canvas.frame.at(sheet.at(places))).astype(int).T
        inside = (x >= 0) & (x < SIDE) & (y >= 0) & (y < SIDE)
        found = np.stack(sheet.coordinates(canvas), axis=-1)[y[inside], x[inside]]
        off = np.abs(found - places[inside])
        assert np.median(off) < 0.04
        assert off.max() < 0.25


def test_the_middle_runs_down_the_nose_to_the_chin() -> None:
    for canvas in canvases(6):
        sheet = worn(canvas.frame, FIT)
        top, bottom = sheet.at([(0, 0), (0, 1)])
        nose, chin = canvas.frame.uv[27:31], canvas.frame.uv[8]
        assert nose[0, 1] < top[1] < nose[-1, 1]
        assert bottom == pytest.approx(chin + np.array([0, FIT.below]), abs=1e-4)


def test_its_corners_lie_on_the_jaw_or_inside() -> None:
    for canvas in canvases(6):
        sheet, uv = worn(canvas.frame, FIT), canvas.frame.uv
        left, right = sheet.at([(-1, 0), (1, 0)])
        assert uv[1:3, 0].min() <= left[0] < uv[36, 0] + 0.3
        assert uv[45, 0] - 0.3 < right[0] <= uv[14:16, 0].max()


@pytest.mark.parametrize("by", [-0.9, -0.5, 0.5, 0.9])
def test_columns_stay_in_order_when_the_head_turns(by: float) -> None:
    for canvas in canvases(4):
        grid = worn(turned(canvas.frame, by), FIT).grid
        assert (np.diff(grid[..., 0], axis=1) > 0).all()


@pytest.mark.parametrize("by", [-0.9, 0.9])
def test_cloth_covers_a_nose_that_reaches_beyond_the_cheek(by: float) -> None:
    for canvas in canvases(4):
        frame = turned(canvas.frame, by)
        side = Canvas(canvas.finish(), frame, np.random.default_rng(0))
        layer = worn(frame, FIT).fill(side)
        x, y = np.rint(frame.points[30]).astype(int)
        assert layer[y, x] > 0.5


@pytest.mark.parametrize("by", [-0.9, 0.9])
def test_the_ear_on_the_hidden_side_is_out_of_sight(by: float) -> None:
    frame = canvases(1)[0].frame
    aside = turned(frame, by)
    far = 1 if by > 0 else -1
    assert in_sight(frame, far) == in_sight(frame, -far) == 1
    assert in_sight(aside, far) < 0.2
    assert in_sight(aside, -far) == 1

    def gap(side: int) -> float:
        edge = aside.sides[0 if side < 0 else 1]
        return side * (float(ear(aside, side, 0.0)[0]) - edge)

    assert gap(-far) > gap(far) + 0.05


def test_size_grows_only_where_eyes_come_nearer_than_usual() -> None:
    frame = canvases(1)[0].frame
    assert size(frame) < 1.2
    narrow = frame.uv.copy()
    narrow[:, 0] *= 0.4
    assert size(FaceFrame(frame.at(narrow), SIDE, SIDE)) > 2


def test_coordinates_go_on_beyond_the_sheet() -> None:
    canvas = canvases(1)[0]
    s, t = Sheet(canvas.frame, worn(canvas.frame, FIT).grid).coordinates(canvas)
    x, y = np.rint(canvas.frame.points[27]).astype(int)
    assert t[y, x] < 0
    middle = np.rint(canvas.frame.points[30]).astype(int)
    assert s[middle[1], 0] < s[middle[1], middle[0]] < s[middle[1], -1]
