"""Faces that are small, dark, cut off, turned away or covered are said to be."""

import numpy as np
import pytest

from feelingit.landmarks.canonical import canonical_landmarks
from feelingit.predict.face import Box
from feelingit.predict.framing import frame_faces
from feelingit.predict.notes import CUT_OFF, SMALL, notes_of, sideways
from tests.predict.scenes import Place, scene

BRIGHT = np.full((200, 200, 3), 160, np.uint8)
FACE = Box(50, 50, 100, 100)
STRAIGHT = canonical_landmarks(100, 100) + 50


def test_a_bare_face_from_the_front_in_good_light_has_no_note() -> None:
    assert notes_of(BRIGHT, FACE, STRAIGHT, 0.9) == ()


def test_a_drawn_face_has_no_note_and_keeps_none_when_it_is_turned_in_the_picture() -> None:
    for turn in (0, 25):
        place = Place(160, 120, 120, turn)
        seen = scene(place, seed=4)
        framed = frame_faces(seen.picture, [place.box], 48)
        found = notes_of(seen.picture, place.box, framed.landmarks[0], float(framed.quality[0]))
        assert found == ()


@pytest.mark.parametrize(("side", "noted"), [(SMALL - 1, ("small",)), (SMALL, ())])
def test_a_small_face_is_noted(side: int, noted: tuple[str, ...]) -> None:
    assert notes_of(BRIGHT, Box(50, 50, side, side), STRAIGHT, 0.9) == noted


def test_a_dark_face_in_a_bright_picture_is_noted_and_not_the_other_way_round() -> None:
    picture = BRIGHT.copy()
    picture[50:150, 50:150] = 30
    assert notes_of(picture, FACE, STRAIGHT, 0.9) == ("dark",)
    assert notes_of(255 - picture, FACE, STRAIGHT, 0.9) == ()


@pytest.mark.parametrize("side", ["left", "top", "right", "bottom"])
def test_a_face_cut_off_at_any_side_is_noted(side: str) -> None:
    outside = {"left": (-20, 50), "top": (50, -20), "right": (120, 50), "bottom": (50, 120)}
    assert notes_of(BRIGHT, Box(*outside[side], 100, 100), STRAIGHT, 0.9) == ("cut_off",)


def test_a_box_that_hardly_leaves_the_picture_is_not_cut_off() -> None:
    assert notes_of(BRIGHT, Box(-100 * CUT_OFF + 2, 50, 100, 100), STRAIGHT, 0.9) == ()


def test_a_face_turned_away_is_noted_whichever_way_and_only_by_trusted_landmarks() -> None:
    for way in (-1, 1):
        profile = STRAIGHT.copy()
        profile[30, 0] += way * 20
        assert notes_of(BRIGHT, FACE, profile, 0.9) == ("turned",)
        assert notes_of(BRIGHT, FACE, profile, 0.1) == ("covered",)


def test_sideways_does_not_change_when_the_picture_is_turned_or_scaled() -> None:
    profile = STRAIGHT.copy()
    profile[30, 0] += 15
    turned = profile @ np.array([[0.6, 0.8], [-0.8, 0.6]]) * 3
    assert sideways(turned) == pytest.approx(sideways(profile), abs=1e-4)
    assert sideways(np.zeros((68, 2), np.float32)) == 1


def test_a_box_wholly_outside_the_picture_is_cut_off_and_nothing_fails() -> None:
    assert notes_of(BRIGHT, Box(-500, -500, 100, 100), STRAIGHT, 0.9) == ("cut_off",)
    assert "small" in notes_of(BRIGHT, Box(10, 10, 0, 0), STRAIGHT, 0.9)
