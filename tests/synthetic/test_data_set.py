import pytest

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.faces import Faces
from feelingit.synthetic import drawn_data_set

COUNT = 450


@pytest.fixture(scope="module")
def faces() -> Faces:
    return drawn_data_set(COUNT, size=32, seed=3)


def test_a_data_set_is_the_same_every_time() -> None:
    first, second = drawn_data_set(80, size=16, seed=1), drawn_data_set(80, size=16, seed=1)
    assert first.fingerprint() == second.fingerprint()
    assert first.fingerprint() != drawn_data_set(80, size=16, seed=2).fingerprint()


def test_a_fifth_is_for_validation(faces: Faces) -> None:
    shares = faces.table["split"].value_counts(normalize=True)
    assert set(shares.index) == {"train", "validation"}
    assert shares["validation"] == pytest.approx(0.2, abs=0.01)


def test_emotions_are_unbalanced_like_fer2013(faces: Faces) -> None:
    counts = faces.table["emotion"].value_counts()
    assert counts.idxmax() == "happy"
    assert counts.idxmin() == "disgust"
    assert counts["disgust"] >= 0.04 * COUNT


@pytest.mark.parametrize("count", [70, 101, 250])
def test_every_emotion_stands_in_both_splits_however_few_the_faces(count: int) -> None:
    table = drawn_data_set(count, size=16).table
    assert len(table) == count
    for split in ("train", "validation"):
        assert set(table.loc[table["split"] == split, "emotion"]) == set(EMOTIONS)


def test_three_percent_are_copies_some_across_splits_and_some_in_conflict(faces: Faces) -> None:
    groups = faces.table.groupby("digest")
    surplus = COUNT - groups.ngroups
    assert surplus == round(0.03 * COUNT)
    assert groups["split"].nunique().eq(2).sum() >= surplus // 3
    assert groups["emotion"].nunique().gt(1).sum() >= surplus // 6
    assert groups["emotion"].nunique().gt(1).sum() < surplus


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [((69,), "70"), ((100, 8), "16 to 1024"), ((100, 48, -2), "seed")],
)
def test_bad_arguments_are_named(arguments: tuple[int, ...], complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        drawn_data_set(*arguments)
