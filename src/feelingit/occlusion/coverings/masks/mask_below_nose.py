"""A surgical mask that has slipped, or was pulled, below the nose."""

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.masks.sheet import Fit, worn
from feelingit.occlusion.coverings.masks.surgical_mask import paint_pleated
from feelingit.occlusion.drawing import Canvas, each_face

NAME = "mask_below_nose"


def paint(canvas: Canvas) -> None:
    """Draw the mask over mouth and chin; the nose stays free."""
    rng = canvas.rng
    fit = Fit(
        bridge=rng.uniform(1.62, 1.8),
        upper=rng.uniform(2.6, 3.2),
        lower=rng.uniform(4.6, 5.2),
        inset=rng.uniform(0.04, 0.12),
        below=rng.uniform(0.1, 0.24),
        sag=rng.uniform(0.0, 0.05),
    )
    paint_pleated(canvas, worn(canvas.frame, fit))


MASK_BELOW_NOSE = covering(NAME, "mask below the nose", "mask", each_face(NAME, paint))
