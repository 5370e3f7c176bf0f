"""The gradient of the answer (Simonyan, Vedaldi, Zisserman 2014, "Deep inside ...", ICLR)."""

import numpy as np
from captum.attr import Saliency
from numpy.typing import NDArray
from torch import nn

from feelingit.saliency.methods.asking import answering, batches, lean, on_host
from feelingit.types import Images, Maps


def gradient(
    model: nn.Module, images: Images, targets: NDArray[np.int64], *, batch_size: int = 64
) -> Maps:
    """Map how fast the target's logit changes with each pixel: the absolute gradient.

    Its sign would say whether a pixel had better be lighter or darker, not whether it speaks for
    the target.

    Args:
        model: From `float32 [n, 1, height, width]` in 0 to 1 to logits `[n, 7]`; a copy is asked.
        images: `uint8 [n, height, width]`; may be memory-mapped.
        targets: `int64 [n]`, a place in `EMOTIONS` for each face.
        batch_size: Faces at once on the model's device.

    Returns:
        `float32 [n, height, width]`, finite, 0 or more, in logits from black to white. 0
        everywhere where the logit does not depend on the face.

    Raises:
        ValueError: See `questions.check_question`.
    """
    method = Saliency(answering(lean(model)))
    maps = np.zeros(images.shape, dtype=np.float32)
    for rows, pixels, wanted in batches(model, images, targets, batch_size):
        maps[rows] = on_host(method.attribute(pixels.requires_grad_(), target=wanted, abs=True))
    return maps
