import numpy as np

from feelingit.saliency.trust.effort import CHEAP, effort_of, spread


def test_a_costly_method_gets_fewer_faces_and_a_named_layer_changes_nothing() -> None:
    assert effort_of("occlusion_sensitivity").faces < CHEAP.faces
    assert effort_of("grad_cam:stage3") == effort_of("grad_cam") == CHEAP


def test_chosen_faces_are_spread_evenly_over_emotions() -> None:
    targets = np.array([0] * 10 + [1] * 10 + [2] * 2)
    chosen = spread(targets, 8)
    assert np.bincount(targets[chosen]).tolist() == [3, 3, 2]
    assert chosen.tolist() == [0, 1, 2, 10, 11, 12, 20, 21]


def test_all_faces_are_chosen_where_there_are_no_more_than_wanted() -> None:
    targets = np.array([3, 1, 1, 0])
    assert spread(targets, 4).tolist() == spread(targets, 99).tolist() == [0, 1, 2, 3]
