"""Smooth curves through a few points, so that drawn things are not polygons."""

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

_AROUND = np.array([-1, 0, 1, 2])
_CATMULL_ROM = 0.5 * np.array(
    [[0, 2, 0, 0], [-1, 0, 1, 0], [2, -5, 4, -1], [-1, 3, -3, 1]], dtype=np.float32
)


def smooth(points: ArrayLike, *, closed: bool = True, steps: int = 6) -> NDArray[np.float32]:
    """Lay a Catmull-Rom curve through points (Catmull and Rom 1974).

    Args:
        points: `[k, 2]`, k at least 3.
        closed: Whether it returns to its start.
        steps: Points of the curve from one given point to the next.

    Returns:
        `float32 [k * steps, 2]`, or `[(k - 1) * steps + 1, 2]` where open.
    """
    p = np.asarray(points, dtype=np.float32)
    count = len(p)
    around = np.arange(count if closed else count - 1)[:, None] + _AROUND
    around = around % count if closed else np.clip(around, 0, count - 1)
    curve: NDArray[np.float32] = (_weights(steps) @ p[around]).reshape(-1, 2)
    return curve if closed else np.concatenate([curve, p[-1:]])


@lru_cache
def _weights(steps: int) -> NDArray[np.float32]:
    """Say how much each of the four points around counts, `[steps, 4]`."""
    t = np.linspace(0, 1, steps, endpoint=False, dtype=np.float32)[:, None]
    return t ** np.arange(4, dtype=np.float32) @ _CATMULL_ROM
