"""What every detector answers, and the one form that all their boxes are brought into.

Detectors draw their boxes differently: one from the brows to the chin, another around the whole
head. Here a box is the square that FER2013 would have cut out, so that the same face has the same
box whichever detector found it.
"""

from typing import NamedTuple, Protocol

from feelingit.predict.face import Box, Detection
from feelingit.predict.picture import Picture


class Detector(Protocol):
    """Finds faces. May be called from several threads at once."""

    def __call__(self, picture: Picture) -> list[Detection]:
        """Find the faces in a picture.

        Args:
            picture: `uint8 [height, width, 3]`, RGB, of any size.

        Returns:
            The faces, the surest first; none where there is none, which is no error. Boxes are
            squares as FER2013 cuts them, in pixels from the picture's corner; they may reach
            beyond the border.
        """
        ...


class BoxForm(NamedTuple):
    """How a detector draws its box: where it lies in the crop that FER2013 cuts of that face.

    Measured on FER2013's training faces (median; `docs/detectors.md`).

    Attributes:
        across: The box's middle, as a share of the crop's side from its left.
        down: The same, from its top.
        side: The mean of the box's width and height, as a share of the crop's side.
    """

    across: float
    down: float
    side: float

    def crop(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Turn a detector's own box into the crop that FER2013 would cut."""
        side = (right - left + bottom - top) / 2 / self.side
        x, y = (left + right) / 2, (top + bottom) / 2
        return Box(x - self.across * side, y - self.down * side, side, side)
