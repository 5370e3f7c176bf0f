from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.evaluation.arms import TrainedModel
from feelingit.evaluation.people import (
    HIDDEN,
    WHOLE,
    mask_studies,
    people_accuracy,
    people_confusions,
)
from feelingit.evaluation.people_covered import (
    COLUMNS,
    CONFUSION_COLUMNS,
    judged_models,
    people_covered,
)

from .covered_rows import BARE_ARM, said_under

FACES = ("disgust",) * 4 + ("fear",) * 2
BARE = ("disgust", "disgust", "disgust", "angry", "fear", "fear")
MOUTH = ("angry", "angry", "disgust", "sad", "surprise", "fear")
EYES = ("disgust",) * 4 + ("fear", "sad")


def tables(
    said: Mapping[str, Sequence[str]], **options: object
) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = said_under(said, emotions=FACES, **options)  # type: ignore[arg-type]
    return people_covered(rows, resamples=200, seed=0)


@pytest.fixture(scope="module")
def both() -> tuple[pd.DataFrame, pd.DataFrame]:
    return tables({"none": BARE, "nose_mouth_shape": MOUTH, "eyes_shape": EYES})


def test_accuracy_stands_beside_people_s(both: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    accuracy, _ = both
    assert accuracy.columns.tolist() == list(COLUMNS)
    assert accuracy["hidden"].unique().tolist() == list(HIDDEN)
    at = accuracy.set_index(["hidden", "emotion"])
    mouth = at.loc[("mouth", "disgust")]
    assert (mouth["accuracy"], mouth["bare"], mouth["faces"]) == (0.25, 0.75, 4)
    assert mouth["low"] <= 0.25 <= mouth["high"]
    assert mouth["people"] == pytest.approx(0.242)
    assert mouth["people_bare"] == pytest.approx(0.764)
    assert mouth["condition"] == "nose_mouth_shape"
    assert at.loc[("eyes", "disgust"), "accuracy"] == 1
    assert at.loc[("eyes", "disgust"), "people"] == pytest.approx(0.952)
    assert at.loc[("eyes", "fear"), "accuracy"] == 0.5


def test_emotions_without_faces_have_no_accuracy(
    both: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    accuracy, confusions = both
    happy = accuracy[accuracy["emotion"] == "happy"]
    assert (happy["faces"] == 0).all()
    assert happy[["accuracy", "low", "high", "bare"]].isna().all(axis=None)
    assert happy["people"].notna().all()
    assert confusions[confusions["emotion"] == "happy"]["share"].isna().all()


def test_confusions_are_shares_of_all_answers(both: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    _, confusions = both
    assert confusions.columns.tolist() == list(CONFUSION_COLUMNS)
    assert (confusions["emotion"] != confusions["becomes"]).all()
    at = confusions.set_index(["condition", "emotion", "becomes"]).sort_index()
    angry = at.loc[("nose_mouth_shape", "disgust", "angry")]
    # Two of four faces; of the three that were named wrongly it would be two thirds.
    assert (angry["share"], angry["bare"], angry["people"]) == (0.5, 0.25, 0.72)
    assert at.loc[("nose_mouth_shape", "fear", "surprise"), ["share", "people"]].tolist() == [
        0.5,
        0.52,
    ]
    assert np.isnan(at.loc[("nose_mouth_shape", "disgust", "sad"), "people"])
    assert at.loc["eyes_shape", "people"].isna().all()


def test_right_answers_and_confusions_make_up_all_answers(
    both: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    accuracy, confusions = both
    right = accuracy.set_index(["condition", "emotion"])[["accuracy", "bare"]].dropna()
    wrong = confusions.groupby(["condition", "emotion"])[["share", "bare"]].sum()
    assert len(right) == 4
    assert np.allclose(right["accuracy"] + wrong.loc[right.index, "share"], 1)
    assert np.allclose(right["bare"] + wrong.loc[right.index, "bare"], 1)


def test_the_mask_on_the_face_goes_before_the_band() -> None:
    said = {"none": BARE, "lower_face": EYES, "nose_mouth_shape": MOUTH}
    accuracy, confusions = tables(said)
    assert set(accuracy["condition"]) == set(confusions["condition"]) == {"nose_mouth_shape"}
    accuracy, _ = tables({"lower_face": MOUTH})
    assert set(accuracy["condition"]) == {"lower_face"}
    # Not tested on bare faces.
    assert accuracy["bare"].isna().all()


def test_a_run_without_such_a_condition_gives_empty_tables() -> None:
    accuracy, confusions = tables({"none": BARE, "forehead": MOUTH})
    assert accuracy.empty
    assert confusions.empty
    assert accuracy.columns.tolist() == list(COLUMNS)
    assert confusions.columns.tolist() == list(CONFUSION_COLUMNS)


def test_leaked_copies_do_not_count() -> None:
    said = {"eyes": EYES}
    splits = ["test", "leaked", "leaked", "leaked", "test", "test"]
    accuracy, _ = tables(said, splits=splits)
    assert accuracy.set_index("emotion").loc["disgust", "faces"] == 1
    with pytest.raises(InputError, match="no test faces"):
        tables(said, splits=["leaked"] * 6)


def test_copies_of_a_picture_are_drawn_together() -> None:
    apart, _ = tables({"eyes": EYES})
    together, _ = tables({"eyes": EYES}, groups=[0, 0, 0, 0, 1, 1])
    fear_apart, fear = (t.set_index("emotion").loc["fear"] for t in (apart, together))
    assert fear_apart["low"] < fear_apart["high"]
    # One picture twice: each resample holds both answers or neither.
    assert fear["low"] == fear["high"] == 0.5


def test_networks_trained_on_bare_faces_are_compared() -> None:
    other = TrainedModel("compact", "covered", control=True, trained_on="none+eyes", seed=0)
    loose = TrainedModel("compact", "loose", control=False, trained_on="none", seed=0)
    second = TrainedModel("compact", "bare", control=True, trained_on="none", seed=1)
    alone = TrainedModel("vgg16", "eyes", control=True, trained_on="eyes", seed=0)
    every = [other, loose, BARE_ARM, second, alone]
    assert judged_models(every) == [BARE_ARM, second, alone]
    assert judged_models([other, loose]) == [loose]
    rows = pd.concat(
        [said_under({"eyes": EYES}, emotions=FACES, trained=trained) for trained in every]
    )
    accuracy, _ = people_covered(rows, resamples=20)
    assert accuracy["model_id"].unique().tolist() == [
        trained.model_id for trained in (BARE_ARM, second, alone)
    ]


def test_people_are_as_they_were_counted() -> None:
    people = people_accuracy()
    assert people.index.tolist() == list(EMOTIONS)
    assert people.loc["disgust", "eyes_without_mouth"] == pytest.approx(0.242)
    assert people.loc["happy", WHOLE] == pytest.approx(0.974)
    assert people.notna().all(axis=None)


def test_people_s_answers_do_not_exceed_all_answers() -> None:
    accuracy = people_accuracy()
    for (part, emotion), share in people_confusions().groupby(["hidden", "emotion"]).sum().items():
        assert accuracy.loc[emotion, HIDDEN[part].visible] + share <= 1


def test_each_finding_of_a_mask_study_has_its_source() -> None:
    table = mask_studies()
    assert table["doi"].dropna().str.match(r"10\.\d{4,}/\S+$").all()
    assert table["journal"].notna().all()
    assert table["emotion"].isin([*EMOTIONS, "all"]).all()
    assert table["covered"].isin(["mouth", "eyes"]).all()
    assert table["effect"].isin(["lower", "none", "higher"]).all()
    assert not table.duplicated(["study", "covered", "emotion"]).any()
    known = table[["accuracy_bare", "accuracy_covered"]].dropna()
    assert known.apply(lambda column: column.between(0, 1)).all(axis=None)
