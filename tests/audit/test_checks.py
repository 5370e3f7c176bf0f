import numpy as np
import pandas as pd
import pytest

from feelingit.audit.checks import CHECKS, audit
from feelingit.audit.findings import COLUMNS
from feelingit.audit.votes import COLUMNS as VOTES
from feelingit.emotions import EMOTIONS
from feelingit.faces import Faces

from .faces_like import faces_like


@pytest.fixture
def troubled() -> Faces:
    """Faces with something to find for each check."""
    faces = faces_like("train happy a", "train sad a", "test fear b")
    images = faces.images.copy()
    images[2] = 0
    votes = {column: [0, 0, 0] for column in VOTES} | {"votes_angry": [10, 10, 10]}
    return Faces(images, faces.table.assign(**votes))


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_gives_findings_as_agreed_and_changes_nothing(
    name: str, troubled: Faces
) -> None:
    before = troubled.table.copy(), troubled.images.copy()
    found = CHECKS[name](troubled)
    assert tuple(found.columns) == COLUMNS
    assert len(found) > 0
    assert set(found["check"]) == {name}
    assert found["score"].between(0, 1).all()
    assert found["score"].is_monotonic_decreasing
    assert set(found["face_id"]) <= set(troubled.table["face_id"])
    assert set(found["suggestion"]) <= {*EMOTIONS, "drop"}
    assert found["evidence"].str.len().gt(0).all()
    pd.testing.assert_frame_equal(troubled.table, before[0])
    np.testing.assert_array_equal(troubled.images, before[1])


def test_audit_runs_every_check(troubled: Faces) -> None:
    assert set(audit(troubled)["check"]) == set(CHECKS)


def test_faultless_faces_give_an_empty_table_with_its_columns() -> None:
    found = audit(faces_like("train happy a", "test sad b"))
    assert found.empty
    assert tuple(found.columns) == COLUMNS
