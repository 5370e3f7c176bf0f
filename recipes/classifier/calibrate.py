"""Make the network as sure as it is right: one temperature, and one bias for each emotion.

Bias-corrected temperature scaling (Alexandari et al., "Maximum Likelihood with Bias-Corrected
Calibration is Hard-To-Beat at Label Shift Adaptation", 2020): the logits are divided by the
temperature, then the biases are added. The biases give rare emotions back what training with noisy
targets took from them. It is one calibration for bare and covered faces.
"""

import copy
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
import torch
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax
from torch import nn

from feelingit.emotions import EMOTIONS
from feelingit.evaluation.calibration import expected_calibration_error
from feelingit.evaluation.prediction_table import PROBABILITY_COLUMNS
from feelingit.evaluation.temperature import fitted_temperature, log_of
from feelingit.models.network import Network
from feelingit.types import Probabilities

Logits = NDArray[np.floating]
Labels = NDArray[np.int64]


class Calibration(NamedTuple):
    """What is done to logits.

    Attributes:
        temperature: They are divided by it.
        bias: `float64 [7]`, added after that; sums to 0.
    """

    temperature: float
    bias: NDArray[np.float64]

    def of(self, logits: Logits) -> NDArray[np.float64]:
        """Give calibrated logits, `float64 [n, 7]`."""
        return np.asarray(logits, dtype=np.float64) / self.temperature + self.bias

    def undone(self, probabilities: Probabilities) -> Probabilities:
        """Give the probabilities that there were before."""
        raw = (log_of(probabilities) - self.bias) * self.temperature
        before: Probabilities = softmax(raw, axis=1).astype(np.float32)
        return before


def fitted(logits: Logits, labels: Labels) -> Calibration:
    """Find the calibration under which the labels are the likeliest.

    Args:
        logits: `float [n, 7]` of faces that were not trained on.
        labels: `int64 [n]`.
    """
    values, rows = np.asarray(logits, dtype=np.float64), np.arange(len(labels))

    def loss(place: NDArray[np.float64]) -> float:
        calibrated = values * np.exp(-place[0]) + place[1:]
        return -float(log_softmax(calibrated, axis=1)[rows, labels].mean())

    start = np.array([np.log(fitted_temperature(values, labels)), *[0.0] * len(EMOTIONS)])
    found = minimize(loss, start, method="BFGS").x
    return Calibration(float(np.exp(found[0])), found[1:] - found[1:].mean())


def calibrated(network: Network, calibration: Calibration) -> Network:
    """Give a copy of the network whose last layer holds the calibration."""
    network = copy.deepcopy(network)
    last = network.head.get_submodule("logits")
    if not isinstance(last, nn.Linear):
        raise TypeError(f"expected a linear last layer, found {type(last).__name__}")
    with torch.no_grad():
        last.weight /= calibration.temperature
        last.bias.copy_(torch.from_numpy(calibration.of(last.bias.numpy()[None])[0]))
    return network


def together(answers: Mapping[str, Logits]) -> Logits:
    """Lay the answers under all conditions one after the other."""
    return np.concatenate(list(answers.values()))


def cross_fitted(
    answers: Mapping[str, Logits], labels: Labels, groups: NDArray[np.int64]
) -> pd.DataFrame:
    """Judge the calibration on faces that it was not fitted to.

    Half of the groups of copies judge the calibration that is fitted to the other half, and the
    other way round.

    Args:
        answers: By condition, `[n, 7]`, before calibration.
        labels: `int64 [n]`.
        groups: `int64 [n]`, equal for copies of one picture.

    Returns:
        `condition`, and `accuracy` and `ece` before and after.
    """
    half = np.random.default_rng(0).random(int(groups.max()) + 1)[groups] < 0.5
    after = {name: np.empty(values.shape) for name, values in answers.items()}
    for fit in (half, ~half):
        known = together({name: values[fit] for name, values in answers.items()})
        found = fitted(known, np.tile(labels[fit], len(answers)))
        for name, values in answers.items():
            after[name][~fit] = found.of(values[~fit])
    return pd.DataFrame(
        [
            {
                "condition": name,
                **_judged(answers[name], labels, "before"),
                **_judged(after[name], labels, "cross_fitted"),
            }
            for name in answers
        ]
    )


def _judged(logits: Logits, labels: Labels, when: str) -> dict[str, float]:
    rows = pd.DataFrame(softmax(logits, axis=1), columns=PROBABILITY_COLUMNS)
    rows["emotion"] = np.array(EMOTIONS)[labels]
    rows["predicted"] = np.array(EMOTIONS)[logits.argmax(axis=1)]
    right = float((rows["emotion"] == rows["predicted"]).mean())
    return {f"accuracy_{when}": right, f"ece_{when}": expected_calibration_error(rows)}
