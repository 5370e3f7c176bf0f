"""One face's expression: how strongly each action unit is at work, and where it may show.

Knows the prototypes of the emotions; nothing about points or pixels.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import Emotion
from feelingit.synthetic.action_units import ACTION_UNITS, COMPANIONS, MOVES_IN, PROTOTYPES
from feelingit.types import Region

COMPANION_SHARE = 0.6
"""How many of an emotion's faces show its companion units."""


@dataclass(frozen=True)
class Expression:
    """What a face does.

    Attributes:
        emotion: That it means.
        intensity: 0 to 1; 0 for neutral.
        amounts: Strength of each action unit at work, above 0.
        asymmetry: By how much more the right half of the picture moves than the left.
        carried_by: The one region where it shows; None is everywhere.
    """

    emotion: Emotion
    intensity: float
    amounts: dict[int, float]
    asymmetry: float
    carried_by: Region | None

    def of(self, unit: int, region: Region) -> float:
        """Tell how strongly an action unit shows in a region."""
        if self.carried_by not in (None, region):
            return 0.0
        return self.amounts.get(unit, 0.0)

    def vector(self) -> NDArray[np.float32]:
        """Give the strengths as shown, `float32`, in the order of `ACTION_UNITS`."""
        shown = [max(self.of(unit, region) for region in MOVES_IN[unit]) for unit in ACTION_UNITS]
        return np.array(shown, dtype=np.float32)


def sample_expression(
    generator: np.random.Generator,
    emotion: Emotion,
    intensity: tuple[float, float],
    carried_by: Region | None,
) -> Expression:
    """Draw how a face shows an emotion: with what intensity, units and asymmetry."""
    overall = float(generator.uniform(*intensity)) if PROTOTYPES[emotion] else 0.0
    units = dict(PROTOTYPES[emotion])
    if generator.random() < COMPANION_SHARE:
        units |= COMPANIONS.get(emotion, {})
    amounts = {
        unit: float(strength * overall * generator.uniform(0.85, 1.1))
        for unit, strength in units.items()
    }
    return Expression(emotion, overall, amounts, float(generator.normal(0, 0.06)), carried_by)
