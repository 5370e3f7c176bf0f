"""A trained network as ONNX: folded, calibrated, and held to what PyTorch answers.

Knows nothing about files nor about runs; `study.export` writes what this makes.
"""

import importlib.util
import warnings
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from feelingit.errors import InputError, ModelError
from feelingit.models.folding import folded
from feelingit.models.predictor import scale_pixels
from feelingit.synthetic import draw_faces
from feelingit.types import Images

OPSET = 17
INPUT, OUTPUT = "images", "logits"
TOLERANCE = 1e-4
"""How far a logit of ONNX Runtime may be from PyTorch's."""
LARGEST = 2**31 - 2**20
"""Bytes of weights that an ONNX file holds by itself: two gigabytes, with room for the rest."""
EXAMPLES = 16
"""Drawn faces to compare the answers on, where no other ones are handed in."""


class Face(NamedTuple):
    """What an exported network takes: a whole face.

    Attributes:
        height: In pixels.
        width: In pixels.
        rows: The rows that the network sees, from the top; None for all of them. The others are
            taken out of the picture by the exported network itself.
    """

    height: int
    width: int
    rows: Sequence[int] | None = None


def onnx_bytes(
    network: nn.Module,
    face: Face,
    *,
    temperature: float = 1.0,
    examples: Images | None = None,
) -> bytes:
    """Write a network as an ONNX file's content, and check that it answers as PyTorch does.

    Args:
        network: From `float [n, 1, height, width]` in 0..1 to logits `[n, 7]`; stays as it is.
        face: What the file's input is.
        temperature: What the logits are divided by (see `evaluation.temperature`).
        examples: `uint8 [n, height, width]`, n at least 1: faces to compare the answers on; drawn
            ones by default.

    Returns:
        A graph of opset 17 from `images` `uint8 [n, height, width]` to `logits` `float32 [n, 7]`,
        without batch normalisation.

    Raises:
        InputError: The package `onnx` is not installed.
        ModelError: The answers differ by more than `TOLERANCE`, or the network is too large.
    """
    if importlib.util.find_spec("onnx") is None:
        raise InputError(
            "exporting to ONNX needs the package onnx, which is not installed; "
            "install it with: pip install onnx"
        )
    size = sum(weight.numel() * weight.element_size() for weight in network.parameters())
    if size > LARGEST:
        raise ModelError(
            f"the network's weights take {size / 2**30:.1f} GiB; an ONNX file holds 2 GiB, so "
            "export to safetensors"
        )
    if examples is None:
        examples = draw_faces(EXAMPLES, max(face.height, face.width), 0).faces.images
        examples = examples[:, : face.height, : face.width]
    answer = _Answer(network, face, temperature)
    lean = _Answer(_pooled(folded(answer.network), answer, examples[:1]), face, temperature)
    content = _written(lean, examples[:1])
    _compare(answer, content, examples)
    return content


class _Answer(nn.Module):
    """From `uint8 [n, height, width]` to calibrated logits."""

    rows: Tensor | None

    def __init__(self, network: nn.Module, face: Face, temperature: float) -> None:
        super().__init__()
        self.network = network
        self.temperature = temperature
        self.register_buffer("rows", None if face.rows is None else torch.tensor([*face.rows]))
        self.eval()

    def seen(self, images: Tensor) -> Tensor:
        """Give what the network is shown, `float32 [n, 1, h, w]` in 0..1."""
        return scale_pixels(images if self.rows is None else images.index_select(1, self.rows))

    def forward(self, images: Tensor) -> Tensor:
        logits: Tensor = self.network(self.seen(images))
        return logits if self.temperature == 1 else logits / self.temperature


class _GridAverage(nn.Module):
    """What `AdaptiveAvgPool2d` does to features of one known size, as two matrix products.

    ONNX has no adaptive pooling but to a single cell.
    """

    above: Tensor
    beside: Tensor

    def __init__(self, height: int, width: int, grid: int) -> None:
        super().__init__()
        self.register_buffer("above", _averaging(height, grid))
        self.register_buffer("beside", _averaging(width, grid).T.contiguous())

    def forward(self, features: Tensor) -> Tensor:
        return self.above @ features @ self.beside


def _averaging(length: int, cells: int) -> Tensor:
    """Give the matrix that averages a line's values within each cell, `float32 [cells, length]`."""
    matrix = torch.zeros(cells, length)
    for cell in range(cells):
        first, last = cell * length // cells, -(-(cell + 1) * length // cells)
        matrix[cell, first:last] = 1 / (last - first)
    return matrix


def _pooled(network: nn.Module, answer: _Answer, example: Images) -> nn.Module:
    """Replace adaptive pooling by what it does to the features of faces of this size."""
    shapes: dict[str, tuple[int, int]] = {}
    pools = {
        name: pool
        for name, pool in network.named_modules()
        if isinstance(pool, nn.AdaptiveAvgPool2d) and pool.output_size not in (1, (1, 1))
    }

    def remember(name: str, features: Tensor) -> None:
        shapes[name] = (features.shape[-2], features.shape[-1])

    hooks = [
        pool.register_forward_pre_hook(lambda _m, given, name=name: remember(name, given[0]))
        for name, pool in pools.items()
    ]
    with torch.inference_mode():
        network(answer.seen(torch.from_numpy(np.array(example))))
    for hook in hooks:
        hook.remove()
    for name, pool in pools.items():
        around, _, own = name.rpartition(".")
        average = _GridAverage(*shapes[name], int(pool.output_size))  # type: ignore[arg-type]
        setattr(network.get_submodule(around), own, average)
    return network


def _written(answer: _Answer, example: Images) -> bytes:
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        file = Path(folder) / "model.onnx"
        # The newer way of export needs a library more, for graphs that are no better.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            answer,
            (torch.from_numpy(np.array(example)),),
            file,
            input_names=[INPUT],
            output_names=[OUTPUT],
            dynamic_axes={INPUT: {0: "n"}, OUTPUT: {0: "n"}},
            opset_version=OPSET,
            dynamo=False,
        )
        return file.read_bytes()


def _compare(answer: _Answer, content: bytes, examples: Images) -> None:
    """Refuse a file whose logits are not PyTorch's; faces are asked about one by one, and all."""
    with torch.inference_mode():
        theirs = answer(torch.from_numpy(np.array(examples))).numpy()
    for part in (examples[:1], examples):
        ours = _logits(content, part)
        apart = float(np.abs(ours - theirs[: len(part)]).max())
        if not apart <= TOLERANCE:
            raise ModelError(
                f"ONNX Runtime's logits differ from PyTorch's by {apart:.2g}, more than "
                f"{TOLERANCE:g}; the model is not exported"
            )


def _logits(content: bytes, images: Images) -> NDArray[np.float32]:
    import onnxruntime  # noqa: PLC0415 - takes a quarter of a second

    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    logits: NDArray[np.float32] = session.run([OUTPUT], {INPUT: np.array(images)})[0]
    return logits
