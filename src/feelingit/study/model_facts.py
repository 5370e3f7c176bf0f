"""What a trained model's file says for people: its data, how it was trained, how well it does."""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import feelingit
from feelingit.evaluation.calibration import expected_calibration_error
from feelingit.evaluation.prediction_table import (
    PROBABILITY_COLUMNS,
    read_predictions,
    without_leaks,
)
from feelingit.evaluation.temperature import tempered
from feelingit.occlusion import CONDITIONS
from feelingit.run_folder import Json, read_json
from feelingit.study.trained import TrainedNetwork

BARE = "none"
DIGITS = 4
SCORES = {
    "accuracy": "accuracy",
    "low": "accuracy_low",
    "high": "accuracy_high",
    "macro_f1": "macro_f1",
    "balanced_accuracy": "balanced_accuracy",
    "ece_before": "ece",
}
"""What a description calls the scores of the run's table."""


def facts(network: TrainedNetwork, temperature: float | None = None) -> Json:
    """Say what is known of a model; what its run does not hold is left out.

    Args:
        network: The model.
        temperature: By which its logits are divided; None where it was not fitted, and is not to be
            judged by.

    Returns:
        Plain data: `trained_on` (a sentence), `conditions` (seen in training), `sees` (how it is
        shown faces), `accuracy` by condition (shares of test faces without a copy in training,
        with 95 % intervals and calibration errors before and after the temperature), `tested_on`,
        what the network is, and where it comes from.
    """
    about = network.about
    settings, provenance = _json(network.run.study), _json(network.run.provenance)
    data = _data(network, provenance)
    found: Json = {
        "trained_on": _sentence(network, data),
        "conditions": list(network.conditions),
        "sees": network.sees,
        "data": data,
        "accuracy": _accuracy(network, temperature),
        "tested_on": "test faces without a copy in training",
        "validation_accuracy": about.get("validation_accuracy"),
        "architecture": about["architecture"],
        "parameters": about.get("parameters"),
        "multiply_adds": about.get("multiply_adds"),
        "training": about.get("training"),
        "study": settings.get("title"),
        "run": network.run.path.absolute().name,
        "model_id": network.name,
        "weights_sha256": weights_hash(network),
        "feelingit": feelingit.__version__,
    }
    return {key: value for key, value in found.items() if value not in (None, {}, "")}


def weights_hash(network: TrainedNetwork) -> str:
    """Hash a network's weights, so that an export can be told from one of other weights."""
    return hashlib.sha256(network.weights.read_bytes()).hexdigest()


def _data(network: TrainedNetwork, provenance: Json) -> Json:
    source = provenance.get("data") or _json(network.run.data / "source.json")
    counts = _json(network.run.clean / "summary.json").get("balance", {}).get("after", {})
    faces = {split: sum(emotions.values()) for split, emotions in counts.items()}
    kept = {key: source[key] for key in ("path", "kind", "fingerprint") if source.get(key)}
    return {**kept, "faces": faces} if faces else kept


def _sentence(network: TrainedNetwork, data: Json) -> str:
    """Say in a few words what it was trained on."""
    drawn = "drawn " if data.get("kind") == "drawn" else ""
    count = data.get("faces", {}).get("train")
    faces = f"{count:,} {drawn}faces" if count else f"{drawn}faces"
    folder = "/" if data.get("kind") == "folder" else ""
    name = f" from {data['path']}{folder}" if data.get("path") else ""
    return f"{faces}{name}, {seen_in_words(network.conditions)}"


def seen_in_words(conditions: tuple[str, ...] | list[str]) -> str:
    """Say what a model saw in training: `bare`, `eyes, cut`, `bare and 3 coverings`."""
    others = [name for name in conditions if name != BARE]
    if not others:
        return "bare"
    if len(others) == 1:
        known = CONDITIONS.get(others[0])
        covered = others[0] if known is None else known.label.replace(", cut", " cut away")
    else:
        covered = f"{len(others)} coverings"
    return f"bare and {covered}" if BARE in conditions else covered


def _accuracy(network: TrainedNetwork, temperature: float | None) -> Json:
    """Give the scores under every listed condition that the run has tested.

    A model that takes rows out of every picture has one: of bare faces, which it is shown so.
    """
    path = network.run.evaluation / "scores.csv"
    try:
        scores = pd.read_csv(path)
        mine = scores[scores["model_id"] == network.name].set_index("tested_on")
        path = network.run.predictions_of(network.name)
        after = {} if temperature is None else _calibration(path, temperature)
        found = {
            str(name): {
                "n": int(row["n"]),
                **{called: round(float(row[score]), DIGITS) for called, score in SCORES.items()},
                "ece": after.get(str(name)),
            }
            for name, row in mine.to_dict("index").items()
            if name in CONDITIONS
        }
    except (OSError, ValueError, KeyError):
        # A run that has not come so far, or one of another version.
        return {}
    if network.sees == BARE:
        return found
    return {BARE: found[network.sees]} if network.sees in found else {}


def _calibration(path: Path, temperature: float) -> dict[str, float]:
    """Give the calibration error of each condition under the temperature."""
    if not path.exists():
        return {}
    rows = without_leaks(read_predictions(path))
    rows = rows[rows["tested_on"].isin(CONDITIONS)].copy()
    rows[PROBABILITY_COLUMNS] = tempered(
        rows[PROBABILITY_COLUMNS].to_numpy(np.float32), temperature
    )
    parted = rows.groupby("tested_on", sort=False)
    return {str(name): round(expected_calibration_error(part), DIGITS) for name, part in parted}


def _json(path: Path) -> dict[str, Any]:
    """Read a file that a run may lack."""
    try:
        return read_json(path)
    except (OSError, ValueError):
        return {}
