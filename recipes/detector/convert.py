"""Write a TensorFlow Lite network of convolutions as ONNX, for pictures of any size.

TensorFlow keeps channels last, ONNX first: constants and axes are turned, and what is reshaped is
turned back before. Weights stay in half precision, as in the original, and are computed with in
full.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

from recipes.detector.tflite import Graph, Step

OPSET = 17
HALF = 255 / 2
RELU = 1
"""How the schema numbers an activation that follows a convolution."""
CHANNELS_LAST = [0, 2, 3, 1]


class Writer:
    """Writes one graph, step by step.

    Args:
        graph: What is to be written.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []
        self.same = {step.outputs[0]: step.inputs[0] for step in graph.steps
                     if step.kind in ("DEQUANTIZE", "DENSIFY")}  # fmt: skip

    def model(self, names: dict[int, str]) -> onnx.ModelProto:
        """Write the whole: `images` `uint8 [n, height, width, 3]` in, outputs by name."""
        self._pictures(self.graph.inputs[0])
        for step in self.graph.steps:
            if step.outputs[0] not in self.same:
                WRITE[step.kind](self, step)
        for place, name in names.items():
            self.add("Identity", [_name(place)], name)
        sizes = ["n", "height", "width", 3]
        graph = helper.make_graph(
            self.nodes,
            "faces",
            [helper.make_tensor_value_info("images", TensorProto.UINT8, sizes)],
            [
                helper.make_tensor_value_info(
                    name, TensorProto.FLOAT, ["n", None, self.graph.shapes[place][-1]]
                )
                for place, name in names.items()
            ],
            self.constants,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
        model.ir_version = 8
        onnx.checker.check_model(model)
        return model

    def add(self, kind: str, inputs: list[str], output: str, **settings: Any) -> str:  # noqa: ANN401
        """Add a node; return the name of what it gives."""
        self.nodes.append(helper.make_node(kind, inputs, [output], **settings))
        return output

    def constant(self, values: NDArray[Any], name: str) -> str:
        """Add a constant; numbers in half precision are widened where they are used."""
        if values.dtype != np.float16:
            self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
            return name
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), f"{name}.half"))
        return self.add("Cast", [f"{name}.half"], name, to=TensorProto.FLOAT)

    def known(self, place: int) -> NDArray[Any]:
        """Return a constant of the original."""
        while place in self.same:
            place = self.same[place]
        return self.graph.constants[place]

    def _pictures(self, place: int) -> None:
        wide = self.add("Cast", ["images"], "wide", to=TensorProto.FLOAT)
        first = self.add("Transpose", [wide], "first", perm=[0, 3, 1, 2])
        half = self.constant(np.float32(HALF).reshape(()), "half")
        one = self.constant(np.float32(1).reshape(()), "one")
        self.add("Sub", [self.add("Div", [first, half], "upto2"), one], _name(place))


def _name(place: int) -> str:
    return f"t{place}"


def _convolution(writer: Writer, step: Step) -> None:
    source, weights, bias = step.inputs
    kernel = writer.known(weights)
    deep = step.kind == "DEPTHWISE_CONV_2D"
    turned = kernel.transpose([3, 0, 1, 2] if deep else [0, 3, 1, 2])
    output = _name(step.outputs[0])
    relu = step.options["fusedActivationFunction"] == RELU
    writer.add(
        "Conv",
        [
            _name(source),
            writer.constant(turned, _name(weights)),
            writer.constant(writer.known(bias), _name(bias)),
        ],
        f"{output}.sum" if relu else output,
        strides=[step.options["strideH"], step.options["strideW"]],
        kernel_shape=list(turned.shape[2:]),
        auto_pad="VALID" if step.options["padding"] else "SAME_UPPER",
        group=kernel.shape[3] if deep else 1,
    )
    if relu:
        writer.add("Relu", [f"{output}.sum"], output)


def _relu(writer: Writer, step: Step) -> None:
    writer.add("Relu", [_name(step.inputs[0])], _name(step.outputs[0]))


def _add(writer: Writer, step: Step) -> None:
    output = _name(step.outputs[0])
    relu = step.options["fusedActivationFunction"] == RELU
    writer.add("Add", [_name(one) for one in step.inputs], f"{output}.sum" if relu else output)
    if relu:
        writer.add("Relu", [f"{output}.sum"], output)


def _pad(writer: Writer, step: Step) -> None:
    around = writer.known(step.inputs[1]).astype(np.int64)[[0, 3, 1, 2]]
    pads = writer.constant(np.concatenate([around[:, 0], around[:, 1]]), f"p{step.outputs[0]}")
    writer.add("Pad", [_name(step.inputs[0]), pads], _name(step.outputs[0]))


def _pool(writer: Writer, step: Step) -> None:
    writer.add(
        "MaxPool",
        [_name(step.inputs[0])],
        _name(step.outputs[0]),
        kernel_shape=[step.options["filterHeight"], step.options["filterWidth"]],
        strides=[step.options["strideH"], step.options["strideW"]],
        auto_pad="VALID" if step.options["padding"] else "SAME_UPPER",
    )


def _reshape(writer: Writer, step: Step) -> None:
    output = _name(step.outputs[0])
    last = writer.graph.shapes[step.outputs[0]][-1]
    shape = writer.constant(np.array([0, -1, last], np.int64), f"s{step.outputs[0]}")
    turned = writer.add(
        "Transpose", [_name(step.inputs[0])], f"{output}.last", perm=CHANNELS_LAST
    )
    writer.add("Reshape", [turned, shape], output)


def _concatenate(writer: Writer, step: Step) -> None:
    writer.add("Concat", [_name(one) for one in step.inputs], _name(step.outputs[0]), axis=1)


def _enlarge(writer: Writer, step: Step) -> None:
    before, after = (writer.graph.shapes[one] for one in (step.inputs[0], step.outputs[0]))
    scales = np.array([1, 1, after[1] / before[1], after[2] / before[2]], np.float32)
    writer.add(
        "Resize",
        [_name(step.inputs[0]), "", writer.constant(scales, f"s{step.outputs[0]}")],
        _name(step.outputs[0]),
        mode="linear",
        coordinate_transformation_mode="half_pixel",
    )


def _depth_to_space(writer: Writer, step: Step) -> None:
    writer.add(
        "DepthToSpace",
        [_name(step.inputs[0])],
        _name(step.outputs[0]),
        blocksize=step.options["blockSize"],
        mode="DCR",
    )


WRITE = {
    "CONV_2D": _convolution,
    "DEPTHWISE_CONV_2D": _convolution,
    "RELU": _relu,
    "ADD": _add,
    "PAD": _pad,
    "MAX_POOL_2D": _pool,
    "RESHAPE": _reshape,
    "CONCATENATION": _concatenate,
    "RESIZE_BILINEAR": _enlarge,
    "DEPTH_TO_SPACE": _depth_to_space,
}


def multiply_adds(graph: Graph) -> Iterator[int]:
    """Count each convolution's multiply-adds at the size that the file was made for."""
    for step in graph.steps:
        if step.kind in ("CONV_2D", "DEPTHWISE_CONV_2D"):
            _, height, width, _ = graph.shapes[step.outputs[0]]
            yield height * width * int(np.prod(graph.shapes[step.inputs[1]]))
