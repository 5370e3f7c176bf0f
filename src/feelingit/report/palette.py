"""Colours: one for each emotion and model, the same in every figure.

The emotions' colours are Okabe and Ito's (2008), told apart by people of any colour vision; the
models' are from Tol's muted scheme (2021), so that no model looks like an emotion.
"""

from collections.abc import Sequence

from feelingit.emotions import Emotion

EMOTION_COLOURS: dict[Emotion, str] = {
    "angry": "#D55E00",
    "disgust": "#009E73",
    "fear": "#CC79A7",
    "happy": "#E69F00",
    "neutral": "#767676",
    "sad": "#0072B2",
    "surprise": "#56B4E9",
}

MODEL_COLOURS = {"vgg16": "#332288", "resnet50": "#AA4466", "compact": "#117733"}
ARM_COLOURS = ("#4D4D4D", "#4477AA", "#AA3377", "#228833")
"""Of training arms where these are set beside each other, the baseline first."""
SPARE_COLOURS = ("#999933", "#661100", "#44AA99", "#882255", "#6699CC")
MARKERS = ("o", "s", "D", "^", "v", "P", "X", "<")

INK = "#1C1C1C"
GREY = "#6E6E6E"
PALE = "#D9D9D9"

SEQUENTIAL = "Blues"
"""For amounts, darker is more: one hue, so that it reads in grey and in any colour vision."""


def model_colour(name: str, names: Sequence[str]) -> str:
    """Give a model's colour; models without one of their own take the spare ones in order."""
    if name in MODEL_COLOURS:
        return MODEL_COLOURS[name]
    others = [other for other in names if other not in MODEL_COLOURS]
    return SPARE_COLOURS[others.index(name) % len(SPARE_COLOURS)]


def model_marker(name: str, names: Sequence[str]) -> str:
    """Give a model's marker, so that colour is never the only sign."""
    return MARKERS[list(names).index(name) % len(MARKERS)]


DIVERGING = "RdBu"
"""For differences, red below zero and blue above."""
