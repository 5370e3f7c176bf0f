"""Occlusion sensitivity: how much the answer depends on each place (Zeiler and Fergus 2014).

Asks nothing of a model but `predict`, so it needs no PyTorch and works for any model. A patch
slides over the face; a place matters as much as the target's probability falls when it is hidden.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.saliency.hiding import Filling, wholly_hidden
from feelingit.saliency.methods.questions import check_question
from feelingit.types import Images, Maps, Predict

Labels: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.float64]

PATCHES = (1 / 6, 1 / 4, 1 / 3)
"""Sides of the patches as shares of the picture's shorter side. In a face that fills the picture
the first hides an eye, the second an eye with its brow, the third a mouth."""
STEPS = 4
"""How many steps a patch takes to move on by its own side."""
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
    steps: int = STEPS,
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
        patches: Sides of the square patches, as shares of the picture's shorter side.
        steps: In so many steps, of a pixel at least, a patch moves on by its own side; it comes
            to lie at every border too.
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
            not finite, patches outside 0 to 1, steps or a batch size below 1.
    """
    maps = np.zeros(images.shape, dtype=np.float32)
    parts = maps_in_parts(
        predict, images, targets, patches=patches, steps=steps, fill=fill, batch_size=batch_size
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
    steps: int = STEPS,
    fill: Filling = "blurred",
    batch_size: int = 64,
) -> Iterator[tuple[slice, Maps]]:
    """Give the maps of `occlusion_sensitivity` a few faces at a time, for more than fit in memory.

    Yields:
        Which faces, and their maps `float32 [m, height, width]`.
    """
    check_question(images, targets, batch_size)
    _check_patches(patches, steps)
    height, width = images.shape[1:]
    grids = [_grid(height, width, share, steps) for share in patches]
    part = min(PART, batch_size)
    for start in range(0, len(images), part):
        rows = slice(start, start + part)
        bare = np.array(images[rows])
        faces = Asked(bare, wholly_hidden(bare, fill), np.array(targets[rows]))
        before = _target_probabilities(predict, faces.bare, faces.targets)
        total = np.zeros(bare.shape)
        for grid in grids:
            after = _covered_probabilities(predict, faces, grid, batch_size)
            total += _spread(before[:, None, None] - after, grid, height, width)
        yield rows, (total / len(grids)).astype(np.float32)


def _check_patches(patches: Sequence[float], steps: int) -> None:
    if not patches or not all(0 < share <= 1 for share in patches):
        raise ValueError(f"patches are {tuple(patches)}; expected shares of the side, 0 to 1")
    if steps < 1:
        raise ValueError(f"steps are {steps}; expected 1 or more")


def _grid(height: int, width: int, share: float, steps: int) -> Grid:
    side = max(1, round(share * min(height, width)))
    step = max(1, side // steps)
    return Grid(side, _starts(height - side, step), _starts(width - side, step))


def _starts(last: int, step: int) -> list[int]:
    return [*range(0, last, step), last]


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
