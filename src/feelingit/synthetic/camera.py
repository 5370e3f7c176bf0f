"""From a sketch to a picture: what is drawn in which order, then light, lens and film."""

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.synthetic.canvas import Canvas
from feelingit.synthetic.features import draw_features
from feelingit.synthetic.geometry import Sketch
from feelingit.synthetic.identity import Scene
from feelingit.synthetic.skin import draw_skin
from feelingit.synthetic.surroundings import (
    draw_background,
    draw_glasses,
    draw_hair_behind,
    draw_hair_in_front,
)

_SHARP_SIDE = 48
"""Blur is given in pixels of a picture of this side; larger pictures are somewhat sharper."""

_SHARP_ENOUGH = 0.2


def photograph(sketch: Sketch, size: int, generator: np.random.Generator) -> NDArray[np.uint8]:
    """Draw a face and take its picture.

    Args:
        sketch: The face.
        size: Side of the picture, in pixels.
        generator: Of the grain.

    Returns:
        `uint8 [size, size]`.
    """
    canvas = Canvas(size)
    for draw in (
        draw_background,
        draw_hair_behind,
        draw_skin,
        draw_features,
        draw_hair_in_front,
        draw_glasses,
    ):
        draw(canvas, sketch)
    picture = canvas.picture(sketch.posed) * _light(sketch.scene, size)
    picture = _blurred(picture, sketch.scene, size)
    grain = generator.standard_normal((size, size), dtype=np.float32)
    picture += np.float32(sketch.scene.noise) * grain
    return np.asarray(np.clip(np.rint(picture), 0, 255), dtype=np.uint8)


def _blurred(picture: NDArray[np.float32], scene: Scene, size: int) -> NDArray[np.float32]:
    deviation = scene.blur * (size / _SHARP_SIDE) ** 0.5
    if deviation <= _SHARP_ENOUGH:
        return picture
    reach = 2 * int(np.ceil(2 * deviation)) + 1
    return np.asarray(cv2.GaussianBlur(picture, (reach, reach), deviation), dtype=np.float32)


def _light(scene: Scene, size: int) -> NDArray[np.float32]:
    """Spread the light: stronger from one side, `float32 [size, size]`."""
    slope = np.linspace(-0.5, 0.5, size, dtype=np.float32)
    gain = 1 + scene.light[0] * slope[None, :] + scene.light[1] * slope[:, None]
    return np.asarray(scene.exposure * gain, dtype=np.float32)
