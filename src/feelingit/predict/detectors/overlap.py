"""Keep one of several boxes that were drawn around the same face."""

import numpy as np
from numpy.typing import NDArray

SAME = 0.4
"""Share of the smaller of two boxes that lies in the other, from which they mean one face."""


def surest(boxes: NDArray[np.float64], scores: NDArray[np.float64]) -> list[int]:
    """Pick boxes, the surest first, leaving out those that overlap with one that was picked.

    Args:
        boxes: `[n, 4]`: left, top, right, bottom.
        scores: `[n]`.

    Returns:
        The rows to keep, the surest first.
    """
    left = list(np.argsort(-scores, kind="stable"))
    kept: list[int] = []
    while left:
        first, *rest = left
        kept.append(int(first))
        left = [row for row, share in zip(rest, _shared(boxes[first], boxes[rest]), strict=True)
                if share < SAME]  # fmt: skip
    return kept


def _shared(box: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Say which share of the smaller of two boxes lies in the other."""
    near = np.maximum(box[:2], others[:, :2])
    far = np.minimum(box[2:], others[:, 2:])
    common = np.prod(np.maximum(far - near, 0), axis=1)
    least = np.minimum(np.prod(box[2:] - box[:2]), np.prod(others[:, 2:] - others[:, :2], axis=1))
    share: NDArray[np.float64] = common / np.maximum(least, 1e-9)
    return share
