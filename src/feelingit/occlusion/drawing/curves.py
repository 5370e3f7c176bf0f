"""Smooth curves through a few points, so that drawn things are not polygons."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


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
    if closed:
        before, start, end, after = np.roll(p, 1, 0), p, np.roll(p, -1, 0), np.roll(p, -2, 0)
    else:
        long = np.concatenate([p[:1], p, p[-1:]])
        before, start, end, after = long[:-3], long[1:-2], long[2:-1], long[3:]
    t = np.linspace(0, 1, steps, endpoint=False, dtype=np.float32)[None, :, None]
    before, start, end, after = (x[:, None] for x in (before, start, end, after))
    curve = 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - before - 3 * end + after) * t**3
    )
    flat = curve.reshape(-1, 2)
    return flat if closed else np.concatenate([flat, p[-1:]])
