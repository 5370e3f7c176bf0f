"""Maps of a network's faces: how it is shown them, and what comes back into whole pictures."""

import numpy as np
import pandas as pd
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.faces import Faces
from feelingit.landmarks import Located, canonical_landmarks
from feelingit.run_folder import RunFolder
from feelingit.study.context import Context
from feelingit.study.mapped import Chosen
from feelingit.study.steps.maps import shown
from feelingit.study.stored import save_landmarks
from feelingit.synthetic import draw_faces
from tests.study.conftest import MakeContext

SIDE = 32


@pytest.fixture
def context(make_context: MakeContext) -> Context:
    context = make_context()
    faces: Faces = draw_faces(7, SIDE, 0).faces
    faces.save(context.run.data)
    landmarks = np.repeat(canonical_landmarks(SIDE, SIDE)[None], 7, axis=0)
    quality = np.ones(7, np.float32)
    save_landmarks(context.run, faces.table["face_id"], Located(landmarks, quality))
    return context


def chosen(run: RunFolder) -> Chosen:
    faces = Faces.load(run.data)
    table = pd.DataFrame(
        {
            "face_id": faces.table["face_id"],
            "emotion": faces.table["emotion"],
            "predicted": faces.table["emotion"],
            "correct": True,
            "confidence": 1.0,
        }
    )
    return Chosen(table, np.arange(7))


def test_bare_faces_are_shown_as_they_are(context: Context) -> None:
    seen = shown(context, "none", chosen(context.run), slice(2, 5))
    assert np.array_equal(seen.images, Faces.load(context.run.data).images[2:5])
    assert seen.kept.all()
    maps = np.random.default_rng(0).random((3, SIDE, SIDE), np.float32)
    assert seen.whole(maps) is maps


def test_maps_of_cut_pictures_come_back_where_their_rows_were(context: Context) -> None:
    seen = shown(context, "eyes_cut", chosen(context.run), slice(0, 7))
    whole = Faces.load(context.run.data).images
    rows = seen.kept.any(axis=1)
    assert 0 < rows.sum() == seen.images.shape[1] < SIDE
    assert np.array_equal(seen.images, whole[:, rows])
    maps = np.ones(seen.images.shape, np.float32)
    back = seen.whole(maps)
    assert back.shape == (7, SIDE, SIDE)
    assert np.array_equal(back.any(axis=(0, 2)), rows)


def test_a_covered_face_is_covered_as_when_it_was_predicted(context: Context) -> None:
    all_of_them, alone = (
        shown(context, "box_quarter", chosen(context.run), part)
        for part in (slice(0, 7), slice(3, 4))
    )
    assert np.array_equal(all_of_them.images[3:4], alone.images)
    assert (all_of_them.images != Faces.load(context.run.data).images).any(axis=(1, 2)).all()
    assert all_of_them.kept.all()


def test_every_emotion_is_asked_about_by_its_place(context: Context) -> None:
    few = chosen(context.run)
    assert [EMOTIONS[target] for target in few.targets] == few.table["emotion"].tolist()
