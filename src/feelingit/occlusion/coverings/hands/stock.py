"""A small stock of hands, modelled when first asked for and kept."""

from functools import lru_cache

import numpy as np

from feelingit.occlusion.coverings.hands.anatomy import Pose
from feelingit.occlusion.coverings.hands.closed_hand import model_fingers, model_palm
from feelingit.occlusion.coverings.hands.open_hand import model_hand
from feelingit.occlusion.coverings.hands.relief import Model

STOCK = 8
"""How many hands there are of a kind."""
_VARNISHED = 0.15
"""How many of them have dark nails."""


@lru_cache(maxsize=2 * STOCK)
def hand_of_stock(number: int, *, curled: bool = False) -> Model:
    """Give one of the stock's hands: `number` below `STOCK`, its fingers straight or curled."""
    return model_hand(_pose(number, (0.5, 0.85) if curled else (0.0, 0.2)))


@lru_cache(maxsize=STOCK)
def palm_of_stock(number: int) -> Model:
    """Give what of one of the stock's closed hands is behind the thing that it holds."""
    return model_palm(_pose(number, (0.0, 0.3)))


@lru_cache(maxsize=4 * STOCK)
def fingers_of_stock(number: int, reach: float) -> Model:
    """Give what of one of the stock's closed hands is before the thing that it holds.

    Args:
        number: Below `STOCK`.
        reach: How far the longest finger reaches over the thing, in palms.
    """
    return model_fingers(_pose(number, (0.0, 0.3)), reach)


def _pose(number: int, bent: tuple[float, float]) -> Pose:
    rng = np.random.default_rng(number)
    return Pose(
        spread=rng.uniform(-0.045, 0.06),
        bent=np.clip(rng.uniform(*bent) + rng.uniform(-0.08, 0.08, 4), 0, 1),
        thumb=rng.uniform(0.35, 0.85),
        thick=rng.uniform(0.92, 1.06),
        nail=0.45 if rng.random() < _VARNISHED else 1.1,
    )
