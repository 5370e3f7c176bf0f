"""What the network learns from: labels that the teacher's views agree on, and hard cases."""

from pathlib import Path

import numpy as np
import pytest

from feelingit.landmarks.points import MIRRORED, error
from feelingit.landmarks.sources.face_mesh import MESH_OF_LANDMARK, VERTICES
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import Landmarks
from recipes.landmarks import covers, hard_cases, labels, scores


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(64, 48, seed=12)


def _mesh_of(points: Landmarks) -> Landmarks:
    """Make meshes `[n, 468, 2]` that become just these points, which have their own vertices."""
    mesh = np.repeat(points.mean(axis=1, keepdims=True), VERTICES, axis=1)
    table = np.array(MESH_OF_LANDMARK)
    # Solved for all at once, since some vertices are shared by neighbouring points.
    weights = np.zeros((68, VERTICES))
    np.add.at(weights, (np.arange(68), table[:, 0]), 0.5)
    np.add.at(weights, (np.arange(68), table[:, 1]), 0.5)
    fitted = np.linalg.pinv(weights) @ (points - weights @ mesh)
    return (mesh + fitted).astype(np.float32)


def _write_views(folder: Path, plain: Landmarks, mirrored: Landmarks) -> None:
    """Write what a teacher says of faces in both views, whose left and right differ."""
    names = np.array([f"happy/{row}.png" for row in range(len(plain))])
    found = np.ones(len(plain), bool)
    for view, points in (("plain", plain), ("mirrored", mirrored[:, MIRRORED])):
        np.savez(folder / f"train-{view}.npz", names=names, mesh=_mesh_of(points), found=found)


def test_labels_are_the_average_of_the_views(drawn: Drawn, tmp_path: Path) -> None:
    truth = drawn.landmarks
    _write_views(tmp_path, truth + np.float32(0.2), truth - np.float32(0.2))
    _, points, disagreement = labels.labels_of(tmp_path, "train")
    assert np.abs(points - truth).max() < 1e-2
    assert (disagreement < labels.AGREED).all()


def test_a_face_whose_views_disagree_has_no_label(drawn: Drawn, tmp_path: Path) -> None:
    other = drawn.landmarks.copy()
    other[5] += 8
    _write_views(tmp_path, drawn.landmarks, other)
    _, _, disagreement = labels.labels_of(tmp_path, "train")
    assert np.flatnonzero(disagreement >= labels.AGREED).tolist() == [5]


def test_a_mesh_squeezed_to_a_spot_is_no_label(drawn: Drawn, tmp_path: Path) -> None:
    spots = drawn.landmarks.copy()
    spots[3] = 20 + 0.1 * (spots[3] - 20)
    _write_views(tmp_path, spots, spots)
    _, _, disagreement = labels.labels_of(tmp_path, "train")
    assert np.flatnonzero(~np.isfinite(disagreement)).tolist() == [3]


def test_points_go_where_the_picture_goes(drawn: Drawn) -> None:
    rng = np.random.default_rng(2)
    truth = drawn.landmarks
    for row in range(40):
        spot = np.zeros((48, 48), np.uint8)
        where = truth[row, 30]
        rows, columns = np.mgrid[:48, :48]
        spot[:] = 255 * np.exp(-((columns - where[0]) ** 2 + (rows - where[1]) ** 2) / 4)
        picture, moved = hard_cases.posed(rng, spot, truth[row])
        inside = ((moved[30] > 4) & (moved[30] < 43)).all()
        edge = np.concatenate((picture[0], picture[-1], picture[:, 0], picture[:, -1]))
        if inside and edge.max() < 100:
            bright = np.array(np.unravel_index(picture.argmax(), picture.shape))[::-1]
            assert np.abs(bright - moved[30]).max() < 1.5


def test_hard_cases_keep_left_and_right_apart(drawn: Drawn) -> None:
    shown = hard_cases.batch(np.random.default_rng(0), drawn.faces.images, drawn.landmarks)
    face = shown.landmarks[shown.is_face]
    across = face[:, 42:48].mean(axis=1) - face[:, 36:42].mean(axis=1)
    assert (across[:, 0] > 0).all()


def test_hard_cases_depend_on_the_seed_alone(drawn: Drawn) -> None:
    first, again, other = (
        hard_cases.batch(np.random.default_rng(seed), drawn.faces.images, drawn.landmarks)
        for seed in (4, 4, 5)
    )
    assert np.array_equal(first.images, again.images)
    assert np.array_equal(first.landmarks, again.landmarks)
    assert not np.array_equal(first.images, other.images)


def test_hard_cases_leave_the_faces_as_they_are(drawn: Drawn) -> None:
    before = drawn.faces.images.copy()
    hard_cases.batch(np.random.default_rng(1), drawn.faces.images, drawn.landmarks)
    assert np.array_equal(drawn.faces.images, before)


@pytest.mark.parametrize("shape", [shape for _, shape in covers.SHAPES])
def test_every_shape_covers_a_part_and_seldom_all(shape: covers.Shape, drawn: Drawn) -> None:
    rng = np.random.default_rng(0)
    masks = np.stack([shape(rng, points, 48) for points in drawn.landmarks])
    hidden = masks.astype(bool).mean(axis=(1, 2))
    assert masks.max() == 1
    assert (hidden > 0).mean() > 0.7
    assert (hidden < 0.97).mean() > 0.9


def test_offset_is_what_a_source_differs_by_on_the_average(drawn: Drawn) -> None:
    truth = drawn.landmarks
    down = truth[:, 48:60].mean(axis=1) - truth[:, 17:27].mean(axis=1)
    moved = (truth + 0.1 * down[:, None]).astype(np.float32)
    answer = scores.Answer(moved, np.ones(len(truth), bool))
    offset = scores.offset_of(answer, truth)
    row = scores.accuracy_row(answer, truth, offset)
    assert row["mean_error"] == pytest.approx(error(moved, truth).mean())
    assert row["low"] < row["mean_error"] < row["high"]
    assert row["mean_error_without_offset"] < 0.3 * row["mean_error"]
