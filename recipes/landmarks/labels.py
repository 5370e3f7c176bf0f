"""Make the labels: the teacher's views of a face become 68 points, or nothing.

A face keeps its labels where at least two views found a mesh and the views, each compared with
the average of all, agree to within `AGREED` distances between the eyes, and where the average is
a face: its eyes `NARROW` of the picture's width apart, its middle inside.
"""

from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.landmarks.points import MIRRORED, error, eye_distance
from feelingit.landmarks.sources.face_mesh import of_mesh
from feelingit.types import Images, Landmarks

AGREED = 0.1
NARROW = 0.12


class Taught(NamedTuple):
    """Faces with labels: row i of everything is face i; `names` are `emotion/row.png`."""

    names: NDArray[np.str_]
    images: Images
    landmarks: Landmarks
    disagreement: NDArray[np.float32]


def labels_of(meshes: Path, split: str) -> tuple[NDArray[np.str_], Landmarks, NDArray[np.float32]]:
    """Average the views of every face.

    Returns:
        Names; `float32 [n, 68, 2]`; by how much the views disagree, `inf` where there is no label.
    """
    views = [np.load(path) for path in sorted(meshes.glob(f"{split}-*.npz"))]
    points = np.stack([_upright(path, split) for path in sorted(meshes.glob(f"{split}-*.npz"))])
    found = np.stack([view["found"] for view in views])
    points[~found] = 0
    count = np.maximum(found.sum(axis=0), 1)
    mean = (points.sum(axis=0) / count[:, None, None]).astype(np.float32)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.stack([error(view, mean) for view in points])
    disagreement = np.where(found, apart, 0).max(axis=0)
    believable = (count >= 2) & _is_a_face(mean)
    return views[0]["names"], mean, np.where(believable, disagreement, np.inf).astype(np.float32)


def _upright(path: Path, split: str) -> Landmarks:
    points = of_mesh(np.load(path)["mesh"])
    return points[:, MIRRORED] if "mirrored" in path.stem.removeprefix(split) else points


def _is_a_face(points: Landmarks, width: int = 48) -> NDArray[np.bool_]:
    middle = points.mean(axis=1)
    inside = ((middle > 0) & (middle < width)).all(axis=1)
    is_face: NDArray[np.bool_] = inside & (eye_distance(points) > NARROW * width)
    return is_face


def load(images: Path, meshes: Path, split: str) -> Taught:
    """Read the faces of a split that the teacher is believed on."""
    names, points, disagreement = labels_of(meshes, split)
    kept = disagreement < AGREED
    pictures = [
        cv2.imread(str(images / split / name), cv2.IMREAD_GRAYSCALE) for name in names[kept]
    ]
    return Taught(names[kept], np.stack(pictures), points[kept], disagreement[kept])
