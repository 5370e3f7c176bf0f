"""What is around and upon a face whoever it is and whatever it does: background, hair, glasses.

None of it depends on the expression.
"""

import numpy as np

from feelingit.synthetic.canvas import Canvas
from feelingit.synthetic.curves import CIRCLE, Points, smooth
from feelingit.synthetic.geometry import Sketch

_CLOTHES = 0.55
_RIM: Points = np.sign(CIRCLE) * np.abs(CIRCLE) ** 0.7


def draw_background(canvas: Canvas, sketch: Sketch) -> None:
    """Shade the ground evenly from one side to the other, and put the shoulders before it."""
    tone, across, down = sketch.scene.background
    canvas.ground(tone, across, down)
    shoulders = np.array(
        [(-0.9, 1.3), (-0.62, 1.02), (-0.28, 0.94), (0.28, 0.94), (0.62, 1.02), (0.9, 1.3)]
    )
    canvas.fill(smooth(shoulders), (tone * 0.4 + 90) * _CLOTHES)


def draw_hair_behind(canvas: Canvas, sketch: Sketch) -> None:
    """Draw the hair that hangs or stands behind the head."""
    person = sketch.identity
    if person.style == "long":
        width = person.face_width + 0.085
        half = [(-width * 0.86, 1.3), (-width * 1.02, 0.9), (-width, 0.5), (-width * 0.8, 0.1)]
        curtain = [*half, (0.0, -0.3), *((-x, y) for x, y in reversed(half))]
        canvas.fill(smooth(np.array(curtain)), person.hair * 0.8)
    elif person.style == "curly":
        angles = np.linspace(-0.15 * np.pi, 1.15 * np.pi, 28)
        bulge = 1 + 0.05 * (np.arange(28) % 2)
        x = (person.face_width + 0.09) * bulge * np.cos(angles)
        y = 0.34 - 0.62 * bulge * np.sin(angles)
        canvas.fill(smooth(np.column_stack((x, y))), person.hair * 0.85)


def draw_hair_in_front(canvas: Canvas, sketch: Sketch) -> None:
    """Draw the hair above the forehead and down the temples, with a few strands."""
    person = sketch.identity
    if person.style == "bald":
        return
    line = _hairline(sketch)
    width = person.face_width
    over = [(width * 1.07, 0.1), (width * 0.8, -0.3), (-width * 0.8, -0.3), (-width * 1.07, 0.1)]
    canvas.fill(np.vstack((line, smooth(np.array(over)))), person.hair)
    for strand in range(7):
        start = line[4 + strand * (len(line) - 8) // 6]
        tip = np.array([person.parting * 0.5 + start[0] * 0.75, -0.2])
        bent = (start + tip) / 2 + np.array([0.03 * np.sign(start[0] + 1e-9), 0.0])
        shade = person.hair + (18 if strand % 2 else -14)
        canvas.stroke(smooth(np.vstack((start, bent, tip))), shade, 0.008)


def _hairline(sketch: Sketch) -> Points:
    """Run along the edge of the hair on the skin, from the left ear to the right."""
    person = sketch.identity
    width, top = person.face_width, person.hairline
    temple = {"short": 0.4, "swept": 0.34, "long": 0.62, "curly": 0.4}[person.style]
    inset = {"short": 0.97, "swept": 0.96, "long": 0.93, "curly": 0.93}[person.style]
    left = [
        (-width * 1.05, temple),
        (-width * inset, temple * 0.66),
        (-width * 0.85, 0.55 * top + 0.13),
        (-width * 0.5, top + 0.025),
    ]
    right = [(-x, y) for x, y in reversed(left)]
    middle = [(0.0, top)]
    if person.style in ("swept", "long"):
        middle = [(person.parting, min(top, 0.03) - 0.01)]
    return smooth(np.array([*left, *middle, *right]))


def draw_glasses(canvas: Canvas, sketch: Sketch) -> None:
    """Put glasses on those who wear them."""
    person = sketch.identity
    if not person.glasses:
        return
    tone = 0.15 * person.skin
    for side in (-1.0, 1.0):
        frame = _RIM * np.array([0.118, 0.082]) + np.array([side * person.eye_distance, 0.41])
        canvas.blend(frame, 235, 0.06)
        canvas.ring(frame, tone, 0.013)
        arm = np.array(
            [(side * (person.eye_distance + 0.118), 0.39), (side * person.face_width * 1.02, 0.38)]
        )
        canvas.stroke(arm, tone, 0.013)
    gap = person.eye_distance - 0.118
    bridge = np.array([(-gap, 0.4), (0.0, 0.388), (gap, 0.4)])
    canvas.stroke(smooth(bridge), tone, 0.013)
