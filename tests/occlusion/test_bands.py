import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.occlusion.bands import band

FOREHEAD, EYES, LOWER_FACE = (0.0, 0.25), (0.25, 0.5), (0.5, 1.0)

sides = st.integers(1, 200)
shares = st.floats(0, 1)


@pytest.mark.parametrize(
    ("height", "forehead", "eyes", "lower_face"),
    [
        (48, range(12), range(12, 24), range(24, 48)),
        (128, range(32), range(32, 64), range(64, 128)),
        (49, range(12), range(12, 24), range(24, 49)),
        (50, range(12), range(12, 25), range(25, 50)),
        (51, range(13), range(13, 26), range(26, 51)),
    ],
)
def test_the_published_bands_hide_these_rows(
    height: int, forehead: range, eyes: range, lower_face: range
) -> None:
    for shares_of_height, rows in ((FOREHEAD, forehead), (EYES, eyes), (LOWER_FACE, lower_face)):
        mask = band(height, 20, *shares_of_height)
        assert mask.shape == (height, 20)
        assert mask.dtype == np.bool_
        assert np.flatnonzero(mask.all(axis=1)).tolist() == list(rows)
        assert mask.sum() == len(rows) * 20


@given(sides, sides)
def test_bands_that_meet_hide_every_pixel_once(height: int, width: int) -> None:
    bands = [band(height, width, *one) for one in (FOREHEAD, EYES, LOWER_FACE)]
    assert (np.sum(bands, axis=0) == 1).all()


@given(sides, shares, shares)
def test_a_band_is_as_high_as_its_share_but_for_a_row(height: int, one: float, two: float) -> None:
    top, bottom = sorted((one, two))
    rows = band(height, 3, top, bottom).all(axis=1).sum()
    assert abs(rows - (bottom - top) * height) <= 1
