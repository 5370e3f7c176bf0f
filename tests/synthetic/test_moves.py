import numpy as np

from feelingit.synthetic.action_units import ACTION_UNITS, MOVES_IN
from feelingit.synthetic.expression import Expression
from feelingit.synthetic.moves import _MOVES, _RIGHT, MIRROR, displacement
from feelingit.synthetic.regions import REGION_OF_LANDMARK


def test_mirroring_twice_is_the_same_landmark() -> None:
    assert (MIRROR[MIRROR] == np.arange(68)).all()


def test_each_landmark_pairs_with_one_of_its_own_region() -> None:
    assert all(REGION_OF_LANDMARK[i] == REGION_OF_LANDMARK[MIRROR[i]] for i in range(68))


def test_left_right_and_midline_make_up_the_face() -> None:
    left, right = set(MIRROR[_RIGHT]), set(_RIGHT)
    assert not left & right
    assert {i for i in range(68) if MIRROR[i] == i} == set(range(68)) - left - right


def test_a_unit_moves_only_landmarks_of_the_region_it_shows_in() -> None:
    for (unit, region), moves in _MOVES.items():
        assert region in MOVES_IN[unit]
        assert {REGION_OF_LANDMARK[landmark] for landmark in moves} == {region}


def test_a_symmetric_expression_moves_both_halves_alike() -> None:
    everything = dict.fromkeys(ACTION_UNITS, 1.0)
    moved = displacement(Expression("fear", 1.0, everything, 0.0, None))
    np.testing.assert_allclose(moved[MIRROR], moved * [-1, 1])


def test_an_asymmetric_expression_moves_the_right_half_more() -> None:
    straight = displacement(Expression("happy", 1.0, {12: 1.0}, 0.0, None))
    crooked = displacement(Expression("happy", 1.0, {12: 1.0}, 0.5, None))
    np.testing.assert_allclose(crooked[54], 1.5 * straight[54])
    np.testing.assert_allclose(crooked[48], straight[48])
