"""Action units: what a face can do, where each one shows, and which ones make an emotion.

Knows nothing about pixels or points; `moves` says how far each unit moves what.

The prototypes are those of EMFACS (Friesen and Ekman 1983, "EMFACS-7: Emotional Facial Action
Coding System"), the regions those over the muscles' visible effect (Ekman, Friesen and Hager
2002, "Facial Action Coding System").
"""

from collections.abc import Mapping
from types import MappingProxyType

from feelingit.emotions import Emotion, parse_emotion
from feelingit.types import REGIONS, Region

NAMES: Mapping[int, str] = MappingProxyType(
    {
        1: "inner brow raiser",
        2: "outer brow raiser",
        4: "brow lowerer",
        5: "upper lid raiser",
        6: "cheek raiser",
        7: "lid tightener",
        9: "nose wrinkler",
        10: "upper lip raiser",
        12: "lip corner puller",
        15: "lip corner depressor",
        16: "lower lip depressor",
        17: "chin raiser",
        20: "lip stretcher",
        23: "lip tightener",
        25: "lips part",
        26: "jaw drop",
    }
)
"""Each action unit's number in FACS, and its name."""

ACTION_UNITS: tuple[int, ...] = tuple(NAMES)
"""The order of the columns of `Drawn.action_units`."""

MOVES_IN: Mapping[int, tuple[Region, ...]] = MappingProxyType(
    {
        1: ("forehead", "brows"),
        2: ("forehead", "brows"),
        4: ("brows",),
        5: ("eyes",),
        6: ("eyes", "cheeks"),
        7: ("eyes",),
        9: ("nose",),
        10: ("mouth",),
        12: ("mouth",),
        15: ("mouth",),
        16: ("mouth",),
        17: ("chin",),
        20: ("mouth",),
        23: ("mouth",),
        25: ("mouth",),
        26: ("mouth", "chin"),
    }
)
"""The regions in which each action unit changes anything at all."""

PROTOTYPES: Mapping[Emotion, Mapping[int, float]] = MappingProxyType(
    {
        "angry": {4: 1.0, 5: 0.45, 7: 0.8, 23: 1.0},
        "disgust": {9: 1.0, 10: 1.0, 15: 0.7, 16: 0.35},
        "fear": {1: 1.0, 2: 0.45, 4: 0.6, 5: 1.0, 7: 0.35, 20: 1.0, 26: 0.4},
        "happy": {6: 1.0, 12: 1.0},
        "neutral": {},
        "sad": {1: 1.0, 4: 0.5, 15: 1.0, 17: 0.8},
        "surprise": {1: 1.0, 2: 1.0, 5: 1.0, 26: 1.0},
    }
)
"""Each emotion's action units, and how strong each is at full intensity, 0 to 1.

Which units, EMFACS says; how strong, our eye for what reads best.
"""

COMPANIONS: Mapping[Emotion, Mapping[int, float]] = MappingProxyType({"happy": {25: 1.0}})
"""Units that some faces of an emotion show as well: a smile may part the lips."""


def carriers(emotion: Emotion) -> tuple[Region, ...]:
    """Name the regions that carry an emotion: where its action units change the face.

    Returns:
        Regions in the order of `REGIONS`; none for neutral.

    Raises:
        InputError: The emotion is not one of the seven.
    """
    units = PROTOTYPES[parse_emotion(emotion)]
    moved = {region for unit in units for region in MOVES_IN[unit]}
    return tuple(region for region in REGIONS if region in moved)
