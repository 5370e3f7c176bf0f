import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from feelingit.saliency import center_bias

sides = st.integers(2, 130)


@given(sides, sides)
def test_it_is_largest_in_the_middle_and_symmetric(height: int, width: int) -> None:
    bias = center_bias(height, width)
    assert bias.dtype == np.float32
    assert bias[height // 2, width // 2] == bias.max()
    assert np.allclose(bias, bias[::-1, ::-1])
    assert np.isclose(bias.sum(), 1, atol=1e-5)


def test_it_falls_to_a_seventh_at_the_middle_of_an_edge() -> None:
    """Two standard deviations: exp(-2)."""
    bias = center_bias(401, 401)
    assert np.isclose(bias[0, 200] / bias[200, 200], np.exp(-2), rtol=0.02)
