import numpy as np

from feelingit.audit.blank import contrasts, find_blank
from feelingit.faces import Faces

from .faces_like import faces_like


def with_images(*images: np.ndarray) -> Faces:
    rows = faces_like(*["train happy a"] * len(images))
    return Faces(np.stack(images), rows.table)


CLEAR = np.random.default_rng(0).integers(0, 256, (8, 8), dtype=np.uint8)


def test_blank_picture_is_found_and_a_clear_one_is_not() -> None:
    found = find_blank(with_images(CLEAR, np.full((8, 8), 255, np.uint8)))
    assert found["face_id"].tolist() == ["1"]
    assert found["score"].tolist() == [1.0]
    assert found["suggestion"].tolist() == ["drop"]
    assert "0.0 of 255" in found["evidence"][0]


def test_nearly_blank_picture_scores_less_than_a_blank_one() -> None:
    faint = np.full((8, 8), 100, np.uint8)
    faint[:, 4:] = 104
    found = find_blank(with_images(faint, np.zeros((8, 8), np.uint8)))
    assert found["face_id"].tolist() == ["1", "0"]
    assert 0 < found["score"][1] < 1


def test_contrast_is_the_standard_deviation_of_grey_values() -> None:
    np.testing.assert_allclose(contrasts(CLEAR[None]), [CLEAR.std()], rtol=1e-5)


def test_no_images_no_contrasts() -> None:
    assert contrasts(np.empty((0, 8, 8), np.uint8)).shape == (0,)
