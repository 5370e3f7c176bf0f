"""Read a TensorFlow Lite network: its constants, and its steps in order.

Knows nothing about faces, nor about ONNX. The numbers are those of TensorFlow's `schema.fbs`, of
which as much is read as plain networks of convolutions in full or half precision need.
"""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from feelingit.predict.detectors.flatbuffer import Table

MARK = b"TFL3"
"""What such a file has at its fifth byte."""
MODEL_CODES, MODEL_GRAPHS, MODEL_BUFFERS = 1, 2, 4
CODE_BEFORE, CODE_NOW = 0, 3
GRAPH_TENSORS, GRAPH_INPUTS, GRAPH_OUTPUTS, GRAPH_STEPS = 0, 1, 2, 3
TENSOR_SHAPE, TENSOR_TYPE, TENSOR_BUFFER, TENSOR_SPARSITY = 0, 1, 2, 6
STEP_CODE, STEP_INPUTS, STEP_OUTPUTS, STEP_OPTIONS = 0, 1, 2, 4
BUFFER_DATA = 0
KINDS = {
    0: "ADD",
    2: "CONCATENATION",
    3: "CONV_2D",
    4: "DEPTHWISE_CONV_2D",
    6: "DEQUANTIZE",
    17: "MAX_POOL_2D",
    19: "RELU",
    22: "RESHAPE",
    34: "PAD",
}
OPTIONS: dict[str, dict[str, tuple[int, str]]] = {
    "ADD": {"activation": (0, "b")},
    "CONV_2D": {"valid": (0, "b"), "across": (1, "i"), "down": (2, "i"), "activation": (3, "b")},
    "DEPTHWISE_CONV_2D": {
        "valid": (0, "b"), "across": (1, "i"), "down": (2, "i"), "activation": (4, "b"),
    },
    "MAX_POOL_2D": {
        "valid": (0, "b"), "across": (1, "i"), "down": (2, "i"), "width": (3, "i"),
        "height": (4, "i"),
    },
}  # fmt: skip
"""The settings of each kind that matter: their field and how their number is stored."""
TYPES: dict[int, type[np.generic]] = {0: np.float32, 1: np.float16, 2: np.int32}


class Step(NamedTuple):
    """One operation: its kind in the schema's words, its settings, what it takes and gives."""

    kind: str
    options: dict[str, int]
    inputs: list[int]
    outputs: list[int]


class Graph(NamedTuple):
    """A network: its steps in order, the constants among its tensors, and all tensors' shapes."""

    steps: list[Step]
    constants: dict[int, NDArray[Any]]
    shapes: dict[int, list[int]]
    inputs: list[int]
    outputs: list[int]


def read(file: Path) -> Graph:
    """Read a network.

    Args:
        file: It ends in `.tflite`.

    Raises:
        OSError: It cannot be read.
        ValueError: It is no such network, it is damaged, or it has something in it that is not
            read here.
    """
    content = file.read_bytes()
    if content[4:8] != MARK:
        raise ValueError("it is no TensorFlow Lite file")
    try:
        return _graph(Table.root(content))
    except (IndexError, KeyError) as error:
        raise ValueError(f"it has something in it that is not expected ({error})") from error


def _graph(model: Table) -> Graph:
    graph = model.tables(MODEL_GRAPHS)[0]
    codes = [max(code.number(CODE_BEFORE, "b"), code.number(CODE_NOW, "i"))
             for code in model.tables(MODEL_CODES)]  # fmt: skip
    buffers = [buffer.bytes(BUFFER_DATA) for buffer in model.tables(MODEL_BUFFERS)]
    tensors = graph.tables(GRAPH_TENSORS)
    stored = [buffers[tensor.number(TENSOR_BUFFER, "I")] for tensor in tensors]
    return Graph(
        [_step(one, codes) for one in graph.tables(GRAPH_STEPS)],
        {place: _constant(tensor, raw)
         for place, (tensor, raw) in enumerate(zip(tensors, stored, strict=True)) if len(raw)},
        {place: tensor.integers(TENSOR_SHAPE) for place, tensor in enumerate(tensors)},
        graph.integers(GRAPH_INPUTS),
        graph.integers(GRAPH_OUTPUTS),
    )  # fmt: skip


def _step(step: Table, codes: list[int]) -> Step:
    kind = KINDS[codes[step.number(STEP_CODE, "I")]]
    settings = step.table(STEP_OPTIONS)
    options = {name: settings.number(*where) if settings else 0
               for name, where in OPTIONS.get(kind, {}).items()}  # fmt: skip
    return Step(kind, options, step.integers(STEP_INPUTS), step.integers(STEP_OUTPUTS))


def _constant(tensor: Table, raw: NDArray[np.uint8]) -> NDArray[Any]:
    if tensor.table(TENSOR_SPARSITY) is not None:
        raise ValueError("it has sparse tensors in it, which are not read here")
    numbers = np.frombuffer(raw.tobytes(), TYPES[tensor.number(TENSOR_TYPE, "b")])
    return numbers.reshape(tensor.integers(TENSOR_SHAPE))
