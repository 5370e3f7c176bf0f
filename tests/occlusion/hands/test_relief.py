"""Models of round things: what covers, what is lit, and what goes on beyond the model's edge."""

import numpy as np
import pytest

from feelingit.occlusion.coverings.hands.relief import Affine, Laid, Model, Relief, lay

SHAPE = (64, 80)
FRONT = np.zeros(2, np.float32)
PLACED = np.array([[20.0, 0, 40], [0, 20, 32]])
"""A unit is 20 pixels; (0, 0) lies in the picture's middle."""


@pytest.fixture(scope="module")
def ball() -> Model:
    relief = Relief((-1.2, 1.2), (-1.2, 1.2))
    relief.limb([(0, 0), (0, 0.001)], [1, 1])
    return relief.finished()


@pytest.fixture(scope="module")
def arm() -> Model:
    relief = Relief((-0.6, 0.6), (-1, 1))
    relief.limb([(0, -2), (0, 0.5)], [0.4, 0.4])
    return relief.finished()


def whole(laid: Laid) -> np.ndarray:
    picture = np.zeros(SHAPE, np.float32)
    picture[laid.area] = laid.covered
    return picture


def test_a_ball_covers_its_disc(ball: Model) -> None:
    covered = whole(lay(SHAPE, ball, PLACED, FRONT))
    assert covered.sum() == pytest.approx(np.pi * 20**2, rel=0.02)
    y, x = np.mgrid[: SHAPE[0], : SHAPE[1]]
    away = np.hypot(x - 40, y - 32)
    assert (covered[away < 18.5] > 0.99).all()
    assert (covered[away > 21.5] < 0.05).all()


@pytest.mark.parametrize("size", [3.0, 6.0, 20.0, 90.0])
def test_a_ball_of_any_size_covers_as_much(ball: Model, size: float) -> None:
    placed = np.array([[size, 0, 150], [0, size, 150]])
    laid = lay((301, 301), ball, placed, FRONT)
    assert laid.covered.sum() == pytest.approx(np.pi * size**2, rel=0.03 + 0.3 / size)


@pytest.mark.parametrize("towards", [(0.5, 0), (-0.5, 0), (0, 0.5), (0.3, -0.4)])
@pytest.mark.parametrize("mirrored", [1, -1])
def test_the_side_towards_the_light_is_brighter(
    ball: Model, towards: tuple[float, float], mirrored: int
) -> None:
    """Whichever way the model lies, the light comes from where it comes from in the picture."""
    turn = np.array([[0.6, -0.8], [0.8, 0.6]]) * (20 * mirrored, 20)
    placed: Affine = np.column_stack([turn, (40, 32)])
    area, covered, light = lay(SHAPE, ball, placed, np.array(towards, np.float32))
    y, x = np.mgrid[area]
    ahead = (x - 40) * towards[0] + (y - 32) * towards[1]
    full = covered > 0.99
    assert light[full & (ahead > 3)].mean() > 1.3 * light[full & (ahead < -3)].mean()


def test_what_faces_the_viewer_is_lit_fully_and_the_edge_is_dark(ball: Model) -> None:
    laid = lay(SHAPE, ball, PLACED, FRONT)
    y, x = np.mgrid[laid.area]
    away = np.hypot(x - 40, y - 32)
    assert laid.light[away < 3].mean() == pytest.approx(1, abs=0.06)
    assert laid.light[(away > 17.5) & (away < 18.5)].mean() < 0.75


def test_two_limbs_side_by_side_have_a_dark_seam() -> None:
    relief = Relief((-1, 1), (-1, 1))
    for x in (-0.2, 0.2):
        relief.limb([(x, -0.7), (x, 0.7)], [0.2, 0.2])
    laid = lay(SHAPE, relief.finished(), PLACED, FRONT)
    row = laid.light[laid.light.shape[0] // 2]
    middle = len(row) // 2
    assert row[middle - 1 : middle + 1].min() < 0.7 * row[middle - 6 : middle - 2].max()


def test_the_higher_limb_is_seen_where_two_cross() -> None:
    relief = Relief((-1, 1), (-1, 1))
    relief.limb([(0, -0.8), (0, 0.8)], [0.2, 0.2], 0.3, lambda x, _: np.full_like(x, 0.5))
    relief.limb([(-0.8, 0), (0.8, 0)], [0.2, 0.2], 0.0)
    laid = lay(SHAPE, relief.finished(), PLACED, FRONT)
    y, x = 32 - laid.area[0].start, 40 - laid.area[1].start
    assert laid.light[y, x] == pytest.approx(0.5, abs=0.05)
    assert laid.light[y, x + 10] > 0.9


def test_what_touches_the_lower_edge_goes_on_without_end(arm: Model) -> None:
    assert arm.endless
    covered = whole(lay(SHAPE, arm, PLACED, FRONT))
    assert (covered[: 32 + 8, 40] > 0.99).all()
    assert (covered[32 + 20 :] == 0).all()


def test_nothing_goes_on_beyond_the_other_edges(arm: Model, ball: Model) -> None:
    assert not ball.endless
    covered = whole(lay(SHAPE, arm, PLACED * 0.2 + np.array([0, 0, 30]), FRONT))
    assert (covered[:, :30] == 0).all()
    assert (covered[:, 50:] == 0).all()


def test_a_model_beside_the_picture_covers_nothing_of_it(ball: Model) -> None:
    assert whole(lay(SHAPE, ball, PLACED + np.array([0, 0, 500]), FRONT)).sum() == 0


@pytest.mark.parametrize("size", [0.0, 1e-6, 1e7])
def test_it_bears_any_size(ball: Model, size: float) -> None:
    with np.errstate(all="raise", under="ignore"):
        laid = lay(SHAPE, ball, np.array([[size, 0, 40], [0, size, 32]]), FRONT)
    assert np.isfinite(laid.covered).all()
    assert np.isfinite(laid.light).all()
