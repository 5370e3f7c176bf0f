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


@settings(deadline=None, max_examples=60)
@given(
    counts=st.lists(st.integers(12, 40), min_size=2, max_size=7),
    share=st.sampled_from([0.1, 0.2, 0.3, 0.5]),
    copies=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=12),
    test_data=st.booleans(),
    test=st.sampled_from([TEST, ("test",), ("validation",)]),
    seed=st.integers(0, 9),
)
def test_no_group_straddles_and_every_emotion_is_held_out_in_proportion(
    counts: list[int],
    share: float,
    copies: list[tuple[int, int]],
    test_data: bool,
    test: tuple[str, ...],
    seed: int,
) -> None:
    table = faces(
        **{f"train_{emotion}": n for emotion, n in zip(EMOTIONS, counts, strict=False)},
        **({"validation_angry": 15, "test_disgust": 15} if test_data else {}),
    )
    group = table["group"].to_numpy().copy()
    same = table["emotion"].to_numpy()
    for a, b in copies:  # of one emotion, so that each keeps enough different faces
        a, b = a % len(table), b % len(table)
        if same[a] == same[b] or "train" not in (table["split"][a], table["split"][b]):
            group[group == group[a]] = group[b]
    table = table.assign(group=group)
    try:
        divided = divide(table, test=test, test_share=0.2, validation_share=share, seed=seed)
    except InputError as error:
        assert "different training faces" in str(error)
        return
    assert set(divided["split"]) <= {"train", "validation", "test", "leaked"}
    in_use = divided[divided["split"] != "leaked"]
    assert (in_use.groupby("group")["split"].nunique() == 1).all()
    if test_data and "validation" in test:
        drawn = in_use[in_use["split"].isin(["train", "validation"])].drop_duplicates("group")
        for _, part in drawn.groupby("emotion"):
            held_out = (part["split"] == "validation").sum()
            assert abs(held_out - share * len(part)) <= 1.5
