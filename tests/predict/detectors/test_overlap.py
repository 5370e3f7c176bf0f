"""Of boxes around one face the surest is kept."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from feelingit.predict.detectors.overlap import SAME, _shared, surest

corner = st.tuples(st.floats(0, 50), st.floats(0, 50), st.floats(1, 40), st.floats(1, 40))


def _boxes(drawn: list[tuple[float, float, float, float]]) -> np.ndarray:
    boxes = np.array(drawn, dtype=np.float64).reshape(-1, 4)
    boxes[:, 2:] += boxes[:, :2]
    return boxes


def test_the_surest_of_two_boxes_on_one_face_is_kept() -> None:
    boxes = np.array([[0, 0, 10, 10], [1, 1, 11, 11], [30, 30, 40, 40.0]])
    assert surest(boxes, np.array([0.5, 0.9, 0.7])) == [1, 2]


def test_a_box_inside_another_one_means_the_same_face() -> None:
    assert surest(np.array([[0, 0, 40, 40], [10, 10, 20, 20.0]]), np.array([0.9, 0.8])) == [0]


def test_no_boxes_are_no_boxes() -> None:
    assert surest(np.empty((0, 4)), np.empty(0)) == []


@given(st.lists(corner, min_size=1, max_size=20), st.randoms())
def test_kept_boxes_are_apart_and_every_other_one_is_close_to_a_surer_one(
    drawn: list[tuple[float, float, float, float]], chance: Random
) -> None:
    boxes = _boxes(drawn)
    scores = np.array([chance.random() for _ in drawn])
    kept = surest(boxes, scores)
    assert sorted(scores[kept], reverse=True) == list(scores[kept])
    for place, row in enumerate(kept):
        others = boxes[kept[:place]]
        assert (_shared(boxes[row], others) < SAME).all()
    for row in set(range(len(boxes))) - set(kept):
        near = [other for other in kept if scores[other] >= scores[row]]
        assert (_shared(boxes[row], boxes[near]) >= SAME).any()
