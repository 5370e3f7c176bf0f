import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.split import split_faces

TEST = ("validation", "test")


def faces(**counts: int) -> pd.DataFrame:
    """Make faces as `train_happy=20`, each picture once."""
    parts = [(name.split("_"), count) for name, count in counts.items()]
    table = pd.DataFrame(
        [part for part, count in parts for _ in range(count)], columns=["split", "emotion"]
    )
    return table.assign(group=np.arange(len(table)))


def divide(table: pd.DataFrame, **changes: object) -> pd.DataFrame:
    asked = {"test": TEST, "test_share": 0.0, "validation_share": 0.2, "seed": 0} | changes
    return split_faces(table, **asked)


PLAIN = faces(train_happy=100, train_sad=50, validation_happy=10, test_sad=10)


def sizes(table: pd.DataFrame) -> dict[str, int]:
    return table["split"].value_counts().to_dict()


def test_named_source_splits_are_the_test_data() -> None:
    assert sizes(divide(PLAIN)) == {"train": 120, "validation": 30, "test": 20}


def test_validation_data_have_every_emotion_in_proportion() -> None:
    held_out = divide(PLAIN).query("split == 'validation'")["emotion"].value_counts()
    assert held_out.to_dict() == {"happy": 20, "sad": 10}


def test_faces_stay_in_their_order_and_the_input_as_it_was() -> None:
    before = PLAIN.copy()
    assert divide(PLAIN)["group"].tolist() == PLAIN["group"].tolist()
    pd.testing.assert_frame_equal(PLAIN, before)


def test_same_seed_same_division_and_another_seed_another() -> None:
    first = divide(PLAIN)["split"].tolist()
    assert divide(PLAIN)["split"].tolist() == first
    assert divide(PLAIN, seed=1)["split"].tolist() != first


def test_test_faces_are_held_out_where_the_source_has_none() -> None:
    table = divide(faces(train_happy=100, train_sad=50), test_share=0.2)
    assert sizes(table) == {"train": 96, "validation": 24, "test": 30}


def test_test_share_is_passed_over_where_the_source_has_test_faces() -> None:
    assert divide(PLAIN, test_share=0.5)["split"].tolist() == divide(PLAIN)["split"].tolist()


def test_validation_split_that_is_no_test_data_serves_as_validation() -> None:
    assert sizes(divide(PLAIN, test=("test",))) == {"train": 150, "validation": 10, "test": 10}


def test_test_split_that_is_not_named_is_left_out() -> None:
    table = divide(PLAIN, test=("validation",))
    assert sizes(table) == {"train": 120, "validation": 30, "test": 10}
    assert len(table) == len(PLAIN) - 10


def test_leaked_faces_stay_leaked() -> None:
    table = PLAIN.assign(split=PLAIN["split"].mask(PLAIN.index == len(PLAIN) - 1, "leaked"))
    assert divide(table)["split"].iloc[-1] == "leaked"


def test_test_face_with_a_copy_in_training_is_leaked() -> None:
    table = PLAIN.assign(group=PLAIN["group"].replace(len(PLAIN) - 1, 0))
    assert divide(table)["split"].iloc[-1] == "leaked"


def test_validation_face_with_a_copy_in_training_is_training_data() -> None:
    table = PLAIN.assign(group=PLAIN["group"].replace(155, 0))
    assert divide(table, test=("test",))["split"].iloc[155] == "train"


def test_no_training_faces_is_an_error_that_names_the_splits() -> None:
    with pytest.raises(InputError, match=r"no training faces: the splits are validation"):
        divide(faces(validation_happy=9, validation_sad=9))


def test_no_test_faces_is_an_error_that_says_what_to_set() -> None:
    with pytest.raises(InputError, match=r"no test faces.*\[split\] test.*test_share"):
        divide(faces(train_happy=9, train_sad=9))


