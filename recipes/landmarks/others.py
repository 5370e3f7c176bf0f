"""Ask dlib and MediaPipe about the pictures of the measurement; needs both, and NumPy.

Command: `PYTHONPATH=src python recipes/landmarks/others.py PICTURES.npz OUT.npz` with the
teacher's Python. Cost: twelve minutes on one thread.
Result: for every array of pictures in the first file, in the second: `NAME/detector`, `NAME/box`
and `NAME/mediapipe`, float32 [n, 68, 2], and `NAME/detected`, `NAME/meshed`, bool [n].
"""

import sys
from pathlib import Path

import dlib
import mediapipe
import numpy as np

from feelingit.landmarks.sources.dlib import detected, enlarged, predicted, predictor_file, whole
from feelingit.landmarks.sources.face_mesh import SETTINGS, mesh_of, of_mesh


def ask_dlib(images: np.ndarray) -> dict[str, np.ndarray]:
    """Start dlib's predictor from its detector, and from a box over the whole picture."""
    predictor = dlib.shape_predictor(str(predictor_file(None)))
    detector = dlib.get_frontal_face_detector()
    from_detector, from_box = np.zeros((2, len(images), 68, 2), np.float32)
    found = np.zeros(len(images), bool)
    for row, image in enumerate(images):
        large, scale = enlarged(image)
        from_box[row] = predicted(predictor, large, whole(dlib, large), scale)
        box = detected(detector, large)
        if box is not None:
            from_detector[row], found[row] = predicted(predictor, large, box, scale), True
    return {"detector": from_detector, "detected": found, "box": from_box}


def ask_mediapipe(images: np.ndarray) -> dict[str, np.ndarray]:
    """Ask the face mesh, in one view."""
    points, found = np.zeros((len(images), 68, 2), np.float32), np.zeros(len(images), bool)
    with mediapipe.solutions.face_mesh.FaceMesh(**SETTINGS) as mesher:
        for row, image in enumerate(images):
            mesh = mesh_of(mesher, image)
            if mesh is not None:
                points[row], found[row] = of_mesh(mesh[None])[0], True
    return {"mediapipe": points, "meshed": found}


def main() -> None:
    """Go through the pictures."""
    pictures, out = map(Path, sys.argv[1:])
    answers = {}
    for name, images in np.load(pictures).items():
        for what, answer in (ask_dlib(images) | ask_mediapipe(images)).items():
            answers[f"{name}/{what}"] = answer
        print(name, flush=True)
    np.savez(out, **answers)


if __name__ == "__main__":
    main()
