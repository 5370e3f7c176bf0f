"""What blur, few pixels, noise and compression leave of a face, whatever the picture's size."""

import cv2
import numpy as np
import pytest

from feelingit.occlusion import covered
from feelingit.occlusion.camera import CAMERA
from feelingit.synthetic import Drawn, draw_faces

SIDE = 96
FACES = 16
every_camera = pytest.mark.parametrize("name", [c.name for c in CAMERA])


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(FACES, SIDE, seed=9)


def shown(drawn: Drawn, name: str) -> np.ndarray:
    return covered(drawn.faces.images, name, landmarks=drawn.landmarks).images.astype(np.float32)


def detail(images: np.ndarray) -> np.ndarray:
    """Give how much there is finer than a tenth of the picture's width, `[n]`."""
    fine = [each - cv2.GaussianBlur(each, (0, 0), SIDE / 40) for each in images.astype(np.float32)]
    return np.std(np.stack(fine), axis=(1, 2))


@pytest.mark.parametrize("name", ["motion_blur", "low_resolution"])
def test_blur_and_few_pixels_take_detail(drawn: Drawn, name: str) -> None:
    assert np.median(detail(shown(drawn, name)) / detail(drawn.faces.images)) < 0.7


def test_motion_blurs_along_one_direction_more_than_across_it() -> None:
    drawn = draw_faces(FACES, SIDE, seed=9)
    points = np.random.default_rng(0).integers(0, 256, (FACES, SIDE, SIDE)).astype(np.uint8)
    blurred = covered(points, "motion_blur", landmarks=drawn.landmarks).images.astype(np.float32)
    directions = []
    for image in blurred:
        by_y, by_x = np.gradient(image)
        spread = np.cov(np.stack([by_x.ravel(), by_y.ravel()]))
        values, vectors = np.linalg.eigh(spread)
        assert values[1] > 2 * values[0]
        directions.append(np.arctan2(vectors[1, 0], vectors[0, 0]) % np.pi)
    assert np.std(directions) > 0.3


def test_few_pixels_hold_nothing_of_what_is_finer_than_they(drawn: Drawn) -> None:
    checked = (np.indices((SIDE, SIDE)).sum(axis=0) % 2 * 40).astype(np.uint8)
    plain = np.minimum(drawn.faces.images, 200)
    keys = np.arange(FACES, dtype=np.uint64)
    one, other = (
        covered(each, "low_resolution", keys=keys, landmarks=drawn.landmarks).images
        for each in (plain + np.uint8(20), plain + checked)
    )
    assert np.abs(one.astype(int) - other).mean() < 3


def test_noise_adds_detail_and_keeps_the_face(drawn: Drawn) -> None:
    bare, noisy = drawn.faces.images, shown(drawn, "noise")
    assert (detail(noisy) > 1.2 * detail(bare)).all()
    means = noisy.mean(axis=(1, 2)) - bare.mean(axis=(1, 2))
    assert np.abs(means).max() < 12


def test_compression_leaves_flat_blocks(drawn: Drawn) -> None:
    def flat(images: np.ndarray) -> float:
        steps = np.abs(np.diff(images.astype(np.float32), axis=2))
        return float((steps < 0.5).mean())

    assert flat(shown(drawn, "compression")) > flat(drawn.faces.images) + 0.2


@every_camera
def test_small_and_large_pictures_of_a_face_look_alike(name: str) -> None:
    large = draw_faces(FACES, 192, seed=6)
    images = np.stack(
        [cv2.resize(i, (48, 48), interpolation=cv2.INTER_AREA) for i in large.faces.images]
    )
    keys = np.arange(FACES, dtype=np.uint64)
    small = covered(images, name, keys=keys, landmarks=(large.landmarks + 0.5) / 4 - 0.5).images
    of_large = covered(large.faces.images, name, keys=keys, landmarks=large.landmarks).images
    brought = np.stack([cv2.resize(i, (48, 48), interpolation=cv2.INTER_AREA) for i in of_large])
    assert small.mean() == pytest.approx(brought.mean(), rel=0.1, abs=2)
    assert small.std() == pytest.approx(brought.std(), rel=0.2)


@every_camera
def test_each_face_is_spoilt_and_can_still_be_made_out(drawn: Drawn, name: str) -> None:
    bare = drawn.faces.images
    shots = covered(bare, name, landmarks=drawn.landmarks)
    for before, after, hidden in zip(bare, shots.images, shots.hidden, strict=True):
        assert np.abs(before.astype(float) - after).mean() > 1.5
        assert before[~hidden].std() > 0
        assert after[~hidden].std() > 3


@every_camera
def test_only_what_is_cut_off_is_hidden(drawn: Drawn, name: str) -> None:
    hidden = covered(drawn.faces.images, name, landmarks=drawn.landmarks).hidden
    assert hidden.any() == name.startswith("cut_off")


@every_camera
@pytest.mark.parametrize("shape", [(16, 16), (40, 64), (1000, 700), (9, 300)])
def test_landmarks_anywhere_are_borne(name: str, shape: tuple[int, int]) -> None:
    points = np.zeros((3, 68, 2), np.float32)
    points[1] = 1e5
    points[2] = np.random.default_rng(0).normal(0, 500, (68, 2))
    images = np.full((3, *shape), 90, np.uint8)
    with np.errstate(invalid="raise", over="raise", divide="raise"):
        shots = covered(images, name, landmarks=points)
    assert shots.images.shape == images.shape
