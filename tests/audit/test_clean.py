import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.audit.clean import Cleaned, balance, clean
from feelingit.audit.decisions import decisions_table

from .faces_like import faces_like

FACES = faces_like(
    "train sad a",
    "train happy a",
    "validation happy a",
    "test fear a",
    "test fear b",
    "test fear b",
    "train sad c",
)


def rows(cleaned: Cleaned) -> list[list[str]]:
    return cleaned.table[["face_id", "split", "emotion"]].to_numpy().tolist()


def test_one_copy_stays_with_the_majoritys_label_and_one_leak_is_kept_aside() -> None:
    assert rows(clean(FACES)) == [
        ["0", "train", "happy"],
        ["2", "leaked", "happy"],
        ["4", "test", "fear"],
        ["6", "train", "sad"],
    ]


def test_leaked_face_keeps_its_own_label() -> None:
    cleaned = clean(faces_like("train sad a", "test happy a"))
    assert rows(cleaned) == [["0", "train", "sad"], ["1", "leaked", "happy"]]


def test_copies_outside_the_named_test_splits_are_no_leaks() -> None:
    assert rows(clean(FACES, test=("test",)))[:2] == [
        ["0", "train", "happy"],
        ["3", "leaked", "fear"],
    ]


def test_conflicting_groups_can_be_dropped_whole() -> None:
    cleaned = clean(FACES, conflicts="drop")
    assert rows(cleaned) == [["4", "test", "fear"], ["6", "train", "sad"]]
    assert cleaned.summary["duplicates"]["conflicts"] == 1


def test_all_copies_can_be_kept_but_test_data_stay_free_of_leaks() -> None:
    cleaned = clean(FACES, duplicates="keep")
    assert cleaned.table["split"].tolist() == [
        "train",
        "train",
        "leaked",
        "leaked",
        "test",
        "test",
        "train",
    ]
    assert cleaned.table["emotion"].tolist() == FACES.table["emotion"].tolist()
    assert cleaned.decisions.empty


def test_row_points_at_the_image_and_group_tells_copies() -> None:
    table = clean(FACES).table
    assert table["row"].tolist() == [0, 2, 4, 6]
    assert table["group"].tolist() == [0, 0, 1, 2]


def test_every_decision_is_written_down_with_its_origin() -> None:
    corrections = decisions_table(
        [("6", "fear", "wide eyes", "corrections"), ("99", "sad", "", "corrections")]
    )
    decisions = clean(FACES, corrections).decisions
    assert decisions[["face_id", "decision", "origin"]].to_numpy().tolist() == [
        ["6", "fear", "corrections"],
        ["0", "happy", "duplicates"],
        ["1", "drop", "duplicates"],
        ["2", "drop", "duplicates"],
        ["3", "drop", "duplicates"],
        ["5", "drop", "duplicates"],
    ]
    assert decisions["reason"].tolist()[3] == "a copy of 0; kept aside as leaked"


def test_corrections_come_before_copies() -> None:
    faces = faces_like("train sad a", "train happy a", "test happy b")
    corrections = decisions_table([("1", "sad", "", "corrections")])
    cleaned = clean(faces, corrections)
    assert cleaned.summary["duplicates"]["conflicts"] == 0
    assert rows(cleaned)[0] == ["0", "train", "sad"]


def test_face_dropped_by_a_correction_leaves_its_copy() -> None:
    corrections = decisions_table([("4", "drop", "", "corrections")])
    assert ["5", "test", "fear"] in rows(clean(FACES, corrections))


def test_summary_counts_all_and_is_json() -> None:
    corrections = decisions_table(
        [
            ("6", "fear", "", "corrections"),
            ("5", "drop", "", "corrections"),
            ("99", "sad", "", "corrections"),
        ]
    )
    summary = clean(FACES, corrections, rejected=3).summary
    assert summary["read"] == {"faces": 7, "rejected": 3}
    assert summary["corrections"] == {"relabelled": 1, "dropped": 1, "unmatched": 1}
    assert summary["duplicates"].pop("rule").startswith("Of pixel-identical copies the one in")
    assert summary["duplicates"] == {
        "groups": 1,
        "surplus": 3,
        "conflicts": 1,
        "across_splits": 1,
    }
    assert summary["balance"]["before"]["test"]["fear"] == 3
    assert json.loads(json.dumps(summary)) == summary


@pytest.mark.parametrize("duplicates", ["drop", "keep"])
@pytest.mark.parametrize("conflicts", ["majority", "drop"])
def test_each_rule_is_written_down_as_a_sentence_of_its_own(
    duplicates: str, conflicts: str
) -> None:
    rule = clean(FACES, duplicates=duplicates, conflicts=conflicts).summary["duplicates"]["rule"]
    assert rule.endswith(".")
    assert ("all dropped" in rule) == (conflicts == "drop")


def test_findings_are_about_the_faces_as_read() -> None:
    corrections = decisions_table([("5", "drop", "", "corrections")])
    assert "5" in clean(FACES, corrections).findings["face_id"].tolist()


def test_balance_counts_every_emotion() -> None:
    counts = balance(FACES.table)
    assert counts["train"]["sad"] == 2
    assert counts["train"]["surprise"] == 0
    assert sum(sum(split.values()) for split in counts.values()) == len(FACES)


descriptions = st.lists(
    st.builds(
        "{} {} {}".format,
        st.sampled_from(["train", "validation", "test"]),
        st.sampled_from(["happy", "sad", "fear"]),
        st.sampled_from("abcdef"),
    ),
    min_size=1,
    max_size=20,
)


@given(descriptions)
def test_dropping_leaves_each_picture_once_and_every_face_is_accounted_for(
    described: list[str],
) -> None:
    faces = faces_like(*described)
    cleaned = clean(faces)
    in_use = cleaned.table[cleaned.table["split"] != "leaked"]
    assert sorted(in_use["group"]) == sorted(pd.unique(in_use["group"]))
    assert set(in_use["group"]) == set(range(len(set(faces.table["digest"]))))
    dropped = set(cleaned.decisions.query("decision == 'drop'")["face_id"])
    assert dropped | set(in_use["face_id"]) == set(faces.table["face_id"])
    assert not dropped & set(in_use["face_id"])
    assert len(dropped) == cleaned.summary["duplicates"]["surplus"]
    assert len(cleaned.table) - len(in_use) <= cleaned.summary["duplicates"]["across_splits"]
