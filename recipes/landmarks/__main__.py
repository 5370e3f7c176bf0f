"""Train the landmark network from end to end: labels, training, export, measurement.

Command: `python -m recipes.landmarks --images IMAGES --teacher-python PYTHON`, where IMAGES holds
`train/` and `validation/` of FER2013 (a folder an emotion) and PYTHON has mediapipe 0.10.21, dlib
and face_recognition_models. Killed and started again it goes on where it stood.
Cost: nine minutes for the teacher, 60 to train, 15 to ask dlib, three to measure; one CPU thread.
Expected: mean distance to the teacher 5.2 % of the distance between the eyes on the bare
validation faces; `docs/landmarks.md` holds the measured table.
"""

import argparse
import os
import subprocess
from pathlib import Path

from recipes.landmarks import measure
from recipes.landmarks.export import export
from recipes.landmarks.train import Recipe, train, training_faces

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NETWORK = ROOT / "src" / "feelingit" / "landmarks" / "landmarks.onnx"
STEPS = ("teach", "train", "compare", "measure")


def main() -> None:
    """Do the steps that were asked for; what is done already is not done again."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=Path, required=True, help="train/ and validation/ in it")
    parser.add_argument("--teacher-python", type=Path, help="a Python that has mediapipe 0.10.21")
    parser.add_argument("--work", type=Path, default=ROOT / ".work" / "landmarks")
    parser.add_argument("--steps", nargs="*", choices=STEPS, default=STEPS)
    parser.add_argument("--network", type=Path, default=NETWORK)
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    meshes = asked.work / "teacher"
    if "teach" in asked.steps:
        _other_python(asked, "teacher.py", asked.images, meshes)
    if "train" in asked.steps:
        recipe = Recipe()
        faces, points = training_faces(asked.images, meshes, recipe)
        export(train(faces, points, recipe, asked.work), asked.network)
    if "compare" in asked.steps:
        shown = measure.prepare(asked.images, asked.work)
        _other_python(asked, "others.py", shown, asked.work / "others.npz")
    if "measure" in asked.steps:
        measure.run(asked.images, asked.work, asked.network)


def _other_python(asked: argparse.Namespace, script: str, source: Path, target: Path) -> None:
    """Run a script where MediaPipe is; this project's NumPy is too new for it."""
    if asked.teacher_python is None:
        raise SystemExit("--teacher-python: name a Python that has mediapipe 0.10.21")
    subprocess.run(  # noqa: S603 - the user's own Python
        [asked.teacher_python, HERE / script, source, target],
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )


if __name__ == "__main__":
    main()
