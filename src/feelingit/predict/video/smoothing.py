"""Smooth a face's probabilities over time: an exponential average with a time constant."""

import math

import numpy as np
from numpy.typing import NDArray

from feelingit.errors import InputError


class Smoother:
    """Average each face's probabilities over the frames up to now; the newest weigh most.

    What was seen t seconds ago weighs exp(-t / constant) of what is seen now, so the average does
    not depend on how many frames a second there are, nor on their being evenly spaced, and after
    a face was lost it starts anew by itself.

    Args:
        constant_s: The time constant in seconds; 0 gives everything back as it is.

    Raises:
        InputError: A time constant that is negative or no number.
    """

    def __init__(self, constant_s: float) -> None:
        if not (math.isfinite(constant_s) and constant_s >= 0):
            raise InputError(f"smoothing: {constant_s}; expected seconds, 0 or more")
        self._constant_s = constant_s
        self._last: dict[int, tuple[float, NDArray[np.float64]]] = {}

    def smooth(
        self, face_id: int, time_s: float, probabilities: NDArray[np.floating]
    ) -> NDArray[np.float32]:
        """Give the average for a face.

        Args:
            face_id: Which face.
            time_s: When it is seen; not before it was last.
            probabilities: `float [7]`, summing to 1.

        Returns:
            `float32 [7]`, summing to 1.
        """
        seen = np.asarray(probabilities, dtype=np.float64)
        if self._constant_s == 0:
            return seen.astype(np.float32)
        before_s, before = self._last.get(face_id, (time_s, seen))
        weight = self._weight(time_s - before_s)
        average = before + weight * (seen - before)
        self._last[face_id] = (time_s, average)
        return average.astype(np.float32)

    def _weight(self, passed_s: float) -> float:
        return -math.expm1(-passed_s / self._constant_s)
