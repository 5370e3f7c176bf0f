"""The study's landmark masks: forehead, eyes and brows, nose and mouth, blackened.

The study hid bands of the picture in their place, since its detector missed small faces. The
forehead's lower edge is the eyes' upper one, so that these two never hide the same pixel twice.
"""

import cv2
import numpy as np

from feelingit.landmarks.points import LEFT_BROW, LEFT_EYE, LIPS, RIGHT_BROW, RIGHT_EYE
from feelingit.occlusion.contract import Condition
from feelingit.occlusion.drawing import Canvas, Layer, Points, each_face, smooth
from feelingit.occlusion.drawing.each import Paint

BLACK = 0.0
ABOVE_BROWS = 0.1
"""How far above the brows' landmarks forehead and eyes part, in eye distances."""
BELOW_EYES = 0.2
"""The margin about the eyes, in eye distances."""
ABOUT_MOUTH = 0.2
"""The margin about nose and mouth, in eye distances."""
_FAR = 6.0
"""Beyond every face, in eye distances."""


def forehead(canvas: Canvas) -> None:
    """Blacken the face from the brow line up to the hairline, over its whole width."""
    face = canvas.fill(canvas.frame.face_outline(grow=0.06))
    canvas.paint(face * _above_the_brows(canvas), BLACK)


def eyes(canvas: Canvas) -> None:
    """Blacken eyes and brows and what lies between them."""
    uv = canvas.frame.uv
    # The brows' margin is the brow line's; the hull's reaches past it and is cut there.
    parts = np.concatenate([uv[LEFT_BROW], uv[RIGHT_BROW], uv[LEFT_EYE], uv[RIGHT_EYE]])
    canvas.paint(_rounded_hull(canvas, parts, BELOW_EYES) * (1 - _above_the_brows(canvas)), BLACK)


def nose_and_mouth(canvas: Canvas) -> None:
    """Blacken what lies between the bridge's end and the chin line, just wider than the mouth."""
    uv = canvas.frame.uv
    wings, corners, chin = uv[[31, 35]], uv[[48, 54]], uv[8]
    middle = wings.mean(axis=0)
    inside = np.array([0, ABOUT_MOUTH], np.float32)
    parts = [
        uv[28:30].mean(axis=0, keepdims=True) + inside,
        middle + 1.5 * (wings - middle),
        uv[LIPS],
        # The chin's own roundness; the margin is not to reach beyond the chin line.
        chin - inside + 0.45 * (corners - corners.mean(axis=0)),
    ]
    canvas.paint(_rounded_hull(canvas, np.concatenate(parts), ABOUT_MOUTH), BLACK)


def _above_the_brows(canvas: Canvas) -> Layer:
    """Cover all that lies above a smooth line over both brows."""
    frame = canvas.frame
    brows = frame.uv[17:27] - np.array([0, ABOVE_BROWS], np.float32)
    line = smooth(brows[np.argsort(brows[:, 0])], closed=False)
    (left, first), (right, last) = line[0], line[-1]
    # Beyond the brows the line falls away a little, as they do, then runs on.
    ends = np.array([[right + _FAR, last], [right + _FAR, -_FAR], [left - _FAR, -_FAR]])
    edge = np.concatenate([[[left - _FAR, first]], line, ends]).astype(np.float32)
    return canvas.fill(frame.at(edge))


def _rounded_hull(canvas: Canvas, uv: Points, margin: float) -> Layer:
    """Cover the convex hull of points in face coordinates and a margin about it."""
    frame = canvas.frame
    hull = cv2.convexHull(frame.at(uv)).reshape(-1, 2).astype(np.float32)
    rim = canvas.stroke(hull, 2 * margin * frame.unit, closed=True)
    return np.maximum(canvas.fill(hull), rim)


def _shape(name: str, label: str, hides: str, paint: Paint) -> Condition:
    return Condition(
        name,
        label,
        "shape",
        hides,
        each_face(name, paint),
        follows_face=True,
        control=f"{name}@box",
    )


SHAPES: tuple[Condition, ...] = (
    _shape("forehead_shape", "forehead shape", "forehead", forehead),
    _shape("eyes_shape", "eye and brow shape", "eyes", eyes),
    _shape("nose_mouth_shape", "nose and mouth shape", "lower_face", nose_and_mouth),
)
"""All of them, in the order of tables."""
