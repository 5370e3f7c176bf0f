"""Where the 68 landmarks lie in the canonical frame, the one that `regions` divides.

They are the mean of FER2013's validation faces as MediaPipe's face mesh sees them, left and right
averaged, but for the jaw, which is moved sideways onto the edge of `regions.FACE`: so that what
`face_regions` finds for these landmarks agrees best with `canonical_regions`.
"""

import numpy as np

from feelingit.landmarks.points import MIRRORED
from feelingit.types import Landmarks

Place = tuple[float, float]

_LEFT: dict[int, Place] = {
    **dict(enumerate((
        (-0.402, 0.380), (-0.402, 0.494), (-0.393, 0.575), (-0.359, 0.707), (-0.325, 0.783),
        (-0.267, 0.864), (-0.212, 0.923), (-0.144, 0.966), (0.0, 0.990),
    ))),
    **dict(enumerate((
        (-0.315, 0.293), (-0.281, 0.265), (-0.196, 0.254), (-0.123, 0.263), (-0.079, 0.292),
    ), 17)),
    **dict(enumerate((
        (0.0, 0.369), (0.0, 0.458), (0.0, 0.516), (0.0, 0.583),
        (-0.075, 0.624), (-0.045, 0.643), (0.0, 0.646),
    ), 27)),
    **dict(enumerate((
        (-0.250, 0.380), (-0.215, 0.362), (-0.157, 0.360),
        (-0.103, 0.393), (-0.148, 0.402), (-0.204, 0.403),
    ), 36)),
    **dict(enumerate((
        (-0.141, 0.767), (-0.094, 0.738), (-0.043, 0.727), (0.0, 0.731),
    ), 48)),
    **dict(enumerate(((0.0, 0.849), (-0.045, 0.844), (-0.097, 0.818)), 57)),
    **dict(enumerate(((-0.128, 0.767), (-0.035, 0.754), (0.0, 0.755)), 60)),
    **dict(enumerate(((0.0, 0.803), (-0.036, 0.800)), 66)),
}  # fmt: skip
"""The image's left half: distance from the vertical midline and from the top edge, as shares of
the frame's width and height. The right half is its mirror image."""


def canonical_landmarks(height: int, width: int) -> Landmarks:
    """Give the landmarks of the canonical face.

    Args:
        height: Of the frame, in pixels.
        width: Of the frame, in pixels.

    Returns:
        `float32 [68, 2]`, x and y in pixels, symmetric from left to right.
    """
    shares = np.empty((68, 2))
    for landmark, (across, down) in _LEFT.items():
        shares[MIRRORED[landmark]] = 0.5 - across, down
        shares[landmark] = 0.5 + across, down
    return (shares * [width, height] - 0.5).astype(np.float32)
