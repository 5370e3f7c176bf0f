"""Eyes, brows, nostrils and mouth, drawn along their landmarks."""

import numpy as np

from feelingit.synthetic.canvas import Canvas
from feelingit.synthetic.curves import CIRCLE, Points, ellipse, smooth
from feelingit.synthetic.geometry import Sketch

_LEFT_BROW = 17
_CLOSED = 0.006
_TEETH = 0.034


def draw_features(canvas: Canvas, sketch: Sketch) -> None:
    """Draw what stands on the skin."""
    for first in (36, 42):
        _eye(canvas, sketch, first)
    for first in (_LEFT_BROW, 22):
        _brow(canvas, sketch, first)
    _nostrils(canvas, sketch)
    _mouth(canvas, sketch)


def eye_outline(landmarks: Points, first: int) -> tuple[Points, Points]:
    """Give an eye's upper lid from left to right, and its lower lid from right to left."""
    corner, *lids = range(first, first + 6)
    return smooth(landmarks[[corner, *lids[:3]]]), smooth(landmarks[[*lids[2:], corner]])


def _eye(canvas: Canvas, sketch: Sketch, first: int) -> None:
    person = sketch.identity
    upper, lower = eye_outline(sketch.landmarks, first)
    white = np.vstack((upper, lower))
    canvas.fill(white, 0.35 * person.skin + 150)
    _iris(canvas, sketch, first, np.vstack((upper, lower)))
    lid = upper
    canvas.stroke(lid, min(0.25 * person.skin, 35), 0.013)
    canvas.stroke(lower, 0.55 * person.skin, 0.006)
    lift = max(float(sketch.neutral[first + 1, 1] - sketch.landmarks[first + 1, 1]), 0.0)
    fold = upper[2:-1] - np.array([0.0, 0.019 - 0.4 * lift])
    canvas.stroke(fold, 0.62 * person.skin, 0.006)


def _iris(canvas: Canvas, sketch: Sketch, first: int, opening: Points) -> None:
    """Draw iris, pupil and catchlight, as far as the lids leave them to be seen."""
    middle = sketch.neutral[first : first + 6].mean(axis=0)
    for radius, tone in ((0.0345, sketch.identity.iris), (0.016, 8.0)):
        canvas.fill(_seen(middle, radius, opening), tone)
    glint = middle + np.array([-0.011, -0.012])
    canvas.fill(_seen(glint, 0.0085, opening), 245)


def _seen(centre: Points, radius: float, opening: Points) -> Points:
    """Cut a disc by the lids: each of its points stays between the upper and the lower."""
    disc = centre + radius * CIRCLE
    half = len(opening) // 2
    upper, lower = opening[:half], opening[half:][::-1]
    top = np.interp(disc[:, 0], upper[:, 0], upper[:, 1])
    bottom = np.interp(disc[:, 0], lower[:, 0], lower[:, 1])
    disc[:, 1] = np.clip(disc[:, 1], top, np.maximum(top, bottom))
    return disc


def _brow(canvas: Canvas, sketch: Sketch, first: int) -> None:
    """Draw a brow: thick towards the nose, pointed towards the temple."""
    person = sketch.identity
    middle = smooth(sketch.landmarks[first : first + 5])
    along = np.linspace(0, 1, len(middle))
    from_temple = along if first == _LEFT_BROW else 1 - along
    half = person.brow_thickness * np.minimum(0.25 + 1.5 * from_temple, 1.0)
    ends = np.minimum(1.0, 12 * (1 - from_temple) + 0.55)
    offset = np.column_stack((np.zeros_like(half), half * ends))
    tone = min(person.hair * 0.75, person.skin * 0.5)
    canvas.fill(np.vstack((middle - offset, (middle + offset)[::-1])), tone)


def _nostrils(canvas: Canvas, sketch: Sketch) -> None:
    for index in (32, 34):
        x, y = sketch.landmarks[index]
        canvas.fill(ellipse(x, y - 0.004, 0.018, 0.0095), 0.28 * sketch.identity.skin)


def _mouth(canvas: Canvas, sketch: Sketch) -> None:
    points, person = sketch.landmarks, sketch.identity
    upper_outer, lower_outer = smooth(points[48:55]), smooth(points[[*range(54, 60), 48]])
    upper_inner = smooth(points[60:65])
    lower_inner = smooth(points[[60, 67, 66, 65, 64]])
    lower_inner[:, 1] = np.maximum(lower_inner[:, 1], upper_inner[:, 1])
    lips = person.skin * person.lips
    canvas.fill(np.vstack((upper_outer, lower_outer)), lips)
    canvas.fill(np.vstack((upper_outer, upper_inner[::-1])), 0.86 * lips)
    shine = points[[59, 58, 57, 56, 55]] * 0.5 + points[[60, 67, 66, 65, 64]] * 0.5
    canvas.blend(_lens(smooth(shine), 0.006), 1.25 * lips + 12, 0.6)
    if float(points[66, 1] - points[62, 1]) > _CLOSED:
        _cavity(canvas, sketch, upper_inner, lower_inner)
    line = np.vstack((points[48:49], (upper_inner + lower_inner) / 2, points[54:55]))
    if float(points[66, 1] - points[62, 1]) <= 2 * _CLOSED:
        canvas.stroke(line, 0.26 * person.skin, 0.011)


def _lens(line: Points, half: float) -> Points:
    """Widen a line in its middle."""
    offset = np.zeros_like(line)
    offset[:, 1] = half * np.sin(np.linspace(0, np.pi, len(line)))
    return np.vstack((line - offset, (line + offset)[::-1]))


def _cavity(canvas: Canvas, sketch: Sketch, upper: Points, lower: Points) -> None:
    """Open the mouth: dark, with the teeth that the lips bare."""
    canvas.fill(np.vstack((upper, lower[::-1])), 28)
    shows = sketch.expression
    smile = max(shows.of(12, "mouth"), shows.of(10, "mouth"), shows.of(20, "mouth"))
    teeth = 0.25 * sketch.identity.skin + 175
    edge = upper.copy()
    edge[:, 1] = np.minimum(upper[:, 1] + _TEETH * (0.45 + 0.55 * smile), lower[:, 1])
    canvas.fill(np.vstack((upper, edge[::-1])), teeth)
    bared = max(shows.of(16, "mouth"), 0.8 * shows.of(20, "mouth"))
    if bared:
        edge = lower.copy()
        edge[:, 1] = np.maximum(lower[:, 1] - 0.02 * bared, upper[:, 1] + 0.004)
        edge[:, 1] = np.minimum(edge[:, 1], lower[:, 1])
        canvas.fill(np.vstack((edge, lower[::-1])), 0.88 * teeth)
    canvas.ring(np.vstack((upper, lower[::-1])), 0.3 * sketch.identity.skin, 0.007)
