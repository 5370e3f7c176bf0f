"""How much of a face lies beyond the camera's edge."""

import numpy as np
import pytest

from feelingit.occlusion import covered
from feelingit.occlusion.camera.cut_off import EDGES, LEAST, MOST
from feelingit.occlusion.drawing import FaceFrame
from feelingit.synthetic import Drawn, draw_faces

every_edge = pytest.mark.parametrize("edge", EDGES)
SIDE = 96


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(40, SIDE, seed=4)


def gone_by_edge(mask: np.ndarray, edge: str) -> np.ndarray:
    """Turn the mask so that the edge is on top, and give the hidden rows."""
    turned = {"top": mask, "bottom": mask[::-1], "left": mask.T, "right": mask.T[::-1]}[edge]
    assert (turned == turned[:, :1]).all(), "whole rows or columns"
    return turned[:, 0]


@every_edge
def test_a_strip_at_the_edge_is_black_and_hidden(drawn: Drawn, edge: str) -> None:
    images = drawn.faces.images
    shown = covered(images, f"cut_off_{edge}", landmarks=drawn.landmarks)
    for mask in shown.hidden:
        rows = gone_by_edge(mask, edge)
        assert rows[0]
        assert not rows[rows.argmin() :].any()
    assert np.array_equal(shown.images, np.where(shown.hidden, 0, images))


@every_edge
def test_a_fifth_to_nearly_half_of_the_face_s_extent_is_gone(drawn: Drawn, edge: str) -> None:
    hidden = covered(drawn.faces.images, f"cut_off_{edge}", landmarks=drawn.landmarks).hidden
    axis = 1 if edge in ("top", "bottom") else 0
    shares = []
    for mask, points in zip(hidden, drawn.landmarks, strict=True):
        outline = FaceFrame(points, SIDE, SIDE).face_outline()[:, axis] + 0.5
        first, last = np.clip([outline.min(), outline.max()], 0, SIDE)
        reached = int(gone_by_edge(mask, edge).sum())
        before = first if edge in ("top", "left") else SIDE - last
        shares.append((reached - before) / (last - first))
    assert min(shares) > LEAST - 0.02
    assert max(shares) < MOST + 0.02
    assert np.std(shares) > 0.03


@every_edge
def test_something_is_left_and_something_gone_wherever_the_face_is(edge: str) -> None:
    points = np.zeros((3, 68, 2), np.float32)
    points[1] = 1e5
    points[2] = np.random.default_rng(0).normal(0, 500, (68, 2))
    images = np.full((3, 40, 64), 90, np.uint8)
    hidden = covered(images, f"cut_off_{edge}", landmarks=points).hidden
    assert hidden.any(axis=(1, 2)).all()
    assert not hidden.all(axis=(1, 2)).any()
