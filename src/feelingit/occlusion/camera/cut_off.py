"""A face that is only partly in the picture: cut off at one of the camera's edges.

In life the face would lie nearer to the edge. Here it stays where it is, so that pixels
correspond to those of the bare face, and what lies beyond the edge is black. Edges are the
camera's, so that they do not turn with the head.
"""

from functools import partial

import numpy as np

from feelingit.occlusion.contract import Condition, covering
from feelingit.occlusion.drawing import Canvas, each_face

LEAST, MOST = 0.2, 0.45
"""How much of the face's height or width lies beyond the edge, of what was in the picture."""
EDGES = ("top", "bottom", "left", "right")


def paint(edge: str, canvas: Canvas) -> None:
    """Hide a share of the face beyond one edge."""
    axis = 1 if edge in ("top", "bottom") else 0
    side = canvas.shape[1 - axis]
    outline = canvas.frame.face_outline()[:, axis] + 0.5
    first, last = np.clip([outline.min(), outline.max()], 0, side)
    if last - first < 1:  # no part of the face is in the picture
        first, last = 0, side
    gone = canvas.rng.uniform(LEAST, MOST) * (last - first)
    beyond = np.zeros(canvas.shape, np.float32)
    across = beyond if axis == 1 else beyond.T
    if edge in ("top", "left"):
        across[: max(round(first + gone), 1)] = 1
    else:
        across[min(round(last - gone), side - 1) :] = 1
    canvas.paint(beyond, 0)


CUT_OFF: tuple[Condition, ...] = tuple(
    covering(
        f"cut_off_{edge}",
        f"cut off at the {edge}",
        "camera",
        each_face(f"cut_off_{edge}", partial(paint, edge)),
    )
    for edge in EDGES
)
"""One an edge."""