def test_one_class_is_an_error_that_names_it() -> None:
    with pytest.raises(InputError, match="all training faces are 'happy'"):
        divide(faces(train_happy=9, test_happy=9))


def test_too_few_faces_name_emotion_count_and_need() -> None:
    table = faces(train_happy=50, train_fear=4, test_happy=5)
    with pytest.raises(InputError, match=r"'fear' has 4 .* 20% .* at least 5 are needed"):
        divide(table)


def test_copies_do_not_count_as_enough_faces() -> None:
    table = faces(train_happy=50, train_fear=9, test_happy=5)
    fear = table["emotion"] == "fear"
    with pytest.raises(InputError, match="'fear' has 1 different"):
        divide(table.assign(group=table["group"].mask(fear, 50)))


def test_emotion_to_test_without_training_is_an_error() -> None:
    with pytest.raises(InputError, match="'fear' has 5 test faces but no training face"):
        divide(faces(train_happy=50, train_sad=50, test_fear=5))


def test_test_data_of_copies_alone_is_an_error() -> None:
    table = faces(train_happy=50, train_sad=50, test_sad=1)
    with pytest.raises(InputError, match="no test face is left"):
        divide(table.assign(group=table["group"].replace(100, 99)))


def test_as_few_faces_as_are_asked_for_are_enough() -> None:
    for share in (0.05, 0.2, 0.3, 0.5, 0.7, 0.9):
        needed = max(int(np.ceil(1 / share - 1e-9)), int(np.ceil(2 / (1 - share) - 1e-9)))
        table = faces(**{f"train_{emotion}": needed for emotion in EMOTIONS}, test_sad=1)
        parts = divide(table, validation_share=share).groupby("split")["emotion"].nunique()
        assert parts[["train", "validation"]].tolist() == [7, 7]


@st.composite
def tables_with_copies(draw: st.DrawFn) -> pd.DataFrame:
    """Draw faces in two or three source splits, some of them copies of others."""
    counts = draw(st.lists(st.integers(24, 40), min_size=2, max_size=7))
    table = faces(
        **{f"train_{emotion}": n for emotion, n in zip(EMOTIONS, counts, strict=False)},
        **draw(st.sampled_from([{}, {"validation_angry": 15, "test_disgust": 15}])),
    )
    face = st.integers(0, len(table) - 1)
    for one, other in draw(st.lists(st.tuples(face, face), max_size=4)):
        same = table["group"] == table["group"][one]
        table["group"] = table["group"].mask(same, table["group"][other])
    return table


@settings(deadline=None, max_examples=60)
@given(
    table=tables_with_copies(),
    share=st.sampled_from([0.1, 0.2, 0.3, 0.5]),
    test=st.sampled_from([TEST, ("test",), ("validation",)]),
)
def test_no_group_straddles_and_every_face_of_a_named_split_is_in_one(
    table: pd.DataFrame, share: float, test: tuple[str, ...]
) -> None:
    divided = divide(table, test=test, test_share=0.2, validation_share=share)
    left_out = (table["split"] == "test") & ("test" not in test)
    assert divided["group"].tolist() == table["group"][~left_out].tolist()
    assert set(divided["split"]) <= {"train", "validation", "test", "leaked"}
    in_use = divided[divided["split"] != "leaked"]
    assert not in_use.drop_duplicates(["group", "split"])["group"].duplicated().any()


@settings(deadline=None, max_examples=40)
@given(table=tables_with_copies(), share=st.sampled_from([0.1, 0.2, 0.3, 0.5]))
def test_each_emotion_gives_its_share_of_different_pictures(
    table: pd.DataFrame, share: float
) -> None:
    divided = divide(table, test_share=0.2, validation_share=share)
    drawn = divided[divided["split"].isin(["train", "validation"])].drop_duplicates("group")
    held_out = (drawn["split"] == "validation").groupby(drawn["emotion"])
    assert (abs(held_out.sum() - share * held_out.size()) <= 1.5).all()
