import numpy as np
import pytest
import torch

from feelingit.models.network import Network
from feelingit.models.predictor import as_input, predictor, scale_pixels
from feelingit.models.registry import ARCHITECTURES, build
from feelingit.models.settings import Architecture, ModelSettings
from feelingit.types import Images

every_architecture = pytest.mark.parametrize("architecture", ARCHITECTURES)


def network(architecture: Architecture) -> Network:
    torch.manual_seed(0)
    return build(ModelSettings(architecture=architecture, width=0.125), 48, control=True)


def faces(n: int = 11) -> Images:
    return np.random.default_rng(0).integers(0, 256, (n, 48, 48)).astype(np.uint8)


@every_architecture
def test_rows_are_probabilities(architecture: Architecture) -> None:
    probabilities = predictor(network(architecture))(faces())
    assert probabilities.shape == (11, 7)
    assert probabilities.dtype == np.float32
    assert probabilities.min() >= 0
    assert np.allclose(probabilities.sum(axis=1), 1, atol=1e-6)


@every_architecture
@pytest.mark.parametrize("batch_size", [1, 4, 11, 1000])
def test_the_size_of_batches_changes_nothing(architecture: Architecture, batch_size: int) -> None:
    model, images = network(architecture), faces()
    expected = predictor(model)(images)
    assert np.allclose(predictor(model, batch_size=batch_size)(images), expected, atol=1e-5)


def test_a_network_in_training_predicts_as_it_would_in_evaluation() -> None:
    model, images = network("vgg16"), faces()
    expected = predictor(model.eval())(images)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    assert np.array_equal(predictor(model.train())(images), expected)
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())


def test_no_faces_get_no_probabilities() -> None:
    probabilities = predictor(network("compact"))(faces(0))
    assert probabilities.shape == (0, 7)
    assert probabilities.dtype == np.float32


def test_it_predicts_with_the_weights_of_the_moment() -> None:
    model, images = network("compact"), faces()
    predict = predictor(model)
    before = predict(images)
    torch.nn.init.zeros_(model.stages()["logits"].weight)  # type: ignore[arg-type]
    assert not np.allclose(predict(images), before)
    assert np.allclose(predict(images), 1 / 7)


def test_read_only_images_are_read_and_pixels_become_shares_of_white() -> None:
    images = faces(3)
    images[0, 0, 0], images[0, 0, 1] = 0, 255
    images.setflags(write=False)
    batch = as_input(images)
    assert batch.shape == (3, 1, 48, 48)
    assert batch.dtype == torch.float32
    assert batch[0, 0, 0, 0] == 0
    assert batch[0, 0, 0, 1] == 1
    assert torch.equal((batch[:, 0] * 255).round().byte(), torch.tensor(images))


def test_training_and_prediction_scale_pixels_alike() -> None:
    images = faces(3)
    assert torch.equal(scale_pixels(torch.tensor(images)), as_input(images))
