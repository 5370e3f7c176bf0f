import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from feelingit.audit.duplicates import (
    DuplicateCounts,
    count_duplicates,
    duplicate_groups,
    find_duplicates,
    majority_labels,
    staying,
)
from feelingit.faces import Faces

from .faces_like import faces_like

FACES = faces_like(
    "validation happy a",
    "train happy b",
    "train sad a",
    "train happy a",
    "test fear c",
    "train happy b",
)


def test_groups_are_numbered_by_first_appearance() -> None:
    assert duplicate_groups(FACES).tolist() == [0, 1, 0, 0, 2, 1]


def test_groups_are_found_without_digests_too() -> None:
    bare = Faces(FACES.images, FACES.table.drop(columns="digest"))
    assert duplicate_groups(bare).tolist() == duplicate_groups(FACES).tolist()


def test_groups_surplus_conflicts_and_leaks_are_counted() -> None:
    counts = count_duplicates(FACES.table, duplicate_groups(FACES))
    assert counts == DuplicateCounts(groups=2, surplus=3, conflicts=1, across_splits=1)


def test_first_copy_of_the_earliest_split_stays() -> None:
    assert staying(FACES.table, duplicate_groups(FACES)).tolist() == [2, 1, 2, 2, 4, 1]


def test_most_frequent_label_wins_and_a_tie_leaves_the_stayers_own() -> None:
    stayers = staying(FACES.table, duplicate_groups(FACES))
    assert majority_labels(FACES.table, stayers).tolist() == [
        "happy",
        "happy",
        "happy",
        "happy",
        "fear",
        "happy",
    ]
    tied = faces_like("train sad a", "train happy a").table
    assert majority_labels(tied, np.zeros(2, np.int64)).tolist() == ["sad", "sad"]


def test_findings_name_the_copy_that_stays_and_how_it_differs() -> None:
    found = find_duplicates(FACES).set_index("face_id")
    assert found["suggestion"].to_dict() == {"0": "drop", "3": "drop", "5": "drop", "2": "happy"}
    assert found.loc["5", "evidence"] == "has the pixels of 1"
    assert "labelled sad" in found.loc["0", "evidence"]
    assert "in train" in found.loc["0", "evidence"]


def test_no_copies_no_findings() -> None:
    assert find_duplicates(faces_like("train sad a", "test sad b")).empty


tables = st.lists(
    st.tuples(
        st.sampled_from(["train", "validation", "test"]),
        st.sampled_from(["happy", "sad", "fear"]),
        st.integers(0, 6),
    ),
    min_size=1,
    max_size=30,
)


@given(tables)
def test_every_group_keeps_exactly_one_member_and_none_is_earlier(
    rows: list[tuple[str, str, int]],
) -> None:
    table = pd.DataFrame(rows, columns=["split", "emotion", "group"])
    groups = table["group"].to_numpy(dtype=np.int64)
    stayers = staying(table, groups)
    order = {"train": 0, "validation": 1, "test": 2}
    for face, stayer in enumerate(stayers):
        assert groups[stayer] == groups[face]
        assert stayers[stayer] == stayer
        own = (order[table["split"][face]], face)
        assert (order[table["split"][stayer]], stayer) <= own
