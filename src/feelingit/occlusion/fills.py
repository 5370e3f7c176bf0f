"""What becomes of hidden pixels: filled, or cut out of the picture."""

from typing import Literal

import numpy as np

from feelingit.types import Images, Mask

Fill = Literal["black", "mean", "noise"]


def occlude(images: Images, mask: Mask, fill: Fill = "black", seed: int = 0) -> Images:
    """Fill the hidden pixels of each image; the input stays as it is.

    Args:
        images: `uint8 [n, height, width]`.
        mask: `bool [height, width]` for all, or `[n, height, width]`; True is hidden.
        fill: `black` is 0, `mean` each face's own mean grey, `noise` uniform grey values.
        seed: Of the noise.

    Returns:
        `uint8 [n, height, width]`, a new array.

    Raises:
        ValueError: The mask's shape does not fit the images.
    """
    if mask.shape not in (images.shape, images.shape[1:]):
        raise ValueError(f"a mask of {mask.shape} does not fit images of {images.shape}")
    return np.where(mask, _filling(images, fill, seed), images)


def _filling(images: Images, fill: Fill, seed: int) -> Images:
    """Give grey values in a shape that spreads over the images."""
    if fill == "black":
        return np.zeros((1, 1, 1), dtype=np.uint8)
    if fill == "mean":
        means: Images = images.mean(axis=(1, 2), keepdims=True).round().astype(np.uint8)
        return means
    return np.random.default_rng(seed).integers(0, 256, images.shape, dtype=np.uint8)


def cut(images: Images, mask: Mask) -> Images:
    """Take the wholly hidden rows out of the pictures and close the gap.

    Args:
        images: `uint8 [n, height, width]`.
        mask: `bool [height, width]` that hides whole rows, one mask for all.

    Returns:
        `uint8 [n, rows left, width]`, a new array.

    Raises:
        ValueError: The mask's shape does not fit, or it differs from face to face, or it hides
            part of a row, or all of them.
    """
    if mask.shape != images.shape[1:]:
        raise ValueError(f"a mask of {mask.shape} cannot be cut from images of {images.shape}")
    hidden = mask.all(axis=1)
    if (mask.any(axis=1) != hidden).any() or hidden.all():
        raise ValueError("only whole rows can be cut away, and not all of them")
    return images[:, ~hidden]
