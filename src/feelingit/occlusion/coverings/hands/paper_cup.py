"""A paper cup to go: its lid, and a sleeve around it."""

from typing import NamedTuple

import numpy as np

from feelingit.occlusion.coverings.hands.vessel import FLAT, FRONT, Vessel
from feelingit.occlusion.drawing import smooth

TALL = 2.6


class _Make(NamedTuple):
    """The share of light that its parts return, and how the lid's edge differs from the lid."""

    paper: float
    sleeve: float
    lid: float
    edge: float


_MAKES = (
    _Make(paper=0.95, sleeve=0.5, lid=0.1, edge=2.2),
    _Make(paper=0.92, sleeve=0.4, lid=0.95, edge=0.6),
    _Make(paper=0.3, sleeve=0.6, lid=0.95, edge=0.6),
)
_RIGHT = np.array([(0.6, -0.36), (0.92, -0.3), (0.98, -0.1), (1.08, -0.06), (1.1, 0.08)])
_BELOW = np.array([(0.6, 0.24), (0.0, 0.28), (-0.6, 0.24)])
_LID = smooth(np.concatenate([_RIGHT[::-1] * (-1, 1), _RIGHT, _BELOW]), steps=3)
_EDGE = np.stack([1.08 * np.cos(FRONT), FLAT * np.sin(FRONT) + 0.06], axis=1)


def paint_paper_cup(cup: Vessel) -> None:
    """Paint a paper cup."""
    thing, canvas = cup.thing, cup.thing.canvas
    make = _MAKES[canvas.rng.integers(len(_MAKES))]
    canvas.paint(cup.wall, np.float32(make.paper) * cup.light)
    canvas.paint(canvas.fill(cup.band(0.6, 1.75)), np.float32(make.sleeve) * cup.light)
    canvas.paint(canvas.fill(thing.at(_LID)), np.float32(make.lid) * cup.light)
    canvas.shade(canvas.stroke(thing.at(_EDGE), 0.06 * thing.pixels), make.edge)
