"""The named conditions under which models are trained and tested: the one registry of them.

Beside those listed here, every covering has its controls (`sunglasses@box`, see `controls`), and
coverings of any share grow from every side (`below_40`, see `growth`).
"""

import difflib
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from feelingit.errors import InputError
from feelingit.landmarks import locate
from feelingit.occlusion.camera import CAMERA
from feelingit.occlusion.contract import Batch, Condition, Covered, Keys
from feelingit.occlusion.controls import CONTROLS, control_of
from feelingit.occlusion.coverings.eyewear import EYEWEAR
from feelingit.occlusion.coverings.hands import HANDS
from feelingit.occlusion.coverings.headwear import HEADWEAR
from feelingit.occlusion.coverings.masks import MASKS
from feelingit.occlusion.growth import growing
from feelingit.occlusion.randomness import keys_of
from feelingit.occlusion.shapes import SHAPES
from feelingit.occlusion.simple import SIMPLE
from feelingit.types import Images, Landmarks

CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {
        condition.name: condition
        for condition in (
            *SIMPLE,
            *SHAPES,
            *MASKS,
            *EYEWEAR,
            *HEADWEAR,
            *HANDS,
            *CAMERA,
        )
    }
)
"""By name, in the order of tables."""


@lru_cache(maxsize=1024)
def condition(name: str) -> Condition:
    """Find a condition by its name, be it listed, a control, or growing.

    Raises:
        InputError: There is none; the nearest names are offered.
    """
    if name in CONDITIONS:
        return CONDITIONS[name]
    base, at, kind = name.partition("@")
    if at and kind in CONTROLS:
        return control_of(condition(base), kind)
    if (grown := growing(name)) is not None:
        return grown
    raise InputError(f"there is no condition {name!r}; {_offer(name)}")


def _offer(name: str) -> str:
    base, at, _ = name.partition("@")
    if at and base in CONDITIONS:
        return f"{base} has the controls {', '.join(f'{base}@{known}' for known in CONTROLS)}"
    close = difflib.get_close_matches(name, CONDITIONS, 3, cutoff=0.5)
    return f"did you mean {' or '.join(close)}?" if close else f"there are {', '.join(CONDITIONS)}"


def cover(
    images: Images,
    name: str,
    *,
    seed: int = 0,
    keys: Keys | None = None,
    landmarks: Landmarks | None = None,
) -> Images:
    """Show images under a condition; see `covered`, which also says what is hidden."""
    return covered(images, name, seed=seed, keys=keys, landmarks=landmarks).images


def covered(
    images: Images,
    name: str,
    *,
    seed: int = 0,
    keys: Keys | None = None,
    landmarks: Landmarks | None = None,
) -> Covered:
    """Show images under a condition.

    The same picture, landmarks, key and seed give the same pixels, whatever the batch.

    Args:
        images: `uint8 [n, height, width]`; stays as it is.
        name: Of the condition.
        seed: Another seed, other coverings of the same kind.
        keys: `uint64 [n]`, one a face; what varies depends on it. By default taken from the
            pixels.
        landmarks: `float32 [n, 68, 2]` in pixels. By default found with `landmarks.locate`, if
            the condition follows the face.

    Returns:
        The covered images, fewer rows where cut, and the mask of hidden pixels; the images
        themselves where nothing changes.

    Raises:
        InputError: There is no such condition.
        ValueError: Images, keys and landmarks do not fit together, or landmarks are not finite.
    """
    asked = condition(name)
    if images.ndim != 3 or images.dtype != np.uint8:  # noqa: PLR2004 - n, height, width
        raise ValueError(f"expected uint8 [n, height, width], found {images.dtype} {images.shape}")
    if keys is None:
        keys = keys_of(images) if asked.is_random else np.zeros(len(images), np.uint64)
    if not asked.follows_face:
        landmarks = np.empty((0, 68, 2), np.float32)
    else:
        landmarks = locate(images).landmarks if landmarks is None else landmarks
        if landmarks.shape != (len(images), 68, 2) or not np.isfinite(landmarks).all():
            raise ValueError(
                f"expected finite landmarks [{len(images)}, 68, 2], found {landmarks.shape}"
            )
    if len(keys) != len(images):
        raise ValueError(f"{len(images)} images but {len(keys)} keys")
    return asked.draw(Batch(images, keys, seed, landmarks))
