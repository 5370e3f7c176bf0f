"""Smooth curves through points.

Knows nothing about faces.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""`float64 [k, 2]`: x, y."""

_ANGLES = np.linspace(0, 2 * np.pi, 29)[:-1]
CIRCLE: Points = np.column_stack((np.cos(_ANGLES), np.sin(_ANGLES)))
"""The unit circle, closed."""


def ellipse(x: float, y: float, across: float, down: float) -> Points:
    """Run around a centre at these radii, closed."""
    return np.asarray(CIRCLE * np.array([across, down]) + np.array([x, y]))


def smooth(points: Points, steps: int = 6, *, closed: bool = False) -> Points:
    """Run a Catmull-Rom curve through points (Catmull and Rom 1974).

    A point bends the curve no further than two points away.

    Returns:
        `float64 [steps * spans (+ 1 if open), 2]`.
    """
    return _weights(len(points), steps, closed) @ points


@cache
def _weights(count: int, steps: int, closed: bool) -> NDArray[np.float64]:
    spans = count if closed else count - 1
    rows = [
        _row(count, span, step / steps, closed) for span in range(spans) for step in range(steps)
    ]
    if not closed:
        rows.append(_row(count, spans - 1, 1.0, closed))
    return np.array(rows)


def _row(count: int, span: int, t: float, closed: bool) -> NDArray[np.float64]:
    """Weigh the points for one place on the curve; open ends count twice."""
    basis = (
        -0.5 * t + t**2 - 0.5 * t**3,
        1 - 2.5 * t**2 + 1.5 * t**3,
        0.5 * t + 2 * t**2 - 1.5 * t**3,
        -0.5 * t**2 + 0.5 * t**3,
    )
    row = np.zeros(count)
    for offset, weight in enumerate(basis, start=span - 1):
        row[offset % count if closed else min(max(offset, 0), count - 1)] += weight
    return row
