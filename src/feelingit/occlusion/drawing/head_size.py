"""How large a head is, whichever way it is turned."""

import numpy as np

from feelingit.occlusion.drawing.frame import FaceFrame

USUAL_NOSE, USUAL_CHIN = 0.78, 1.68
"""From the bridge to the nose's base, and from the eyes to the chin, in face units: the medians
of FER2013's validation faces."""


def head_size(frame: FaceFrame) -> float:
    """Say how large the head is beside what the distance between its eyes suggests.

    A turned head brings the eyes together in the picture, but not the nose's ends, nor eyes and
    chin.

    Returns:
        About 1 for a frontal face, up to 1.8 for a profile.
    """
    nose = (frame.uv[33, 1] - frame.uv[27, 1]) / USUAL_NOSE
    return float(np.clip(0.5 * nose + 0.5 * frame.chin / USUAL_CHIN, 0.9, 1.8))
