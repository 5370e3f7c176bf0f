"""The face itself: skin, its light and shade, and the creases that expressions fold into it."""

import numpy as np

from feelingit.synthetic.canvas import Canvas
from feelingit.synthetic.curves import ellipse, smooth
from feelingit.synthetic.geometry import Sketch
from feelingit.types import Region

SIDES = (-1.0, 1.0)
_FAINTEST = 0.02


def draw_skin(canvas: Canvas, sketch: Sketch) -> None:
    """Paint ears, neck and face, then model them."""
    _neck_and_ears(canvas, sketch)
    canvas.fill(sketch.outline, sketch.identity.skin)
    _model_head(canvas, sketch)
    _model_eyes(canvas, sketch)
    _model_nose(canvas, sketch)
    _model_mouth(canvas, sketch)
    _fold_forehead(canvas, sketch)
    _fold_brows(canvas, sketch)
    _fold_eyes(canvas, sketch)
    _fold_nose(canvas, sketch)
    _fold_cheeks(canvas, sketch)
    _fold_mouth(canvas, sketch)
    _fold_chin(canvas, sketch)
    canvas.carve(sketch.outline)


def _neck_and_ears(canvas: Canvas, sketch: Sketch) -> None:
    person = sketch.identity
    width = person.face_width * 0.68
    neck = np.array([(-width, 0.7), (width, 0.7), (width * 1.1, 1.3), (-width * 1.1, 1.3)])
    canvas.fill(neck, person.skin * 0.6)
    for side in SIDES:
        ear = ellipse(side * person.face_width * 1.02, 0.46, 0.045, 0.095)
        canvas.fill(ear, person.skin * 0.82)


def _crease(
    canvas: Canvas, line: list[tuple[float, float]], depth: float, width: float = 0.009
) -> None:
    if depth > _FAINTEST:
        canvas.crease(smooth(np.array(line), 4), depth, width)


def _model_head(canvas: Canvas, sketch: Sketch) -> None:
    """Round the head: dark at the edges, light on forehead, cheeks and chin; all at rest."""
    width = sketch.identity.face_width
    for side in SIDES:
        canvas.bump((side * (width + 0.02), 0.5), (0.17, 0.6), -0.34)
        canvas.bump((side * width * 0.93, 0.86), (0.26, 0.3), -0.3)
        canvas.bump((side * width * 0.55, 0.52), (0.14, 0.12), 0.13)
    canvas.bump((0, 0.16), (0.3, 0.2), 0.1)
    beard = sketch.identity.beard
    canvas.bump((0, 0.95), (0.42, 0.3), -0.9 * beard)
    canvas.bump((0, 0.7), (0.17, 0.07), -0.9 * beard)


def _model_eyes(canvas: Canvas, sketch: Sketch) -> None:
    for side in SIDES:
        middle = side * sketch.identity.eye_distance
        canvas.bump((middle, 0.375), (0.12, 0.075), -0.2)
        canvas.bump((middle * 0.55, 0.385), (0.05, 0.07), -0.16)
        canvas.bump((middle, 0.45), (0.1, 0.045), -0.1 - 0.1 * sketch.identity.age)


def _model_nose(canvas: Canvas, sketch: Sketch) -> None:
    points = sketch.landmarks
    tip, base = points[30], points[33]
    width = points[35, 0] - points[31, 0]
    canvas.bump((0, 0.47), (0.03, 0.14), 0.16)
    canvas.bump((0, tip[1]), (0.045, 0.045), 0.2)
    for side in SIDES:
        wing = points[31] if side < 0 else points[35]
        canvas.bump((side * 0.052, 0.5), (0.035, 0.13), -0.16)
        canvas.bump((wing[0] * 0.9, wing[1] - 0.012), (0.028, 0.035), 0.08)
        canvas.bump((wing[0] * 1.18, wing[1]), (0.025, 0.04), -0.22)
    canvas.bump((0, base[1] + 0.008), (0.55 * width, 0.03), -0.28)


def _model_mouth(canvas: Canvas, sketch: Sketch) -> None:
    points = sketch.landmarks
    canvas.bump((0, points[51, 1] - 0.035), (0.022, 0.04), -0.1)
    canvas.bump((0, points[57, 1] + 0.014), (0.1, 0.03), -0.26)
    for corner in (points[48], points[54]):
        canvas.bump((corner[0] * 1.06, corner[1]), (0.03, 0.03), -0.25)


def _shows(sketch: Sketch, region: Region, *units: int) -> float:
    """Tell how strongly some action units, together, show in a region."""
    return sum(sketch.expression.of(unit, region) for unit in units)


def _fold_forehead(canvas: Canvas, sketch: Sketch) -> None:
    """AU1 folds the middle of the forehead, AU2 its sides as well."""
    inner, outer = _shows(sketch, "forehead", 1), _shows(sketch, "forehead", 2)
    faint = 0.18 * sketch.identity.age
    for row, level in enumerate((0.115, 0.155, 0.195)):
        reach = 0.1 + 0.12 * min(outer, 1.0) - 0.012 * row
        line = [(-reach, level + 0.014 * outer), (-reach / 2, level), (0.0, level + 0.004)]
        line += [(-x, y) for x, y in reversed(line[:-1])]
        _crease(canvas, line, faint + 0.42 * inner + 0.22 * outer)


