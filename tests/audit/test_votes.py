import pandas as pd

from feelingit.audit.votes import COLUMNS, find_outvoted
from feelingit.faces import Faces

from .faces_like import faces_like


def voted(label: str, **votes: int) -> Faces:
    faces = faces_like(f"train {label} a")
    counts = {column: votes.get(column.removeprefix("votes_"), 0) for column in COLUMNS}
    return Faces(faces.images, faces.table.assign(**counts))


def test_other_emotion_is_suggested_with_its_share_of_votes() -> None:
    found = find_outvoted(voted("fear", surprise=7, fear=3))
    assert found[["suggestion", "score"]].to_numpy().tolist() == [["surprise", 0.7]]
    assert found["evidence"][0] == "7 of 10 voters say surprise"


def test_no_face_and_contempt_are_suggested_to_be_dropped() -> None:
    no_face = find_outvoted(voted("fear", no_face=10))
    assert no_face["suggestion"].tolist() == ["drop"]
    assert "not a face" in no_face["evidence"][0]
    assert find_outvoted(voted("fear", contempt=6, fear=4))["suggestion"].tolist() == ["drop"]


def test_agreement_a_tie_and_the_undecided_are_no_findings() -> None:
    assert find_outvoted(voted("fear", fear=6, surprise=4)).empty
    assert find_outvoted(voted("fear", fear=5, surprise=5)).empty
    assert find_outvoted(voted("fear", sad=5, surprise=5)).empty
    assert find_outvoted(voted("fear", unknown=8, surprise=2)).empty


def test_faces_without_votes_are_no_findings() -> None:
    assert find_outvoted(faces_like("train fear a")).empty
    missing = voted("fear", sad=9)
    counts = dict.fromkeys(COLUMNS, pd.array([pd.NA], dtype="Int64"))
    assert find_outvoted(Faces(missing.images, missing.table.assign(**counts))).empty
