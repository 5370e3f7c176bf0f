"""Read a TensorFlow Lite file: its constants, densified, and its steps in order.

Knows nothing about faces, nor about ONNX. The file's own description (a flatbuffer schema) comes
with MediaPipe, from where it is imported.
"""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

SCHEMA = Path("tasks") / "metadata" / "schema_py_generated.py"
"""Where the schema lies in an installed MediaPipe."""


class Step(NamedTuple):
    """One operation: its kind in the schema's words, its settings, what it takes and gives."""

    kind: str
    options: dict[str, Any]
    inputs: list[int]
    outputs: list[int]


class Graph(NamedTuple):
    """A network: its steps in order, the constants among its tensors, and all tensors' shapes."""

    steps: list[Step]
    constants: dict[int, NDArray[Any]]
    shapes: dict[int, list[int]]
    inputs: list[int]
    outputs: list[int]


def read(file: Path, mediapipe: Path) -> Graph:
    """Read a network.

    Args:
        file: It ends in `.tflite`.
        mediapipe: The folder of an installed MediaPipe.
    """
    schema = _schema(mediapipe / SCHEMA)
    content = file.read_bytes()
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(content, 0))
    graph = model.subgraphs[0]
    kinds = {value: name for name, value in vars(schema.BuiltinOperator).items()
             if isinstance(value, int)}  # fmt: skip
    codes = [max(code.builtinCode, code.deprecatedBuiltinCode) for code in model.operatorCodes]
    steps = [
        Step(
            kinds[codes[one.opcodeIndex]],
            dict(vars(one.builtinOptions)) if one.builtinOptions else {},
            [int(place) for place in one.inputs],
            [int(place) for place in one.outputs],
        )
        for one in graph.operators
    ]
    constants = {
        place: _constant(tensor, model.buffers[tensor.buffer].data, schema)
        for place, tensor in enumerate(graph.tensors)
        if model.buffers[tensor.buffer].data is not None
    }
    shapes = {place: [int(size) for size in tensor.shape] for place, tensor in enumerate(graph.tensors)}
    return Graph(steps, constants, shapes, [*map(int, graph.inputs)], [*map(int, graph.outputs)])


def _schema(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("tflite_schema", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise SystemExit(f"{path} is missing; expected the folder of MediaPipe 0.10.21")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _constant(tensor: Any, raw: NDArray[np.uint8], schema: ModuleType) -> NDArray[Any]:  # noqa: ANN401 - generated
    types = {
        schema.TensorType.FLOAT32: np.float32,
        schema.TensorType.FLOAT16: np.float16,
        schema.TensorType.INT32: np.int32,
    }
    values = np.asarray(raw, np.uint8).tobytes()
    numbers = np.frombuffer(values, types[tensor.type])
    shape = [int(size) for size in tensor.shape]
    if tensor.sparsity is None:
        return numbers.reshape(shape)
    return _dense(numbers, tensor.sparsity, shape)


def _dense(numbers: NDArray[Any], sparsity: Any, shape: list[int]) -> NDArray[Any]:  # noqa: ANN401 - generated
    """Lay out a tensor of which only the last dimension is compressed, row by row."""
    *outer, last = sparsity.dimMetadata
    if list(sparsity.traversalOrder) != list(range(len(shape))) or any(d.format for d in outer):
        raise SystemExit("a sparse tensor of another layout than MediaPipe 0.10.21 has")
    ends = np.asarray(last.arraySegments.values)
    rows = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
    dense = np.zeros((len(ends) - 1, shape[-1]), numbers.dtype)
    dense[rows, np.asarray(last.arrayIndices.values)] = numbers[: len(rows)]
    return dense.reshape(shape)
