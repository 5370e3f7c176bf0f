"""What training views are made of: faces, photographs without any, and outlines to cut them by.

Photographs come from a folder that is no part of the project: the sample pictures of scikit-image
(`skimage/data`) and scikit-learn (`sklearn/datasets/images`). Some are kept for measuring.
"""

from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.read import read_faces
from feelingit.synthetic import draw_faces
from feelingit.types import Images

Grey = NDArray[np.uint8]
Mask = NDArray[np.float32]

SEEN = (
    *("brick.png", "cell.png", "chelsea.png", "china.jpg", "clock_motion.png", "grass.png"),
    *("horse.png", "hubble_deep_field.jpg", "ihc.png", "logo.png", "microaneurysms.png"),
    *("moon.png", "page.png", "retina.jpg"),
)
"""The photographs that views are made from."""
UNSEEN = ("coffee.png", "flower.jpg", "gravel.png", "motorcycle_left.png", "motorcycle_right.png",
          "rocket.jpg", "text.png")  # fmt: skip
"""Those that are kept for measuring."""
SIDE = 48
REACH = 2
"""Outlines are drawn over this many times a crop's side, so that some go on beyond it."""
OUTLINES = 256
DRAWN, DRAWN_SEED = 1500, 77
"""Drawn faces among the bare ones, and their seed."""
SMALLEST = 80
"""Photographs are kept in ever smaller copies, down to this longer side."""


class Material(NamedTuple):
    """What there is to draw from.

    Attributes:
        bare: `uint8 [n, 48, 48]`, faces, some of them drawn.
        worn: The same in coverings; sets that may be mapped from files.
        photographs: Grey, each in copies of 1, 1/2, 1/4 ... of its size.
        outlines: `float32 [96, 96]` each, 0 to 1: how far a crop covers what lies behind it.
    """

    bare: Images
    worn: list[Images]
    photographs: list[list[Grey]]
    outlines: list[Mask]


def read_material(images: Path, photographs: Path, worn: Path) -> Material:
    """Read the training split, the photographs, and what `recipes.classifier` drew over faces.

    Raises:
        SystemExit: Something is missing.
    """
    faces = read_faces(images, SIDE).faces
    train = faces.where(faces.table["split"] == "train")
    sets = [np.load(file, mmap_mode="r") for file in sorted(worn.glob("worn-?.npy"))]
    if not sets:
        raise SystemExit(f"{worn}: no worn-*.npy; run `python -m recipes.classifier` before")
    shown = [_copies(_grey(photographs / name)) for name in SEEN]
    drawn = draw_faces(DRAWN, SIDE, seed=DRAWN_SEED).faces.images
    return Material(np.concatenate([train.images, drawn]), sets, shown, outlines())


def _grey(file: Path) -> Grey:
    read = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
    if read is None:
        raise SystemExit(f"{file}: no such picture; see the module's docstring")
    return np.asarray(read, np.uint8)


def _copies(photograph: Grey) -> list[Grey]:
    copies = [photograph]
    while max(copies[-1].shape) > 2 * SMALLEST:
        half = cv2.resize(copies[-1], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        copies.append(np.asarray(half, np.uint8))
    return copies


def outlines() -> list[Mask]:
    """Draw outlines: ellipses, rectangles and blobs, hard and soft, within the crop and beyond."""
    rng = np.random.default_rng(0)
    return [_outline(rng) for _ in range(OUTLINES)]


def _outline(rng: np.random.Generator) -> Mask:
    size = SIDE * REACH
    mask = np.zeros((size, size), np.float32)
    middle, half = size / 2, SIDE / 2
    kind = rng.integers(5)
    x, y = middle + rng.uniform(-0.06, 0.06, 2) * SIDE
    across, down = half * rng.uniform(0.72, 1.15, 2)
    if kind == 0:
        down = max(down, across)
        axes = (round(across), round(down))
        cv2.ellipse(mask, (round(x), round(y)), axes, rng.uniform(-8, 8), 0, 360, 1.0, -1)
    elif kind == 1:
        cv2.circle(mask, (round(x), round(y)), round(half * rng.uniform(0.85, 1.1)), 1.0, -1)
    elif kind == 2:
        across, down = half * rng.uniform(0.85, 1.02, 2)
        corner, other = (round(x - across), round(y - down)), (round(x + across), round(y + down))
        cv2.rectangle(mask, corner, other, 1.0, -1)
    elif kind == 3:
        angles = np.sort(rng.uniform(0, 2 * np.pi, 14))
        far = rng.uniform(0.75, 1.25, 14)
        points = np.stack([x + far * across * np.cos(angles), y + far * down * np.sin(angles)], 1)
        cv2.fillPoly(mask, [cv2.convexHull(points.astype(np.int32))], 1.0)
    else:
        axes = (round(half * rng.uniform(1.1, 1.9)), round(half * rng.uniform(1.1, 1.9)))
        cv2.ellipse(mask, (round(x), round(y)), axes, 0, 0, 360, 1.0, -1)
    soft = rng.choice([0.0, 1.0, 2.5, 5.0])
    return cv2.GaussianBlur(mask, (0, 0), soft).astype(np.float32) if soft else mask
