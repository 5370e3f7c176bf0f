"""What is worn follows the head, varies from seed to seed, and bears any landmarks and picture."""

import numpy as np
import pytest

from feelingit.occlusion import covered
from feelingit.occlusion.coverings.headwear import HEADWEAR
from feelingit.synthetic import Drawn, draw_faces

SIDE = 64
FACES = 8
every_name = pytest.mark.parametrize("name", [condition.name for condition in HEADWEAR])
KEYS = np.arange(FACES, dtype=np.uint64)


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(FACES, SIDE, seed=8)


def overlap(one: np.ndarray, other: np.ndarray) -> float:
    return float((one & other).sum() / max((one | other).sum(), 1))


@every_name
def test_it_turns_with_the_picture(drawn: Drawn, name: str) -> None:
    """A quarter turn of picture and landmarks turns what is hidden with them."""
    images, landmarks = drawn.faces.images, drawn.landmarks
    x, y = landmarks[..., 0], landmarks[..., 1]
    hidden = covered(images, name, keys=KEYS, landmarks=landmarks).hidden
    quarter = covered(
        np.ascontiguousarray(np.rot90(images, axes=(1, 2))),
        name,
        keys=KEYS,
        landmarks=np.stack([y, SIDE - 1 - x], axis=-1),
    ).hidden
    assert overlap(np.rot90(hidden, axes=(1, 2)), quarter) > 0.97


@every_name
def test_it_moves_with_the_face(drawn: Drawn, name: str) -> None:
    shift = np.array([6, 9])
    canvas = np.full((FACES, SIDE + 20, SIDE + 20), 100, np.uint8)
    still = covered(canvas, name, keys=KEYS, landmarks=drawn.landmarks).hidden
    moved = covered(
        canvas, name, keys=KEYS, landmarks=drawn.landmarks + shift.astype(np.float32)
    ).hidden
    there = moved[:, shift[1] :, shift[0] :]
    assert overlap(still[:, : there.shape[1], : there.shape[2]], there) > 0.97


@every_name
def test_large_and_small_pictures_of_a_face_are_hidden_alike(drawn: Drawn, name: str) -> None:
    small = np.full((FACES, SIDE, SIDE), 100, np.uint8)
    large = small.repeat(4, axis=1).repeat(4, axis=2)
    landmarks = ((drawn.landmarks + 0.5) * 4 - 0.5).astype(np.float32)
    one = covered(small, name, keys=KEYS, landmarks=drawn.landmarks).hidden
    other = covered(large, name, keys=KEYS, landmarks=landmarks).hidden
    reduced = other.reshape(FACES, SIDE, 4, SIDE, 4).mean(axis=(2, 4)) > 0.5
    assert overlap(one, reduced) > 0.93


@every_name
def test_seeds_vary_its_place_and_its_tone(drawn: Drawn, name: str) -> None:
    image, points = drawn.faces.images[:1], drawn.landmarks[:1]
    shares, tones = [], []
    for seed in range(24):
        shown = covered(image, name, seed=seed, keys=KEYS[:1], landmarks=points)
        shares.append(shown.hidden.mean())
        tones.append(shown.images[shown.hidden].mean())
    assert np.std(shares) > 0.005
    assert np.std(tones) > 5


@every_name
@pytest.mark.parametrize("shape", [(16, 16), (40, 90), (90, 40), (1000, 1000)])
def test_pictures_of_any_size_and_shape_are_covered(name: str, shape: tuple[int, int]) -> None:
    face = draw_faces(1, 96, seed=3).landmarks / 96 * np.array(shape[::-1], np.float32)
    image = np.full((1, *shape), 120, np.uint8)
    shown = covered(image, name, keys=KEYS[:1], landmarks=face.astype(np.float32))
    assert shown.images.shape == image.shape
    assert 0.01 < shown.hidden.mean() < 0.97


@every_name
def test_senseless_landmarks_raise_nothing(name: str) -> None:
    random = np.random.default_rng(0)
    landmarks = np.stack(
        [
            np.zeros((68, 2)),
            np.full((68, 2), 1e6),
            np.full((68, 2), -1e6),
            random.normal(0, 1e4, (68, 2)),
            random.uniform(0, SIDE, (68, 2)),
            random.normal(SIDE / 2, 1e-6, (68, 2)),
            np.linspace([0, 0], [SIDE, 0], 68),
            draw_faces(1, SIDE, seed=1).landmarks[0][::-1],
        ]
    ).astype(np.float32)
    images = random.integers(0, 256, (len(landmarks), SIDE, SIDE)).astype(np.uint8)
    with np.errstate(divide="raise", invalid="raise"):
        for seed in range(6):
            shown = covered(images, name, seed=seed, landmarks=landmarks)
            assert shown.images.shape == images.shape


@every_name
def test_a_black_picture_is_covered(drawn: Drawn, name: str) -> None:
    black = np.zeros((FACES, SIDE, SIDE), np.uint8)
    shown = covered(black, name, keys=KEYS, landmarks=drawn.landmarks)
    assert shown.hidden.any(axis=(1, 2)).all()
