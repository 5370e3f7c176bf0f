"""Make the pictures that detectors are measured on, with the truth about their faces.

Photographs come from two folders that are handed in and are no part of the project: the sample
pictures of scikit-image 0.26 (`skimage/data`), scikit-learn 1.8 (`sklearn/datasets/images`) and
matplotlib 3.10 (`grace_hopper.jpg`), gathered in one; and FER2013's validation faces, which are
laid into those of them that show nobody.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.landmarks import locate
from feelingit.occlusion import cover

Grey = NDArray[np.uint8]
Colour = NDArray[np.uint8]
Square = tuple[float, float, float]
"""A face's middle and the side of the crop that FER2013 would cut, in pixels."""

PEOPLE: dict[str, Square] = {
    "astronaut.png": (225, 115, 121),
    "grace_hopper.jpg": (264, 213, 226),
    "camera.png": (227, 154, 85),
}
"""The photographs that show a face, by eye; the last one is seen from the side."""
NOBODY = (
    *("brick.png", "cell.png", "chelsea.png", "china.jpg", "clock_motion.png", "coffee.png"),
    *("color.png", "flower.jpg", "grass.png", "gravel.png", "horse.png", "hubble_deep_field.jpg"),
    *("ihc.png", "logo.png", "microaneurysms.png", "moon.png", "motorcycle_left.png"),
    *("motorcycle_right.png", "page.png", "retina.jpg", "rocket.jpg", "text.png"),
)
"""Those that show none; `coins.png`, on which heads are struck, is left out."""
BACKGROUNDS = ("brick.png", "chelsea.png", "china.jpg", "coffee.png", "flower.jpg", "grass.png",
               "gravel.png", "hubble_deep_field.jpg", "ihc.png", "motorcycle_left.png",
               "motorcycle_right.png", "rocket.jpg")  # fmt: skip
SUBSET = "lfw_subset.npy"
"""scikit-image's 100 faces and 100 other patches of Labeled Faces in the Wild, 25x25 pixels."""
COVERINGS = ("surgical_mask", "ffp2_mask", "cloth_mask", "scarf", "niqab", "balaclava",
             "sunglasses", "cap", "beard", "hand_on_mouth", "low_light")  # fmt: skip
WORN = ("surgical_mask", "sunglasses")
"""What the photographed people are made to wear."""
SCALES, TURNS = (1.0, 0.5, 0.25), (-30.0, -15.0, 0.0, 15.0, 30.0)
COMPOSITE = (480, 640)
SIDES, COVERED_SIDES, MOST_TURNED = (24.0, 320.0), (48.0, 240.0), 30.0
COMPOSITES, COVERED_COMPOSITES = 300, 60


class Shown(NamedTuple):
    """A picture, which set it belongs to, and its face, if there is one."""

    set: str
    picture: Grey | Colour
    face: Square | None


def pictures(photographs: Path, faces: Path) -> Iterator[Shown]:
    """Make them all, the same every time.

    Args:
        photographs: The folder of the files named above.
        faces: FER2013's validation faces, `<emotion>/<row>.png`.
    """
    for name, face in PEOPLE.items():
        yield from _varied(cv2.imread(str(photographs / name)), face)
    patches = (np.load(photographs / SUBSET) * 255).astype(np.uint8)
    half = len(patches) // 2
    for patch in patches[:half]:
        yield Shown("tiny photographs", patch, (12.5, 12.5, 25.0))
    yield from (Shown("nobody, tiny", patch, None) for patch in patches[half:])
    for name in NOBODY:
        yield from _nobody(cv2.imread(str(photographs / name)))
    rng = np.random.default_rng(0)
    paths = sorted(faces.glob("*/*.png"))
    backgrounds = [cv2.imread(str(photographs / name), 0) for name in BACKGROUNDS]
    for row in rng.choice(len(paths), COMPOSITES, replace=False):
        face = cv2.imread(str(paths[row]), 0)
        yield _composed("composites", face, backgrounds, SIDES, rng)
        yield Shown("crops, 48x48", face, (24.0, 24.0, 48.0))
    for covering in COVERINGS:
        rows = rng.choice(len(paths), COVERED_COMPOSITES, replace=False)
        crops = np.stack([cv2.imread(str(paths[row]), 0) for row in rows])
        for face in cover(crops, covering, seed=0):
            yield _composed(f"composites, {covering}", face, backgrounds, COVERED_SIDES, rng)


