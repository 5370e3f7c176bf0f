"""Landmarks are found on every picture that can be shown, in its own pixels."""

import re
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feelingit.errors import InputError
from feelingit.landmarks import TRUSTED, locate
from feelingit.landmarks.points import MIRRORED, error, eye_distance
from feelingit.occlusion import cover
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import Images

SAME = 1e-3
"""Pixels: a face's result may hang on what it is computed with by no more."""


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    """Draw faces that the network was not trained with (training draws other seeds)."""
    return draw_faces(200, 48, seed=977)


@pytest.fixture(scope="module")
def noise() -> Images:
    return np.random.default_rng(0).integers(0, 256, (100, 48, 48)).astype(np.uint8)


def test_landmarks_of_drawn_faces_are_near_their_truth(drawn: Drawn) -> None:
    located = locate(drawn.faces.images)
    assert located.landmarks.dtype == located.quality.dtype == np.float32
    assert located.landmarks.shape == (200, 68, 2)
    off = error(located.landmarks, drawn.landmarks)
    assert off.mean() < 0.05
    assert (off > 0.1).mean() < 0.05


@pytest.mark.parametrize("band", ["forehead", "eyes", "lower_face"])
def test_landmarks_stay_near_under_a_covering(drawn: Drawn, band: str) -> None:
    located = locate(cover(drawn.faces.images, band))
    assert error(located.landmarks, drawn.landmarks).mean() < 0.08


@pytest.mark.parametrize("angle", [-40, -20, 20, 40])
def test_landmarks_turn_with_the_face(drawn: Drawn, angle: float) -> None:
    turn = cv2.getRotationMatrix2D((23.5, 23.5), angle, 0.8)
    turned = np.stack(
        [
            cv2.warpAffine(image, turn, (48, 48), borderMode=cv2.BORDER_REPLICATE)
            for image in drawn.faces.images
        ]
    ).astype(np.uint8)
    truth = (drawn.landmarks @ turn[:, :2].T + turn[:, 2]).astype(np.float32)
    assert error(locate(turned).landmarks, truth).mean() < 0.07


def test_a_mirrored_face_has_mirrored_landmarks(drawn: Drawn) -> None:
    plain = locate(drawn.faces.images).landmarks
    mirrored = locate(np.ascontiguousarray(drawn.faces.images[:, :, ::-1])).landmarks
    back = mirrored[:, MIRRORED] * (-1, 1) + (47, 0)
    assert error(back.astype(np.float32), plain).mean() < 0.04


@pytest.mark.parametrize("size", [16, 31, 100, 1000])
def test_landmarks_are_in_the_pixels_of_pictures_of_any_size(size: int) -> None:
    drawn = draw_faces(20, size, seed=3)
    located = locate(drawn.faces.images)
    assert error(located.landmarks, drawn.landmarks).mean() < (0.12 if size == 16 else 0.06)


@pytest.mark.parametrize(("left", "top"), [(30, 0), (0, 30)])
def test_pictures_need_not_be_square(drawn: Drawn, left: int, top: int) -> None:
    wide = np.pad(drawn.faces.images, ((0, 0), (top, top), (left, left)), mode="edge")
    located = locate(wide)
    truth = drawn.landmarks + np.array([left, top], np.float32)
    assert error(located.landmarks, truth).mean() < 0.2


def test_a_small_band_round_a_face_changes_nothing_but_the_place(drawn: Drawn) -> None:
    wide = np.pad(drawn.faces.images, ((0, 0), (0, 0), (4, 4)), mode="edge")
    tall = np.pad(wide, ((0, 0), (4, 4), (0, 0)), mode="edge")
    # A wide picture is made square by repeating its edge: that is what `tall` is.
    there = locate(wide).landmarks + np.array([0, 4], np.float32)
    assert np.abs(there - locate(tall).landmarks).max() < SAME


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 70), st.integers(1, 70), st.integers(0, 3), st.integers(0, 2**32 - 1))
def test_every_picture_gets_a_finite_answer(height: int, width: int, count: int, seed: int) -> None:
    images = np.random.default_rng(seed).integers(0, 256, (count, height, width)).astype(np.uint8)
    located = locate(images)
    assert located.landmarks.shape == (count, 68, 2)
    assert np.isfinite(located.landmarks).all()
    assert ((located.quality >= 0) & (located.quality <= 1)).all()


