"""A thing held before the face: its own coordinates, and the hand that is closed around it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from feelingit.occlusion.coverings.hands.placing import Place, Skin, paint_model, palm_size
from feelingit.occlusion.coverings.hands.relief import Model
from feelingit.occlusion.coverings.hands.stock import STOCK, fingers_of_stock, palm_of_stock
from feelingit.occlusion.drawing import Canvas, Layer, Points


@dataclass(frozen=True)
class Thing:
    """Where a thing is: x to its right and y down it, in units of its own.

    Attributes:
        canvas: Holds the face.
        centre: `[2]` in face coordinates, its (0, 0).
        tilt: Against the head, in radians; positive turns its x towards the chin.
        size: Of its unit in face units.
    """

    canvas: Canvas
    centre: NDArray[np.floating]
    tilt: float
    size: float

    @cached_property
    def _axes(self) -> Points:
        """Its units along x and y in pixels, `[2, 2]`."""
        frame = self.canvas.frame
        cos, sin = np.cos(self.tilt), np.sin(self.tilt)
        axes = np.array([[cos, sin], [-sin, cos]]) @ np.stack([frame.right, frame.down])
        return (self.pixels * axes).astype(np.float32)

    @cached_property
    def _origin(self) -> Points:
        origin: Points = self.canvas.frame.at(self.centre)[0]
        return origin

    @property
    def pixels(self) -> float:
        """Its unit in pixels."""
        return self.size * self.canvas.frame.unit

    def face(self, xy: ArrayLike) -> Points:
        """Bring its points to face coordinates, `[k, 2]`."""
        cos, sin = np.cos(self.tilt), np.sin(self.tilt)
        turned = np.asarray(xy, np.float32) @ np.array([[cos, sin], [-sin, cos]])
        placed: Points = self.centre + self.size * turned
        return placed.astype(np.float32)

    def at(self, xy: ArrayLike) -> Points:
        """Bring its points to pixels, `[..., 2]`."""
        placed: Points = np.asarray(xy, np.float32) @ self._axes + self._origin
        return placed

    def xy(self) -> tuple[Layer, Layer]:
        """Give its coordinates of every pixel, x and y, each `float32 [height, width]`."""
        height, width = self.canvas.shape
        (xx, xy), (yx, yy) = self._axes / np.float32(self.pixels**2)
        columns = np.arange(width, dtype=np.float32) - self._origin[0]
        rows = np.arange(height, dtype=np.float32)[:, None] - self._origin[1]
        return xx * columns + xy * rows, yx * columns + yy * rows


@dataclass(frozen=True)
class Grip:
    """A hand closed around a thing from one side.

    Attributes:
        behind: What is to be painted before the thing is.
        before: What is to be painted after it.
        place: Where it is: its y is 0 where the index finger comes around the thing's edge.
        skin: Of the hand.
    """

    behind: Model
    before: Model
    place: Place
    skin: Skin

    def paint_behind(self, canvas: Canvas) -> None:
        """Paint the back of the hand and the arm; they are as far from the face as the thing is."""
        paint_model(canvas, self.behind, self.place, self.skin, shadow=False)

    def paint_before(self, canvas: Canvas) -> None:
        """Paint the fingers."""
        paint_model(canvas, self.before, self.place, self.skin)


def grip(thing: Thing, side: int, edge: tuple[float, float], reach: float, skin: Skin) -> Grip:
    """Close a hand around a thing.

    Args:
        thing: That is held.
        side: From which side the hand comes, -1 or 1 along the thing's x.
        edge: x, away from the middle, and y of the edge where the index finger comes around it.
        reach: How far the fingers reach over it, in units of a palm.
        skin: Of the hand.
    """
    rng = thing.canvas.rng
    number = int(rng.integers(STOCK))
    angle = thing.tilt + (np.pi if side > 0 else 0.0) - side * rng.uniform(-0.05, 0.2)
    start = thing.face([(side * edge[0], edge[1])])[0]
    place = Place(start, angle, palm_size(thing.canvas), mirrored=side > 0)
    return Grip(palm_of_stock(number), fingers_of_stock(number, reach), place, skin)
