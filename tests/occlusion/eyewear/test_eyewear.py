"""What glasses hide, how they sit on a turned or tilted head, and how they vary."""

import numpy as np
import pytest

from feelingit.occlusion import Covered, covered
from feelingit.occlusion.coverings.eyewear import EYEWEAR
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import REGIONS, Landmarks, Region

SIDE, FACES = 96, 40
KEYS = np.arange(FACES, dtype=np.uint64)
NAMES = [condition.name for condition in EYEWEAR]
every_name = pytest.mark.parametrize("name", NAMES)
opaque = pytest.mark.parametrize("name", ["sunglasses", "mirrored_sunglasses"])


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(FACES, SIDE, seed=6)


def worn(drawn: Drawn, name: str, seed: int = 0) -> Covered:
    return covered(drawn.faces.images, name, seed=seed, keys=KEYS, landmarks=drawn.landmarks)


def shares(drawn: Drawn, hidden: np.ndarray, region: Region) -> np.ndarray:
    part = drawn.regions[:, REGIONS.index(region)]
    found: np.ndarray = (hidden & part).sum(axis=(1, 2)) / part.sum(axis=(1, 2))
    return found


def at_eyes(landmarks: Landmarks) -> np.ndarray:
    """Find the pixels of the eyes' centres, `int [n, 2 eyes, 2]`, x and y."""
    eyes = np.stack([landmarks[:, 36:42].mean(axis=1), landmarks[:, 42:48].mean(axis=1)], axis=1)
    pixels: np.ndarray = np.clip(np.rint(eyes).astype(int), 0, SIDE - 1)
    return pixels


def values(pictures: np.ndarray, places: np.ndarray) -> np.ndarray:
    found: np.ndarray = pictures[np.arange(len(pictures))[:, None], places[..., 1], places[..., 0]]
    return found


@opaque
def test_lenses_hide_the_eyes_whole(drawn: Drawn, name: str) -> None:
    hidden = shares(drawn, worn(drawn, name).hidden, "eyes")
    assert hidden.mean() > 0.95
    assert hidden.min() > 0.8


@every_name
@pytest.mark.parametrize("region", ["mouth", "chin"])
def test_the_lower_face_stays_free(drawn: Drawn, name: str, region: Region) -> None:
    assert shares(drawn, worn(drawn, name).hidden, region).max() < 0.02


@every_name
def test_the_forehead_stays_free_but_for_the_rims(drawn: Drawn, name: str) -> None:
    assert shares(drawn, worn(drawn, name).hidden, "forehead").mean() < 0.15


def test_dark_lenses_are_dark_and_mirrors_are_not(drawn: Drawn) -> None:
    places = at_eyes(drawn.landmarks)
    skin = np.median(drawn.faces.images, axis=(1, 2))[:, None]
    dark = values(worn(drawn, "sunglasses").images, places) / skin
    mirrored = worn(drawn, "mirrored_sunglasses")
    assert np.median(dark) < 0.35
    lenses = [picture[hidden] for picture, hidden in zip(*mirrored, strict=True)]
    bright = np.array([np.percentile(lens, 90) for lens in lenses])
    assert np.median(bright / skin[:, 0]) > 0.9


def test_a_mirror_shows_a_horizon(drawn: Drawn) -> None:
    """The brightest of the sky stands over the darkest of the ground in each column of a lens."""
    shown = worn(drawn, "mirrored_sunglasses")
    drops = []
    for picture, (left, _) in zip(shown.images, at_eyes(drawn.landmarks), strict=True):
        x, y = left
        column = picture[max(y - 8, 0) : y + 12, x].astype(float)
        drops.append(float((column[:-2] - column[2:]).max()))
    assert np.median(drops) > 60


def test_clear_glass_hides_nothing_and_glare_hides_in_some_faces(drawn: Drawn) -> None:
    hidden = np.concatenate(
        [values(worn(drawn, "spectacles", s).hidden, at_eyes(drawn.landmarks)) for s in range(4)]
    )
    assert 0.3 < (~hidden).mean() < 0.95
    both, one = hidden.all(axis=1).mean(), hidden.any(axis=1).mean()
    assert 0.02 < both < one < 0.8


def test_what_glare_hides_is_bright(drawn: Drawn) -> None:
    shown = worn(drawn, "spectacles")
    places = at_eyes(drawn.landmarks)
    hidden, seen = values(shown.hidden, places), values(shown.images, places)
    skin = np.broadcast_to(np.median(drawn.faces.images, axis=(1, 2))[:, None], seen.shape)
    assert (seen[hidden] > skin[hidden]).mean() > 0.8


@every_name
def test_pixels_that_are_not_hidden_keep_the_face_s_content(drawn: Drawn, name: str) -> None:
    """Far from the glasses nothing changes at all."""
    shown = worn(drawn, name)
    lower = drawn.regions[:, REGIONS.index("mouth")] & ~shown.hidden
    assert np.array_equal(shown.images[lower], drawn.faces.images[lower])


@every_name
def test_it_turns_with_the_picture(drawn: Drawn, name: str) -> None:
    x, y = drawn.landmarks[..., 0], drawn.landmarks[..., 1]
    quarter = covered(
        np.ascontiguousarray(np.rot90(drawn.faces.images, axes=(1, 2))),
        name,
        keys=KEYS,
        landmarks=np.stack([y, SIDE - 1 - x], axis=-1),
    ).hidden
    upright = np.rot90(worn(drawn, name).hidden, axes=(1, 2))
    assert (upright & quarter).sum() > 0.97 * (upright | quarter).sum()


@opaque
def test_the_far_lens_of_a_turned_head_is_narrower(name: str) -> None:
    """The nose's bridge moves towards one eye, and that eye's lens becomes the narrower one."""
    landmarks = draw_faces(1, SIDE, seed=1).landmarks.repeat(FACES, axis=0)
    middle = (landmarks[0, 36:42].mean(axis=0) + landmarks[0, 42:48].mean(axis=0)) / 2
    across = landmarks[0, 42:48].mean(axis=0) - landmarks[0, 36:42].mean(axis=0)
    landmarks[:, 27:36] += 0.25 * across
    flat = np.full((FACES, SIDE, SIDE), 128, np.uint8)
    hidden = covered(flat, name, keys=KEYS, landmarks=landmarks).hidden
    x, y = np.meshgrid(np.arange(SIDE), np.arange(SIDE))
    right = ((x - middle[0]) * across[0] + (y - middle[1]) * across[1]) > 0.25 * across @ across
    near, far = hidden[:, ~right].sum(axis=1), hidden[:, right].sum(axis=1)
    assert (far < 0.75 * near).all()


@every_name
def test_seeds_and_keys_give_other_glasses(drawn: Drawn, name: str) -> None:
    flat = np.full_like(drawn.faces.images, 128)
    same = np.repeat(drawn.landmarks[:1], FACES, axis=0)
    pictures = covered(flat, name, keys=KEYS, landmarks=same).images
    assert len({picture.tobytes() for picture in pictures}) == FACES
    areas = covered(flat, name, keys=KEYS, landmarks=same).hidden.sum(axis=(1, 2))
    assert areas.max() > 1.15 * areas.min()
