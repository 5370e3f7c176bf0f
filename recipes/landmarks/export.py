"""Write the trained network as ONNX, check that it answers alike, and note its hash."""

import copy
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from feelingit.files import write_whole
from recipes.hashed import note_hash
from recipes.landmarks.network import SIDE, Answer, Cascade

OPSET = 17
ALIKE = 1e-2
"""Pixels by which ONNX Runtime and PyTorch may differ: a wild turn makes rounding larger."""
LARGE = 1024
"""Weights of more numbers than this are stored in half precision, and computed with in full."""


def export(network: Cascade, target: Path) -> None:
    """Write `target` and `<name>.json` beside it: its hash, without which it is not loaded."""
    answer = Answer(_halved(network)).eval()
    example = torch.randint(0, 256, (2, SIDE, SIDE), dtype=torch.uint8)

    def write(partial: Path) -> None:
        torch.onnx.export(
            answer,
            (example,),
            str(partial),
            input_names=["images"],
            output_names=["landmarks", "quality"],
            dynamic_axes={name: {0: "n"} for name in ("images", "landmarks", "quality")},
            opset_version=OPSET,
            dynamo=False,
        )
        model = onnx.load(str(partial))
        _store_in_half(model.graph)
        onnx.checker.check_model(model)
        onnx.save(model, str(partial))
        _compare(answer, partial)

    write_whole(target, write)
    note_hash(target, SIDE)


def _halved(network: Cascade) -> Cascade:
    """Fold normalisation into the convolutions before it, and round large weights to half."""
    network = copy.deepcopy(network).eval()
    for sequence in [part for part in network.modules() if isinstance(part, nn.Sequential)]:
        for (name, first), (after, second) in pairwise(list(sequence.named_children())):
            if isinstance(first, nn.Conv2d) and isinstance(second, nn.BatchNorm2d):
                sequence[int(name)] = fuse_conv_bn_eval(first, second)
                sequence[int(after)] = nn.Identity()
    for weight in network.parameters():
        if weight.numel() > LARGE:
            weight.data = weight.data.half().float()
    return network


def _store_in_half(graph: onnx.GraphProto) -> None:
    """Keep large weights as float16 in the file, each turned into float32 by a node of its own."""
    casts = []
    for weight in graph.initializer:
        values = numpy_helper.to_array(weight)
        if values.dtype == np.float32 and values.size > LARGE:
            name = weight.name
            weight.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
            casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend([*casts, *nodes])


def _compare(answer: Answer, file: Path) -> None:
    images = np.random.default_rng(0).integers(0, 256, (64, SIDE, SIDE)).astype(np.uint8)
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    ours = session.run(None, {"images": images})
    with torch.no_grad():
        theirs = answer(torch.from_numpy(images))
    for one, other in zip(ours, theirs, strict=True):
        apart = float(np.abs(one - other.numpy()).max())
        if not apart < ALIKE:
            raise SystemExit(f"ONNX Runtime and PyTorch differ by {apart}; not exported")