def _fold_brows(canvas: Canvas, sketch: Sketch) -> None:
    """AU4 folds the skin between the brows upright."""
    frown = _shows(sketch, "brows", 4)
    level = sketch.landmarks[21, 1]
    for side in SIDES:
        line = [
            (side * 0.036, level - 0.042),
            (side * 0.024, level - 0.012),
            (side * 0.03, level + 0.024),
        ]
        _crease(canvas, line, 0.95 * frown, 0.011)
    canvas.bump((0, level - 0.01), (0.055, 0.05), -0.22 * frown)


def _fold_eyes(canvas: Canvas, sketch: Sketch) -> None:
    """AU6 fans out crow's feet and bags the lower lid, AU7 tightens it."""
    smile, squint = _shows(sketch, "eyes", 6), _shows(sketch, "eyes", 7)
    for side, outer, lower in ((-1.0, 36, 41), (1.0, 45, 46)):
        x, y = sketch.landmarks[outer]
        for rise in (-0.025, 0.0, 0.025):
            line = [(x + side * 0.014, y + rise * 0.5), (x + side * 0.048, y + rise * 1.5)]
            _crease(canvas, line, 0.5 * smile, 0.007)
        middle, under = side * sketch.identity.eye_distance, sketch.landmarks[lower, 1]
        bag = [
            (middle - 0.06, under + 0.016),
            (middle, under + 0.026),
            (middle + 0.06, under + 0.016),
        ]
        _crease(canvas, bag, 0.1 + 0.45 * smile + 0.3 * squint, 0.007)


def _fold_nose(canvas: Canvas, sketch: Sketch) -> None:
    """AU9 folds the bridge across and the sides slantwise, and deepens the wings."""
    wrinkle = _shows(sketch, "nose", 9)
    for level, reach in ((0.405, 0.03), (0.435, 0.036), (0.465, 0.038)):
        line = [(-reach, level + 0.012), (0.0, level - 0.004), (reach, level + 0.012)]
        _crease(canvas, line, 0.95 * wrinkle, 0.01)
    for side in SIDES:
        for level in (0.47, 0.505):
            line = [
                (side * 0.025, level + 0.03),
                (side * 0.05, level),
                (side * 0.062, level - 0.03),
            ]
            _crease(canvas, line, 0.9 * wrinkle, 0.009)
        x, y = sketch.landmarks[31 if side < 0 else 35]
        wing = [(x * 0.9, y - 0.055), (x * 1.16, y - 0.03), (x * 1.2, y + 0.012)]
        _crease(canvas, wing, 0.35 + 0.6 * wrinkle, 0.009)


def _fold_cheeks(canvas: Canvas, sketch: Sketch) -> None:
    """AU6 balls the cheeks and deepens the fold from the nose downwards."""
    raised = _shows(sketch, "cheeks", 6)
    width = sketch.identity.face_width
    for side in SIDES:
        canvas.bump((side * width * 0.6, 0.535), (0.115, 0.075), 0.17 * raised)
        canvas.bump((side * width * 0.62, 0.63), (0.1, 0.05), -0.12 * raised)
        fold = [(side * 0.118, 0.585), (side * 0.15, 0.625), (side * 0.185, 0.68)]
        _crease(canvas, fold, 0.28 * sketch.identity.age + 0.5 * raised, 0.01)


def _fold_mouth(canvas: Canvas, sketch: Sketch) -> None:
    """AU12 brackets the corners, AU15 and AU20 draw lines down from them, AU10 lifts the lip."""
    pulled = _shows(sketch, "mouth", 12)
    dropped = _shows(sketch, "mouth", 15) + 0.6 * _shows(sketch, "mouth", 20)
    lifted = _shows(sketch, "mouth", 10)
    tight = _shows(sketch, "mouth", 23)
    for side, corner in ((-1.0, 48), (1.0, 54)):
        x, y = sketch.landmarks[corner]
        bracket = [
            (x + side * 0.012, y - 0.035),
            (x + side * 0.024, y),
            (x + side * 0.014, y + 0.03),
        ]
        _crease(canvas, bracket, 0.8 * pulled + 0.3 * tight)
        below = [(x + side * 0.002, y), (x + side * 0.016, y + 0.016), (x + side * 0.02, y + 0.036)]
        _crease(canvas, below, 0.85 * dropped)
        lip = sketch.landmarks[50 if side < 0 else 52]
        square = [
            (side * 0.045, lip[1] - 0.03),
            (side * 0.085, lip[1] - 0.022),
            (side * 0.115, lip[1] + 0.008),
        ]
        _crease(canvas, square, 0.8 * lifted)


def _fold_chin(canvas: Canvas, sketch: Sketch) -> None:
    """AU17 balls the chin under a fold."""
    raised = _shows(sketch, "chin", 17)
    level = sketch.neutral[57, 1] + 0.062
    line = [(-0.075, level + 0.025), (0.0, level), (0.075, level + 0.025)]
    _crease(canvas, line, 0.8 * raised, 0.01)
    canvas.bump((0, level + 0.05), (0.075, 0.045), 0.08 + 0.2 * raised)
