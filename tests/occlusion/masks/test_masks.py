"""What masks, scarves and beards hide of drawn faces, whose parts are known, and what not."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from feelingit.occlusion import covered
from feelingit.occlusion.coverings.masks import MASKS
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import REGIONS, Images, Landmarks, Mask, Region

SIDE = 48
NAMES = tuple(mask.name for mask in MASKS)
every_mask = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(40, SIDE, seed=23)


def hidden(drawn: Drawn, name: str, seed: int = 0) -> Mask:
    return covered(drawn.faces.images, name, seed=seed, landmarks=drawn.landmarks).hidden


def shares(drawn: Drawn, name: str, region: Region) -> NDArray[np.float64]:
    """Say how much of a region is hidden, one share a face."""
    parts = drawn.regions[:, REGIONS.index(region)]
    covered_part = (parts & hidden(drawn, name)).sum(axis=(1, 2))
    return np.asarray(covered_part / parts.sum(axis=(1, 2)), np.float64)


def pixels_at(landmarks: Landmarks) -> tuple[NDArray[np.intp], ...]:
    """Give face, row and column of landmarks inside the picture."""
    x, y = np.rint(landmarks).astype(np.intp).transpose(2, 0, 1)
    faces = np.broadcast_to(np.arange(len(landmarks))[:, None], x.shape)
    inside = (x >= 0) & (x < SIDE) & (y >= 0) & (y < SIDE)
    return faces[inside], y[inside], x[inside]


@every_mask
@pytest.mark.parametrize("region", ["forehead", "brows", "eyes"])
def test_the_upper_face_stays_free(drawn: Drawn, name: str, region: Region) -> None:
    found = shares(drawn, name, region)
    assert found.mean() < 0.06
    assert found.max() < 0.25


@pytest.mark.parametrize(
    "name", ["surgical_mask", "ffp2_mask", "cloth_mask", "mask_below_nose", "scarf"]
)
def test_masks_and_scarves_hide_mouth_and_chin(drawn: Drawn, name: str) -> None:
    assert shares(drawn, name, "mouth").mean() > 0.95
    assert shares(drawn, name, "mouth").min() > 0.7
    assert shares(drawn, name, "chin").min() > 0.8


@pytest.mark.parametrize("name", ["surgical_mask", "ffp2_mask", "cloth_mask"])
def test_masks_worn_well_hide_most_of_the_nose(drawn: Drawn, name: str) -> None:
    assert shares(drawn, name, "nose").min() > 0.5


def test_a_mask_below_the_nose_leaves_it_free(drawn: Drawn) -> None:
    assert shares(drawn, "mask_below_nose", "nose").max() < 0.1


def test_a_transparent_mask_shows_the_mouth_under_glare(drawn: Drawn) -> None:
    at_lips = pixels_at(drawn.landmarks[:, 60:68])
    images = drawn.faces.images
    shown = covered(images, "transparent_mask", landmarks=drawn.landmarks)
    assert shown.hidden[at_lips].mean() < 0.05
    assert (shown.images[at_lips] != images[at_lips]).mean() > 0.8
    assert 0.15 < shown.hidden.sum() / hidden(drawn, "surgical_mask").sum() < 0.85


def test_a_beard_hides_the_chin_and_leaves_the_lips_free(drawn: Drawn) -> None:
    assert shares(drawn, "beard", "chin").min() > 0.85
    assert hidden(drawn, "beard")[pixels_at(drawn.landmarks[:, 60:68])].mean() < 0.1
    assert shares(drawn, "beard", "nose").mean() < 0.2


def test_a_scarf_reaches_the_picture_s_lower_edge(drawn: Drawn) -> None:
    assert hidden(drawn, "scarf")[:, -1].mean(axis=1).min() > 0.6


def test_a_scarf_covers_the_nose_at_times_only(drawn: Drawn) -> None:
    over_nose = shares(drawn, "scarf", "nose") > 0.4
    assert 0.1 < over_nose.mean() < 0.9


def test_an_ffp2_mask_is_brighter_than_the_face(drawn: Drawn) -> None:
    images = drawn.faces.images.astype(float)
    shown = covered(drawn.faces.images, "ffp2_mask", landmarks=drawn.landmarks)
    for bare, masked, under in zip(images, shown.images, shown.hidden, strict=True):
        assert np.median(masked[under]) > 1.1 * np.median(bare[under])


def test_cloth_is_more_patterned_than_an_ffp2_mask(drawn: Drawn) -> None:
    def contrast(name: str) -> float:
        shown = covered(drawn.faces.images, name, landmarks=drawn.landmarks)
        pairs = zip(shown.images, shown.hidden, strict=True)
        return float(np.median([a[under].std() / a[under].mean() for a, under in pairs]))

    assert contrast("cloth_mask") > 1.5 * contrast("ffp2_mask")


@every_mask
def test_tone_and_size_vary_from_seed_to_seed(drawn: Drawn, name: str) -> None:
    one, landmarks = drawn.faces.images[:1], drawn.landmarks[:1]
    seen = [covered(one, name, seed=seed, landmarks=landmarks) for seed in range(12)]
    sizes = {int(each.hidden.sum()) for each in seen}
    tones = {round(float(each.images[each.hidden].mean())) for each in seen}
    assert len(sizes) > 6
    assert len(tones) > 6


@every_mask
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_picture_is_covered_alike(drawn: Drawn, name: str, quarters: int) -> None:
    images, landmarks, keys = drawn.faces.images[:8], drawn.landmarks[:8], np.arange(8, dtype="u8")
    upright = covered(images, name, keys=keys, landmarks=landmarks)
    turned_images = np.rot90(images, quarters, axes=(1, 2)).copy()
    turned = landmarks.copy()
    for _ in range(quarters):
        turned = np.stack([turned[..., 1], SIDE - 1 - turned[..., 0]], axis=-1)
    shown = covered(turned_images, name, keys=keys, landmarks=turned)
    expected = np.rot90(upright.hidden, quarters, axes=(1, 2))
    alike = (shown.hidden & expected).sum() / (shown.hidden | expected).sum()
    assert alike > 0.93


@every_mask
def test_a_larger_picture_is_covered_alike(name: str) -> None:
    small, large = (draw_faces(6, side, seed=4) for side in (48, 144))
    keys = np.arange(6, dtype="u8")
    found = [
        covered(each.faces.images, name, keys=keys, landmarks=each.landmarks).hidden
        for each in (small, large)
    ]
    shares_hidden = [each.mean(axis=(1, 2)) for each in found]
    assert shares_hidden[0] == pytest.approx(shares_hidden[1], abs=0.02)


@every_mask
@pytest.mark.parametrize("shape", [(16, 16), (40, 90), (90, 40), (1000, 1000)])
def test_pictures_of_any_shape_are_covered(name: str, shape: tuple[int, int]) -> None:
    height, width = shape
    side = min(shape)
    face = draw_faces(1, side, seed=6)
    images: Images = np.full((1, height, width), 90, np.uint8)
    images[0, :side, :side] = face.faces.images[0]
    shown = covered(images, name, landmarks=face.landmarks)
    assert shown.images.shape == images.shape
    assert 0.03 < shown.hidden[0, :side, :side].mean() < 0.7


@every_mask
@pytest.mark.parametrize(
    "spoil",
    [
        np.zeros_like,
        lambda points: np.full_like(points, 20),
        lambda points: points * 50 - 1000,
        lambda points: points + 1e6,
        lambda points: points * 1e6,
        lambda points: -points,
        lambda points: points * (0, 1),
        lambda points: points * (1, 0),
        lambda points: np.random.default_rng(0).normal(24, 60, points.shape),
    ],
    ids=["zero", "equal", "huge", "far", "farther", "reversed", "thin", "flat", "anywhere"],
)
def test_senseless_landmarks_do_no_harm(
    drawn: Drawn, name: str, spoil: Callable[[Landmarks], Landmarks]
) -> None:
    images = drawn.faces.images[:4]
    landmarks = np.asarray(spoil(drawn.landmarks[:4]), np.float32)
    with np.errstate(all="raise", under="ignore"):
        shown = covered(images, name, landmarks=landmarks)
    assert shown.images.shape == images.shape
    again = covered(images, name, landmarks=landmarks)
    assert np.array_equal(shown.images, again.images)


@every_mask
@pytest.mark.parametrize("grey", [0, 255])
def test_blank_pictures_are_covered(drawn: Drawn, name: str, grey: int) -> None:
    images = np.full((2, SIDE, SIDE), grey, np.uint8)
    shown = covered(images, name, landmarks=drawn.landmarks[:2])
    assert (shown.hidden.mean(axis=(1, 2)) > 0.05).all()
