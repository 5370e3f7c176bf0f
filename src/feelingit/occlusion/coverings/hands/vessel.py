"""What a mug and a paper cup have in common: a round wall, lit, seen a little from above."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from feelingit.occlusion.coverings.hands.thing import Thing
from feelingit.occlusion.drawing import Layer, Points

FLAT = 0.2
"""How round its rim is seen, height by width."""
FRONT = np.linspace(0, np.pi, 15)
AROUND = np.linspace(0, 2 * np.pi, 41)[:-1]


@dataclass(frozen=True)
class Vessel:
    """A cup. Its rim's middle is the thing's (0, 0), half its width there the thing's unit.

    Attributes:
        thing: Where it is.
        foot: Half its width at the foot.
        tall: From the rim to the foot.
    """

    thing: Thing
    foot: float
    tall: float

    @cached_property
    def wall(self) -> Layer:
        """Cover the wall."""
        outline = self._band(0.0, self.tall)
        outline[: len(FRONT), 1] = 0
        return self.thing.canvas.fill(self.thing.at(outline))

    def band(self, top: float, bottom: float) -> Points:
        """Outline a band around the wall, in pixels, from `top` to `bottom` below the rim."""
        return self.thing.at(self._band(top, bottom))

    @cached_property
    def light(self) -> Layer:
        """The grey of a white wall, brightest off its middle."""
        away = self.thing.xy()[0] - np.float32(self.thing.canvas.rng.uniform(-0.5, 0.5))
        lit: Layer = np.clip(1.02 - 0.42 * np.square(away), 0.3, 1)
        return lit * np.float32(self.thing.canvas.light)

    def _band(self, top: float, bottom: float) -> Points:
        upper, lower = (1 + (self.foot - 1) * y / self.tall for y in (top, bottom))
        x = np.concatenate([upper * np.cos(FRONT), -lower * np.cos(FRONT)])
        bow = FLAT * np.sin(FRONT)
        y = np.concatenate([top + upper * bow, bottom + lower * bow])
        return np.stack([x, y], axis=1).astype(np.float32)
