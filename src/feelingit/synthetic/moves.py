"""How far each action unit moves which landmark, region by region.

Knows the numbering of the 68 landmarks, not where they lie. Displacements are in shares of the
picture's side at full strength, x to the right, y downwards, for the left half
of the picture and the midline; the other half mirrors them.
"""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from feelingit.synthetic.expression import Expression
from feelingit.types import Region

Moves = dict[int, tuple[float, float]]

MIRROR: Final = np.array(
    [
        *range(16, -1, -1),
        *range(26, 16, -1),
        *range(27, 31),
        *range(35, 30, -1),
        *(45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40),
        *range(54, 47, -1),
        *range(59, 54, -1),
        *range(64, 59, -1),
        *range(67, 64, -1),
    ]
)
"""The landmark on the other side of the face, for each of the 68."""

_RIGHT: Final = MIRROR[
    [*range(8), *range(17, 22), 31, 32, *range(36, 42), 48, 49, 50, 58, 59, 60, 61, 67]
]

_MOVES: dict[tuple[int, Region], Moves] = {
    (1, "brows"): {21: (0.004, -0.062), 20: (0.0, -0.045), 19: (0.0, -0.018)},
    (2, "brows"): {
        17: (0.0, -0.03),
        18: (0.0, -0.058),
        19: (0.0, -0.048),
        20: (0.0, -0.02),
    },
    (4, "brows"): {
        21: (0.024, 0.05),
        20: (0.018, 0.042),
        19: (0.01, 0.024),
        18: (0.004, 0.006),
    },
    (5, "eyes"): {37: (0.0, -0.029), 38: (0.0, -0.029)},
    (6, "eyes"): {40: (0.0, -0.013), 41: (0.0, -0.013), 37: (0.0, 0.004), 38: (0.0, 0.004)},
    (7, "eyes"): {40: (0.0, -0.012), 41: (0.0, -0.011), 37: (0.0, 0.01), 38: (0.0, 0.013)},
    (9, "nose"): {
        30: (0.0, -0.014),
        31: (-0.014, -0.03),
        32: (-0.006, -0.022),
        33: (0.0, -0.014),
    },
    (10, "mouth"): {
        48: (0.0, -0.005),
        49: (-0.005, -0.029),
        50: (0.0, -0.036),
        51: (0.0, -0.026),
        60: (0.0, -0.005),
        61: (0.0, -0.031),
        62: (0.0, -0.026),
    },
    (12, "mouth"): {
        48: (-0.053, -0.057),
        49: (-0.035, -0.026),
        50: (-0.012, -0.004),
        51: (0.0, 0.007),
        57: (0.0, 0.012),
        58: (-0.017, 0.002),
        59: (-0.035, -0.019),
        60: (-0.053, -0.054),
        61: (-0.024, -0.012),
        62: (0.0, 0.007),
        66: (0.0, 0.009),
        67: (-0.024, -0.009),
    },
    (15, "mouth"): {
        48: (-0.006, 0.046),
        49: (-0.004, 0.02),
        50: (0.0, -0.003),
        51: (0.0, -0.007),
        57: (0.0, -0.006),
        58: (0.0, 0.003),
        59: (-0.004, 0.026),
        60: (-0.004, 0.044),
        61: (0.0, 0.008),
        62: (0.0, -0.007),
        66: (0.0, -0.007),
        67: (0.0, 0.008),
    },
    (16, "mouth"): {
        57: (0.0, 0.028),
        58: (0.0, 0.028),
        59: (-0.004, 0.02),
        66: (0.0, 0.03),
        67: (0.0, 0.028),
    },
    (20, "mouth"): {
        48: (-0.048, 0.022),
        49: (-0.034, 0.006),
        50: (-0.012, 0.0),
        57: (0.0, 0.02),
        58: (-0.022, 0.02),
        59: (-0.036, 0.022),
        60: (-0.046, 0.022),
        61: (-0.026, -0.002),
        66: (0.0, 0.022),
        67: (-0.026, 0.022),
    },
    (23, "mouth"): {
        48: (0.016, 0.002),
        49: (0.01, 0.01),
        50: (0.002, 0.013),
        51: (0.0, 0.012),
        57: (0.0, -0.018),
        58: (0.004, -0.016),
        59: (0.008, -0.01),
        60: (0.016, 0.002),
    },
    (25, "mouth"): {
        49: (0.0, -0.003),
        50: (0.0, -0.006),
        51: (0.0, -0.006),
        57: (0.0, 0.038),
        58: (0.0, 0.036),
        59: (0.0, 0.02),
        61: (0.0, -0.005),
        62: (0.0, -0.006),
        66: (0.0, 0.038),
        67: (0.0, 0.03),
    },
    (26, "mouth"): {
        48: (0.028, 0.028),
        49: (0.017, -0.005),
        50: (0.005, -0.014),
        51: (0.0, -0.012),
        57: (0.0, 0.116),
        58: (0.002, 0.111),
        59: (0.014, 0.085),
        60: (0.028, 0.031),
        61: (0.012, -0.007),
        62: (0.0, -0.012),
        66: (0.0, 0.123),
        67: (0.012, 0.111),
    },
    (17, "chin"): {7: (0.0, -0.012), 8: (0.0, -0.016)},
    (26, "chin"): {6: (0.0, 0.014), 7: (0.0, 0.03), 8: (0.0, 0.036)},
}


def displacement(expression: Expression) -> NDArray[np.float64]:
    """Sum what an expression's action units do to the landmarks.

    Returns:
        `float64 [68, 2]`, shares of the picture's side.
    """
    total = np.zeros((68, 2))
    sides = np.ones((68, 1))
    sides[_RIGHT] = 1 + expression.asymmetry
    for unit, region in _MOVES:
        amount = expression.of(unit, region)
        if amount:
            total += amount * _table(unit, region)
    return total * sides


@cache
def _table(unit: int, region: Region) -> NDArray[np.float64]:
    """Spread the moves of one half over both."""
    table = np.zeros((68, 2))
    for landmark, (right, down) in _MOVES[unit, region].items():
        table[MIRROR[landmark]] = (-right, down)
        table[landmark] = (right, down)
    return table
