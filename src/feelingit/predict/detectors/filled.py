"""Look at a picture as a whole, for one face that fills it: what a crop of a face shows.

The landmark network says whether there is one.
"""

import math

from feelingit.predict.detectors.believed import upright
from feelingit.predict.face import Box, Detection
from feelingit.predict.picture import Picture

ROUNDEST = 1.5
"""How many times as long as wide a picture is at most that one face may fill."""
AS_LARGE, NEAR = (0.8, 1.25), 0.1
"""A face fills a square picture where FER2013 would cut out a square so many times as large, at
least and at most, whose middle lies no further from the picture's than this share of its side."""


def filled(picture: Picture) -> list[Detection]:
    """Find the one face that fills a picture.

    Args:
        picture: `uint8 [height, width, 3]`, RGB.

    Returns:
        It, or nothing. Its box is the whole picture where that is how FER2013 would cut it.
    """
    height, width = picture.shape[:2]
    longest = max(height, width)
    if longest > ROUNDEST * min(height, width):
        return []
    # Needs ONNX Runtime and OpenCV, which the names of the detectors do not.
    from feelingit.landmarks import TRUSTED  # noqa: PLC0415
    from feelingit.predict.framing import located_in  # noqa: PLC0415

    square = Box((width - longest) / 2, (height - longest) / 2, float(longest), float(longest))
    looked = located_in(picture, [square])
    quality = float(looked.quality[0])
    if quality < TRUSTED:
        return []
    face = upright(looked.crops, 0)
    away = math.hypot(
        face.left + face.width / 2 - width / 2, face.top + face.width / 2 - height / 2
    )
    if AS_LARGE[0] <= face.width / longest <= AS_LARGE[1] and away <= NEAR * longest:
        return [Detection(square, quality)]
    return [Detection(face, quality)]