def test_drawn_faces_are_trusted(drawn: Drawn) -> None:
    assert (locate(drawn.faces.images).quality >= TRUSTED).mean() > 0.9


def test_pictures_without_a_face_are_not_trusted(noise: Images) -> None:
    blank = np.repeat(np.arange(256, dtype=np.uint8), 48 * 48).reshape(-1, 48, 48)
    for images in (blank, noise):
        assert (locate(images).quality >= TRUSTED).mean() < 0.02


def test_faces_upside_down_are_not_trusted(drawn: Drawn) -> None:
    upside_down = np.ascontiguousarray(drawn.faces.images[:, ::-1])
    assert (locate(upside_down).quality >= TRUSTED).mean() < 0.05


def test_quality_tells_good_answers_from_bad_ones(drawn: Drawn) -> None:
    covered = np.concatenate(
        [drawn.faces.images, *(cover(drawn.faces.images, f"below_{share}") for share in (60, 80))]
    )
    located = locate(covered)
    near = error(located.landmarks, np.tile(drawn.landmarks, (3, 1, 1))) < 0.1
    assert located.quality[near].mean() > located.quality[~near].mean() + 0.2


def test_no_picture_depends_on_the_others(drawn: Drawn) -> None:
    images = drawn.faces.images[:50]
    together = locate(images)
    order = np.random.default_rng(0).permutation(50)
    shuffled = locate(images[order], batch_size=7)
    assert np.abs(shuffled.landmarks - together.landmarks[order]).max() < SAME
    assert np.abs(shuffled.quality - together.quality[order]).max() < SAME


def test_the_same_picture_gives_the_same_answer(drawn: Drawn) -> None:
    first, second = locate(drawn.faces.images), locate(drawn.faces.images)
    assert np.array_equal(first.landmarks, second.landmarks)
    assert np.array_equal(first.quality, second.quality)


def test_threads_do_not_change_the_answer(drawn: Drawn) -> None:
    one, two = (locate(drawn.faces.images, threads=count).landmarks for count in (1, 2))
    assert np.abs(one - two).max() < SAME


def test_pictures_may_be_mapped_from_a_file_and_stay_as_they_are(
    drawn: Drawn, tmp_path: Path
) -> None:
    np.save(tmp_path / "faces.npy", drawn.faces.images)
    mapped = np.load(tmp_path / "faces.npy", mmap_mode="r")
    assert np.array_equal(locate(mapped).landmarks, locate(drawn.faces.images).landmarks)
    assert np.array_equal(np.load(tmp_path / "faces.npy"), drawn.faces.images)


def test_no_picture_gives_no_answer() -> None:
    located = locate(np.empty((0, 48, 48), np.uint8))
    assert located.landmarks.shape == (0, 68, 2)
    assert located.quality.shape == (0,)


def test_eye_distance_is_between_the_eyes_centres() -> None:
    landmarks = np.zeros((1, 68, 2), np.float32)
    landmarks[0, 36:42] = (10, 20)
    landmarks[0, 42:48] = (13, 24)
    assert eye_distance(landmarks)[0] == pytest.approx(5)


@pytest.mark.parametrize(
    ("images", "words"),
    [
        (np.zeros((48, 48), np.uint8), "uint8 (48, 48); expected grey pictures"),
        (np.zeros((2, 48, 48, 3), np.uint8), "(2, 48, 48, 3); expected grey pictures"),
        (np.zeros((2, 48, 48), np.float32), "float32 (2, 48, 48); expected grey"),
        (np.zeros((2, 0, 48), np.uint8), "pictures of 0x48 show nothing"),
    ],
)
def test_what_are_not_pictures_is_refused(images: Images, words: str) -> None:
    with pytest.raises(InputError, match=re.escape(words)):
        locate(images)


def test_a_batch_of_nothing_is_refused(noise: Images) -> None:
    with pytest.raises(InputError, match="batch_size: 0; expected 1 or more"):
        locate(noise, batch_size=0)
