"""Train the face detector that ships, and write it as ONNX.

Command: `python -m recipes.finder --images IMAGES --photographs PHOTOGRAPHS`, where IMAGES holds
`train/` and `validation/` of FER2013 (a folder an emotion) and PHOTOGRAPHS the sample pictures of
scikit-image 0.26 and scikit-learn 1.8. Faces in coverings are those that
`python -m recipes.classifier` drew. Killed and started again it goes on where it stood.
Cost: ten to twenty minutes, one CPU thread.
Expected: losses of about 0.35 (chance) and 0.53 (places) over the last steps, 439,220 bytes;
`docs/detectors.md` holds what it finds.
"""

import argparse
from functools import partial
from pathlib import Path

import numpy as np

from recipes.finder.export import export
from recipes.finder.material import Material, read_material
from recipes.finder.train import Recipe, train
from recipes.finder.views import View, view

ROOT = Path(__file__).resolve().parents[2]
NETWORK = ROOT / "src" / "feelingit" / "predict" / "detectors" / "finder.onnx"


def main() -> None:
    """Train and export; what is done already is not done again."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=Path, required=True, help="train/ and validation/ in it")
    parser.add_argument("--photographs", type=Path, required=True, help="sample pictures")
    parser.add_argument("--worn", type=Path, default=ROOT / ".work" / "classifier")
    parser.add_argument("--work", type=Path, default=ROOT / ".work" / "finder")
    parser.add_argument("--network", type=Path, default=NETWORK)
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    material = read_material(asked.images, asked.photographs, asked.worn)
    trained = train(partial(_drawn, material), Recipe(), asked.work / "finder.pt")
    export(trained, asked.network)


def _drawn(material: Material, rng: np.random.Generator) -> View:
    return view(rng, material)


if __name__ == "__main__":
    main()
