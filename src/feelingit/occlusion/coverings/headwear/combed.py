"""How the hair of a fringe is combed: where its strands run and where they end."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feelingit.occlusion.coverings.headwear.head import Numbers


@dataclass(frozen=True)
class Combed:
    """How hair is combed from the crown.

    Attributes:
        parting: Where it is parted, in radians round the head.
        away: How far strands run from the parting to both sides on their way down, in radians.
        aslant: How far all strands run to the image's right, in radians.
        middle: Where they end at the parting, y.
        falls: How much lower they end with the distance from the parting, per radian.
        leans: How much lower they end towards the image's right, per radian.
    """

    parting: float = 0.0
    away: float = 0.0
    aslant: float = 0.0
    middle: float = -0.4
    falls: float = 0.0
    leans: float = 0.0

    def end(self, longitude: NDArray[np.floating]) -> NDArray[np.floating]:
        """Give the height down to which hair hangs, y."""
        aside = longitude - self.parting
        low = self.middle + self.falls * np.abs(aside) ** 1.3 + self.leans * longitude
        ends: NDArray[np.floating] = np.clip(low + 0.06 * longitude**2, -1.0, 0.75)
        return ends

    def root(self, longitude: Numbers, down: Numbers) -> Numbers:
        """Give where strands start that pass a longitude; `down` is 0 at the crown, 1 below."""
        aside = longitude - self.parting
        run = down * down
        spread = aside - self.away * run * np.tanh(4 * aside)
        root: Numbers = self.parting + spread - self.aslant * run
        return root


def any_way(rng: np.random.Generator) -> Combed:
    """Comb straight down, to a side, or as a curtain to both."""
    style = rng.choice(["straight", "swept", "curtain"])
    if style == "straight":
        return Combed(middle=rng.uniform(-0.45, -0.12), aslant=rng.uniform(-0.1, 0.1))
    way = float(rng.choice([-1.0, 1.0]))
    if style == "swept":
        return Combed(
            parting=-0.7 * way,
            aslant=rng.uniform(0.35, 0.7) * way,
            middle=rng.uniform(-0.5, -0.3),
            leans=rng.uniform(0.2, 0.42) * way,
        )
    return Combed(
        parting=rng.uniform(-0.2, 0.2),
        away=rng.uniform(0.4, 0.7),
        middle=rng.uniform(-0.92, -0.66),
        falls=rng.uniform(0.75, 1.1),
    )
