import numpy as np
import pytest

from feelingit.occlusion import covered
from feelingit.study.steps.measure import faces_within, shares
from feelingit.synthetic import Drawn, draw_faces


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(12, 48, seed=6)


def test_shares_are_of_the_picture_and_of_the_face() -> None:
    hidden = np.zeros((2, 4, 4), np.bool_)
    hidden[0, :2] = True
    inside = np.zeros((2, 4, 4), np.bool_)
    inside[:, 1:3] = True
    found = shares(hidden, inside)
    assert found["share_of_picture"] == found["share_of_face"] == 0.25
    assert found["share_of_picture_low"] == pytest.approx(0.025)
    assert found["share_of_face_high"] == pytest.approx(0.475)


def test_faces_beyond_the_picture_do_not_count() -> None:
    hidden = np.ones((2, 4, 4), np.bool_)
    inside = np.zeros((2, 4, 4), np.bool_)
    assert np.isnan(shares(hidden, inside)["share_of_face"])
    inside[0, 0, 0] = True
    assert shares(hidden, inside)["share_of_face"] == 1


def test_what_grows_hides_the_share_of_the_face_that_it_is_named_for(drawn: Drawn) -> None:
    images, landmarks = drawn.faces.images, drawn.landmarks
    inside = faces_within(images, landmarks)
    assert 0.2 < inside.mean() < 0.9
    for name in ("below_40", "scattered_40"):
        hidden = covered(images, name, landmarks=landmarks).hidden
        found = shares(hidden, inside)
        assert found["share_of_face"] == pytest.approx(0.4, abs=0.01)
        assert found["share_of_face_low"] <= found["share_of_face"] <= found["share_of_face_high"]
