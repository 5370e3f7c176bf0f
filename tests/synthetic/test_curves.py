import numpy as np
import pytest

from feelingit.synthetic.curves import smooth

POINTS = np.array([(0.0, 0.0), (1.0, 2.0), (3.0, 1.0), (4.0, 4.0), (6.0, 0.0), (7.0, 3.0)])


@pytest.mark.parametrize("closed", [True, False])
def test_a_curve_passes_through_its_points(*, closed: bool) -> None:
    curve = smooth(POINTS, 5, closed=closed)
    np.testing.assert_allclose(curve[::5], POINTS)


def test_a_point_bends_the_curve_no_further_than_two_points_away() -> None:
    moved = POINTS.copy()
    moved[5] += 1.0
    changed = (smooth(moved, 5) != smooth(POINTS, 5)).any(axis=1)
    assert changed.any()
    assert not changed[: 5 * 3 + 1].any()


def test_a_straight_line_stays_straight() -> None:
    line = np.column_stack((np.arange(5.0), 2 * np.arange(5.0)))
    curve = smooth(line)
    np.testing.assert_allclose(curve[:, 1], 2 * curve[:, 0])
