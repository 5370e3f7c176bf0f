import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from feelingit.models.compact import pair
from feelingit.models.layers import convolution, initialise, scaled


@given(st.integers(1, 4096), st.floats(0.001, 4))
def test_channels_are_multiples_of_eight_near_what_was_asked(channels: int, width: float) -> None:
    got = scaled(channels, width)
    assert got % 8 == 0
    assert got == 8 or abs(got - channels * width) <= 4


@pytest.mark.parametrize("channels", [24, 32, 64, 256, 512, 4096])
def test_width_one_is_the_published_number_of_channels(channels: int) -> None:
    assert scaled(channels, 1.0) == channels


@pytest.mark.parametrize("kernel", [1, 3, 7])
@pytest.mark.parametrize(("stride", "side"), [(1, 15), (2, 8)])
def test_a_convolution_keeps_the_size_over_its_stride(kernel: int, stride: int, side: int) -> None:
    layer = convolution(2, 8, kernel=kernel, stride=stride)
    assert layer(torch.zeros(3, 2, 15, 15)).shape == (3, 8, side, side)


def test_a_shortcut_has_weights_only_where_the_shape_changes() -> None:
    assert isinstance(pair(8, 8, 1).shortcut, nn.Identity)
    for block in (pair(8, 16, 1), pair(8, 8, 2)):
        assert sum(weight.numel() for weight in block.shortcut.parameters()) > 0


def test_a_block_whose_path_gives_nothing_passes_its_input_on() -> None:
    block = pair(8, 8, 1)
    for weight in block.path.parameters():
        nn.init.zeros_(weight)
    features = torch.rand(2, 8, 5, 5)
    assert torch.equal(block(features), features)


def test_fresh_weights_keep_the_size_of_the_signal() -> None:
    torch.manual_seed(0)
    layers = nn.Sequential(*(convolution(64, 64, normalise=False) for _ in range(10)))
    initialise(layers)
    with torch.inference_mode():
        out = layers(torch.randn(4, 64, 16, 16).relu())
    assert 0.1 < out.square().mean() < 10


def test_fresh_biases_are_zero() -> None:
    layers = nn.Sequential(convolution(1, 8, normalise=False), nn.Linear(4, 7))
    initialise(layers)
    biases = [weight for name, weight in layers.named_parameters() if name.endswith("bias")]
    assert len(biases) == 2
    assert all((bias == 0).all() for bias in biases)
