"""The shapes of lenses: closed curves in a lens's own coordinates.

x runs from the nose's side, -1, to the temple's, 1; y from the top, -1, down to 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from feelingit.occlusion.drawing import smooth


@dataclass(frozen=True)
class LensShape:
    """One shape of lens.

    Attributes:
        outline: `float32 [k, 2]` in the lens's own coordinates, closed.
        tall: Half its height in face units.
        wide: Half its width in face units.
        bridge: Where the bridge meets it, y.
        bars: How many bars the bridge has.
    """

    outline: NDArray[np.float32]
    tall: float
    wide: float
    bridge: float
    bars: int = 1


def _through(*points: tuple[float, float]) -> NDArray[np.float32]:
    return smooth(points, steps=5)


def _superellipse(power: float) -> NDArray[np.float32]:
    """Lay an outline between an ellipse, power 2, and its box."""
    turns = np.linspace(0, 2 * np.pi, 41)[:-1]
    ring = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    outline: NDArray[np.float32] = np.sign(ring) * np.abs(ring) ** (2 / power)
    return outline.astype(np.float32)


LENSES: Mapping[str, LensShape] = MappingProxyType(
    {
        "round": LensShape(_superellipse(2.0), tall=0.35, wide=0.35, bridge=-0.35),
        "aviator": LensShape(
            _through(
                *((-0.93, -0.72), (-0.3, -0.98), (0.5, -0.98), (1.0, -0.6)),
                *((0.98, 0.1), (0.62, 0.82), (0.1, 1.0), (-0.45, 0.68), (-0.88, 0.0)),
            ),
            tall=0.36,
            wide=0.42,
            bridge=-0.55,
            bars=2,
        ),
        "wayfarer": LensShape(
            _through(
                *((-0.96, -0.75), (-0.4, -0.98), (0.4, -1.0), (1.0, -0.92)),
                *((0.93, -0.2), (0.72, 0.7), (0.25, 1.0), (-0.4, 0.96), (-0.82, 0.5)),
            ),
            tall=0.29,
            wide=0.41,
            bridge=-0.5,
        ),
        "rectangle": LensShape(_superellipse(4.0), tall=0.21, wide=0.37, bridge=-0.35),
        "oval": LensShape(_superellipse(2.4), tall=0.25, wide=0.36, bridge=-0.3),
        "cat_eye": LensShape(
            _through(
                *((-0.95, -0.35), (-0.4, -0.75), (0.4, -0.88), (1.08, -1.1)),
                *((0.98, -0.1), (0.62, 0.72), (0.0, 1.0), (-0.62, 0.75)),
            ),
            tall=0.28,
            wide=0.4,
            bridge=-0.35,
        ),
    }
)
"""By name."""
