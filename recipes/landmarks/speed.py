"""How fast the network is, and how large."""

import math
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import onnx

from feelingit.landmarks import locate
from feelingit.types import Images

REPEATS = 7


def faces_a_second(
    images: Images, threads: int, clock: Callable[[], float] = time.perf_counter
) -> float:
    """Time `locate` on faces; the median of several.

    With `time.process_time` the figure is for a second of a core's work, which other work on the
    same machine slows down less than the clock on the wall.
    """
    locate(images[:256], threads=threads)
    took = []
    for _ in range(REPEATS):
        began = clock()
        locate(images, threads=threads)
        took.append(clock() - began)
    return len(images) / statistics.median(took)


def size_of(network: Path) -> dict[str, int]:
    """Count bytes, parameters and multiply-adds a face of a network file."""
    graph = onnx.shape_inference.infer_shapes(onnx.load(str(network))).graph
    weights = {one.name: tuple(one.dims) for one in graph.initializer}
    shapes = {
        value.name: tuple(axis.dim_value for axis in value.type.tensor_type.shape.dim)
        for value in (*graph.value_info, *graph.output)
    }
    # Weights that are kept in half precision are cast before they are used.
    shapes |= weights
    return {
        "bytes": network.stat().st_size,
        "parameters": sum(math.prod(shape) for shape in weights.values()),
        "multiply_adds": sum(_multiply_adds(node, shapes) for node in graph.node),
    }


def _multiply_adds(node: onnx.NodeProto, shapes: dict[str, tuple[int, ...]]) -> int:
    """Count those of a convolution or a layer of a fixed weight matrix; the rest is little."""
    if node.op_type == "Conv":
        return math.prod(shapes[node.input[1]]) * math.prod(shapes[node.output[0]][2:])
    if node.op_type == "Gemm":
        return math.prod(shapes[node.input[1]])
    return 0
