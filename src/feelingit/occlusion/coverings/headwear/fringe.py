"""A fringe: strands of hair over forehead and brows, straight, to a side, or as a curtain."""

import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.headwear.bonnet import Bonnet
from feelingit.occlusion.coverings.headwear.cloth import cast_shadow
from feelingit.occlusion.coverings.headwear.combed import Combed, any_way
from feelingit.occlusion.coverings.headwear.hair import hair_tone, strands
from feelingit.occlusion.coverings.headwear.head import Head
from feelingit.occlusion.coverings.headwear.light import lit_side, shading
from feelingit.occlusion.drawing import Canvas, Points, each_face

EDGE = 1.35
"""How far round the head the hair reaches to each side, in radians."""
STRAYS = 5


def paint(canvas: Canvas) -> None:
    """Comb hair from the crown over the forehead; between its tips the face is seen."""
    rng, lit = canvas.rng, lit_side(canvas)
    head = Head(canvas.frame)
    combed = any_way(rng)
    tone = hair_tone(canvas, head)
    hair = Bonnet(head, -0.4, 0.2, 1.07, head.crown - rng.uniform(0.05, 0.2))
    shell = _shell(hair)
    back = canvas.fill(_locks(hair, combed, rng, 17, shell, higher=0.1))
    front = canvas.fill(_locks(hair, combed, rng, 23, shell))
    cast_shadow(canvas, np.maximum(back, front), 0.06, 0.6)
    longitude, height, side = hair.coordinates(canvas)
    root = combed.root(longitude, np.clip(1 - height, 0, 1.6))
    grain = strands(canvas, root)
    shine = np.exp(-(((height - 0.45) / 0.22) ** 2))
    lie = (1 + 0.4 * grain + 0.4 * shine * (0.6 + grain)) * shading(side, lit)
    canvas.paint(back, tone * 0.75 * lie)
    canvas.paint(front, tone * lie)
    stray = canvas.fill(*_strays(hair, combed, rng))
    canvas.paint(0.7 * stray, tone * lie)


def _shell(hair: Bonnet) -> Points:
    """Give the line over the top of the head from one side to the other, in face coordinates."""
    across = np.concatenate([np.full(5, EDGE), np.linspace(EDGE, -EDGE, 9), np.full(5, -EDGE)])
    up = np.linspace(0.3, 0.95, 5)
    return hair.at(hair.head.ahead + across, np.concatenate([up, np.full(9, 0.999), up[::-1]]))


def _locks(
    hair: Bonnet,
    combed: Combed,
    rng: np.random.Generator,
    count: int,
    shell: Points,
    *,
    higher: float = 0.0,
) -> Points:
    """Give the outline of hair whose lower edge is tips of locks with gaps between, in pixels."""
    bounds = hair.head.ahead + np.linspace(-EDGE, EDGE, count + 1)
    bounds += rng.uniform(-0.03, 0.03, count + 1)
    width, middle = bounds[1:] - bounds[:-1], (bounds[1:] + bounds[:-1]) / 2
    slant = 0.13 * np.sign(combed.aslant) + 0.08 * np.sign(combed.away * (middle - combed.parting))
    tips = combed.end(middle) - higher + rng.normal(0, 0.045, count)
    gaps = combed.end(bounds) - higher - 0.42 * rng.random(count + 1) ** 1.5 - 0.04
    # Each lock: its gap, its swelling side, its tip, its other side.
    longitude = np.empty((count, 4), np.float32)
    longitude[:, 0], longitude[:, 2] = bounds[:-1], middle + slant
    longitude[:, 1], longitude[:, 3] = middle - 0.36 * width, middle + 0.4 * width
    y = np.empty((count, 4), np.float32)
    y[:, 0], y[:, 2] = gaps[:-1], tips
    y[:, 1], y[:, 3] = 0.45 * gaps[:-1] + 0.55 * tips, 0.45 * gaps[1:] + 0.55 * tips
    edge = hair.head.around(longitude.ravel(), y.ravel(), hair.swell)
    return hair.head.frame.at(np.concatenate([edge, shell]))


def _strays(hair: Bonnet, combed: Combed, rng: np.random.Generator) -> list[Points]:
    """Give a few thin strands that hang below the rest, in pixels."""
    start = hair.head.ahead + rng.uniform(-1, 1, STRAYS)
    low = combed.end(start) + rng.uniform(0.0, 0.2, STRAYS)
    high = low - rng.uniform(0.35, 0.6, STRAYS)
    bend = start + rng.uniform(-0.12, 0.12, STRAYS)
    longitude = np.stack([start, bend, bend + 0.02, start + 0.02], axis=1)
    y = np.stack([high, low, low - 0.03, high], axis=1)
    lines = hair.head.around(longitude.ravel(), y.ravel(), hair.swell)
    return np.split(hair.head.frame.at(lines), STRAYS)


FRINGE = covering("fringe", "fringe of hair", "headwear", each_face("fringe", paint))
