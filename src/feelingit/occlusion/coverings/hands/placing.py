"""Put models before a face, in its skin's tone and its light, with their shadow on it."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.occlusion.coverings.hands.anatomy import PALM
from feelingit.occlusion.coverings.hands.relief import Affine, Model, lay
from feelingit.occlusion.drawing import Canvas, FaceFrame, Layer, Points
from feelingit.occlusion.drawing.head_size import head_size

_BLUR, _AWAY = 0.07, 0.2
"""How soft a shadow is and how far it falls, in face units."""
_TURNED = 0.25
"""From this turn of the head on, one cheek is seen much better than the other."""


@dataclass(frozen=True)
class Skin:
    """The face's own skin and light, as a hand beside it takes them on.

    Attributes:
        grey: The grey value of what faces the viewer.
        towards: `[2]`, where the light comes from in the picture.
    """

    grey: float
    towards: Points


@dataclass(frozen=True)
class Place:
    """Where a model is.

    Attributes:
        origin: `[2]` in face coordinates, where its (0, 0) lies.
        angle: Of its y in face coordinates, in radians: 0 is along u, a quarter turn along v.
        size: Of its unit in face units.
        mirrored: Whether x points the other way: a left hand.
    """

    origin: NDArray[np.floating]
    angle: float
    size: float
    mirrored: bool = False

    def on(self, frame: FaceFrame) -> Affine:
        """Bring it to pixels."""
        along = np.cos(self.angle) * frame.right + np.sin(self.angle) * frame.down
        across = (-1 if self.mirrored else 1) * np.array([-along[1], along[0]])
        axes = np.stack([across, along], axis=1) * (self.size * frame.unit)
        return np.column_stack([axes, frame.at(self.origin)[0]])


def skin_of(canvas: Canvas) -> Skin:
    """See how the face's skin is toned and lit; to be asked before anything is painted on it."""
    points = canvas.frame.points
    # The cheeks, from the jaw to the nose and from the eyes to the mouth's corners.
    rings: Sequence[list[int]] = ([1, 3, 5, 48, 31, 36], [15, 13, 11, 54, 35, 45])
    left, right = (_mean_tone(canvas, points[ring]) for ring in rings)
    side = np.clip(1.3 * (right - left) / max(left + right, 1), -0.45, 0.45)
    towards = side * canvas.frame.right - 0.35 * canvas.frame.down
    grey = canvas.rng.uniform(0.98, 1.16) * (0.65 * max(left, right) + 0.35 * min(left, right))
    return Skin(float(np.clip(grey, 30, 225)), towards.astype(np.float32))


def _mean_tone(canvas: Canvas, ring: Points) -> float:
    layer = canvas.fill(ring)
    total = float(layer.sum())
    return float(np.vdot(layer, canvas.grey)) / total if total > 1 else float(canvas.grey.mean())


def paint_model(
    canvas: Canvas, model: Model, place: Place, skin: Skin, *, shadow: bool = True
) -> None:
    """Paint a model and, if so wished, its shadow before a face."""
    area, covered, light = lay(canvas.shape, model, place.on(canvas.frame), skin.towards)
    if shadow:
        whole = np.zeros(canvas.shape, np.float32)
        whole[area] = covered
        cast_shadow(canvas, whole, skin.towards)
    canvas.grey[area] += skin.grey * light - covered * canvas.grey[area]
    canvas.hidden[area] += covered * (1 - canvas.hidden[area])


def cast_shadow(canvas: Canvas, covered: Layer, towards: Points, by: float = 0.4) -> None:
    """Let what is held before a face take light from it, on the side away from the light.

    Args:
        canvas: Holds the face.
        covered: What is held.
        towards: `[2]`, where the light comes from in the picture.
        by: How much of the light it takes.
    """
    radius, shift = _BLUR * canvas.frame.unit, -_AWAY * canvas.frame.unit * towards
    # A soft shadow is as well made on fewer pixels.
    height, width = canvas.shape
    coarse = int(np.clip(radius, 1, min(8, height, width)))
    size = (-(-width // coarse), -(-height // coarse))
    small = cv2.resize(covered, size, interpolation=cv2.INTER_AREA).astype(np.float32, copy=False)
    back = np.array([width / size[0], height / size[1]])
    matrix = np.array([[back[0], 0, shift[0]], [0, back[1], shift[1]]])
    matrix[:, 2] += (back - 1) / 2
    soft = canvas.soften(small, radius / coarse)
    canvas.shade(cv2.warpAffine(soft, matrix, (width, height)).astype(np.float32), 1 - by)


def one_side(canvas: Canvas) -> int:
    """Draw the image's left, -1, or its right, 1."""
    return 1 if canvas.rng.integers(2) else -1


def seen_side(canvas: Canvas) -> int:
    """Draw the side of one cheek, the one that is seen where the head is turned."""
    side, turn = one_side(canvas), canvas.frame.turn
    return side if abs(turn) < _TURNED else (-1 if turn > 0 else 1)


def palm_size(canvas: Canvas) -> float:
    """Draw how large a hand's palm is, in face units: as large as the head asks for."""
    return PALM * head_size(canvas.frame) * float(canvas.rng.uniform(0.9, 1.08))
