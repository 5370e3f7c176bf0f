"""What the study's landmark masks hide, by the drawn faces' true regions."""

import numpy as np
import pytest

from feelingit.occlusion import covered
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import REGIONS, Mask

NAMES = ("forehead_shape", "eyes_shape", "nose_mouth_shape")


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(30, 96, seed=21)


def hidden_by(drawn: Drawn, name: str) -> Mask:
    return covered(drawn.faces.images, name, landmarks=drawn.landmarks).hidden


def share_of(drawn: Drawn, hidden: Mask, region: str) -> float:
    place = drawn.regions[:, [str(known) for known in REGIONS].index(region)]
    return float((hidden & place).sum() / place.sum())


@pytest.mark.parametrize(
    ("name", "gone", "left"),
    [
        ("forehead_shape", ("forehead",), ("brows", "eyes", "nose", "mouth", "chin")),
        ("eyes_shape", ("brows", "eyes"), ("mouth", "chin")),
        ("nose_mouth_shape", ("mouth",), ("forehead", "brows", "eyes")),
    ],
)
def test_a_shape_hides_its_regions_and_leaves_the_others(
    drawn: Drawn, name: str, gone: tuple[str, ...], left: tuple[str, ...]
) -> None:
    hidden = hidden_by(drawn, name)
    assert all(share_of(drawn, hidden, region) > 0.75 for region in gone)
    # The brows' region reaches above the brows, to all that they move.
    assert all(share_of(drawn, hidden, region) < 0.2 for region in left)


def test_nose_and_mouth_reach_from_the_bridge_to_the_chin_line(drawn: Drawn) -> None:
    hidden = hidden_by(drawn, "nose_mouth_shape")
    rows = np.arange(96)
    for mask, points in zip(hidden, drawn.landmarks, strict=True):
        shown = rows[mask.any(axis=1)]
        assert points[27, 1] < shown.min() < points[30, 1] + 1
        if points[8, 1] < 94:
            assert shown.max() == pytest.approx(points[8, 1], abs=5)


def test_forehead_and_eyes_do_not_overlap(drawn: Drawn) -> None:
    assert not (hidden_by(drawn, "forehead_shape") & hidden_by(drawn, "eyes_shape")).any()


@pytest.mark.parametrize("name", NAMES)
def test_hidden_pixels_are_black(drawn: Drawn, name: str) -> None:
    shown = covered(drawn.faces.images, name, landmarks=drawn.landmarks)
    # At the soft edge a pixel may be hidden by half.
    assert np.median(shown.images[shown.hidden]) == 0
    assert shown.images[shown.hidden].max() <= 128
    untouched = shown.images == drawn.faces.images
    assert untouched[~shown.hidden].mean() > 0.9


@pytest.mark.parametrize("name", NAMES)
def test_a_shape_turns_with_the_head(drawn: Drawn, name: str) -> None:
    images, points = drawn.faces.images, drawn.landmarks
    upright = covered(images, name, landmarks=points).hidden
    turned = np.ascontiguousarray(np.rot90(images, axes=(1, 2)))
    quarter = np.stack([points[..., 1], 95 - points[..., 0]], axis=-1)
    hidden = covered(turned, name, landmarks=quarter).hidden
    assert (hidden == np.rot90(upright, axes=(1, 2))).mean() > 0.99


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", [(16, 16), (40, 64), (300, 200)])
def test_landmarks_anywhere_are_borne(name: str, shape: tuple[int, int]) -> None:
    points = np.zeros((3, 68, 2), np.float32)
    points[1] = 1e5
    points[2] = np.random.default_rng(0).normal(0, 500, (68, 2))
    images = np.full((3, *shape), 90, np.uint8)
    assert covered(images, name, landmarks=points).images.shape == images.shape
