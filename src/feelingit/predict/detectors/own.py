"""The detector that ships: a small network, shown the picture in several sizes.

`recipes/finder` trains it. It answers for every eighth pixel whether a face's middle is there and
how large the face is, as FER2013 would cut it. What it finds is shown to the landmark network
too, and believed by what both say.
"""

import math
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from feelingit.landmarks.sources.own import read_network
from feelingit.predict.detectors.believed import MOST, believed
from feelingit.predict.detectors.contract import Detector
from feelingit.predict.detectors.filled import filled
from feelingit.predict.detectors.libraries import no_file
from feelingit.predict.detectors.overlap import surest
from feelingit.predict.detectors.sizes import scaled
from feelingit.predict.face import Box, Detection
from feelingit.predict.picture import Picture, grey_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

NETWORK = Path(__file__).with_name("finder.onnx")
LEVELS = (512, 256, 128, 64)
"""The picture's longer side, each time that it is looked at."""
ENLARGED = 2
"""How many times pixels may be enlarged for it, but for the last time."""
BORDER, OUTSIDE = 16, 128
"""Pixels that are added around, at least, and how light they are."""
STRIDE, USUAL = 8, 36.0
"""The network answers for every so many pixels, and counts sizes from this one (both
`recipes.finder.network`'s)."""
LOOKED_AT = 0.3
"""The network's score from which a find is looked at again, for landmarks."""
STEEPNESS, EVEN = 4.0, 0.4
"""The network's score as a chance: the log odds of a face are so many times the score's, less what
those of an even chance are. Trained on what is hard, the network itself is never very sure."""
SMALLEST = 16.0
"""Finds of fewer pixels of the picture are not faces of which anything could be said."""
BELIEVED = 0.5
"""The score of both networks together from which a face is believed."""

Numbers = NDArray[np.float64]


class Seen(NamedTuple):
    """A picture as the network sees it, and where its pixels lie in the original.

    Attributes:
        image: `uint8 [height, width]`, sides multiples of `STRIDE`.
        scale: How many of its pixels stand for one of the original's.
        left: The border's width in pixels.
        top: Its height.
    """

    image: NDArray[np.uint8]
    scale: float
    left: int
    top: int


def make(file: str | None = None) -> Detector:
    """Make the detector.

    Raises:
        InputError: A file was named.
        ModelError: The network's file is damaged.
    """
    no_file("own", file)
    read_network(NETWORK, "face detector")
    return find


def find(picture: Picture) -> list[Detection]:
    """Find faces; see `contract.Detector`."""
    session = _open(os.getpid())
    parts = [_decoded(seen, *session.run(["logits", "places"], {"images": seen.image[None]}))
             for seen in _levels(grey_of(picture))]  # fmt: skip
    boxes, scores = (np.concatenate(part) for part in zip(*parts, strict=True))
    kept = [row for row in surest(boxes, scores) if boxes[row, 2] - boxes[row, 0] >= SMALLEST]
    found = [Detection(_box(boxes[row]), _chance(float(scores[row]))) for row in kept[:MOST]]
    return believed(picture, found, BELIEVED) or filled(picture)


def _box(corners: Numbers) -> Box:
    left, top, right, _ = (float(number) for number in corners)
    return Box(left, top, right - left, right - left)


def _levels(grey: NDArray[np.uint8]) -> list[Seen]:
    """Show the picture in several sizes, each with a border."""
    longest = max(grey.shape)
    return [_seen(grey, level, level / longest) for level in LEVELS
            if level <= ENLARGED * longest or level == LEVELS[-1]]  # fmt: skip


def _seen(grey: NDArray[np.uint8], level: int, enlarge: float) -> Seen:
    shown, scale = scaled(grey, level, enlarge=enlarge)
    border = max(BORDER, (LEVELS[-1] + 2 * BORDER - min(shown.shape)) // 2)
    height, width = (-(-(size + 2 * border) // STRIDE) * STRIDE for size in shown.shape)
    image = np.full((height, width), OUTSIDE, dtype=np.uint8)
    image[border : border + shown.shape[0], border : border + shown.shape[1]] = shown
    return Seen(image, scale, border, border)


def _decoded(
    seen: Seen, logits: NDArray[np.float32], places: NDArray[np.float32]
) -> tuple[Numbers, Numbers]:
    """Turn answers into boxes in the picture, `[n, 4]` left, top, right, bottom, and scores."""
    scores = 1 / (1 + np.exp(-np.clip(logits[0].astype(np.float64), -50, 50)))
    rows, columns = np.nonzero(scores >= LOOKED_AT)
    right, below, size = places[0][:, rows, columns].astype(np.float64)
    x = (columns + right) * STRIDE + 0.5 - seen.left
    y = (rows + below) * STRIDE + 0.5 - seen.top
    half = USUAL * np.exp(np.clip(size, -3, 3)) / 2
    boxes = np.stack([x - half, y - half, x + half, y + half], axis=1) / seen.scale
    return boxes, scores[rows, columns]


def _chance(score: float) -> float:
    """Turn the network's score into the chance that there is a face."""
    odds = STEEPNESS * (math.log(score / (1 - min(score, 1 - 1e-9))) - EVEN)
    return 1 / (1 + math.exp(-odds))


@lru_cache(maxsize=2)
def _open(_process: int) -> "InferenceSession":
    # Threads do not survive a fork: a child process opens the network again.
    content, _ = read_network(NETWORK, "face detector")
    # Takes a quarter of a second, which a command that finds nothing need not wait.
    import onnxruntime  # noqa: PLC0415

    wanted = onnxruntime.SessionOptions()
    wanted.log_severity_level = 3
    wanted.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(content, wanted, providers=["CPUExecutionProvider"])
