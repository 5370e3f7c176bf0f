"""Occlusion sensitivity of a network, as a study asks many faces: whole batches, fewer patches."""

import numpy as np
from numpy.typing import NDArray
from torch import nn

from feelingit.models.predictor import predictor
from feelingit.saliency.methods.asking import lean
from feelingit.saliency.methods.occlusion_sensitivity import PATCHES, occlusion_sensitivity
from feelingit.types import Images, Maps

STEPS = 2
"""A patch moves on by half its side: 196 answers a face of 48 pixels, where a quarter takes 692."""

RESOLUTION = 1e-6
"""Smaller differences of probabilities are what rounding leaves, not what was hidden."""


def network_occlusion(
    model: nn.Module, images: Images, targets: NDArray[np.int64], *, batch_size: int = 64
) -> Maps:
    """Map how far the target's probability falls when a place is hidden; 0 where it rises.

    See `occlusion_sensitivity`, whose maps have a sign.

    Args:
        model: From `float32 [n, 1, height, width]` in 0 to 1 to logits `[n, 7]`; a copy is asked.
        images: `uint8 [n, height, width]`; may be memory-mapped.
        targets: `int64 [n]`, a place in `EMOTIONS` for each face.
        batch_size: Covered faces at once on the model's device.

    Returns:
        `float32 [n, height, width]`, 0 to 1, in probability; 0 below `RESOLUTION`.

    Raises:
        ValueError: See `questions.check_question`.
    """
    predict = predictor(lean(model), batch_size=batch_size)
    falls = occlusion_sensitivity(
        predict, images, targets, patches=PATCHES, steps=STEPS, batch_size=batch_size
    )
    falls[falls < RESOLUTION] = 0
    return falls
