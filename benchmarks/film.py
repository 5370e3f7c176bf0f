"""A video of a drawn face that moves about and changes its emotion, and one frame of it."""

import math
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.synthetic import draw_faces
from feelingit.types import Images

RATE = 25
"""Frames a second."""
HEIGHT, WIDTH = 360, 640
FACE = 160
ROUND = 10 * RATE
"""Frames that the face takes to come round."""
SHOWN = 4 * RATE
"""Frames that it shows one emotion."""


def frame(number: int, faces: Images, background: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Put the face before the background where it is at this frame; `uint8 [360, 640]`."""
    angle = 2 * math.pi * number / ROUND
    top = round((HEIGHT - FACE) / 2 * (1 + 0.8 * math.sin(angle)))
    left = round((WIDTH - FACE) / 2 * (1 + 0.8 * math.cos(angle)))
    picture = background.copy()
    picture[top : top + FACE, left : left + FACE] = faces[number // SHOWN % len(faces)]
    return picture


def actors() -> Images:
    """Draw one person with each emotion."""
    return np.concatenate(
        [draw_faces(1, FACE, seed=0, emotions=[emotion]).faces.images for emotion in EMOTIONS]
    )


def scenery() -> NDArray[np.uint8]:
    tiles = np.random.default_rng(0).integers(60, 120, (HEIGHT // 40, WIDTH // 40))
    return tiles.astype(np.uint8).repeat(40, axis=0).repeat(40, axis=1)


def write_film(path: Path, seconds: int) -> None:
    """Write H.264 in MP4; takes about a second for each minute."""
    faces, background = actors(), scenery()
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(seconds * RATE):
            shown = av.VideoFrame.from_ndarray(frame(number, faces, background), format="gray")
            container.mux(stream.encode(shown))
        container.mux(stream.encode())
