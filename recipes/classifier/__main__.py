"""Train, calibrate, quantise and measure the classifier that ships.

Command: `python -m recipes.classifier --images FER2013/images --votes fer2013new.csv`, where the
images are in `train/` and `validation/`, a folder an emotion, and the votes are FER+'s. Killed and
started again it goes on where it stood. With an accelerator: `--recipe accelerator --device cuda`.
Cost: two to two and a half hours on two cores, of which two minutes draw coverings and five
measure.
Expected: the figures of the model's card, `src/feelingit/predict/shipped/compact.md`.
"""

import argparse
from pathlib import Path

import cv2

from recipes.classifier.faces import lesson, read_splits
from recipes.classifier.network import Learner
from recipes.classifier.pack import pack
from recipes.classifier.recipe import RECIPES, Recipe
from recipes.classifier.train import Lessons, Training
from recipes.classifier.validate import exam
from recipes.classifier.worn import wardrobe

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "src" / "feelingit" / "predict" / "shipped"
SETS = 6
"""How many times the coverings are drawn over every training face; epochs take turns."""


def main() -> None:
    """Do all steps; what is done already is not done again."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=Path, required=True, help="train/ and validation/ in it")
    parser.add_argument("--votes", type=Path, required=True, help="FER+'s fer2013new.csv")
    parser.add_argument("--work", type=Path, default=ROOT / ".work" / "classifier")
    parser.add_argument("--recipe", choices=RECIPES, default="cpu")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--target", type=Path, default=SHIPPED / "compact.onnx")
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    asked.work.mkdir(parents=True, exist_ok=True)
    recipe = RECIPES[asked.recipe]
    train, validation = read_splits(asked.images, asked.votes)
    learnt, asked_about = lesson(train), exam(validation)
    worn = wardrobe(learnt, SETS, asked.work)

    def taught(name: str, recipe: Recipe, teacher: Learner | None) -> Learner:
        lessons = Lessons(learnt, worn, recipe, asked.device)
        return Training(recipe, asked.work / f"{name}.pt", lessons, teacher).run(asked_about)

    teacher = None if recipe.teacher is None else taught("teacher", recipe.teacher, None)
    learner = taught("student", recipe, teacher)
    pack(
        learner.network,
        lesson=learnt,
        worn=worn[0],
        train=train,
        validation=validation,
        recipe=recipe,
        work=asked.work,
        target=asked.target,
    )


if __name__ == "__main__":
    main()
