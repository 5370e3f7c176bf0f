"""What the groups of conditions are called."""

from collections.abc import Mapping
from types import MappingProxyType

from feelingit.occlusion.contract import Group

TITLES: Mapping[Group, str] = MappingProxyType(
    {
        "bare": "bare",
        "band": "bands of the picture, blackened",
        "cut": "bands of the picture, cut away",
        "box": "random boxes",
        "shape": "parts of the face, blackened",
        "mask": "over mouth and nose",
        "eyewear": "before the eyes",
        "headwear": "on the head",
        "hand": "in the hand",
        "camera": "the camera's part",
        "growth": "growing over the face",
        "control": "controls",
    }
)
"""As headings; in the order of tables."""
