"""The camera's part: faces cut off at an edge, poor light, blur, noise, compression.

Light and loss of detail hide no pixel: what they leave of it can still be seen. All strengths go
by the face's size, so that a small picture and a large one of the same face look alike.
"""

from feelingit.occlusion.camera.backlight import BACKLIGHT
from feelingit.occlusion.camera.compression import COMPRESSION
from feelingit.occlusion.camera.cut_off import CUT_OFF
from feelingit.occlusion.camera.half_shade import HALF_SHADE
from feelingit.occlusion.camera.low_light import LOW_LIGHT
from feelingit.occlusion.camera.low_resolution import LOW_RESOLUTION
from feelingit.occlusion.camera.motion_blur import MOTION_BLUR
from feelingit.occlusion.camera.noise import NOISE
from feelingit.occlusion.camera.side_light import SIDE_LIGHT
from feelingit.occlusion.contract import Condition

CAMERA: tuple[Condition, ...] = (
    *CUT_OFF,
    LOW_LIGHT,
    SIDE_LIGHT,
    HALF_SHADE,
    BACKLIGHT,
    MOTION_BLUR,
    LOW_RESOLUTION,
    NOISE,
    COMPRESSION,
)
"""All of them, in the order of tables."""
