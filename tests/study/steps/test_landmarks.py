import numpy as np
import pytest

from feelingit.landmarks import Located
from feelingit.study.context import Context
from feelingit.study.steps import landmarks as step
from feelingit.study.steps.clean import clean_and_split
from feelingit.study.steps.landmarks import find_landmarks, follows_faces
from feelingit.study.steps.read import read
from feelingit.study.stored import faces_in_use, landmark_quality, landmarks_for
from feelingit.types import Images
from tests.study.conftest import MakeContext

COVERINGS = ('test = ["none", "lower_face"]', 'test = ["none", "lower_face", "sunglasses"]')


def by_pixels(images: Images) -> Located:
    """Answer from the pixels alone, so that one face is told from another."""
    means = images.mean(axis=(1, 2)).astype(np.float32)
    return Located(np.tile(means[:, None, None], (1, 68, 2)), means / 255)


@pytest.fixture
def context(make_context: MakeContext, monkeypatch: pytest.MonkeyPatch) -> Context:
    monkeypatch.setattr(step, "locate", by_pixels)
    monkeypatch.setattr(step, "BATCH", 50)
    context = make_context(COVERINGS)
    read(context)
    clean_and_split(context)
    find_landmarks(context)
    return context


def test_every_face_in_use_has_its_own_landmarks_whatever_is_asked_for(context: Context) -> None:
    for splits in ((), ("train",), ("test", "leaked")):
        faces = faces_in_use(context.run, *splits)
        found = landmarks_for(context.run, faces, ["none", "sunglasses"])
        assert np.array_equal(found, by_pixels(faces.images).landmarks)
    quality = landmark_quality(context.run)
    everyone = faces_in_use(context.run)
    assert quality.index.tolist() == everyone.table["face_id"].tolist()
    assert quality.tolist() == by_pixels(everyone.images).quality.tolist()


def test_what_is_kept_is_as_the_contract_says(context: Context) -> None:
    with np.load(context.run.landmarks / "landmarks.npz") as kept:
        assert kept["landmarks"].dtype == kept["quality"].dtype == np.float32
        assert kept["landmarks"].shape == (len(kept["face_id"]), 68, 2)
        assert kept["face_id"].dtype.kind == "U"


def test_conditions_that_do_not_follow_the_face_need_none(context: Context) -> None:
    assert landmarks_for(context.run, faces_in_use(context.run), ["none", "eyes"]) is None


@pytest.mark.parametrize(
    ("more", "follows"),
    [
        ((), False),
        ((COVERINGS,), True),
        ((("[training]", "[occlusion.growth]\n[training]"),), True),
        ((("[training]", "[occlusion.growth]\nshares = [50]\n[training]"),), True),
    ],
)
def test_a_study_needs_landmarks_where_something_follows_the_face(
    make_context: MakeContext, more: tuple[tuple[str, str], ...], follows: bool
) -> None:
    assert follows_faces(make_context(*more).settings) == follows
