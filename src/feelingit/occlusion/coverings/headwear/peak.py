"""A cap's peak: a board that is sewn to the front of the cap and juts out from the head."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from feelingit.occlusion.coverings.headwear.bonnet import Bonnet
from feelingit.occlusion.coverings.headwear.head import DEPTH, MIDDLE, Numbers
from feelingit.occlusion.drawing import Points

ALONG = np.linspace(-1, 1, 17, dtype=np.float32)
MIDST = 8
OUT: Numbers = np.maximum(1 - ALONG * ALONG, 0) ** np.float32(0.6)
"""How far it juts out along its seam, as a share of its length."""


@dataclass(frozen=True)
class Peak:
    """A peak; lines run along it from one end of its seam to the other.

    Attributes:
        cap: What it is sewn on.
        turned: How far it is turned to the image's right, in radians.
        half: How far it is sewn on, in radians to each side of its middle.
        long: How far it juts out.
        droop: Its slope, in radians; below 0 it is raised.
        bent: How much steeper its sides slope than its middle.
    """

    cap: Bonnet
    turned: float
    half: float
    long: float
    droop: float
    bent: float

    def line(self, share: float) -> Points:
        """Give the line at a share of its length, 0 where it is sewn on, in face coordinates."""
        return self._seam + share * self._jut

    def between(self, near: float, far: float, fall: Points | float = 0.0) -> Points:
        """Give the outline between two of its lines, in pixels; the farther one moved by `fall`."""
        outline = np.concatenate([self.line(near), (self.line(far) + fall)[::-1]])
        return self.cap.head.frame.at(outline)

    @property
    def shows_its_lower_side(self) -> bool:
        """Whether it is seen from below: its edge stands above its seam."""
        return bool(self._jut[MIDST, 1] < 0)

    @cached_property
    def _seam(self) -> Points:
        return self._at(np.zeros_like(ALONG))

    @cached_property
    def _jut(self) -> Points:
        """From every point of the seam to the edge before it."""
        return self._at(np.float32(self.long) * OUT) - self._seam

    def _at(self, out: Numbers) -> Points:
        head, swell = self.cap.head, self.cap.swell
        longitude = self.turned + self.half * ALONG
        x = head.half * swell * np.sin(longitude) + np.sin(self.turned) * out
        z = MIDDLE + DEPTH * swell * np.cos(longitude) + np.cos(self.turned) * out
        y = self.cap.rim(longitude) + (np.sin(self.droop) + self.bent * ALONG**2) * out
        return head.place(x, y, z)
