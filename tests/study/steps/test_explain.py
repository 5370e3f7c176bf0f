import numpy as np
import pytest

from feelingit.landmarks import canonical_regions
from feelingit.study.context import Training
from feelingit.study.settings import StudyModel, TrainingArm
from feelingit.study.steps.explain import own_condition, regions_under


@pytest.mark.parametrize(
    ("train_on", "own"),
    [
        (("none",), "none"),
        (("eyes",), "eyes"),
        (("lower_face_cut",), "lower_face_cut"),
        (("none", "eyes"), "none"),
    ],
)
def test_a_network_is_explained_on_what_it_was_trained_on(
    train_on: tuple[str, ...], own: str
) -> None:
    arm = TrainingArm(name="a", train_on=train_on)
    assert own_condition(Training(StudyModel(architecture="compact"), arm, 0)) == own


def test_regions_of_cut_pictures_are_what_is_left_of_them() -> None:
    whole = canonical_regions(48, 48)
    cut = regions_under("lower_face_cut", 48, 48)
    assert cut.shape == (7, 24, 48)
    assert np.array_equal(cut, whole[:, :24])


def test_regions_stay_where_they_are_under_black() -> None:
    assert np.array_equal(regions_under("lower_face", 48, 48), canonical_regions(48, 48))
