"""A TensorFlow Lite file with one convolution in it, for those who read such files."""

from collections.abc import Sequence

import flatbuffers
import numpy as np
from numpy.typing import NDArray

from feelingit.predict.detectors import tflite

SIDE, STRIDE = 4, 2
Field = tuple[int, str, int]
"""A field's number, how it is stored (`Int32`, `UOffsetTRelative` ...), and its value or place."""


def convolution(kernel: NDArray[np.float32], bias: NDArray[np.float32]) -> bytes:
    """Write a network: a convolution in half precision, a rectifier, and places in one row.

    Args:
        kernel: `[out, 2, 2, 3]`.
        bias: `[out]`.

    Returns:
        The file's bytes; the network takes `[1, 4, 4, 3]` and gives `[1, 4, out]`.
    """
    out, steps = len(kernel), SIDE // STRIDE
    buffers = [b"", kernel.astype(np.float16).tobytes(), bias.astype(np.float32).tobytes()]
    tensors = [
        ([1, SIDE, SIDE, 3], 0, 0),
        ([*kernel.shape], 1, 1),
        ([*kernel.shape], 0, 0),
        ([out], 0, 2),
        ([1, steps, steps, out], 0, 0),
        ([1, steps, steps, out], 0, 0),
        ([1, steps * steps, out], 0, 0),
    ]
    codes = [6, 3, 19, 22]
    write = flatbuffers.Builder()
    settings = _table(write, [(1, "Int32", STRIDE), (2, "Int32", STRIDE)])
    operators = [([1], [2]), ([0, 2, 3], [4]), ([4], [5]), ([5], [6])]
    written = [
        _step(write, code, *places, settings if code == 1 else None)
        for code, places in enumerate(operators)
    ]
    graph = _table(write, [
        (tflite.GRAPH_TENSORS, _POINTER, _list(write, [_tensor(write, *one) for one in tensors])),
        (tflite.GRAPH_INPUTS, _POINTER, write.CreateNumpyVector(np.array([0], np.int32))),
        (tflite.GRAPH_OUTPUTS, _POINTER, write.CreateNumpyVector(np.array([6], np.int32))),
        (tflite.GRAPH_STEPS, _POINTER, _list(write, written)),
    ])  # fmt: skip
    known = [_table(write, [(tflite.CODE_BEFORE, "Int8", code)]) for code in codes]
    stored = [
        _table(write, [(tflite.BUFFER_DATA, _POINTER, write.CreateByteVector(raw))] if raw else [])
        for raw in buffers
    ]
    model = _table(write, [
        (tflite.MODEL_CODES, _POINTER, _list(write, known)),
        (tflite.MODEL_GRAPHS, _POINTER, _list(write, [graph])),
        (tflite.MODEL_BUFFERS, _POINTER, _list(write, stored)),
    ])  # fmt: skip
    write.Finish(model, file_identifier=tflite.MARK)
    return bytes(write.Output())


_POINTER = "UOffsetTRelative"


def _table(write: flatbuffers.Builder, fields: Sequence[Field]) -> int:
    write.StartObject(8)
    for place, kind, value in fields:
        getattr(write, f"Prepend{kind}Slot")(place, value, 0)
    return int(write.EndObject())


def _list(write: flatbuffers.Builder, tables: Sequence[int]) -> int:
    write.StartVector(4, len(tables), 4)
    for table in reversed(tables):
        write.PrependUOffsetTRelative(table)
    return int(write.EndVector())


def _tensor(write: flatbuffers.Builder, shape: list[int], kind: int, buffer: int) -> int:
    listed = write.CreateNumpyVector(np.array(shape, np.int32))
    return _table(write, [
        (tflite.TENSOR_SHAPE, _POINTER, listed),
        (tflite.TENSOR_TYPE, "Int8", kind),
        (tflite.TENSOR_BUFFER, "Uint32", buffer),
    ])  # fmt: skip


def _step(
    write: flatbuffers.Builder,
    code: int,
    inputs: list[int],
    outputs: list[int],
    settings: int | None,
) -> int:
    taken = write.CreateNumpyVector(np.array(inputs, np.int32))
    given = write.CreateNumpyVector(np.array(outputs, np.int32))
    fields = [
        (tflite.STEP_CODE, "Uint32", code),
        (tflite.STEP_INPUTS, _POINTER, taken),
        (tflite.STEP_OUTPUTS, _POINTER, given),
    ]
    if settings is not None:
        fields.append((tflite.STEP_OPTIONS, _POINTER, settings))
    return _table(write, fields)
