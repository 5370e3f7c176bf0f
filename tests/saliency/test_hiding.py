import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.saliency.hiding import Filling, wholly_hidden

FILLS: tuple[Filling, ...] = ("blurred", "mean", "black")


@pytest.mark.parametrize("fill", FILLS)
@given(n=st.integers(0, 3), height=st.integers(1, 30), width=st.integers(1, 30))
def test_hidden_faces_have_the_shape_of_the_faces_which_stay_as_they_are(
    fill: Filling, n: int, height: int, width: int
) -> None:
    faces = np.random.default_rng(0).integers(0, 256, (n, height, width)).astype(np.uint8)
    before = faces.copy()
    hidden = wholly_hidden(faces, fill)
    assert hidden.shape == faces.shape
    assert hidden.dtype == np.uint8
    assert np.array_equal(faces, before)


def test_a_blurred_face_keeps_its_shades_and_loses_its_detail() -> None:
    stripes = np.zeros((1, 48, 48), np.uint8)
    stripes[:, :, ::2] = 200
    stripes[:, :24] //= 2
    # The outermost stripe is repeated beyond the border; the middle knows nothing of that.
    hidden = wholly_hidden(stripes, "blurred")[0, :, 18:30].astype(np.float64)
    assert np.ptp(hidden, axis=1).max() <= 8
    assert hidden[0].mean() == pytest.approx(50, abs=3)
    assert hidden[-1].mean() == pytest.approx(100, abs=3)


def test_other_fills_are_one_grey_value() -> None:
    faces = np.full((2, 6, 6), 10, np.uint8)
    faces[1] = 90
    assert np.array_equal(wholly_hidden(faces, "mean"), faces)
    assert (wholly_hidden(faces, "black") == 0).all()
