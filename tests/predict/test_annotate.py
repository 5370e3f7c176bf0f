"""Boxes, bars and tags in pictures."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.predict.annotate import annotate
from feelingit.predict.face import Box, Face
from feelingit.predict.labels import (
    CARD,
    SIZES,
    WHITE,
    bars,
    bars_size,
    colour_of,
    names_of,
    tag,
    tag_size,
)
from feelingit.predict.placing import Rect, Room, above, below, rect_of, right_of


def face(emotion: str, confidence: float = 0.7, box: Box | None = None, **more: object) -> Face:
    others = dict.fromkeys(EMOTIONS, (1 - confidence) / 6)
    known = {"status": "ok", "face": 0, "emotion": emotion, "confidence": confidence, "box": box}
    probabilities = {**others, emotion: confidence}
    return Face("a.png", **(known | {"probabilities": probabilities} | more))  # type: ignore[arg-type]


def plain(height: int, width: int, grey: int = 128) -> NDArray[np.uint8]:
    return np.full((height, width, 3), grey, np.uint8)


def has(picture: NDArray[np.uint8], colour: tuple[int, int, int]) -> NDArray[np.bool_]:
    return (picture == np.array(colour, np.uint8)).all(axis=-1)


def test_the_picture_itself_stays_as_it_is() -> None:
    picture = plain(300, 400)
    drawn = annotate(picture, [face("happy", box=Box(50, 50, 120, 120))])
    assert (picture == 128).all()
    assert drawn.shape == picture.shape
    assert drawn.dtype == np.uint8
    assert (drawn != picture).any()


def test_rows_without_a_face_draw_nothing() -> None:
    picture = plain(50, 60)
    rows = [Face("a.png", "no_face"), Face("a.png", "unreadable", problem="it is empty")]
    assert np.array_equal(annotate(picture, rows), picture)


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_a_box_has_the_colour_of_its_emotion_all_around(emotion: str) -> None:
    one = face(emotion, box=Box(100, 100, 150, 150))
    around = has(annotate(plain(400, 600), [one]), colour_of(one))
    for line in (around[100:104, 110:240], around[246:250, 110:240]):
        assert line.any(axis=0).all()
    for line in (around[110:240, 100:104], around[110:240, 246:250]):
        assert line.any(axis=1).all()
    assert not around[110:240, 110:240].any()


def test_an_unsure_face_has_a_dashed_white_box_and_says_so() -> None:
    one = replace(face("sad", 0.3, Box(100, 100, 150, 150)), status="unsure", emotion=None)
    line = has(annotate(plain(400, 600), [one]), WHITE)[100:104, 110:240].any(axis=0)
    assert 0.3 < line.mean() < 0.7
    assert names_of(one, alone=True) == ("unsure", "unsure")


def test_names_say_less_and_less() -> None:
    one = face("happy", 0.834, Box(0, 0, 9, 9), face=2)
    assert names_of(one, alone=False) == ("2: happy 83 %", "happy 83 %", "happy")
    assert names_of(one, alone=True) == ("happy 83 %", "happy")
    assert names_of(face("fear", face_id=7), alone=True)[0] == "7: fear 70 %"


@pytest.mark.parametrize("size", SIZES)
def test_text_is_never_cut_off(size: int) -> None:
    for text in ("12: disgust 100 %", "surprise", "unsure", "3: angry 99 %"):
        card = tag(text, (200, 90, 0), size)
        assert card.shape[1::-1] == tag_size(text, size)
        written = ~has(card, (200, 90, 0))
        assert written.any()
        assert not written[:, [0, -1]].any()
        assert not written[[0, -1]].any()


@pytest.mark.parametrize("size", [9, 14, 28])
def test_bars_are_as_long_as_the_probabilities(size: int) -> None:
    one = face("surprise", 0.6)
    card = bars(one, "surprise 60 %", size)
    assert card.shape[1::-1] == bars_size("surprise 60 %", size)
    lengths = {}
    for name in EMOTIONS:
        below_title = has(card, colour_of(face(name)))[tag_size("x", size)[1] :]
        lengths[name] = below_title.any(axis=0).sum()
    assert lengths["surprise"] == pytest.approx(0.6 * 5 * size, abs=1)
    assert lengths["angry"] == pytest.approx(0.4 / 6 * 5 * size, abs=1)


def test_a_large_face_with_room_beside_it_gets_bars() -> None:
    drawn = annotate(plain(720, 1280), [face("happy", box=Box(300, 200, 260, 260))])
    assert has(drawn, CARD)[:, 560:].sum() > 5000
    for name in EMOTIONS:
        assert has(drawn, colour_of(face(name))).any()


def test_a_small_face_gets_its_emotion_alone() -> None:
    drawn = annotate(plain(720, 1280), [face("happy", box=Box(300, 200, 30, 30))])
    own = has(drawn, colour_of(face("happy")))
    assert own[:200].any()
    assert not has(drawn, colour_of(face("sad"))).any()


def test_a_picture_too_small_for_letters_has_the_colour_alone() -> None:
    drawn = annotate(plain(24, 24), [face("happy")])
    assert has(drawn, colour_of(face("happy")))[1:-1, 1:-1].any()
    assert (drawn[4:-4, 4:-4] == 128).all()


def test_a_picture_that_is_a_face_keeps_its_eyes() -> None:
    """Whether it has no box, or one all around, as detectors that look for nothing give it."""
    without = annotate(plain(400, 400), [face("happy")])
    around = annotate(plain(400, 400), [face("happy", box=Box(0, 0, 400, 400))])
    assert np.array_equal(without, around)
    assert (without[60:240, 10:390] == 128).all()
    assert (without[240:] != 128).any()


boxes = st.builds(
    Box, st.floats(-300, 900), st.floats(-300, 900), st.floats(0, 700), st.floats(0, 700)
)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 700),
    st.integers(1, 700),
    st.lists(st.tuples(st.sampled_from(EMOTIONS), boxes | st.none()), max_size=6),
)
def test_every_size_and_every_box_can_be_drawn(
    height: int, width: int, found: list[tuple[str, Box | None]]
) -> None:
    faces = [face(name, box=box, face=number) for number, (name, box) in enumerate(found)]
    assert annotate(plain(height, width), faces).shape == (height, width, 3)


@given(boxes, st.integers(1, 500), st.integers(1, 500))
def test_a_box_in_whole_pixels_lies_within_the_picture(box: Box, height: int, width: int) -> None:
    left, top, right, bottom = rect_of(box, height, width)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height


def test_a_label_goes_where_no_face_is() -> None:
    own, other = Rect(10, 40, 50, 80), Rect(50, 40, 90, 80)
    room = Room(100, 200, [own, other])
    assert room.free(own, (30, 20), [right_of, above]) == Rect(10, 20, 40, 40)
    room.take(Rect(10, 20, 40, 40))
    assert room.free(own, (30, 20), [right_of, above, below]) == Rect(10, 80, 40, 100)
    assert room.free(own, (30, 21), [right_of, above, below]) is None


def test_a_label_larger_than_the_picture_has_no_place() -> None:
    room = Room(50, 50, [])
    face_rect = Rect(0, 0, 10, 10)
    assert room.free(face_rect, (51, 5), [right_of, below]) is None
    assert room.best(face_rect, (51, 5), [right_of, below], 1.0) is None


def test_the_best_place_covers_least() -> None:
    own, other = Rect(0, 0, 50, 50), Rect(50, 0, 100, 50)
    room = Room(60, 100, [own, other])
    assert room.best(own, (50, 20), [right_of, below], 1.0) == Rect(0, 40, 50, 60)
    assert room.best(own, (50, 20), [right_of], 0.5) is None
