"""Cover faces one by one with something that is painted on a canvas."""

from collections.abc import Callable

import numpy as np

from feelingit.occlusion.contract import Batch, Covered, Draw
from feelingit.occlusion.drawing.canvas import Canvas
from feelingit.occlusion.drawing.frame import FaceFrame
from feelingit.occlusion.drawing.one_thread import one_thread
from feelingit.occlusion.randomness import generator_for

Paint = Callable[[Canvas], None]

HALF = 0.5
"""A pixel counts as hidden when more than half of its content is gone."""


def each_face(name: str, paint: Paint) -> Draw:
    """Make a covering of what paints one face.

    Args:
        name: Of the covering: different ones draw different chances from the same key.
        paint: Paints on a canvas that holds a face.
    """

    def draw(batch: Batch) -> Covered:
        images = np.empty_like(batch.images)
        hidden = np.empty(batch.images.shape, np.bool_)
        height, width = batch.height, batch.width
        with one_thread():
            for index, (image, key) in enumerate(
                zip(batch.images, batch.keys.tolist(), strict=True)
            ):
                frame = FaceFrame(batch.landmarks[index], height, width)
                canvas = Canvas(image, frame, generator_for(key, batch.seed, name))
                paint(canvas)
                images[index] = canvas.finish()
                hidden[index] = canvas.hidden > HALF
        return Covered(images, hidden)

    return draw