def _varied(photograph: Colour, face: Square) -> Iterator[Shown]:
    """Show a photograph smaller, turned, and with something worn."""
    for scale in SCALES:
        for turn in TURNS:
            named = "photographs" if scale == 1 and turn == 0 else "photographs, smaller or turned"
            yield Shown(named, *_turned(photograph, face, scale, turn))
    grey = cv2.cvtColor(photograph, cv2.COLOR_BGR2GRAY)
    x, y, side = face
    left, top = round(x - side / 2), round(y - side / 2)
    crop = grey[top : top + round(side), left : left + round(side)]
    landmarks = locate(crop[None]).landmarks + np.float32([left, top])
    for covering in WORN:
        worn = cover(grey[None], covering, landmarks=landmarks)[0]
        yield from (Shown(f"photographs, {covering}", *_turned(worn, face, scale, 0.0))
                    for scale in SCALES)  # fmt: skip


def _turned(photograph: Colour, face: Square, scale: float, turn: float) -> tuple[Colour, Square]:
    """Turn a photograph about its face, and make it smaller."""
    x, y, side = face
    matrix = cv2.getRotationMatrix2D((x, y), turn, 1.0)
    height, width = photograph.shape[:2]
    whole = cv2.warpAffine(photograph, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    small = cv2.resize(whole, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), (x * scale, y * scale, side * scale)


def _nobody(photograph: Colour) -> Iterator[Shown]:
    smaller = cv2.resize(photograph, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    for picture in (photograph, photograph[:, ::-1], photograph.transpose(1, 0, 2), smaller):
        yield Shown("nobody", np.ascontiguousarray(picture), None)


def _composed(
    named: str,
    face: Grey,
    backgrounds: list[Grey],
    sides: tuple[float, float],
    rng: np.random.Generator,
) -> Shown:
    """Lay a face, an ellipse cut out of its crop, into a part of a photograph."""
    scene = _part(backgrounds[rng.integers(len(backgrounds))], rng)
    side = float(np.exp(rng.uniform(*np.log(sides))))
    turn = rng.uniform(-MOST_TURNED, MOST_TURNED)
    x, y = (float(rng.uniform(0.55 * side, size - 0.55 * side)) for size in COMPOSITE[::-1])
    pixels = max(8, round(side)) if side < len(face) else 4 * len(face)
    method = cv2.INTER_AREA if pixels < len(face) else cv2.INTER_CUBIC
    drawn = cv2.resize(face, (pixels, pixels), interpolation=method)
    middle = (pixels - 1) / 2
    matrix = cv2.getRotationMatrix2D((middle, middle), turn, side / pixels)
    matrix[:, 2] += np.array([x, y]) - middle
    size = COMPOSITE[::-1]
    laid = cv2.warpAffine(drawn, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    share = cv2.warpAffine(_ellipse(pixels), matrix, size)
    mixed = scene * (1 - share) + laid * share
    return Shown(named, mixed.clip(0, 255).astype(np.uint8), (x, y, side))


def _part(photograph: Grey, rng: np.random.Generator) -> NDArray[np.float32]:
    height, width = COMPOSITE
    grow = max(height / photograph.shape[0], width / photograph.shape[1]) * rng.uniform(1, 1.5)
    large = cv2.resize(photograph, None, fx=grow, fy=grow)
    top = int(rng.integers(large.shape[0] - height + 1))
    left = int(rng.integers(large.shape[1] - width + 1))
    return large[top : top + height, left : left + width].astype(np.float32)


def _ellipse(side: int) -> NDArray[np.float32]:
    """Draw a disc that fills the crop, soft at its edge."""
    down, across = ((np.indices((side, side)) + 0.5) / side - 0.5) / 0.5
    return np.clip((1 - np.hypot(down, across)) / 0.08, 0, 1).astype(np.float32)
