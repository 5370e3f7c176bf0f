"""From a trained network to the files that ship: model, description, card."""

from pathlib import Path

import numpy as np

from feelingit import __version__
from feelingit.emotions import EMOTIONS
from feelingit.faces import Faces
from feelingit.files import write_csv, write_text
from feelingit.models.describe import describe
from feelingit.models.network import Network
from feelingit.predict.classifier import Classifier, load
from feelingit.predict.model_file import read_model
from feelingit.types import Images
from recipes.classifier.calibrate import cross_fitted
from recipes.classifier.card import card
from recipes.classifier.faces import SIDE, Lesson
from recipes.classifier.measure import RESULTS, Measured, measure, with_groups
from recipes.classifier.recipe import Recipe
from recipes.classifier.ship import exported, write_model
from recipes.classifier.validate import exam, logits

COMMAND = "python -m recipes.classifier --images FER2013/images --votes fer2013new.csv"


def pack(
    network: Network,
    *,
    lesson: Lesson,
    worn: Images,
    train: Faces,
    validation: Faces,
    recipe: Recipe,
    work: Path,
    target: Path,
) -> None:
    """Export, measure what was exported, and write what was measured beside it.

    Args:
        network: Trained.
        lesson: What it learnt from.
        worn: The training faces in coverings, to find the ranges of activations.
        train: All training faces.
        validation: The faces to calibrate and measure on.
        recipe: Of the training.
        work: A folder for what does not ship.
        target: The `.onnx` file that ships.
    """
    network, asked = network.cpu().eval(), exam(validation)
    answers = {name: logits(network, shown, "cpu") for name, shown in asked.shown.items()}
    files = exported(network, answers, exam=asked, lesson=lesson, worn=worn, work=work)
    temperature = files.calibration.temperature
    described = describe(network, SIDE)
    facts: dict[str, object] = {
        "name": target.stem,
        "architecture": "compact",
        "parameters": described["parameters"],
        "multiply_adds": described["multiply_adds"],
        "bytes": len(files.small),
        "trained_on": f"FER2013, {len(lesson.images):,} training faces, with FER+ votes",
        "tested_on": f"FER2013, {len(validation):,} validation faces",
        "tested_faces": len(validation),
        "data": {"faces": len(train), "fingerprint": train.fingerprint()},
        "epochs": recipe.epochs + recipe.again,
        "temperature": temperature,
        "bias": dict(zip(EMOTIONS, files.calibration.bias.round(4).tolist(), strict=True)),
        "licence": "MIT",
        "feelingit": __version__,
    }
    trials = {"small": files.small, "full": files.full}
    for name, content in trials.items():
        path = work / name / target.name
        path.parent.mkdir(exist_ok=True)
        write_model(content, path, temperature=temperature, threshold=0.0, facts={})
    small, full = (Classifier(read_model(work / name / target.name)) for name in trials)
    known = with_groups(train, validation)
    judged = cross_fitted(answers, asked.labels, known["group"].to_numpy(np.int64))
    write_csv(RESULTS / "calibration.csv", judged)
    measured = measure(small, full, files.calibration, validation.images, known)
    facts["accuracy"] = _accuracy(measured)
    facts["conditions"] = ["none", *measured.accuracy["condition"].iloc[1:]]
    write_model(
        files.small,
        target,
        temperature=temperature,
        threshold=measured.advised,
        facts=facts,
    )
    write_text(target.with_suffix(".md"), card(facts, measured, judged, COMMAND))
    print(load(target), flush=True)


def _accuracy(measured: Measured) -> dict[str, dict[str, float]]:
    """Give each condition's accuracy on faces without copies in training."""
    return {
        row["condition"]: {
            "accuracy": round(row["accuracy_without_copies"], 4),
            "low": round(row["accuracy_low_without_copies"], 4),
            "high": round(row["accuracy_high_without_copies"], 4),
            "n": int(row["faces_without_copies"]),
            "ece": round(row["ece"], 4),
        }
        for _, row in measured.accuracy.iterrows()
    }
