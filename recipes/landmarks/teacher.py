"""Ask MediaPipe's face mesh where the parts of every face are; needs MediaPipe alone.

Command: `python recipes/landmarks/teacher.py IMAGES OUT` with a Python that has mediapipe 0.10.21
(it wants an older NumPy than this project, so give it an environment of its own).
Cost: six minutes a thread for FER2013's 32,298 training and validation faces.
Result: `OUT/<split>-<view>.npz` with `names` (emotion/row.png), `mesh` (float32 [n, 468, 2], in
pixels of the unenlarged picture, centre of the first pixel at (0, 0)) and `found` (bool [n]).

The mesh's own detector was made for photographs: a face is enlarged, and gets a border by
repeating the edge, before it is shown. Every face is shown in several views; what the mesh says
on the average of them is less noisy than on one, and where views disagree it is not to be
believed (`labels.py` decides).
"""

import argparse
from pathlib import Path
from typing import NamedTuple

import cv2
import mediapipe
import numpy as np

POINTS = 468
SPLITS = ("validation", "train")


class View(NamedTuple):
    """How a face is shown to the mesh."""

    name: str
    enlarged: int
    border: float
    mirrored: bool


VIEWS = (
    View("plain", 4, 0.3, False),
    View("mirrored", 4, 0.3, True),
    View("close", 4, 0.15, False),
    View("close-mirrored", 4, 0.15, True),
)


def shown(face: np.ndarray, view: View) -> tuple[np.ndarray, int]:
    """Enlarge a face and give it a border; return the picture and the border's width."""
    large = cv2.resize(face, None, fx=view.enlarged, fy=view.enlarged, interpolation=cv2.INTER_CUBIC)
    border = round(view.border * max(large.shape))
    large = cv2.copyMakeBorder(large, *(border,) * 4, cv2.BORDER_REPLICATE)
    if view.mirrored:
        large = large[:, ::-1]
    return np.ascontiguousarray(cv2.cvtColor(large, cv2.COLOR_GRAY2RGB)), border


def mesh_of(mesher, face: np.ndarray, view: View) -> np.ndarray | None:
    """Return the mesh `float32 [468, 2]` in the face's own pixels, or None if there is none."""
    picture, border = shown(face, view)
    answer = mesher.process(picture).multi_face_landmarks
    if not answer:
        return None
    height, width = picture.shape[:2]
    points = np.array([(p.x * width, p.y * height) for p in answer[0].landmark[:POINTS]])
    if view.mirrored:
        points[:, 0] = width - points[:, 0]
    # The mesh counts from the picture's corner, this project from the first pixel's centre.
    return ((points - border) / view.enlarged - 0.5).astype(np.float32)


def teach(folder: Path, view: View, out: Path) -> None:
    """Ask for the mesh of every picture below a folder, in one view."""
    names = sorted(str(path.relative_to(folder)) for path in folder.glob("*/*.png"))
    mesh, found = np.zeros((len(names), POINTS, 2), np.float32), np.zeros(len(names), bool)
    with mediapipe.solutions.face_mesh.FaceMesh(
        static_image_mode=True,
        max_num_faces=1,
        refine_landmarks=True,
        min_detection_confidence=0.2,
    ) as mesher:
        for row, name in enumerate(names):
            points = mesh_of(mesher, cv2.imread(str(folder / name), cv2.IMREAD_GRAYSCALE), view)
            if points is not None:
                mesh[row], found[row] = points, True
    partial = out.with_suffix(".partial.npz")
    np.savez(partial, names=np.array(names), mesh=mesh, found=found)
    partial.replace(out)
    print(f"{out.name}: {found.mean():.1%} of {len(names)} found", flush=True)


def main() -> None:
    """Go through splits and views; what is there already is not done again."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("images", type=Path, help="folder with train/ and validation/")
    parser.add_argument("out", type=Path)
    parser.add_argument("--views", nargs="*", default=[view.name for view in VIEWS])
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    for view in (view for view in VIEWS if view.name in asked.views):
        for split in SPLITS:
            out = asked.out / f"{split}-{view.name}.npz"
            if not out.exists():
                teach(asked.images / split, view, out)


if __name__ == "__main__":
    main()
