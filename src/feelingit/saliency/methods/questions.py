"""What can be asked of a method at all; needs no PyTorch."""

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.types import Images


def check_question(images: Images, targets: NDArray[np.int64], batch_size: int) -> None:
    """Refuse faces, targets and batches that do not go together, before a model is asked.

    Raises:
        ValueError: The faces are not `uint8 [n, height, width]`, there are not as many targets,
            one of them is no place in `EMOTIONS`, or a batch would be empty.
    """
    if images.ndim != 3 or images.dtype != np.uint8 or 0 in images.shape[1:]:  # noqa: PLR2004 - n, height, width
        raise ValueError(f"expected uint8 [n, height, width], found {images.dtype} {images.shape}")
    if len(images) != len(targets):
        raise ValueError(f"{len(images)} images but {len(targets)} targets")
    if len(targets) and not 0 <= min(targets) <= max(targets) < len(EMOTIONS):
        raise ValueError(f"targets are places in EMOTIONS, 0 to {len(EMOTIONS) - 1}")
    if batch_size < 1:
        raise ValueError(f"batch_size is {batch_size}; it must be at least 1")
