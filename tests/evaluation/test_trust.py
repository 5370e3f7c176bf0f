import numpy as np
import pandas as pd
import pytest

from feelingit.errors import InputError
from feelingit.evaluation.answers import Answers, answers
from feelingit.evaluation.intervals import Bootstrap
from feelingit.evaluation.trust import COLUMNS, MEAN, trust_table, trusted_faces

from .covered_rows import TWO, said_under

SAID = {
    "none": TWO,
    "scarf": ("happy", "fear", "sad", "fear"),
    "cup": ("happy", "happy", "sad", "fear"),
    "eyes": ("fear", "fear", "fear", "fear"),
    "scarf@box": TWO,
}
QUALITY = pd.Series([0.9, 0.2, 0.5, 0.49], index=[f"test/{i:05d}.png" for i in range(4)])


@pytest.fixture
def found() -> Answers:
    return answers(said_under(SAID))[0]


def test_landmarks_are_trusted_from_the_given_quality_on(found: Answers) -> None:
    shuffled = QUALITY.sample(frac=1, random_state=1)
    assert trusted_faces(found.faces, shuffled, 0.5).tolist() == [True, False, True, False]


def test_faces_are_scored_with_and_without_those_not_trusted(found: Answers) -> None:
    table = trust_table(found, trusted_faces(found.faces, QUALITY, 0.5), Bootstrap(100))
    assert list(table.columns) == COLUMNS
    scarf = table[table["tested_on"] == "scarf"].set_index("which")
    assert scarf["n"].to_dict() == {"all": 4, "trusted": 2, "untrusted": 2}
    assert scarf["share"].to_dict() == {"all": 1, "trusted": 0.5, "untrusted": 0.5}
    assert scarf["accuracy"].to_dict() == {"all": 0.5, "trusted": 1, "untrusted": 0}


def test_the_mean_is_of_coverings_as_in_life_alone(found: Answers) -> None:
    table = trust_table(found, trusted_faces(found.faces, QUALITY, 0.5), Bootstrap(100))
    assert list(table["tested_on"].unique()) == ["none", "scarf", "cup", "eyes", MEAN]
    mean = table[table["tested_on"] == MEAN].set_index("which")["accuracy"]
    assert mean.to_dict() == {"all": 0.625, "trusted": 1, "untrusted": 0.25}


def test_where_all_are_trusted_the_others_have_no_accuracy(found: Answers) -> None:
    table = trust_table(found, np.ones(4, np.bool_), Bootstrap(100)).set_index("which")
    others = table.loc["untrusted"]
    assert (others["n"] == 0).all()
    assert others[["accuracy", "low", "high"]].isna().all().all()


def test_a_face_without_quality_is_named(found: Answers) -> None:
    with pytest.raises(InputError, match=r"1 test faces have no quality .* test/00002\.png"):
        trusted_faces(found.faces, QUALITY.drop("test/00002.png"), 0.5)
    with pytest.raises(InputError, match=r"test/00000\.png stands twice"):
        trusted_faces(found.faces, pd.concat([QUALITY, QUALITY.iloc[:1]]), 0.5)
