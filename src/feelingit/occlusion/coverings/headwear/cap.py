"""A cap: panels with seams and a button, and a peak that throws its shade on the face."""

import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.headwear.bonnet import Bonnet
from feelingit.occlusion.coverings.headwear.head import Head
from feelingit.occlusion.coverings.headwear.light import lit_side, shading
from feelingit.occlusion.coverings.headwear.opening import hull
from feelingit.occlusion.coverings.headwear.peak import Peak
from feelingit.occlusion.coverings.headwear.sight import in_sight
from feelingit.occlusion.drawing import Canvas, Layer, Points, each_face

PANELS = np.arange(6, dtype=np.float32) * np.float32(np.pi / 3)
TURNS = np.linspace(0, 2 * np.pi, 20, endpoint=False, dtype=np.float32)
PALE, DARK = 0.9, 0.06
TURNED, TWO_TONES, BADGED = 0.4, 0.4, 0.45
"""Shares of the caps: with the peak to a side, with a peak of another tone, with a badge."""
EDGE_ON = 0.12
"""Slope to the line of sight, in radians, below which a peak is seen as a mere line."""
NEAR, DIM = 40, 100
"""Greys that differ by less look the same; darker ones are set off by brighter ones."""
STITCHED = 40
"""Pixels between the eyes from which rows of stitches can be seen."""


def paint(canvas: Canvas) -> None:
    """Put on a cap, its peak straight, to a side, or a little raised."""
    rng, light, lit = canvas.rng, canvas.light, lit_side(canvas)
    head = Head(canvas.frame)
    cap = Bonnet(head, rng.uniform(-0.72, -0.5), rng.uniform(0.1, 0.3), 1.13, head.crown - 0.25)
    droop = rng.uniform(-0.12, 0.42)
    if abs(droop + head.nod) < EDGE_ON:
        droop += 2 * EDGE_ON
    peak = Peak(
        cap,
        turned=rng.uniform(-0.7, 0.7) if rng.random() < TURNED else rng.uniform(-0.08, 0.08),
        half=rng.uniform(0.95, 1.2),
        long=rng.uniform(0.95, 1.25),
        droop=droop,
        bent=rng.uniform(0.1, 0.8),
    )
    tone = light * rng.uniform(DARK, PALE) + 5
    second = light * rng.uniform(DARK, PALE) + 5 if rng.random() < TWO_TONES else tone
    _cast_shade(canvas, peak, lit)
    _, height, side = cap.coordinates(canvas)
    round_light = shading(side, lit)
    _crown(canvas, peak, tone, second, (0.9 + 0.2 * np.clip(height, 0, 1)) * round_light)
    _board(canvas, peak, second, round_light)


def _cast_shade(canvas: Canvas, peak: Peak, lit: float) -> None:
    """Darken forehead and eyes under the peak; what is in shade can still be seen."""
    fall = np.array([-0.25 * lit, canvas.rng.uniform(0.3, 0.62)], np.float32)
    shade = canvas.fill(peak.between(0, 1, fall))
    soft = min(0.07 * canvas.frame.unit, 0.1 * max(canvas.shape))
    # The far side of a turned face reaches beyond its jaw's line.
    face = np.concatenate([canvas.frame.face_outline(0.08), canvas.frame.points])
    canvas.shade(
        canvas.soften(shade, soft) * canvas.fill(hull(face)), canvas.rng.uniform(0.35, 0.6)
    )


def _crown(canvas: Canvas, peak: Peak, tone: float, second: float, light: Layer) -> None:
    """Paint what sits on the skull: its panels, the seams between them, button and badge."""
    cap, unit = peak.cap, canvas.frame.unit
    canvas.paint(canvas.fill(cap.band()), tone * light)
    around = peak.turned + PANELS
    canvas.shade(canvas.stroke(cap.meridians(around), max(0.03 * unit, 0.4)), 0.6)
    if canvas.rng.random() < BADGED:
        canvas.paint(canvas.fill(_badge(canvas, peak)), _set_off(tone, second) * light)
    button = canvas.frame.at(cap.at(cap.head.ahead, 1.0))
    if in_sight(canvas, button, 0.12 * unit):
        canvas.paint(canvas.ellipse(button, 0.12 * unit, 0.07 * unit), 0.9 * second)


def _badge(canvas: Canvas, peak: Peak) -> Points:
    """Give the outline of a badge on the front, an ellipse or nearly a rectangle."""
    rng = canvas.rng
    wide, tall, power = rng.uniform(0.15, 0.28), rng.uniform(0.07, 0.14), rng.choice([0.4, 1.0])
    across = np.sign(np.cos(TURNS)) * np.abs(np.cos(TURNS)) ** power
    up = np.sign(np.sin(TURNS)) * np.abs(np.sin(TURNS)) ** power
    return canvas.frame.at(peak.cap.at(peak.turned + wide * across, 0.26 + tall * up))


def _set_off(tone: float, second: float) -> float:
    """Give the grey of something that is to be seen on one of two tones."""
    if abs(second - tone) > NEAR:
        return second
    return 0.45 * tone if tone > DIM else 1.8 * tone + NEAR


def _board(canvas: Canvas, peak: Peak, tone: float, light: Layer) -> None:
    """Paint the peak, from above with its rows of stitches, or its dark lower side."""
    unit, at = canvas.frame.unit, canvas.frame.at
    board = canvas.fill(peak.between(0, 1))
    from_below = peak.shows_its_lower_side
    canvas.paint(board, light * (tone * (0.5 if from_below else 0.95)))
    if not from_below and unit > STITCHED:
        for share in (0.45, 0.7, 0.9):
            canvas.shade(canvas.stroke(at(peak.line(share)), 0.02 * unit), 0.8)
    canvas.shade(canvas.stroke(at(peak.line(0.0)), 0.05 * unit), 0.55)
    edge = canvas.stroke(at(peak.line(1.0)), 0.04 * unit)
    canvas.paint(edge, light * (tone * (0.8 if from_below else 0.7)))


CAP = covering("cap", "cap", "headwear", each_face("cap", paint))
