"""What must not change a map: a little noise. Knows nothing about maps."""

import numpy as np

from feelingit.types import Images

NOISE = 0.02
"""Standard deviation of the noise, as a share of the grey range: 5 of 255 grey values. Hard to see,
and it leaves nearly all answers as they are (15 of 16 of a half-width `compact`)."""


def with_noise(images: Images, *, level: float = NOISE, seed: int = 0) -> Images:
    """Add independent normal noise to every pixel.

    Args:
        images: `uint8 [n, height, width]`.
        level: Standard deviation, as a share of the grey range.
        seed: Of the noise. A face's noise depends on its place among the faces alone.

    Returns:
        `uint8 [n, height, width]`, cut off at black and white.
    """
    generator = np.random.default_rng(seed)
    noisy = np.empty(images.shape, dtype=np.uint8)
    for place, face in zip(noisy, images, strict=True):
        grey = face + generator.normal(0, level * 255, face.shape)
        place[:] = np.clip(np.rint(grey), 0, 255)
    return noisy
