"""Views cover every picture, and cost no more for a large one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feelingit.predict.detectors.sizes import scaled
from feelingit.predict.detectors.views import LEVELS, OVERLAP, views

SIDE = 32
sizes = st.tuples(st.integers(1, 300), st.integers(1, 300))


@settings(max_examples=40, deadline=None)
@given(sizes, st.floats(0, 1), st.floats(0, 1))
def test_a_face_as_large_as_the_overlap_is_whole_in_a_view(
    size: tuple[int, int], across: float, down: float
) -> None:
    picture = np.zeros((*size, 3), np.uint8)
    places, shown = views(picture, SIDE)
    assert shown.shape == (len(places), SIDE, SIDE, 3)
    for side in {place.side for place in places}:
        # A pixel of each view is lost where places and the picture's size are rounded.
        slack = side / SIDE
        face = side * (OVERLAP - 2 / SIDE)
        left = across * max(size[1] - face, 0)
        top = down * max(size[0] - face, 0)
        right, bottom = left + min(face, size[1]), top + min(face, size[0])
        held = [
            place.left - slack <= left
            and right <= place.left + side + slack
            and place.top - slack <= top
            and bottom <= place.top + side + slack
            for place in places
            if place.side == side
        ]
        assert any(held)


def test_views_show_what_lies_at_their_places() -> None:
    picture = np.zeros((200, 160, 3), np.uint8)
    picture[120:136, 40:56] = 255
    places, shown = views(picture, SIDE)
    for place, view in zip(places, shown, strict=True):
        bright = np.argwhere(view[..., 0] > 200)
        if not len(bright) or place.side > 100:
            continue
        first = np.array([place.top, place.left]) + bright.min(axis=0) * place.side / SIDE
        assert (first >= np.array([120, 40]) - 4).all()
        assert (first <= np.array([136, 56])).all()


def test_a_larger_picture_has_no_more_views() -> None:
    counts = {len(views(np.zeros((n * 3, n * 4, 3), np.uint8), SIDE)[0]) for n in (40, 100, 700)}
    assert len(counts) == 1


def test_parts_of_a_picture_as_small_as_a_view_are_enlarged_twice_and_no_more() -> None:
    places, _ = views(np.zeros((SIDE, SIDE, 3), np.uint8), SIDE)
    assert {place.side for place in places} == {level * SIDE for level in LEVELS if level >= 0.5}


@pytest.mark.parametrize(("longest", "expected"), [(50, (25, 50)), (400, (200, 400))])
def test_scaled_brings_the_longer_side_to_what_was_asked(
    longest: int, expected: tuple[int, int]
) -> None:
    picture = np.zeros((100, 200, 3), np.uint8)
    smaller, scale = scaled(picture, longest, enlarge=4)
    assert smaller.shape[:2] == expected
    assert scale == longest / 200


def test_scaled_enlarges_no_more_than_allowed() -> None:
    larger, scale = scaled(np.zeros((10, 20, 3), np.uint8), 400, enlarge=2)
    assert larger.shape[:2] == (20, 40)
    assert scale == 2
