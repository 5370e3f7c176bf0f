"""Bring faces into the canonical frame, where parts lie in the same places in all, and back.

Pictures and maps of any size go in; `canonical_regions` says of what comes out where the parts
are. Two ways: `similarity` turns, scales and shifts a face as a whole, so that its parts keep
their form and lie about where they should; `piecewise` pulls every landmark to its place, so that
parts fall onto each other exactly, whatever the pose and the expression.
"""

from collections.abc import Callable
from typing import Literal, TypeVar, get_args

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.errors import InputError
from feelingit.landmarks.alignment import Alignment, align
from feelingit.landmarks.mesh import Mesh
from feelingit.types import Images, Landmarks, Maps

By = Literal["similarity", "piecewise"]

Pictures = TypeVar("Pictures", Images, Maps)
Picture = NDArray[np.uint8 | np.float32]
Places = NDArray[np.float32]
"""`[height, width, 2]`: x and y of where each pixel is taken from."""


def to_canonical(
    pictures: Pictures, landmarks: Landmarks, size: int = 48, *, by: By = "similarity"
) -> Pictures:
    """Bring faces into the canonical frame.

    Values are interpolated linearly, and averaged where the frame is coarser than the picture. A
    map keeps its values, not its sum. What lies beyond the picture's edge is 0.

    Args:
        pictures: `uint8` images or `float32` maps, `[n, height, width]`.
        landmarks: `float32 [n, 68, 2]` in pixels.
        size: The frame's side in pixels.
        by: `similarity` or `piecewise`, see above.

    Returns:
        Of the pictures' type, `[n, size, size]`.

    Raises:
        InputError: There is no such way, or a size below 1.
        ValueError: Pictures and landmarks do not fit together, or are not of these types.
    """
    _check(pictures, landmarks, size, by)
    height, width = pictures.shape[1:]
    alignment = align(landmarks, size, max(height, width))
    places = _to_picture(landmarks, alignment, size, max(height, width), by)
    out = np.empty((len(pictures), size, size), pictures.dtype)
    for index, picture in enumerate(pictures):
        out[index] = _sampled(picture, places(index), alignment.scale[index])
    return out


def from_canonical(
    pictures: Pictures,
    landmarks: Landmarks,
    height: int,
    width: int,
    *,
    by: By = "similarity",
) -> Pictures:
    """Lay pictures or maps of the canonical frame over faces: the way back of `to_canonical`.

    Args:
        pictures: `uint8` images or `float32` maps, `[n, size, size]`.
        landmarks: `float32 [n, 68, 2]`, of the faces, in pixels.
        height: Of the faces' pictures, in pixels.
        width: Of the faces' pictures, in pixels.
        by: As for `to_canonical`.

    Returns:
        Of the pictures' type, `[n, height, width]`; 0 where the frame does not reach.

    Raises:
        InputError: There is no such way.
        ValueError: Pictures and landmarks do not fit together, or are not of these types.
    """
    size = pictures.shape[-1]
    _check(pictures, landmarks, size, by)
    if pictures.shape[1] != size:
        raise ValueError(f"the canonical frame is square, not {pictures.shape[1:]}")
    alignment = align(landmarks, size, max(height, width))
    places = _to_frame(landmarks, alignment, (height, width), size, by)
    out = np.empty((len(pictures), height, width), pictures.dtype)
    for index, picture in enumerate(pictures):
        out[index] = _sampled(picture, places(index), 1 / alignment.scale[index])
    return out


def _to_picture(
    landmarks: Landmarks, alignment: Alignment, size: int, side: int, by: By
) -> Callable[[int], Places]:
    """Say of the frame's pixels where they lie in a face's picture."""
    if by == "similarity":
        grid = _grid(size, size)
        return lambda index: alignment.in_picture(index, grid)
    mesh = Mesh(size)
    points = mesh.controls(landmarks, alignment, side)
    return lambda index: mesh.in_picture(points[index])


def _to_frame(
    landmarks: Landmarks, alignment: Alignment, shape: tuple[int, int], size: int, by: By
) -> Callable[[int], Places]:
    """Say of a picture's pixels where they lie in the frame."""
    if by == "similarity":
        grid = _grid(*shape)
        return lambda index: alignment.in_frame(index, grid)
    mesh = Mesh(size)
    points = mesh.controls(landmarks, alignment, max(shape))
    return lambda index: mesh.in_frame(points[index], *shape)


def _grid(height: int, width: int) -> Places:
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return np.stack([x, y], axis=-1)


def _sampled(picture: Picture, places: Places, scale: float) -> Picture:
    """Take a picture's values at places; `scale` is its pixels for one pixel of the outcome."""
    shrink = min(int(scale), *picture.shape)
    if shrink > 1:
        height, width = (max(1, side // shrink) for side in picture.shape)
        steps = np.array([picture.shape[1] / width, picture.shape[0] / height], np.float32)
        picture = np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA))
        places = (places + np.float32(0.5)) / steps - np.float32(0.5)
    x, y = np.ascontiguousarray(places[..., 0]), np.ascontiguousarray(places[..., 1])
    return np.asarray(cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT))


def _check(pictures: Images | Maps, landmarks: Landmarks, size: int, by: By) -> None:
    if by not in get_args(By):
        raise InputError(f"no way into the canonical frame is called {by!r}; expected one of "
                         f"{', '.join(get_args(By))}")  # fmt: skip
    if size < 1:
        raise InputError(f"the canonical frame has a side of 1 pixel or more, not {size}")
    if pictures.ndim != 3 or pictures.dtype not in (np.uint8, np.float32):  # noqa: PLR2004
        raise ValueError(
            f"expected uint8 or float32 [n, height, width], found {pictures.dtype} {pictures.shape}"
        )
    if landmarks.shape != (len(pictures), 68, 2) or not np.isfinite(landmarks).all():
        raise ValueError(
            f"expected finite landmarks [{len(pictures)}, 68, 2], found {landmarks.shape}"
        )
