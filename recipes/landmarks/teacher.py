"""Ask MediaPipe's face mesh where the parts of every face are; needs NumPy, OpenCV, MediaPipe.

Command: `PYTHONPATH=src python recipes/landmarks/teacher.py IMAGES OUT` with a Python that has
mediapipe 0.10.21; it wants an older NumPy than this project, so give it an environment of its own.
Cost: nine minutes for FER2013's 32,298 training and validation faces, on one thread.
Result: `OUT/<split>-<view>.npz` with `names` (emotion/row.png), `mesh` (float32 [n, 468, 2], in
pixels, the first pixel's centre at (0, 0)) and `found` (bool [n]).

Every face is shown as it is and mirrored. What the mesh says on the average of both is less noisy
than on one, and where they disagree it is not to be believed (`labels.py` decides).
"""

import argparse
from pathlib import Path

import cv2
import mediapipe
import numpy as np

from feelingit.landmarks.sources.face_mesh import SETTINGS, VERTICES, mesh_of

SPLITS = ("validation", "train")
VIEWS = {"plain": False, "mirrored": True}


def teach(folder: Path, out: Path, *, mirrored: bool) -> None:
    """Ask for the mesh of every picture below a folder."""
    names = sorted(str(path.relative_to(folder)) for path in folder.glob("*/*.png"))
    mesh, found = np.zeros((len(names), VERTICES, 2), np.float32), np.zeros(len(names), bool)
    with mediapipe.solutions.face_mesh.FaceMesh(**SETTINGS) as mesher:
        for row, name in enumerate(names):
            image = cv2.imread(str(folder / name), cv2.IMREAD_GRAYSCALE)
            points = mesh_of(mesher, image, mirrored=mirrored)
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
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    for split in SPLITS:
        for view, mirrored in VIEWS.items():
            out = asked.out / f"{split}-{view}.npz"
            if not out.exists():
                teach(asked.images / split, out, mirrored=mirrored)


if __name__ == "__main__":
    main()
