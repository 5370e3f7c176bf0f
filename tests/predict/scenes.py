"""Pictures with drawn faces at known places, for detectors and framing."""

from typing import NamedTuple

import cv2
import numpy as np

from feelingit.predict.face import Box
from feelingit.predict.picture import Picture
from feelingit.synthetic import draw_faces
from feelingit.types import Landmarks


class Place(NamedTuple):
    """Where a face lies in a scene: its middle, its side in pixels, its turn in degrees."""

    x: float
    y: float
    side: float
    turn: float = 0.0

    @property
    def box(self) -> Box:
        """The square around the face, upright."""
        return Box(self.x - self.side / 2, self.y - self.side / 2, self.side, self.side)


class Scene(NamedTuple):
    """A picture, and the truth about its faces: landmarks `[n, 68, 2]` in its pixels."""

    picture: Picture
    landmarks: Landmarks
    crops: Picture


def scene(
    *places: Place, height: int = 240, width: int = 320, seed: int = 8, drawn: int = 96
) -> Scene:
    """Lay drawn faces over a soft slope of grey."""
    down, across = np.mgrid[:height, :width]
    picture = (90 + 60 * across / width + 40 * down / height).astype(np.float32)
    faces = draw_faces(max(1, len(places)), drawn, seed=seed)
    landmarks = []
    for image, points, place in zip(faces.faces.images, faces.landmarks, places, strict=False):
        step = place.side / drawn * np.exp(1j * np.radians(place.turn))
        middle = (drawn - 1) / 2 * (1 + 1j)
        start = complex(place.x - 0.5, place.y - 0.5) - step * middle
        matrix = np.array([[step.real, -step.imag, start.real], [step.imag, step.real, start.imag]])
        laid = cv2.warpAffine(image.astype(np.float32), matrix, (width, height))
        share = cv2.warpAffine(np.ones(image.shape, np.float32), matrix, (width, height))
        picture = picture * (1 - share) + laid * share
        there = step * (points[:, 0] + 1j * points[:, 1]) + start
        landmarks.append(np.stack([there.real, there.imag], axis=-1))
    return Scene(
        np.repeat(picture.clip(0, 255).astype(np.uint8)[..., None], 3, axis=2),
        np.array(landmarks, dtype=np.float32).reshape(-1, 68, 2),
        faces.faces.images,
    )
