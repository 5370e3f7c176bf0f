"""Write the trained network as ONNX, check that it answers alike, and note its hash."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from feelingit.files import write_whole
from recipes.finder.network import STRIDE, Answer, Finder
from recipes.finder.views import VIEW
from recipes.hashed import note_hash

OPSET = 17
ALIKE = 1e-3
"""How far answers of ONNX Runtime and PyTorch may be apart."""


def export(network: Finder, target: Path) -> None:
    """Write `target` and `<name>.json` beside it: its hash, without which it is not loaded."""
    answer = Answer(network.float()).eval()
    example = torch.randint(0, 256, (2, VIEW, VIEW), dtype=torch.uint8)
    sizes = {0: "n", 1: "height", 2: "width"}
    answered = {0: "n", 1: "rows", 2: "columns"}

    def write(partial: Path) -> None:
        torch.onnx.export(
            answer,
            (example,),
            str(partial),
            input_names=["images"],
            output_names=["logits", "places"],
            dynamic_axes={"images": sizes, "logits": answered,
                          "places": {0: "n", 2: "rows", 3: "columns"}},
            opset_version=OPSET,
            dynamo=False,
        )  # fmt: skip
        onnx.checker.check_model(onnx.load(str(partial)))
        _compare(answer, partial)

    write_whole(target, write)
    note_hash(target, VIEW)


def _compare(answer: Answer, file: Path) -> None:
    """Ask both about noise, in a size that neither was exported with."""
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (3, 10 * STRIDE, 17 * STRIDE)).astype(np.uint8)
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    ours = session.run(None, {"images": images})
    with torch.no_grad():
        theirs = answer(torch.from_numpy(images))
    for one, other in zip(ours, theirs, strict=True):
        apart = float(np.abs(one - other.numpy()).max())
        if not apart < ALIKE:
            raise SystemExit(f"ONNX Runtime and PyTorch differ by {apart}; not exported")
