"""The grain of a sensor: noise whose grains are as large, by the face, as on a small picture."""

from feelingit.occlusion.drawing import Canvas, Layer

GRAIN = 0.05
"""The size of a grain in eye distances: one pixel of a face that fills 48."""


def grain(canvas: Canvas) -> Layer:
    """Give noise of standard deviation 1 or so; a few fine grains among the coarse ones."""
    coarse = canvas.clouds(GRAIN)
    if canvas.frame.unit * GRAIN < 2:  # noqa: PLR2004 - grains are pixels already
        return coarse
    fine = canvas.rng.standard_normal(canvas.shape, dtype="float32")
    return 0.95 * coarse + 0.45 * fine
