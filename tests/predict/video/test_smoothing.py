import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.errors import InputError
from feelingit.predict.video.smoothing import Smoother

ANGRY, HAPPY = np.eye(7, dtype=np.float32)[0], np.eye(7, dtype=np.float32)[3]


def test_after_a_time_constant_a_change_is_63_percent_through() -> None:
    smoother = Smoother(0.5)
    smoother.smooth(0, 0.0, ANGRY)
    after = smoother.smooth(0, 0.5, HAPPY)
    assert after[3] == pytest.approx(1 - math.exp(-1), abs=1e-6)
    assert after[0] == pytest.approx(math.exp(-1), abs=1e-6)


@pytest.mark.parametrize("rate", [5, 24, 240])
def test_the_rate_of_frames_does_not_matter(rate: int) -> None:
    smoother = Smoother(0.3)
    smoother.smooth(0, 0.0, ANGRY)
    for frame in range(1, rate + 1):
        last = smoother.smooth(0, frame / rate, HAPPY)
    assert last[3] == pytest.approx(1 - math.exp(-1 / 0.3), abs=1e-5)


def test_uneven_times_come_to_the_same() -> None:
    even, uneven = Smoother(0.4), Smoother(0.4)
    even.smooth(0, 0.0, ANGRY)
    uneven.smooth(0, 0.0, ANGRY)
    for time_s in (0.25, 0.5, 0.75, 1.0):
        one = even.smooth(0, time_s, HAPPY)
    for time_s in (0.01, 0.6, 0.61, 1.0):
        other = uneven.smooth(0, time_s, HAPPY)
    np.testing.assert_allclose(one, other, atol=1e-6)


def test_0_gives_back_what_was_said() -> None:
    smoother = Smoother(0)
    smoother.smooth(0, 0.0, ANGRY)
    np.testing.assert_array_equal(smoother.smooth(0, 0.04, HAPPY), HAPPY)


def test_faces_do_not_mix() -> None:
    smoother = Smoother(10.0)
    smoother.smooth(0, 0.0, ANGRY)
    np.testing.assert_array_equal(smoother.smooth(1, 0.1, HAPPY), HAPPY)


def test_after_a_long_absence_it_starts_anew() -> None:
    smoother = Smoother(0.5)
    smoother.smooth(0, 0.0, ANGRY)
    assert smoother.smooth(0, 60.0, HAPPY)[3] == pytest.approx(1.0)


@pytest.mark.parametrize("constant", [-0.1, math.nan, math.inf])
def test_a_time_constant_that_is_none_is_refused(constant: float) -> None:
    with pytest.raises(InputError, match="smoothing"):
        Smoother(constant)


@given(
    constant=st.floats(0, 1e3),
    seen=st.lists(
        st.tuples(st.floats(0, 10), st.lists(st.floats(0, 1), min_size=7, max_size=7)), max_size=9
    ),
)
def test_averages_are_probabilities(constant: float, seen: list[tuple[float, list[float]]]) -> None:
    smoother, time_s = Smoother(constant), 0.0
    for passed, weights in seen:
        time_s += passed
        probabilities = (np.array(weights) + 0.01) / (np.sum(weights) + 0.07)
        smooth = smoother.smooth(0, time_s, probabilities)
        assert smooth.sum() == pytest.approx(1, abs=1e-5)
        assert smooth.min() >= 0
        assert smooth.dtype == np.float32
