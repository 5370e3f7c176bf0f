"""A model file of a few hundred bytes, for tests of files; it looks at single pixels."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from feelingit.emotions import EMOTIONS

SIDE = 8
NOTHING = object()
"""In place of a value: leave the key out."""


def graph(
    *,
    side: int = SIDE,
    count: int | str = "n",
    given: str = "images",
    kind: int = TensorProto.UINT8,
    answer: str = "logits",
    answers: int = len(EMOTIONS),
    scale: float = 1.0,
) -> onnx.ModelProto:
    """Make a network: pixels, flat, times weights."""
    weights = np.random.default_rng(0).normal(0, 0.1, (side * side, answers)).astype(np.float32)
    nodes = [
        helper.make_node("Cast", [given], ["pixels"], to=TensorProto.FLOAT),
        helper.make_node("Flatten", ["pixels"], ["flat"]),
        helper.make_node("MatMul", ["flat", "weights"], [answer]),
    ]
    return helper.make_model(
        helper.make_graph(
            nodes,
            "tiny",
            [helper.make_tensor_value_info(given, kind, [count, side, side])],
            [helper.make_tensor_value_info(answer, TensorProto.FLOAT, [count, answers])],
            [numpy_helper.from_array(weights * np.float32(scale), "weights")],
        ),
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=8,
    )


def write_model(folder: Path, content: bytes | None = None, **changes: Any) -> Path:
    """Write `tiny.onnx` and a description that is right but for what is changed."""
    content = graph().SerializeToString() if content is None else content
    description: dict[str, Any] = {
        "format": 1,
        "name": "tiny",
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "height": SIDE,
        "width": SIDE,
        "emotions": list(EMOTIONS),
        "temperature": 1.5,
        "threshold": 0.5,
        "facts": {"trained_on": "nothing"},
        **changes,
    }
    path = folder / "tiny.onnx"
    path.write_bytes(content)
    kept = {key: value for key, value in description.items() if value is not NOTHING}
    path.with_suffix(".json").write_text(json.dumps(kept))
    return path
