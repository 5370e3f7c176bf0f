"""Open a model file's network in ONNX Runtime, and hold it to what a model of emotions is."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.errors import ModelError
from feelingit.predict.model_file import ModelFile
from feelingit.types import Images

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

INPUT, OUTPUT = "images", "logits"
SILENT = 4
"""ONNX Runtime's level of logging at which it says nothing: its errors are raised as well."""


def open_network(file: ModelFile, threads: int | None = None) -> "InferenceSession":
    """Open a network and try it on two black faces.

    Args:
        file: Read by `read_model`, so its hash is right.
        threads: CPU threads; by default as ONNX Runtime sees fit.

    Raises:
        ModelError: It is no network, or not one from `images` `uint8 [n, height, width]` to
            finite `logits` `float32 [n, 7]`.
    """
    # Takes a quarter of a second, which `feelingit --help` need not wait.
    import onnxruntime  # noqa: PLC0415

    wanted = onnxruntime.SessionOptions()
    wanted.log_severity_level = SILENT
    if threads is not None:
        wanted.intra_op_num_threads = threads
    try:
        # Without the fallback, which prints what is wrong and tries the same again.
        session = onnxruntime.InferenceSession(
            file.content, wanted, providers=["CPUExecutionProvider"], enable_fallback=False
        )
        inputs = {one.name: one.type for one in session.get_inputs()}
        outputs = [one.name for one in session.get_outputs()]
    except Exception as error:  # ONNX Runtime raises a dozen kinds, RuntimeError among them
        raise ModelError(f"{file.path}: not a model that ONNX Runtime can load") from error
    if inputs != {INPUT: "tensor(uint8)"} or OUTPUT not in outputs:
        takes = ", ".join(f"{name} {kind}" for name, kind in inputs.items()) or "nothing"
        raise ModelError(
            f"{file.path}: a network from {takes} to {', '.join(outputs)}; expected one from "
            f"{INPUT} tensor(uint8) to {OUTPUT}"
        )
    _try(session, file)
    return session


def logits_of(session: "InferenceSession", images: Images) -> NDArray[np.float32]:
    """Ask a network about faces of the size that it takes: `float32 [n, 7]`."""
    logits: NDArray[np.float32] = session.run([OUTPUT], {INPUT: images})[0]
    return logits


def _try(session: "InferenceSession", file: ModelFile) -> None:
    """Two faces, for a network may have been made for one at a time."""
    height, width = file.description.height, file.description.width
    black = np.zeros((2, height, width), dtype=np.uint8)
    try:
        logits = logits_of(session, black)
    except Exception as error:  # as above
        raise ModelError(
            f"{file.path}: does not take faces [n, {height}, {width}], as its description says"
        ) from error
    shape, kind = getattr(logits, "shape", None), getattr(logits, "dtype", None)
    if shape != (2, len(EMOTIONS)) or kind != np.float32 or not np.isfinite(logits).all():
        raise ModelError(
            f"{file.path}: answers two faces with {kind} {shape}, expected finite float32 "
            f"(2, {len(EMOTIONS)})"
        )
