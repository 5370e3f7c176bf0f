import pandas as pd
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.evaluation.answers import answers

from .covered_rows import TWO, said_under

SAID = {"none": TWO, "sunglasses": ("happy", "sad", "sad", "fear")}


def test_answers_are_those_of_the_rows_whatever_their_order() -> None:
    (found,) = answers(said_under(SAID).sample(frac=1, random_state=3))
    names = [[EMOTIONS[code] for code in found.said[i]] for i in found.places(list(SAID))]
    assert names == [list(said) for said in SAID.values()]
    assert [EMOTIONS[code] for code in found.faces.emotion] == list(TWO)
    assert found.right[found.places(["sunglasses"])[0]].tolist() == [True, False, True, False]


def test_faces_with_a_copy_in_training_are_left_out() -> None:
    splits = ["test", "leaked", "test", "test"]
    (found,) = answers(said_under(SAID, splits=splits))
    assert len(found.faces) == 3
    assert found.said.shape == (2, 3)


def test_subsets_are_all_faces_and_those_of_each_emotion() -> None:
    (found,) = answers(said_under(SAID))
    sums = dict(zip(["all", *EMOTIONS], found.faces.subsets.sum(axis=1), strict=True))
    assert sums["all"] == 4
    assert sums["happy"] == sums["sad"] == 2
    assert sums["fear"] == 0


def test_a_face_that_one_condition_lacks_is_named() -> None:
    rows = said_under(SAID)
    with pytest.raises(InputError, match=r"sunglasses hold face test/00003\.png 0 times"):
        answers(rows.iloc[:-1])


def test_a_face_of_two_emotions_is_named() -> None:
    rows = said_under(SAID)
    rows.loc[6, "emotion"] = "fear"
    with pytest.raises(InputError, match=r"test/00002\.png has two emotions"):
        answers(rows)


def test_no_test_face_is_an_error() -> None:
    with pytest.raises(InputError, match="no test faces"):
        answers(pd.DataFrame(said_under(SAID, splits=["leaked"] * 4)))
