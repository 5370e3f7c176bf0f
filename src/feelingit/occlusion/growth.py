"""Coverings that grow over the face from one side, or in squares anywhere: `below_40`.

They hide in black exactly the named share of the face, in percent of the pixels within its
outline (`FaceFrame.face_outline`) that lie in the picture, and turn with the head. `left` and
`right` are the picture's.

From a side, the face's pixels are hidden in their order along the face's own axis; what lies
beside and beyond them is hidden too, so that a half plane rises over the picture whose edge is
square to the head. `scattered` hides small squares, a twelfth of the face's width a side. What
is hidden at one share is hidden at every larger one. Where no part of the face is in the picture
nothing is hidden.
"""

import re
from functools import partial

import numpy as np
from numpy.typing import NDArray

from feelingit.errors import InputError
from feelingit.occlusion.contract import Condition
from feelingit.occlusion.drawing import Canvas, each_face
from feelingit.occlusion.squares import squares
from feelingit.types import Mask

SIDES: tuple[str, ...] = ("below", "above", "left", "right")
DIRECTIONS: tuple[str, ...] = (*SIDES, "scattered")
"""Where a covering grows from; a condition is named DIRECTION_PERCENT."""
ACROSS = 12
"""How many scattered squares lie side by side across a face."""
_TIE = 1e-3
"""Pixels as high as each other are taken in their order across, by this slight slope."""


def growing(name: str) -> Condition | None:
    """Give the condition of a name such as `below_40`; None where it is not such a name.

    Raises:
        InputError: The share is not a whole percent from 1 to 99.
    """
    found = re.fullmatch(rf"({'|'.join(DIRECTIONS)})_(.*)", name)
    if found is None:
        return None
    direction, share = found.groups()
    if not re.fullmatch(r"[1-9][0-9]?", share, re.ASCII):
        raise InputError(
            f"condition {name!r}: expected a whole percent of the face from 1 to 99 after "
            f"'{direction}_', as in {direction}_40, found {share!r}"
        )
    scattered = direction == "scattered"
    paint = partial(_scatter if scattered else _rise, int(share) / 100, direction)
    return Condition(
        name,
        f"{share} % scattered" if scattered else f"{share} % from {_called(direction)}",
        "growth",
        hides=name,
        # The direction alone names the chance, so that shares are nested.
        draw=each_face(direction, paint),
        follows_face=True,
        is_random=scattered,
        control=f"{name}@box",
    )


def _called(side: str) -> str:
    return side if side in ("below", "above") else f"the {side}"


def _rise(share: float, side: str, canvas: Canvas) -> None:
    face, amount = _face(canvas, share)
    if amount:
        depth = _depth(canvas, side)
        last = np.partition(depth[face], amount - 1)[amount - 1]
        canvas.paint((depth <= last).astype(np.float32), 0)


def _depth(canvas: Canvas, side: str) -> NDArray[np.float64]:
    """Tell how far each pixel lies from the side that the covering comes from."""
    u, v = (coordinate.astype(np.float64) for coordinate in canvas.uv)
    along, across = (v, u) if side in ("below", "above") else (u, v)
    return (-along if side in ("below", "right") else along) + _TIE * across


def _scatter(share: float, _: str, canvas: Canvas) -> None:
    face, amount = _face(canvas, share)
    left, right = canvas.frame.sides
    side = max(abs(right - left) / ACROSS, 1 / canvas.frame.unit)
    u, v = canvas.uv
    hidden = squares(u / side, v / side, face, amount, canvas.rng)
    canvas.paint(hidden.astype(np.float32), 0)


def _face(canvas: Canvas, share: float) -> tuple[Mask, int]:
    """Give the face's pixels and how many of them to hide."""
    face: Mask = canvas.fill(canvas.frame.face_outline()) > 0.5  # noqa: PLR2004 - half covered
    return face, round(share * int(face.sum()))
