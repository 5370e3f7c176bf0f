"""What the network is measured on: faces bare and under bands, drawn faces, and what is no face."""

from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.occlusion import cover
from feelingit.synthetic import draw_faces
from feelingit.types import Images, Landmarks
from recipes.landmarks.labels import load

BARE = "bare"
BANDS = ("forehead", "eyes", "lower_face")
"""The study's black bands."""
DRAWN, DRAWN_SEED = 2000, 4_068
"""How many drawn faces, and their seed; the training draws others."""


class Shown(NamedTuple):
    """Pictures and the truth about them; row i of both is face i."""

    images: Images
    truth: Landmarks


def faces(images: Path, meshes: Path) -> dict[str, Shown]:
    """Collect faces by name: `real` and `drawn`, each followed by a covering's name.

    Real faces are the validation faces that the teacher is believed on; their truth is what it
    said of them bare.
    """
    taught = load(images, meshes, "validation")
    drawn = draw_faces(DRAWN, taught.images.shape[-1], seed=DRAWN_SEED)
    known = {
        "real": Shown(taught.images, taught.landmarks),
        "drawn": Shown(drawn.faces.images, drawn.landmarks),
    }
    return {
        f"{kind} {band}": Shown(
            shown.images if band == BARE else cover(shown.images, band), shown.truth
        )
        for kind, shown in known.items()
        for band in (BARE, *BANDS)
    }


def every_face(images: Path) -> Images:
    """Read all validation faces, whether the teacher found them or not."""
    paths = sorted((images / "validation").glob("*/*.png"))
    return np.stack([cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) for path in paths])


def no_faces(real: Images, seed: int = 1) -> dict[str, Images]:
    """Make pictures that show no face, or none that landmarks could be found in."""
    rng = np.random.default_rng(seed)
    count, side = len(real), real.shape[-1]
    coarse = rng.integers(0, 256, (count, 6, 6)).astype(np.uint8)
    clouds = [cv2.resize(one, (side, side), interpolation=cv2.INTER_CUBIC) for one in coarse]
    row, column = np.mgrid[:side, :side]
    turn = rng.uniform(0, np.pi, (count, 1, 1))
    stripes = np.sin((np.sin(turn) * row + np.cos(turn) * column) * rng.uniform(0.2, 2))
    cheek = real[:, side // 2 : side // 2 + 8, 4:12]
    return {
        "blank": np.repeat(np.arange(256, dtype=np.uint8), side * side).reshape(-1, side, side),
        "noise": rng.integers(0, 256, real.shape).astype(np.uint8),
        "clouds": np.stack(clouds).astype(np.uint8),
        "stripes": np.asarray(127 + 100 * stripes, np.uint8),
        "upside down": np.ascontiguousarray(real[:, ::-1]),
        "three quarters out of the frame": _out_of_frame(real),
        "a patch of skin": np.stack([cv2.resize(one, (side, side)) for one in cheek]),
    }


def _out_of_frame(real: Images) -> NDArray[np.uint8]:
    side = real.shape[-1]
    seen = real[:, :, side - side // 4 :]
    rest = np.repeat(seen[:, :, -1:], side - seen.shape[2], axis=2)
    return np.concatenate((seen, rest), axis=2)
