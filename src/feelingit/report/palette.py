"""Colours and markers of models and training arms, the same in every figure.

The models' colours are from Tol's muted scheme (2021), so that no model looks like an emotion
(`feelingit.palette`).
"""

from collections.abc import Sequence

MODEL_COLOURS = {"vgg16": "#332288", "resnet50": "#AA4466", "compact": "#117733"}
ARM_COLOURS = ("#4D4D4D", "#4477AA", "#AA3377", "#228833")
"""Of training arms where these are set beside each other, the baseline first."""
METHOD_COLOURS = ("#4D4D4D", "#4477AA", "#AA3377", "#228833", "#BBA030")
"""Of saliency methods, in the order of tables; each has a marker of its own too."""
SPARE_COLOURS = ("#999933", "#661100", "#44AA99", "#882255", "#6699CC")
MARKERS = ("o", "s", "D", "^", "v", "P", "X", "<")


def model_colour(name: str, names: Sequence[str]) -> str:
    """Give a model's colour; models without one of their own take the spare ones in order."""
    if name in MODEL_COLOURS:
        return MODEL_COLOURS[name]
    others = [other for other in names if other not in MODEL_COLOURS]
    return SPARE_COLOURS[others.index(name) % len(SPARE_COLOURS)]


def model_marker(name: str, names: Sequence[str]) -> str:
    """Give a model's marker, so that colour is never the only sign."""
    return MARKERS[list(names).index(name) % len(MARKERS)]
