"""Glasses as they sit on a face: two lenses, the bridge, and the temples back to the ears."""

from dataclasses import dataclass

import numpy as np

from feelingit.landmarks.points import LEFT_EYE, RIGHT_EYE
from feelingit.occlusion.coverings.eyewear.lenses import LENSES, LensShape
from feelingit.occlusion.drawing import Canvas, FaceFrame, Layer, Points
from feelingit.occlusion.drawing.head_size import head_size

HALF_APART = 0.5
"""From the nose's bridge to an eye's centre where the face is frontal, in face units."""


@dataclass(frozen=True)
class Side:
    """One half of the glasses, in pixels unless said otherwise.

    Attributes:
        outline: `[k, 2]`, of the lens.
        centre: `[2]`, of the lens.
        half: Half the lens's width and height in face units.
        temple: `[k, 2]`, from the lens to the ear; None where the lens hides it.
    """

    outline: Points
    centre: Points
    half: tuple[float, float]
    temple: Points | None


@dataclass(frozen=True)
class Glasses:
    """Glasses on a face.

    Attributes:
        sides: The image's left and right half.
        bridge: `[k, 2]`s in pixels, a line a bar.
        unit: The face's size in pixels, which a turn of the head does not shrink.
        shape: Of the lenses.
    """

    sides: tuple[Side, Side]
    bridge: tuple[Points, ...]
    unit: float
    shape: LensShape

    def lenses(self, canvas: Canvas) -> Layer:
        """Cover both lenses."""
        return canvas.fill(*(side.outline for side in self.sides))

    def paint_temples(self, canvas: Canvas, width: float, grey: float) -> None:
        """Paint what runs back to the ears, `width` face units wide."""
        for side in self.sides:
            if side.temple is not None:
                canvas.paint(canvas.stroke(side.temple, width * self.unit), grey)

    def paint_rims(self, canvas: Canvas, width: float, bar: float, grey: float) -> None:
        """Paint the rims and the bridge, `width` and `bar` face units wide."""
        for side in self.sides:
            canvas.paint(canvas.stroke(side.outline, width * self.unit, closed=True), grey)
        for line in self.bridge:
            canvas.paint(canvas.stroke(line, bar * self.unit), grey)


def put_on(canvas: Canvas, shape: str, *, size: float = 1.0, slipped: float = 0.0) -> Glasses:
    """Put glasses on the face.

    Args:
        canvas: Holds the face.
        shape: Of the lenses, one of `LENSES`.
        size: Of the lenses, beside their usual one.
        slipped: How far down the nose, in face units.
    """
    frame, lens = canvas.frame, LENSES[shape]
    grown = head_size(frame)
    half = lens.wide * size, lens.tall * size * grown
    sides = (_side(frame, lens, -1, half, slipped), _side(frame, lens, 1, half, slipped))
    inner = [_inner(lens, side) for side in sides]
    unit = frame.unit * (0.5 + 0.5 * grown)
    return Glasses(sides, _bars(frame, lens, inner, half[1]), unit, lens)


def _side(
    frame: FaceFrame, lens: LensShape, outward: int, half: tuple[float, float], slipped: float
) -> Side:
    """Put one lens before its eye: `half` is half its size seen from the front, in face units."""
    bridge = float(frame.uv[27, 0])
    eye = frame.uv[LEFT_EYE if outward < 0 else RIGHT_EYE].mean(axis=0)
    # The far half of a turned head is seen at a slant, the near one more from the front.
    slant = float(np.clip(outward * (eye[0] - bridge) / HALF_APART, 0.25, 1.5))
    wide, tall = half[0] * slant, half[1]
    u = bridge + outward * (0.12 * min(slant, 1.0) + wide)
    u = 0.5 * (u + float(eye[0]) + outward * 0.03)
    v = float(eye[1]) + 0.05 + 0.3 * (tall - 0.25) + slipped
    scale = np.array([outward * wide, tall], np.float32)
    outline = frame.at(np.array([u, v], np.float32) + lens.outline * scale)
    hinge = np.array([u + outward * 0.97 * wide, v - 0.5 * tall], np.float32)
    ear = frame.uv[0 if outward < 0 else 16] + np.array([0, -0.06], np.float32)
    seen = outward * (ear[0] - hinge[0]) > 0.04  # noqa: PLR2004 - else behind the lens
    temple = frame.at(np.stack([hinge, ear])) if seen else None
    return Side(outline, frame.at((u, v))[0], (wide, tall), temple)


def _inner(lens: LensShape, side: Side) -> Points:
    """Find the lens's edge towards the nose at the height of the bridge, in pixels."""
    towards_nose = lens.outline[:, 0] < 0
    nearest = np.argmin(np.where(towards_nose, np.abs(lens.outline[:, 1] - lens.bridge), np.inf))
    found: Points = side.outline[nearest]
    return found


def _bars(
    frame: FaceFrame, lens: LensShape, inner: list[Points], tall: float
) -> tuple[Points, ...]:
    """Lay the bridge: a bow over the nose, and above it a straight bar where there are two."""
    left, right = inner
    rise = frame.down * np.float32(0.16 * tall * frame.unit)
    bow = np.stack([left, (left + right) / 2 - rise, right])
    if lens.bars == 1:
        return (bow,)
    return bow, np.stack([left, right]) - 2.2 * rise
