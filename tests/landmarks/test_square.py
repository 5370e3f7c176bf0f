"""Pictures go into a square and points come back out of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.landmarks.square import square_of, squared, unsquared


@given(st.integers(1, 3000), st.integers(1, 3000))
def test_a_picture_lies_in_the_middle_of_its_square(height: int, width: int) -> None:
    square = square_of(height, width)
    assert square.side == max(height, width)
    assert 0 <= (square.side - width) - 2 * square.left <= 1
    assert 0 <= (square.side - height) - 2 * square.top <= 1


@pytest.mark.parametrize(("height", "width"), [(48, 48), (96, 96), (24, 60), (300, 100), (16, 16)])
def test_a_bright_spot_is_found_where_it_was(height: int, width: int) -> None:
    y, x = height * 0.6, width * 0.4
    rows, columns = np.mgrid[:height, :width]
    near = ((rows - y) ** 2 + (columns - x) ** 2) / (0.0008 * max(height, width) ** 2)
    small = squared((255 * np.exp(-near)).astype(np.uint8)[None], 48)[0].astype(float)
    weight = small**2 / (small**2).sum()
    seen = np.array([(weight * np.arange(48)).sum(), (weight.T * np.arange(48)).sum()])
    back = unsquared(seen[None, None].astype(np.float32), 48, height, width)[0, 0]
    assert back == pytest.approx([x, y], abs=0.02 * max(height, width))


def test_a_picture_of_the_right_size_stays_as_it_is() -> None:
    images = np.random.default_rng(0).integers(0, 256, (3, 48, 48)).astype(np.uint8)
    assert np.array_equal(squared(images, 48), images)


def test_the_edge_is_repeated() -> None:
    images = np.full((1, 48, 20), 90, np.uint8)
    assert (squared(images, 48) == 90).all()
