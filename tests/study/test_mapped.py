import numpy as np
import pandas as pd
import pytest

from feelingit.saliency.chunks import chunks
from feelingit.study.context import Training
from feelingit.study.mapped import Chosen, codes_of, conditions_of, methods_of, surest
from feelingit.study.settings import StudyModel, TrainingArm

from .conftest import MakeContext

COMPACT = StudyModel(architecture="compact", width=0.125)


def chosen() -> Chosen:
    table = pd.DataFrame(
        {
            "face_id": list("abcdef"),
            "emotion": ["angry", "angry", "sad", "sad", "sad", "sad"],
            "predicted": ["angry", "angry", "sad", "sad", "sad", "happy"],
            "correct": [True] * 5 + [False],
            "confidence": [0.5, 0.9, 0.6, 0.4, 0.8, 1.0],
        }
    )
    return Chosen(table, np.arange(10, 16))


@pytest.mark.parametrize(
    ("train_on", "own"),
    [
        (("lower_face",), ("lower_face",)),
        (("lower_face_cut",), ("lower_face_cut",)),
        (("none", "lower_face"), ("none",)),
    ],
)
def test_a_network_is_asked_under_what_it_was_trained_on(
    make_context: MakeContext, train_on: tuple[str, ...], own: tuple[str, ...]
) -> None:
    settings = make_context().settings
    training = Training(COMPACT, TrainingArm(name="another", train_on=train_on), 0)
    assert conditions_of(settings, training) == own
    assert methods_of(settings, training) == ("grad_cam",)


def test_a_judged_one_is_asked_by_all_methods_with_parts_hidden_too(
    make_context: MakeContext,
) -> None:
    settings = make_context().settings
    training = Training(settings.models[1], settings.trainings[0], 0)
    assert conditions_of(settings, training) == ("none", "lower_face")
    assert methods_of(settings, training) == ("grad_cam", "gradient")


def test_the_first_right_answers_of_each_emotion_are_kept() -> None:
    few = chosen().first_right(2)
    assert few.table["face_id"].tolist() == ["a", "b", "c", "d"]
    assert few.rows.tolist() == [10, 11, 12, 13]
    assert few.targets.tolist() == [0, 0, 5, 5]


def test_the_surest_right_answers_are_kept_by_emotion() -> None:
    few = surest(chosen(), 1)
    assert few.table["face_id"].tolist() == ["b", "e"]
    assert few.rows.tolist() == [11, 14]


def test_emotions_become_their_places() -> None:
    assert codes_of(pd.Series(["surprise", "angry"])).tolist() == [6, 0]


def test_parts_cover_everything_once() -> None:
    assert [list(range(10))[part] for part in chunks(10, 4)] == [
        [0, 1, 2, 3], [4, 5, 6, 7], [8, 9],
    ]  # fmt: skip
    assert list(chunks(0, 4)) == []
