import numpy as np
import pytest

from feelingit.synthetic.canvas import Canvas
from feelingit.synthetic.curves import Points

SQUARE = np.array([(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)])


def as_given(points: Points) -> Points:
    return points


@pytest.mark.parametrize("size", [16, 48, 100])
def test_an_outline_is_filled_where_it_lies(size: int) -> None:
    canvas = Canvas(size)
    canvas.fill(SQUARE, 200)
    picture = canvas.picture(as_given)
    assert picture.shape == (size, size)
    assert picture[size // 2, size // 2] == 200
    assert picture[size // 8, size // 8] == 0
    assert abs(picture.mean() / 200 - 0.25) < 0.02


def test_points_are_placed_as_asked() -> None:
    canvas = Canvas(32)
    canvas.fill(SQUARE, 200)
    picture = canvas.picture(lambda points: points + 0.25)
    assert picture[30, 30] == 200
    assert picture[12, 12] == 0


def test_a_bump_changes_nothing_beyond_its_radius() -> None:
    canvas = Canvas(64)
    canvas.ground(100, 0, 0)
    canvas.bump((0.5, 0.5), (0.2, 0.1), 0.5)
    canvas.carve(np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]))
    picture = canvas.picture(as_given)
    assert picture[32, 32] > 140
    assert (picture[:24] == 100).all()
    assert (picture[:, :17] == 100).all()


def test_a_crease_darkens_only_what_is_carved() -> None:
    canvas = Canvas(64)
    canvas.ground(100, 0, 0)
    canvas.crease(np.column_stack((np.linspace(0, 1, 20), np.full(20, 0.5))), 1.0, 0.02)
    canvas.carve(np.array([(0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0)]))
    picture = canvas.picture(as_given)
    assert picture[31:33, 16].min() < 75
    assert (picture[:, 40] == 100).all()


def test_a_blend_lies_between_the_two_tones() -> None:
    canvas = Canvas(32)
    canvas.ground(100, 0, 0)
    canvas.blend(SQUARE, 200, 0.5)
    assert canvas.picture(as_given)[16, 16] == pytest.approx(150, abs=1)
