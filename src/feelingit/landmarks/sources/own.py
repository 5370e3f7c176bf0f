"""The network that comes with the package, in ONNX Runtime; `recipes/landmarks` trains it."""

import hashlib
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from feelingit.errors import ModelError
from feelingit.landmarks.located import Located
from feelingit.landmarks.points import COUNT
from feelingit.landmarks.sources.options import Options
from feelingit.landmarks.square import squared, unsquared
from feelingit.types import Images

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

NETWORK = Path(__file__).resolve().parents[1] / "landmarks.onnx"
"""The network; the file beside it that ends in `.json` holds its hash and its input's side."""


def by_own_network(images: Images, options: Options) -> Located:
    """Find landmarks with the package's own network."""
    # Threads do not survive a fork: a child process opens the network again.
    session, side = _open(NETWORK, options.threads, os.getpid())
    height, width = images.shape[1:]
    landmarks = np.empty((len(images), COUNT, 2), dtype=np.float32)
    quality = np.empty(len(images), dtype=np.float32)
    for start in range(0, len(images), options.batch_size):
        rows = slice(start, start + options.batch_size)
        found = session.run(None, {"images": squared(images[rows], side)})
        landmarks[rows] = unsquared(np.asarray(found[0]), side, height, width)
        quality[rows] = found[1]
    return Located(landmarks, quality)


@lru_cache(maxsize=8)
def _open(path: Path, threads: int | None, _process: int) -> tuple["InferenceSession", int]:
    content, side = read_network(path)
    # Takes a quarter of a second, which a command that locates nothing need not wait.
    import onnxruntime  # noqa: PLC0415

    wanted = onnxruntime.SessionOptions()
    wanted.log_severity_level = 3
    if threads is not None:
        wanted.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(content, wanted, providers=["CPUExecutionProvider"]), side


def read_network(path: Path, what: str = "landmark network") -> tuple[bytes, int]:
    """Read a network file and make sure that it is whole.

    Args:
        path: The network; the file beside it that ends in `.json` is read too.
        what: What it is, for the error's sentence.

    Returns:
        The file's bytes, and the side of the pictures that it takes.

    Raises:
        ModelError: The file or its hash is missing, or they do not belong together.
    """
    try:
        content = path.read_bytes()
        known: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        expected, size, side = known["sha256"], known["bytes"], int(known["side"])
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"{path}: the {what} or its .json is missing or unreadable ({error}); "
            "install feelingit again"
        ) from error
    if hashlib.sha256(content).hexdigest() != expected:
        raise ModelError(
            f"{path}: the {what} is damaged ({len(content)} bytes of {size}, or not the ones that "
            "were shipped); install feelingit again"
        )
    return content, side
