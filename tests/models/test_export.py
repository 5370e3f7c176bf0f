from importlib import util
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from torch import Tensor, nn

from feelingit.errors import InputError, ModelError
from feelingit.models import export
from feelingit.models.export import Face, onnx_bytes
from feelingit.models.network import Network
from feelingit.models.predictor import as_input
from feelingit.models.registry import ARCHITECTURES, build
from feelingit.models.settings import Architecture, ModelSettings
from feelingit.types import Images


@pytest.fixture(autouse=True)
def _one_thread() -> Any:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def network(architecture: Architecture = "compact", side: int = 48) -> Network:
    torch.manual_seed(0)
    made = build(ModelSettings(architecture=architecture, width=0.125), side, control=True)
    made(torch.rand(8, 1, side, side))  # moves the batch statistics
    return made.eval()


def noise(count: int, height: int = 48, width: int = 48) -> Images:
    return np.random.default_rng(0).integers(0, 256, (count, height, width), dtype=np.uint8)


def answer(content: bytes, images: Images) -> Any:
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    return session.run(["logits"], {"images": images})[0]


@torch.inference_mode()
def expected(trained: nn.Module, images: Images) -> Any:
    return trained(as_input(images)).numpy()


@pytest.mark.parametrize("architecture", ARCHITECTURES)
@pytest.mark.parametrize("count", [1, 7])
def test_onnx_answers_as_pytorch_does_for_any_number_of_faces(
    architecture: Architecture, count: int
) -> None:
    trained = network(architecture)
    content = onnx_bytes(trained, Face(48, 48))
    images = noise(count)
    np.testing.assert_allclose(answer(content, images), expected(trained, images), atol=1e-4)


@pytest.mark.parametrize("side", [50, 80, 128])
def test_pooling_to_a_grid_works_for_sides_that_do_not_divide(side: int) -> None:
    trained = network("vgg16", side)
    images = noise(2, side, side)
    content = onnx_bytes(trained, Face(side, side))
    np.testing.assert_allclose(answer(content, images), expected(trained, images), atol=1e-4)


@pytest.mark.parametrize(
    "rows", [range(12, 48), [*range(12), *range(24, 48)], range(24)], ids=["top", "eyes", "lower"]
)
def test_rows_are_taken_out_by_the_file_itself(rows: Any) -> None:
    trained = network("vgg16", 128)
    content = onnx_bytes(trained, Face(48, 48, list(rows)))
    images = noise(3)
    found = answer(content, images)
    np.testing.assert_allclose(found, expected(trained, images[:, list(rows)]), atol=1e-4)
    hidden = images.copy()
    gone = [row for row in range(48) if row not in rows]
    hidden[:, gone] = 0
    assert np.array_equal(answer(content, hidden), found)


def test_the_temperature_is_applied_by_the_file() -> None:
    trained = network()
    images = noise(3)
    content = onnx_bytes(trained, Face(48, 48), temperature=2.5)
    np.testing.assert_allclose(answer(content, images), expected(trained, images) / 2.5, atol=1e-4)


def test_the_graph_is_what_a_model_file_promises() -> None:
    model = onnx.load_from_string(onnx_bytes(network("resnet50"), Face(48, 48)))
    onnx.checker.check_model(model)
    assert [(o.domain, o.version) for o in model.opset_import] == [("", 17)]
    assert "BatchNormalization" not in {node.op_type for node in model.graph.node}
    (given,), (got,) = model.graph.input, model.graph.output
    assert (given.name, given.type.tensor_type.elem_type) == ("images", onnx.TensorProto.UINT8)
    assert (got.name, got.type.tensor_type.elem_type) == ("logits", onnx.TensorProto.FLOAT)
    sides = [side.dim_param or side.dim_value for side in given.type.tensor_type.shape.dim]
    assert sides == ["n", 48, 48]


def test_nothing_of_this_machine_is_in_the_file() -> None:
    content = onnx_bytes(network(), Face(48, 48))
    assert b"feelingit" not in content
    assert b".py" not in content
    assert b"location" not in content


def test_the_same_network_gives_the_same_file() -> None:
    assert onnx_bytes(network(), Face(48, 48)) == onnx_bytes(network(), Face(48, 48))


def test_the_network_stays_as_it_is_and_can_still_be_trained() -> None:
    trained = network().train()
    before = {name: value.clone() for name, value in trained.state_dict().items()}
    onnx_bytes(trained, Face(48, 48))
    assert all(torch.equal(before[k], v) for k, v in trained.state_dict().items())


class Restless(nn.Module):
    """Answers otherwise each time."""

    def __init__(self) -> None:
        super().__init__()
        self.head = nn.Linear(48 * 48, 7)
        self.times = 0

    def forward(self, images: Tensor) -> Tensor:
        self.times += 1
        logits: Tensor = self.head(images.flatten(1)) + 0.01 * self.times
        return logits


def test_a_file_that_answers_otherwise_is_refused() -> None:
    with pytest.raises(ModelError, match=r"differ from PyTorch's by .* not exported"):
        onnx_bytes(Restless(), Face(48, 48))


def test_a_network_that_answers_with_no_number_is_refused() -> None:
    trained = network()
    with torch.no_grad():
        trained.head.logits.bias.fill_(torch.nan)
    with pytest.raises(ModelError, match="differ from PyTorch's by nan"):
        onnx_bytes(trained, Face(48, 48))


def test_without_onnx_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    find = util.find_spec
    monkeypatch.setattr(
        util, "find_spec", lambda name, *rest: None if name == "onnx" else find(name, *rest)
    )
    with pytest.raises(InputError, match="needs the package onnx, which is not installed"):
        onnx_bytes(network(), Face(48, 48))


def test_a_network_too_large_for_one_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "LARGEST", 1000)
    with pytest.raises(ModelError, match="export to safetensors"):
        onnx_bytes(network(), Face(48, 48))
