"""The order of the 68 points, and how the face mesh becomes them."""

import numpy as np
import pytest

from feelingit.landmarks.points import MIRRORED, error
from feelingit.landmarks.sources.face_mesh import MESH_OF_LANDMARK, VERTICES, mesh_of, of_mesh
from feelingit.synthetic import draw_faces


def test_mirroring_twice_changes_nothing() -> None:
    assert np.array_equal(MIRRORED[MIRRORED], np.arange(68))


def test_mirrored_points_change_sides() -> None:
    points = draw_faces(1, 48, seed=1).landmarks[0]
    swapped = points[MIRRORED] * (-1, 1)
    across = points[16] - points[0]
    assert (swapped[16] - swapped[0]) @ (across * (1, -1)) > 0
    assert np.array_equal(MIRRORED[[0, 8, 17, 30, 36, 48, 62]], [16, 8, 26, 30, 45, 54, 62])


def test_error_is_in_distances_between_the_eyes() -> None:
    truth = draw_faces(3, 48, seed=1).landmarks
    apart = truth[:, 36:42].mean(axis=1) - truth[:, 42:48].mean(axis=1)
    moved = truth + 0.25 * apart[:, None]
    assert error(moved.astype(np.float32), truth) == pytest.approx(0.25, abs=1e-4)


def test_every_landmark_has_mesh_vertices_and_no_two_have_the_same() -> None:
    table = np.array(MESH_OF_LANDMARK)
    assert table.shape == (68, 2)
    assert table.min() >= 0
    assert table.max() < VERTICES
    assert len({tuple(sorted(pair)) for pair in MESH_OF_LANDMARK}) == 68


def test_a_landmark_lies_between_its_two_vertices() -> None:
    mesh = np.random.default_rng(0).normal(size=(2, VERTICES, 2)).astype(np.float32)
    first, second = MESH_OF_LANDMARK[1]
    assert of_mesh(mesh)[0, 1] == pytest.approx((mesh[0, first] + mesh[0, second]) / 2)


class _Vertex:
    def __init__(self, x: float, y: float) -> None:
        self.x, self.y = x, y


class _Face:
    landmark = tuple(_Vertex(0.5, 0.25) for _ in range(VERTICES))


class _Mesher:
    """Answers with one point at half the width and a quarter of the height of what it is shown."""

    def __init__(self, *, finds: bool) -> None:
        self.multi_face_landmarks = [_Face()] if finds else None
        self.shown: tuple[int, ...] = ()

    def process(self, image: np.ndarray) -> "_Mesher":
        self.shown = image.shape
        return self


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_mesh_is_brought_back_to_the_pictures_own_pixels(mirrored: bool) -> None:
    mesher = _Mesher(finds=True)
    mesh = mesh_of(mesher, np.zeros((40, 48), np.uint8), mirrored=mirrored)
    assert mesher.shown == (160 + 2 * 58, 192 + 2 * 58, 3)
    assert mesh is not None
    assert mesh[0] == pytest.approx([24 - 0.5, (0.25 * 276 - 58) / 4 - 0.5], abs=1e-5)


def test_no_mesh_is_no_answer() -> None:
    assert mesh_of(_Mesher(finds=False), np.zeros((48, 48), np.uint8)) is None
