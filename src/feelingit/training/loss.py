"""How much each emotion counts in the loss."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from feelingit.emotions import EMOTIONS


def balanced_weights(labels: NDArray[np.int64]) -> Tensor:
    """Weigh each emotion by the inverse of its frequency; 0 where it is absent.

    Args:
        labels: `int64 [n]`, 0 to 6.

    Returns:
        `float32 [7]`; their mean over the faces is 1.
    """
    counts = np.bincount(labels, minlength=len(EMOTIONS))
    present = counts > 0
    weights = np.where(present, len(labels) / np.maximum(counts, 1) / present.sum(), 0)
    return torch.from_numpy(weights.astype(np.float32))
