from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from feelingit.emotions import EMOTIONS
from feelingit.faces import Faces, digest_of

N = 9


@pytest.fixture
def faces() -> Faces:
    images = np.random.default_rng(0).integers(0, 256, (N, 4, 5), dtype=np.uint8)
    table = pd.DataFrame(
        {
            "face_id": [f"{i:03}" for i in range(N)],
            "emotion": np.resize(EMOTIONS, N),
            "split": np.resize(["train", "test"], N),
            "source": "here",
        }
    )
    return Faces(images, table)


PICTURES = arrays(np.uint8, st.tuples(st.integers(1, 4), st.integers(1, 4)))


@given(PICTURES, PICTURES)
def test_digests_are_equal_exactly_when_pictures_are(
    one: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]",
    other: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]",
) -> None:
    assert (digest_of(one) == digest_of(other)) == np.array_equal(one, other)
    assert digest_of(one) == digest_of(one.copy(order="F"))


def test_the_same_pixels_in_another_shape_have_another_digest() -> None:
    pixels = np.arange(6, dtype=np.uint8)
    assert digest_of(pixels.reshape(2, 3)) != digest_of(pixels.reshape(3, 2))


def test_labels_are_places_in_the_order_of_emotions(faces: Faces) -> None:
    assert faces.labels.tolist() == [0, 1, 2, 3, 4, 5, 6, 0, 1]
    assert faces.labels.dtype == np.int64


def test_what_is_taken_keeps_images_beside_their_rows(faces: Faces) -> None:
    some = faces.take(np.array([7, 2]))
    assert some.table["face_id"].tolist() == ["007", "002"]
    assert some.table.index.tolist() == [0, 1]
    assert np.array_equal(some.images, faces.images[[7, 2]])


def test_the_faces_of_a_split_stay_in_their_order(faces: Faces) -> None:
    of_test = faces.where(faces.table["split"] == "test")
    assert of_test.table["face_id"].tolist() == ["001", "003", "005", "007"]
    assert len(faces.where(faces.table["split"] == "nowhere")) == 0


def test_a_table_that_does_not_fit_is_refused(faces: Faces) -> None:
    with pytest.raises(ValueError, match="9 images but 8 rows"):
        Faces(faces.images, faces.table[:8])
    with pytest.raises(ValueError, match="lacks the columns"):
        Faces(faces.images, faces.table.drop(columns="split"))
    with pytest.raises(ValueError, match="must be uint8"):
        Faces(faces.images.astype(np.float32), faces.table)


@pytest.mark.parametrize("column", ["face_id", "emotion", "split"])
def test_another_label_or_identity_is_another_fingerprint(faces: Faces, column: str) -> None:
    table = faces.table.copy()
    table.loc[4, column] = "other"
    assert Faces(faces.images, table).fingerprint() != faces.fingerprint()


def test_another_pixel_is_another_fingerprint_and_a_copy_is_not(faces: Faces) -> None:
    images = faces.images.copy()
    assert Faces(images, faces.table.copy()).fingerprint() == faces.fingerprint()
    images[3, 2, 1] ^= 1
    assert Faces(images, faces.table).fingerprint() != faces.fingerprint()


def test_what_is_saved_loads_as_the_same_faces(faces: Faces, tmp_path: Path) -> None:
    faces.save(tmp_path / "new")
    loaded = Faces.load(tmp_path / "new")
    assert isinstance(loaded.images, np.memmap)
    assert loaded.fingerprint() == faces.fingerprint()
    pd.testing.assert_frame_equal(loaded.table, faces.table, check_dtype=False)


def test_names_that_are_numbers_stay_text(faces: Faces, tmp_path: Path) -> None:
    faces.save(tmp_path)
    assert Faces.load(tmp_path).table["face_id"].tolist()[:2] == ["000", "001"]
