import numpy as np

from feelingit.saliency.trust.stability import NOISE, with_noise


def test_noise_has_the_given_level_and_stays_within_the_grey_range() -> None:
    grey = np.full((4, 50, 50), 128, np.uint8)
    noise = with_noise(grey).astype(np.float64) - 128
    assert abs(noise.std() / 255 - NOISE) < 0.1 * NOISE
    assert abs(noise.mean()) < 0.2
    dark = with_noise(np.zeros((1, 50, 50), np.uint8), level=0.1)
    assert dark.max() < 200
    assert (dark == 0).mean() > 0.4


def test_a_faces_noise_does_not_depend_on_how_many_follow() -> None:
    faces = np.random.default_rng(0).integers(0, 256, (5, 9, 8)).astype(np.uint8)
    assert np.array_equal(with_noise(faces)[:2], with_noise(faces[:2]))
    assert not np.array_equal(with_noise(faces, seed=1), with_noise(faces))
