"""Occlusion sensitivity: how much the answer depends on each place (Zeiler and Fergus 2014).

Asks nothing of a model but `predict`, so it needs no PyTorch and works for any model. A patch
slides over the face; a place matters as much as the target's probability falls when it is hidden.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.occlusion.fills import occlude
from feelingit.types import Images, Maps, Predict

Filling = Literal["blurred", "mean", "black"]
Labels: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.float64]

PATCHES = (1 / 6, 1 / 4, 1 / 3)
"""Sides of the patches as shares of the picture's shorter side. In a face that fills the picture
the first hides an eye, the second an eye with its brow, the third a mouth."""
STEPS = 4
"""How many steps a patch takes to move on by its own side."""
BLUR = 1 / 8
"""Standard deviation of the blur, as a share of the shorter side: an eye becomes a shade."""
PART = 16
"""Faces whose maps are worked on at once."""


class Grid(NamedTuple):
    """Where one size of patch is put: at every row's and column's start, in every combination."""

    side: int
    rows: list[int]
    columns: list[int]


class Asked(NamedTuple):
    """Faces as they are and wholly hidden, and the emotion that is asked about."""

    bare: Images
    filled: Images
    targets: Labels


def occlusion_sensitivity(
    predict: Predict,
    images: Images,
    targets: Labels,
    *,
    patches: Sequence[float] = PATCHES,
    fill: Filling = "blurred",
    batch_size: int = 64,
) -> Maps:
    """Map how much the probability of each face's target falls when a place is hidden.

    A pixel's value is the mean fall over all patches of one size that hide it, averaged over the
    sizes: small patches say where, large ones find what is told twice (both brows, both ends of
    the mouth) and does not fall when half of it is hidden.

    Args:
        predict: Any model.
        images: `uint8 [n, height, width]`; may be memory-mapped, n may be 0.
        targets: `int64 [n]`, a place in `EMOTIONS` for each face.
        patches: Sides of the square patches, as shares of the picture's shorter side. Each moves
            on by a quarter of its side, a pixel at least, and comes to lie at every border.
        fill: What hidden pixels show. `blurred`, the face without its detail (Fong and Vedaldi
            2017), takes away what an expression is made of and adds no edges; `mean`, the face's
            mean grey, and `black` add a square that a model may have learnt to take for something.
        batch_size: Faces to hand to `predict` at once.

    Returns:
        `float32 [n, height, width]` from -1 to 1, in probability: above 0 what is there speaks for
        the target, below 0 against it. Finite; the same for the same input, as far as `predict`'s
        answers are.

    Raises:
        ValueError: Images, targets or answers of another shape or out of range, answers that are
            not finite, patches outside 0 to 1, a batch size below 1.
    """
    maps = np.zeros(images.shape, dtype=np.float32)
    parts = maps_in_parts(
        predict, images, targets, patches=patches, fill=fill, batch_size=batch_size
    )
    for rows, part in parts:
        maps[rows] = part
    return maps


def maps_in_parts(
    predict: Predict,
    images: Images,
    targets: Labels,
    *,
    patches: Sequence[float] = PATCHES,
    fill: Filling = "blurred",
    batch_size: int = 64,
) -> Iterator[tuple[slice, Maps]]:
    """Give the maps of `occlusion_sensitivity` a few faces at a time, for more than fit in memory.

    Yields:
        Which faces, and their maps `float32 [m, height, width]`.
    """
    _check(images, targets, patches, batch_size)
    height, width = images.shape[1:]
    grids = [_grid(height, width, share) for share in patches]
    part = min(PART, batch_size)
    for start in range(0, len(images), part):
        rows = slice(start, start + part)
        bare = np.array(images[rows])
        faces = Asked(bare, _filled(bare, fill), np.array(targets[rows]))
        before = _target_probabilities(predict, faces.bare, faces.targets)
        total = np.zeros(bare.shape)
        for grid in grids:
            after = _covered_probabilities(predict, faces, grid, batch_size)
            total += _spread(before[:, None, None] - after, grid, height, width)
        yield rows, (total / len(grids)).astype(np.float32)


def _check(images: Images, targets: Labels, patches: Sequence[float], batch_size: int) -> None:
    if images.ndim != 3 or images.dtype != np.uint8 or 0 in images.shape[1:]:  # noqa: PLR2004 - n, height, width
        raise ValueError(f"expected uint8 [n, height, width], found {images.dtype} {images.shape}")
    if len(images) != len(targets):
        raise ValueError(f"{len(images)} images but {len(targets)} targets")
    if len(targets) and not 0 <= min(targets) <= max(targets) < len(EMOTIONS):
        raise ValueError(f"targets are places in EMOTIONS, 0 to {len(EMOTIONS) - 1}")
    if not patches or not all(0 < share <= 1 for share in patches):
        raise ValueError(f"patches are {tuple(patches)}; expected shares of the side, 0 to 1")
    if batch_size < 1:
        raise ValueError(f"batch_size is {batch_size}; it must be at least 1")


def _grid(height: int, width: int, share: float) -> Grid:
    side = max(1, round(share * min(height, width)))
    step = max(1, side // STEPS)
    return Grid(side, _starts(height - side, step), _starts(width - side, step))


def _starts(last: int, step: int) -> list[int]:
    return [*range(0, last, step), last]


def _filled(faces: Images, fill: Filling) -> Images:
    """Show faces wholly hidden."""
    if fill != "blurred":
        return occlude(faces, np.ones(faces.shape[1:], np.bool_), fill)
    spread = BLUR * min(faces.shape[1:])
    blurred = [
        cv2.GaussianBlur(face, (0, 0), spread, borderType=cv2.BORDER_REPLICATE) for face in faces
    ]
    return np.asarray(np.stack(blurred), dtype=np.uint8)


def _covered_probabilities(predict: Predict, faces: Asked, grid: Grid, batch_size: int) -> Numbers:
    """Ask about each face under each place of the patch.

    Returns:
        `float64 [n, rows, columns]`.
    """
    side, rows, columns = grid
    shape = (len(faces.bare), len(rows), len(columns))
    probabilities = np.empty(np.prod(shape))
    for start in range(0, len(probabilities), batch_size):
        asked = np.arange(start, min(start + batch_size, len(probabilities)))
        face, row, column = np.unravel_index(asked, shape)
        shown = faces.bare[face]
        for image, own, i, j in zip(shown, face, row, column, strict=True):
            place = np.s_[rows[i] : rows[i] + side, columns[j] : columns[j] + side]
            image[place] = faces.filled[own][place]
        probabilities[asked] = _target_probabilities(predict, shown, faces.targets[face])
    return probabilities.reshape(shape)


def _target_probabilities(predict: Predict, images: Images, targets: Labels) -> Numbers:
    answers = predict(images)
    if answers.shape != (len(images), len(EMOTIONS)) or not np.isfinite(answers).all():
        raise ValueError(
            f"predict answered {answers.shape} for {len(images)} faces; expected finite "
            f"[{len(images)}, {len(EMOTIONS)}]"
        )
    return np.asarray(answers[np.arange(len(images)), targets], dtype=np.float64)


def _spread(falls: Numbers, grid: Grid, height: int, width: int) -> Numbers:
    """Give each pixel the mean fall of the patches that hide it, `float64 [n, height, width]`."""
    down = _hides(grid.rows, grid.side, height)
    across = _hides(grid.columns, grid.side, width)
    times = np.outer(down.sum(axis=0), across.sum(axis=0))
    return np.asarray(down.T @ falls @ across / times)


def _hides(starts: list[int], side: int, length: int) -> Numbers:
    """Say which pixels of a line each place of a patch hides, 0 or 1 `[starts, length]`."""
    place, first = np.arange(length), np.array(starts)[:, None]
    return np.asarray((place >= first) & (place < first + side), dtype=np.float64)
