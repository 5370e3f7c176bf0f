"""One number that makes a model as sure as it is right: the temperature of its logits.

After Guo et al., "On Calibration of Modern Neural Networks" (2017): the logits are divided by the
temperature under which the labels of faces that were not trained on are the likeliest. Answers
stay the same; only how sure they are changes.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax

from feelingit.types import Probabilities

BOUNDS = (0.05, 20.0)
"""Between which a temperature is looked for."""


def fitted_temperature(logits: NDArray[np.floating], labels: NDArray[np.int64]) -> float:
    """Fit the temperature to faces that were not trained on.

    Args:
        logits: `float [n, 7]`, finite; the logarithms of probabilities do as well.
        labels: `int64 [n]`, 0 to 6.

    Returns:
        Above 1 for a model that is too sure, below for one that is not sure enough; within
        `BOUNDS`; 1 where there is no face.

    Raises:
        ValueError: There are not as many labels as rows, or logits are not finite.
    """
    values = np.asarray(logits, dtype=np.float64)
    if len(values) != len(labels) or not np.isfinite(values).all():
        raise ValueError(f"expected finite logits for {len(labels)} labels, found {values.shape}")
    if len(values) == 0:
        return 1.0
    rows = np.arange(len(values))

    def loss(log_temperature: float) -> float:
        return -float(log_softmax(values / np.exp(log_temperature), axis=1)[rows, labels].mean())

    # Convex in the inverse of the temperature, so that there is one minimum.
    found = minimize_scalar(loss, bounds=tuple(np.log(BOUNDS)), method="bounded")
    return float(np.exp(found.x))


def tempered(probabilities: Probabilities, temperature: float) -> Probabilities:
    """Give the probabilities that the logits over a temperature would have led to.

    Args:
        probabilities: `float32 [n, 7]`; rows sum to 1.
        temperature: Above 0.

    Returns:
        `float32 [n, 7]`; rows sum to 1.
    """
    calm: Probabilities = softmax(log_of(probabilities) / temperature, axis=1).astype(np.float32)
    return calm


def log_of(probabilities: Probabilities) -> NDArray[np.float64]:
    """Give the logarithms of probabilities, finite also where one was rounded to nothing."""
    least = np.finfo(np.float32).tiny
    logarithms: NDArray[np.float64] = np.log(np.maximum(probabilities.astype(np.float64), least))
    return logarithms
