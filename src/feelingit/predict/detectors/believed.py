"""Believe finds by what the landmark network says of them, too.

A detector's chance that there is a face and the landmarks' quality are taken for independent: their
odds are multiplied.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from feelingit.predict.face import Box, Detection
from feelingit.predict.picture import Picture

if TYPE_CHECKING:
    from feelingit.predict.framing import Crops

MOST = 64
"""Finds that are looked at in one picture, the surest."""


def believed(
    picture: Picture, found: Sequence[Detection], least: float, *, onto_landmarks: bool = False
) -> list[Detection]:
    """Look for landmarks in every find, and keep those that both take for a face.

    Args:
        picture: `uint8 [height, width, 3]`, RGB.
        found: Scores are the detector's chances.
        least: The chance by both together from which a find is kept.
        onto_landmarks: Whether boxes move to where the landmarks say that the face is, if they are
            trusted.

    Returns:
        Those that are kept, with the chance by both together, the surest first.
    """
    if not found:
        return []
    # Needs ONNX Runtime and OpenCV, which the names of the detectors do not.
    from feelingit.landmarks import TRUSTED  # noqa: PLC0415
    from feelingit.predict.framing import located_in  # noqa: PLC0415

    shown = sorted(found, key=lambda one: -one.score)[:MOST]
    looked = located_in(picture, [one.box for one in shown])
    sure = []
    for row, (one, quality) in enumerate(zip(shown, looked.quality.tolist(), strict=True)):
        moved = onto_landmarks and quality >= TRUSTED
        box = upright(looked.crops, row) if moved else one.box
        sure.append(Detection(box, both(one.score, quality)))
    return sorted((one for one in sure if one.score >= least), key=lambda one: -one.score)


def upright(crops: "Crops", row: int) -> Box:
    """Draw the upright square around the middle of one of FER2013's crops, as large as it."""
    turn, corner = complex(crops.turn[row]), complex(crops.shift[row])
    side, middle = abs(turn), corner + turn * (0.5 + 0.5j)
    return Box(middle.real - side / 2, middle.imag - side / 2, side, side)


def both(first: float, second: float) -> float:
    """Combine two chances that judge independently: their odds are multiplied."""
    yes, no = first * second, (1 - first) * (1 - second)
    return yes / (yes + no) if yes + no else 0.5
