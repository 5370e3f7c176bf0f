"""Write a TensorFlow Lite network of convolutions as ONNX, for any number of pictures.

TensorFlow keeps channels last, ONNX first: constants and axes are turned, and what is reshaped is
turned back before. Weights stay in half precision where they are, and are computed with in full.
Needs the package `onnx`.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

from feelingit.predict.detectors.tflite import Graph, Step

OPSET, FORMAT = 17, 8
HALF = 255 / 2
NO_ACTIVATION, RELU = 0, 1
"""How the schema numbers the activations that may follow a convolution."""
CHANNELS_LAST = [0, 2, 3, 1]


def as_onnx(graph: Graph, names: Mapping[int, str]) -> bytes:
    """Write a network as an ONNX file's bytes.

    Args:
        graph: It takes pictures `float32 [1, height, width, 3]`, -1 to 1.
        names: Of its outputs, which are `[1, n, channels]`.

    Returns:
        A network that takes `images` `uint8 [n, height, width, 3]`.

    Raises:
        ValueError: The graph has something in it that cannot be written.
    """
    try:
        model = _Writer(graph).model(names)
        onnx.checker.check_model(model, full_check=True)
    except (KeyError, IndexError, onnx.checker.ValidationError) as error:
        raise ValueError(f"it is of another form than expected ({error})") from error
    content: bytes = model.SerializeToString()
    return content


class _Writer:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []
        self.same = {step.outputs[0]: step.inputs[0] for step in graph.steps
                     if step.kind == "DEQUANTIZE"}  # fmt: skip

    def model(self, names: Mapping[int, str]) -> onnx.ModelProto:
        (pictures,) = self.graph.inputs
        self.pictures(pictures)
        for step in self.graph.steps:
            if step.kind != "DEQUANTIZE":
                _WRITE[step.kind](self, step)
        for place, name in names.items():
            self.add("Identity", [_name(place)], name)
        sides = self.graph.shapes[pictures][1:]
        graph = helper.make_graph(
            self.nodes,
            "network",
            [helper.make_tensor_value_info("images", TensorProto.UINT8, ["n", *sides])],
            [
                helper.make_tensor_value_info(
                    name, TensorProto.FLOAT, ["n", *self.graph.shapes[place][1:]]
                )
                for place, name in names.items()
            ],
            self.constants,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
        model.ir_version = FORMAT
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

    def activated(self, step: Step, before: str) -> str:
        """Name what a step gives before its activation, which is added after `before`."""
        activation = step.options["activation"]
        if activation not in (NO_ACTIVATION, RELU):
            raise ValueError(f"it has an activation in it that is not expected ({activation})")
        return f"{before}.sum" if activation == RELU else before

    def pictures(self, place: int) -> None:
        wide = self.add("Cast", ["images"], "wide", to=TensorProto.FLOAT)
        first = self.add("Transpose", [wide], "first", perm=[0, 3, 1, 2])
        half = self.constant(np.array(HALF, np.float32), "half")
        one = self.constant(np.array(1, np.float32), "one")
        self.add("Sub", [self.add("Div", [first, half], "upto2"), one], _name(place))


def _name(place: int) -> str:
    return f"t{place}"


def _convolution(writer: _Writer, step: Step) -> None:
    source, weights, bias = step.inputs
    kernel = writer.known(weights)
    deep = step.kind == "DEPTHWISE_CONV_2D"
    turned = kernel.transpose([3, 0, 1, 2] if deep else [0, 3, 1, 2])
    output = _name(step.outputs[0])
    given = writer.activated(step, output)
    writer.add(
        "Conv",
        [
            _name(source),
            writer.constant(turned, _name(weights)),
            writer.constant(writer.known(bias), _name(bias)),
        ],
        given,
        strides=[step.options["down"], step.options["across"]],
        kernel_shape=list(turned.shape[2:]),
        auto_pad=_padding(step),
        group=kernel.shape[3] if deep else 1,
    )
    if given != output:
        writer.add("Relu", [given], output)


def _padding(step: Step) -> str:
    return "VALID" if step.options["valid"] else "SAME_UPPER"


def _relu(writer: _Writer, step: Step) -> None:
    writer.add("Relu", [_name(step.inputs[0])], _name(step.outputs[0]))


def _add(writer: _Writer, step: Step) -> None:
    output = _name(step.outputs[0])
    given = writer.activated(step, output)
    writer.add("Add", [_name(one) for one in step.inputs], given)
    if given != output:
        writer.add("Relu", [given], output)


def _pad(writer: _Writer, step: Step) -> None:
    around = writer.known(step.inputs[1]).astype(np.int64)[[0, 3, 1, 2]]
    pads = writer.constant(np.concatenate([around[:, 0], around[:, 1]]), f"p{step.outputs[0]}")
    writer.add("Pad", [_name(step.inputs[0]), pads], _name(step.outputs[0]))


def _pool(writer: _Writer, step: Step) -> None:
    writer.add(
        "MaxPool",
        [_name(step.inputs[0])],
        _name(step.outputs[0]),
        kernel_shape=[step.options["height"], step.options["width"]],
        strides=[step.options["down"], step.options["across"]],
        auto_pad=_padding(step),
    )


def _reshape(writer: _Writer, step: Step) -> None:
    output = _name(step.outputs[0])
    last = writer.graph.shapes[step.outputs[0]][-1]
    shape = writer.constant(np.array([0, -1, last], np.int64), f"s{step.outputs[0]}")
    turned = writer.add("Transpose", [_name(step.inputs[0])], f"{output}.last", perm=CHANNELS_LAST)
    writer.add("Reshape", [turned, shape], output)


def _concatenate(writer: _Writer, step: Step) -> None:
    writer.add("Concat", [_name(one) for one in step.inputs], _name(step.outputs[0]), axis=1)


_WRITE = {
    "CONV_2D": _convolution,
    "DEPTHWISE_CONV_2D": _convolution,
    "RELU": _relu,
    "ADD": _add,
    "PAD": _pad,
    "MAX_POOL_2D": _pool,
    "RESHAPE": _reshape,
    "CONCATENATION": _concatenate,
}
