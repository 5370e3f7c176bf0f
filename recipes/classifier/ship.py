"""Make the file that ships: calibrated, quantised to eight bits, described by its hash.

A network of `compact`'s size takes 11 MB in float32 and less than 3 MB in eight bits, in which a
CPU also reckons two to three times as fast. What that changes is measured, not assumed.
"""

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
from numpy.typing import NDArray
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from feelingit.emotions import EMOTIONS
from feelingit.files import write_json, write_whole
from feelingit.models.export import Face, onnx_bytes
from feelingit.models.network import Network
from feelingit.predict.model_file import FORMAT
from feelingit.types import Images
from recipes.classifier.calibrate import Calibration, Logits, calibrated, fitted, together
from recipes.classifier.faces import SIDE, Lesson
from recipes.classifier.validate import Exam

SHOWN = 1024
"""Training faces, half of them in coverings, from which the ranges of activations are taken."""
BATCH = 64


class Files(NamedTuple):
    """The network as ONNX, calibrated.

    Attributes:
        full: In float32.
        small: In eight bits.
        calibration: Which is within both.
    """

    full: bytes
    small: bytes
    calibration: Calibration


def exported(
    network: Network,
    answers: Mapping[str, Logits],
    *,
    exam: Exam,
    lesson: Lesson,
    worn: Images,
    work: Path,
) -> Files:
    """Calibrate, export, quantise.

    There is one calibration for all conditions: it is fitted to the bare validation faces and to
    those under each of the study's bands together.

    Args:
        network: Trained, on the CPU.
        answers: Its logits by condition.
        exam: The validation faces.
        lesson: What it learnt from.
        worn: The same in coverings.
        work: A folder for what does not ship.
    """
    found = fitted(together(answers), np.tile(exam.labels, len(answers)))
    examples = exam.shown["none"][:SHOWN]
    full = onnx_bytes(calibrated(network, found), Face(SIDE, SIDE), examples=examples)
    (work / "full.onnx").write_bytes(full)
    half = SHOWN // 2
    shown = np.concatenate((lesson.images[:half], worn[half:SHOWN]))
    return Files(full, quantised(work / "full.onnx", work / "small.onnx", shown), found)


def quantised(full: Path, small: Path, shown: Images) -> bytes:
    """Quantise weights by channel and activations by the ranges that the shown faces give.

    Weights use seven of their eight bits: processors without VNNI instructions add products of
    eight bits in sixteen, and would overflow. The last layer stays in float32.
    """
    prepared = small.with_suffix(".prepared.onnx")
    quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
    last = [node.name for node in onnx.load(str(prepared)).graph.node if node.op_type == "Gemm"]
    quantize_static(
        str(prepared),
        str(small),
        _Shown(shown),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        reduce_range=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.MinMax,
        nodes_to_exclude=last,
    )
    model = onnx.load(str(small))
    onnx.checker.check_model(model)
    file = io.BytesIO()
    onnx.save(model, file)
    return file.getvalue()


class _Shown(CalibrationDataReader):  # type: ignore[misc]
    """Hands faces to the quantiser, batch by batch."""

    def __init__(self, images: Images) -> None:
        self._batches = iter(np.array_split(images, max(1, len(images) // BATCH)))

    def get_next(self) -> dict[str, NDArray[np.uint8]] | None:
        """Give the next batch; None after the last."""
        batch = next(self._batches, None)
        return None if batch is None else {"images": np.ascontiguousarray(batch)}


def write_model(
    content: bytes, target: Path, *, temperature: float, threshold: float, facts: dict[str, object]
) -> None:
    """Write `target` and its description beside it."""
    write_whole(target, lambda partial: partial.write_bytes(content))
    description = {
        "format": FORMAT,
        "name": target.stem,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "height": SIDE,
        "width": SIDE,
        "emotions": list(EMOTIONS),
        "temperature": temperature,
        "threshold": threshold,
        "facts": facts,
    }
    write_json(target.with_suffix(".json"), description)
    print(f"{target}: {len(content)} bytes, temperature {temperature:.3f}", flush=True)
