"""The canvas: one face being covered. Shapes become soft-edged layers, layers are painted on.

Shapes are given in pixels (`FaceFrame.at` brings them there), drawn several times as large and
averaged down, so that thin things and slanted edges stay clean at 48 pixels.
"""

from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.occlusion.drawing.frame import FaceFrame, Points
from feelingit.types import Images

Layer = NDArray[np.float32]
"""`float32 [height, width]`, 0 to 1: how much of each pixel a shape covers; or grey values."""

FINE_SIDE = 144
"""Shapes are drawn on at least this many pixels, `LEAST_FINE` to `MOST_FINE` times its own."""
LEAST_FINE, MOST_FINE = 2, 8
_SHIFT = 4
_THICK = 3.0
"""Lines are drawn at most this many sides wide: cv2 takes long over wider ones, or refuses."""
_FAR = 16.0
"""Points are kept within this many sides of the picture: cv2 counts in 32 bits."""


class Canvas:
    """One face, its coordinates, its chance, and what was painted on it so far.

    Args:
        image: `uint8 [height, width]`.
        frame: The face's.
        rng: The source of all that varies.

    Attributes:
        frame: The face's coordinates.
        rng: The source of all that varies.
        grey: `float32 [height, width]`, 0..255, the picture as painted.
        hidden: `float32 [height, width]`, 0..1, how much of each pixel's content is gone.
    """

    def __init__(
        self, image: NDArray[np.uint8], frame: FaceFrame, rng: np.random.Generator
    ) -> None:
        self.frame, self.rng = frame, rng
        self.grey: Layer = image.astype(np.float32)
        self.hidden: Layer = np.zeros(image.shape, np.float32)
        self._fine = int(np.clip(np.ceil(FINE_SIDE / max(image.shape)), LEAST_FINE, MOST_FINE))

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width in pixels."""
        height, width = self.grey.shape
        return height, width

    @cached_property
    def light(self) -> float:
        """How brightly the face is lit: the grey value, 40..255, of something white beside it.

        A white thing is about a third brighter than the brighter skin of the face.
        """
        outline = self.fill(self.frame.face_outline()) > 0.5  # noqa: PLR2004 - half covered
        skin = self.grey[outline] if outline.any() else self.grey.ravel()
        rank = int(0.75 * (len(skin) - 1))
        return min(max(1.35 * float(np.partition(skin, rank)[rank]), 40.0), 255.0)

    def tone(self, albedo: float) -> float:
        """Give the grey value of a thing that returns this share of the light, 0 to 1."""
        return albedo * self.light

    @cached_property
    def uv(self) -> tuple[Layer, Layer]:
        """The face coordinates of every pixel, u and v, each `float32 [height, width]`."""
        x, y = np.meshgrid(
            np.arange(self.shape[1], dtype=np.float32), np.arange(self.shape[0], dtype=np.float32)
        )
        found = self.frame.of(np.stack([x, y], axis=-1))
        return found[..., 0], found[..., 1]

    # Shapes ---------------------------------------------------------------------------------

    def fill(self, *outlines: Points) -> Layer:
        """Cover the inside of closed outlines, `[k, 2]` in pixels each."""
        fine = self._blank()
        for outline in outlines:
            cv2.fillPoly(fine, [self._fixed(outline)], 255, lineType=cv2.LINE_8, shift=_SHIFT)
        return self._averaged(fine)

    def stroke(self, line: Points, width: float, *, closed: bool = False) -> Layer:
        """Cover a line through points `[k, 2]`, `width` pixels wide, with round ends."""
        fine = self._blank()
        thickness = round(min(max(width, 1 / self._fine), _THICK * max(self.shape)) * self._fine)
        cv2.polylines(
            fine, [self._fixed(line)], closed, 255, thickness, lineType=cv2.LINE_8, shift=_SHIFT
        )
        # A line thinner than one fine pixel covers less of it.
        return self._averaged(fine) * min(1.0, width * self._fine)

    def ellipse(
        self, centre: Points, across: float, along: float, angle: float | None = None
    ) -> Layer:
        """Cover an ellipse.

        Args:
            centre: x and y in pixels, `[2]` or `[1, 2]`.
            across: Half its extent along u, in pixels.
            along: Half its extent along v, in pixels.
            angle: Its tilt in the picture in radians; by default the head's.
        """
        turns = np.linspace(0, 2 * np.pi, 33)[:-1]
        ring = np.stack([across * np.cos(turns), along * np.sin(turns)], axis=1)
        tilt = self.frame.angle if angle is None else angle
        axes = np.array([[np.cos(tilt), np.sin(tilt)], [-np.sin(tilt), np.cos(tilt)]])
        return self.fill((np.reshape(centre, 2) + ring @ axes).astype(np.float32))

    def soften(self, layer: Layer, radius: float) -> Layer:
        """Blur a layer by a Gaussian of this many pixels; under a tenth it stays as it is.

        More than a quarter of the picture's longer side counts as that: landmarks may be absurd.
        """
        if radius < 0.1:  # noqa: PLR2004 - nothing to see
            return layer
        radius = min(radius, max(self.shape) / 4)
        return cv2.GaussianBlur(layer, (0, 0), radius).astype(np.float32, copy=False)

    # Textures -------------------------------------------------------------------------------

    def clouds(self, size: float) -> Layer:
        """Give smooth noise, -1 to 1 or so, with lumps of `size` face units; sticks to the face."""
        height, width = self.shape
        lump = max(size * self.frame.unit, 1.0)
        rows, columns = (int(np.clip(np.ceil(side / lump), 1, 256)) + 3 for side in (height, width))
        coarse = self.rng.standard_normal((rows, columns), dtype=np.float32)
        step = np.array([[lump, 0, -lump], [0, lump, -lump]], np.float32)
        return cv2.warpAffine(
            coarse, step, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT
        ).astype(np.float32, copy=False)

    # Painting -------------------------------------------------------------------------------

    def paint(self, layer: Layer, grey: float | Layer, *, hides: float = 1.0) -> None:
        """Lay grey values over the picture where a layer covers it.

        Args:
            layer: How much of each pixel is covered; below 1 the picture shines through.
            grey: 0..255, one value or one a pixel.
            hides: How much of what lies under full cover is gone, 0 to 1.
        """
        self.grey += layer * (grey - self.grey)
        if hides:
            self.hidden += layer * hides * (1 - self.hidden)

    def shade(self, layer: Layer, by: float) -> None:
        """Darken (`by` < 1) or lighten (`by` > 1) the picture under a layer; it hides nothing."""
        self.grey *= 1 + layer * (by - 1)

    def finish(self) -> Images:
        """Give the painted picture, `uint8 [height, width]`."""
        finished: Images = np.clip(np.rint(self.grey), 0, 255).astype(np.uint8)
        return finished

    def _blank(self) -> Images:
        height, width = self.shape
        return np.zeros((height * self._fine, width * self._fine), np.uint8)

    def _fixed(self, points: Points) -> NDArray[np.int32]:
        """Bring points to fine pixels with fractional bits, as cv2 wants them."""
        reach = _FAR * max(self.shape)
        near = np.minimum(np.maximum(points, -reach), reach)
        fixed: NDArray[np.int32] = np.rint(((near + 0.5) * self._fine - 0.5) * 2**_SHIFT).astype(
            np.int32
        )
        return fixed

    def _averaged(self, fine: Images) -> Layer:
        height, width = self.shape
        if self._fine > 1:
            fine = cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA).astype(np.uint8)
        layer: Layer = fine.astype(np.float32) / np.float32(255)
        return layer
