"""What every saliency method keeps, tried on each member of the registry."""

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor

from feelingit.models.registry import ARCHITECTURES, build
from feelingit.models.settings import Architecture, ModelSettings
from feelingit.saliency.methods.registry import METHODS, Method
from feelingit.types import Images

from .networks import Blind, Plain

pytestmark = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)


@pytest.fixture(autouse=True)
def _same_weights() -> None:
    torch.manual_seed(0)


def faces(n: int = 9, height: int = 24, width: int = 24) -> tuple[Images, NDArray[np.int64]]:
    generator = np.random.default_rng(0)
    images = generator.integers(0, 256, (n, height, width)).astype(np.uint8)
    return images, generator.integers(0, 7, n)


@pytest.mark.parametrize("size", [(24, 24), (18, 24), (16, 32), (33, 17)])
def test_maps_are_finite_positive_and_as_large_as_the_faces(
    method: Method, size: tuple[int, int]
) -> None:
    maps = method(Plain(), *faces(5, *size))
    assert maps.shape == (5, *size)
    assert maps.dtype == np.float32
    assert np.isfinite(maps).all()
    assert maps.min() >= 0
    assert maps.max() > 0


def test_the_same_question_gets_the_same_answer(method: Method) -> None:
    model = Plain()
    assert np.array_equal(method(model, *faces()), method(model, *faces()))


@pytest.mark.parametrize("batch_size", [2, 4, 9, 100])
def test_batches_give_what_single_faces_give(method: Method, batch_size: int) -> None:
    model, (images, targets) = Plain(), faces()
    single = np.concatenate(
        [method(model, images[k : k + 1], targets[k : k + 1]) for k in range(len(images))]
    )
    together = method(model, images, targets, batch_size=batch_size)
    # Differences of probabilities are exact to a few times 1e-8, whatever they are.
    assert abs(together - single).mean() <= 1e-3 * single.mean()


def test_the_answer_depends_on_the_target(method: Method) -> None:
    model, (images, targets) = Plain(), faces()
    assert not np.allclose(method(model, images, targets), method(model, images, (targets + 1) % 7))


def test_the_model_comes_back_as_it_was(method: Method) -> None:
    model = Plain().train()
    model.features.eval()
    model.features[0].weight.requires_grad_(requires_grad=False)
    weights = {name: value.clone() for name, value in model.state_dict().items()}
    modes = [module.training for module in model.modules()]
    method(model, *faces())
    assert [module.training for module in model.modules()] == modes
    assert all(torch.equal(value, weights[name]) for name, value in model.state_dict().items())
    assert [name for name, p in model.named_parameters() if not p.requires_grad] == [
        "features.0.weight"
    ]
    assert all(parameter.grad is None for parameter in model.parameters())
    assert not any(module._forward_hooks for module in model.modules())


class Fails(Plain):
    def forward(self, faces: Tensor) -> Tensor:
        super().forward(faces)
        raise RuntimeError("no answer today")


def test_the_model_comes_back_as_it_was_after_a_failure(method: Method) -> None:
    model = Fails().train()
    with pytest.raises(RuntimeError, match="no answer today"):
        method(model, *faces())
    assert all(module.training for module in model.modules())
    assert all(parameter.requires_grad for parameter in model.parameters())
    assert not any(module._forward_hooks for module in model.modules())


@pytest.mark.parametrize("batch_size", [1, 4, 16])
def test_no_more_pictures_than_a_batch_are_shown_at_once(method: Method, batch_size: int) -> None:
    shown: list[int] = []

    class Counts(Plain):
        def forward(self, faces: Tensor) -> Tensor:
            shown.append(len(faces))
            return super().forward(faces)

    method(Counts(), *faces(5, 12, 12), batch_size=batch_size)
    assert max(shown) <= batch_size


@pytest.mark.parametrize("architecture", ARCHITECTURES)
@pytest.mark.parametrize("size", [(32, 32), (48, 48), (30, 48)])
def test_every_architecture_can_be_asked(
    method: Method, architecture: Architecture, size: tuple[int, int]
) -> None:
    model = build(ModelSettings(architecture=architecture, width=0.125), 48, control=True).train()
    weights = {name: value.clone() for name, value in model.state_dict().items()}
    images, targets = faces(3, *size)
    maps = method(model, images, targets)
    assert maps.shape == images.shape
    assert maps.dtype == np.float32
    assert np.isfinite(maps).all()
    assert maps.min() >= 0
    assert maps.max() > 0
    singly = np.concatenate([method(model, images[k : k + 1], targets[k : k + 1]) for k in (0, 1)])
    # A rounding may turn a rectifier on or off, which is seen in a few pixels.
    assert abs(maps[:2] - singly).mean() <= 1e-3 * maps.mean()
    assert model.training
    assert all(torch.equal(value, weights[name]) for name, value in model.state_dict().items())


def test_a_model_that_does_not_look_at_the_face_has_maps_of_zeros(method: Method) -> None:
    assert not method(Blind(), *faces()).any()


def test_training_mode_changes_nothing(method: Method) -> None:
    model = Plain()
    assert np.array_equal(method(model.train(), *faces()), method(model.eval(), *faces()))


def test_it_works_where_gradients_are_off_and_leaves_them_off(method: Method) -> None:
    model = Plain()
    expected = method(model, *faces())
    with torch.no_grad():
        assert np.array_equal(method(model, *faces()), expected)
        assert not torch.is_grad_enabled()


def test_no_faces_give_no_maps(method: Method) -> None:
    assert method(Plain(), *faces(0)).shape == (0, 24, 24)


def test_faces_of_one_grey_give_finite_maps(method: Method) -> None:
    images = np.stack([np.full((24, 24), grey, np.uint8) for grey in (0, 128, 255)])
    maps = method(Plain(), images, np.zeros(3, np.int64))
    assert np.isfinite(maps).all()
    assert maps.min() >= 0


def test_memory_mapped_faces_are_read_and_not_written(method: Method, tmp_path: Path) -> None:
    images, targets = faces()
    np.save(tmp_path / "images.npy", images)
    mapped = np.load(tmp_path / "images.npy", mmap_mode="r")
    model = Plain()
    assert np.array_equal(method(model, mapped, targets), method(model, images, targets))
    assert np.array_equal(mapped, faces()[0])


def test_as_many_targets_as_faces_are_asked_for(method: Method) -> None:
    images, targets = faces()
    with pytest.raises(ValueError, match="9 images but 8 targets"):
        method(Plain(), images, targets[:8])


@pytest.mark.parametrize("target", [-1, 7])
def test_targets_that_are_no_emotion_are_refused(method: Method, target: int) -> None:
    images, _ = faces(2)
    with pytest.raises(ValueError, match="0 to 6"):
        method(Plain(), images, np.array([0, target]))


def test_pictures_that_are_no_grey_bytes_are_refused(method: Method) -> None:
    images, targets = faces(2)
    with pytest.raises(ValueError, match="expected uint8"):
        method(Plain(), images.astype(np.float32), targets)  # type: ignore[arg-type]


def test_an_empty_batch_size_is_refused(method: Method) -> None:
    with pytest.raises(ValueError, match="batch_size is 0"):
        method(Plain(), *faces(), batch_size=0)
