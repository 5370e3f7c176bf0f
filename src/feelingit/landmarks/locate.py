"""Find the parts of faces: 68 landmarks in every picture, and how far to believe them."""

import difflib

import numpy as np

from feelingit.errors import InputError
from feelingit.landmarks.located import TRUSTED, Located
from feelingit.landmarks.sources import SOURCES, Options
from feelingit.types import Images, Landmarks

__all__ = ["TRUSTED", "Landmarks", "Located", "locate"]


def locate(
    images: Images,
    source: str = "own",
    *,
    batch_size: int = 256,
    threads: int | None = None,
    model: str | None = None,
) -> Located:
    """Find 68 landmarks in every picture; it always answers, and says how far to believe it.

    Args:
        images: `uint8 [n, height, width]`, grey, of any size; one face each, more or less filling
            the picture. May be memory-mapped, and may be empty.
        source: `own`, the network that comes with the package; `dlib` or `mediapipe`, where they
            are installed. `SOURCES` holds them.
        batch_size: Pictures looked at together; results do not depend on it.
        threads: CPU threads of the own network; by default as ONNX Runtime sees fit.
        model: dlib's predictor file, where `source` is `dlib` and it is not found by itself.

    Returns:
        Landmarks `float32 [n, 68, 2]` in pixels of the pictures as they came, and their quality
        `float32 [n]`, believed from `TRUSTED` on.

    Raises:
        InputError: Pictures of another shape or type, a batch size below 1, a source that does
            not exist (the nearest name is offered) or is not installed.
        ModelError: The network's file is damaged.
    """
    _check(images, batch_size)
    if source not in SOURCES:
        raise InputError(_unknown(source))
    options = Options(batch_size=batch_size, threads=threads, model=model)
    return SOURCES[source](images, options)


def _check(images: Images, batch_size: int) -> None:
    if not isinstance(images, np.ndarray) or images.dtype != np.uint8 or images.ndim != 3:  # noqa: PLR2004 - n, height, width
        found = f"{getattr(images, 'dtype', type(images).__name__)} {np.shape(images)}"
        raise InputError(f"images: {found}; expected grey pictures, uint8 [n, height, width]")
    if 0 in images.shape[1:]:
        raise InputError(f"images: pictures of {images.shape[1]}x{images.shape[2]} show nothing")
    if batch_size < 1:
        raise InputError(f"batch_size: {batch_size}; expected 1 or more")


def _unknown(source: str) -> str:
    close = difflib.get_close_matches(source, SOURCES, 1)
    offer = f"did you mean {close[0]!r}?" if close else f"expected one of {', '.join(SOURCES)}"
    return f"{source!r} is not a source of landmarks; {offer}"
