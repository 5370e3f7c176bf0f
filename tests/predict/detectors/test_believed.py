"""What is believed depends on the detector and on the landmarks."""

import numpy as np
import pytest

from feelingit.predict.detectors.believed import MOST, believed, both
from feelingit.predict.face import Box, Detection
from tests.predict.scenes import Place, scene

FACE, NOTHING = Place(110, 120, 120), Box(220, 10, 90, 90)


def test_odds_are_multiplied() -> None:
    assert both(0.5, 0.7) == pytest.approx(0.7)
    assert both(0.8, 0.8) == pytest.approx(16 / 17)
    assert both(0.9, 0.01) < 0.1
    assert both(1.0, 0.0) == 0.5


def test_a_face_is_believed_and_what_shows_no_landmarks_is_not() -> None:
    found = [Detection(NOTHING, 0.6), Detection(FACE.box, 0.5)]
    (face,) = believed(scene(FACE).picture, found, 0.4)
    assert face.box == FACE.box
    assert face.score > 0.5


def test_nothing_found_is_nothing_believed() -> None:
    assert believed(np.zeros((9, 9, 3), np.uint8), [], 0.4) == []


def test_only_the_surest_finds_are_looked_at() -> None:
    nowhere = [Detection(NOTHING, 0.6)] * MOST
    assert believed(scene(FACE).picture, [*nowhere, Detection(FACE.box, 0.5)], 0.4) == []


def test_a_box_beside_a_face_moves_onto_it_where_that_is_wanted() -> None:
    picture = scene(FACE).picture
    beside = [Detection(Box(62, 72, 110, 110), 0.6)]
    (kept,) = believed(picture, beside, 0.4)
    (moved,) = believed(picture, beside, 0.4, onto_landmarks=True)
    assert kept.box == beside[0].box
    np.testing.assert_allclose(moved.box, FACE.box, atol=12)
    away = [np.hypot(box.left - FACE.box.left, box.top - FACE.box.top)
            for box in (kept.box, moved.box)]  # fmt: skip
    assert away[1] < away[0]
