"""What hands and what they hold hide, where they are, and that they look like the face's own."""

import numpy as np
import pytest

from feelingit.occlusion import Covered, covered
from feelingit.occlusion.coverings.hands import HANDS
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import REGIONS, Region

SIDE, FACES = 96, 48
KEYS = np.arange(FACES, dtype=np.uint64)
NAMES = [condition.name for condition in HANDS]
every_name = pytest.mark.parametrize("name", NAMES)

HIDES: list[tuple[str, Region, float]] = [
    ("hand_on_mouth", "mouth", 0.9),
    ("hand_on_mouth", "chin", 0.75),
    ("cup", "mouth", 0.95),
    ("cup", "chin", 0.75),
    ("microphone", "mouth", 0.65),
    ("phone", "mouth", 0.5),
    ("hand_on_cheek", "cheeks", 0.25),
]
LEAVES: list[tuple[str, Region, float]] = [
    ("hand_on_mouth", "eyes", 0.2),
    ("hand_on_mouth", "forehead", 0.03),
    ("hand_on_cheek", "mouth", 0.15),
    ("hand_on_cheek", "nose", 0.1),
    ("hand_on_cheek", "eyes", 0.2),
    ("cup", "eyes", 0.01),
    ("microphone", "eyes", 0.01),
    ("microphone", "nose", 0.1),
    ("phone", "forehead", 0.15),
]


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(FACES, SIDE, seed=9)


@pytest.fixture(scope="module")
def shown(drawn: Drawn) -> dict[str, Covered]:
    images, landmarks = drawn.faces.images, drawn.landmarks
    return {name: covered(images, name, keys=KEYS, landmarks=landmarks) for name in NAMES}


def share(drawn: Drawn, hidden: np.ndarray, region: Region) -> float:
    part = drawn.regions[:, REGIONS.index(region)]
    return float(((hidden & part).sum(axis=(1, 2)) / part.sum(axis=(1, 2))).mean())


@pytest.mark.parametrize(("name", "region", "least"), HIDES)
def test_it_hides(
    drawn: Drawn, shown: dict[str, Covered], name: str, region: Region, least: float
) -> None:
    assert share(drawn, shown[name].hidden, region) > least


@pytest.mark.parametrize(("name", "region", "most"), LEAVES)
def test_it_leaves(
    drawn: Drawn, shown: dict[str, Covered], name: str, region: Region, most: float
) -> None:
    assert share(drawn, shown[name].hidden, region) < most


def test_a_hand_is_on_one_cheek_only_the_left_as_often_as_the_right(
    drawn: Drawn, shown: dict[str, Covered]
) -> None:
    cheeks = shown["hand_on_cheek"].hidden & drawn.regions[:, REGIONS.index("cheeks")]
    x = np.arange(SIDE)
    nose = drawn.landmarks[:, 30, 0]
    left = (cheeks & (x < nose[:, None])[:, None]).sum(axis=(1, 2))
    right = (cheeks & (x > nose[:, None])[:, None]).sum(axis=(1, 2))
    assert (np.maximum(left, right) > 5 * np.minimum(left, right)).mean() > 0.9
    assert 0.25 < (left > right).mean() < 0.75


@pytest.mark.parametrize("name", ["hand_on_mouth", "hand_on_cheek"])
def test_a_hand_has_the_tone_of_the_face(drawn: Drawn, name: str) -> None:
    """Of dark and of light faces alike."""
    images, landmarks = drawn.faces.images, drawn.landmarks
    dark = (images * 0.4).astype(np.uint8)
    for faces in (images, dark):
        hand = covered(faces, name, keys=KEYS, landmarks=landmarks)
        cheek = drawn.regions[:, REGIONS.index("cheeks")]
        skin = np.array([np.median(face[part]) for face, part in zip(faces, cheek, strict=True)])
        tone = np.array([np.median(face[part]) for face, part in zip(*hand, strict=True)])
        assert np.median(np.abs(tone / skin - 1)) < 0.2


def test_a_hand_has_several_fingers(drawn: Drawn, shown: dict[str, Covered]) -> None:
    """Along the line across the fingers light and dark change several times."""
    hidden = shown["hand_on_mouth"].hidden
    flat = np.full_like(drawn.faces.images, 150)
    pictures = covered(flat, "hand_on_mouth", keys=KEYS, landmarks=drawn.landmarks).images
    edges = []
    for picture, part in zip(pictures.astype(float), hidden, strict=True):
        rows = np.abs(np.diff(picture, axis=0)) > 20
        columns = np.abs(np.diff(picture, axis=1)) > 20
        edges.append(max(rows[:, part.any(axis=0)].sum(axis=0).max(), columns.sum(axis=1).max()))
    assert np.median(edges) >= 8


@every_name
def test_the_hand_keeps_its_tone_whatever_it_holds(drawn: Drawn, name: str) -> None:
    """Skin is measured before a dark thing is painted over it: no picture turns all black."""
    flat = np.full_like(drawn.faces.images, 150)
    face = covered(flat, name, keys=KEYS, landmarks=drawn.landmarks)
    bright = [np.percentile(picture[part], 97) for picture, part in zip(*face, strict=True)]
    assert np.median(bright) > 120


@pytest.mark.parametrize("name", ["phone", "cup", "microphone"])
def test_what_is_held_is_dark_or_bright(drawn: Drawn, name: str) -> None:
    flat = np.full_like(drawn.faces.images, 128)
    middle = np.rint(drawn.landmarks[:, 57]).astype(int).clip(0, SIDE - 1)
    pictures = np.concatenate(
        [
            covered(flat, name, seed=seed, keys=KEYS, landmarks=drawn.landmarks).images
            for seed in range(2)
        ]
    )
    x, y = np.tile(middle, (2, 1)).T
    tones = pictures[np.arange(len(pictures)), y, x]
    assert np.percentile(tones, 90) > 1.8 * np.percentile(tones, 10)


@every_name
def test_it_shades_the_face_around_it_but_hides_nothing_there(
    drawn: Drawn, shown: dict[str, Covered], name: str
) -> None:
    images, hidden = shown[name]
    free = (drawn.regions.any(axis=1)) & ~hidden
    change = images[free].astype(int) - drawn.faces.images[free]
    assert (change < -8).mean() > 0.01
    assert (np.abs(change) <= 1).mean() > 0.5


@every_name
def test_it_turns_with_the_picture(drawn: Drawn, shown: dict[str, Covered], name: str) -> None:
    x, y = drawn.landmarks[..., 0], drawn.landmarks[..., 1]
    quarter = covered(
        np.ascontiguousarray(np.rot90(drawn.faces.images, axes=(1, 2))),
        name,
        keys=KEYS,
        landmarks=np.stack([y, SIDE - 1 - x], axis=-1),
    ).hidden
    upright = np.rot90(shown[name].hidden, axes=(1, 2))
    assert (upright & quarter).sum() > 0.97 * (upright | quarter).sum()


@every_name
def test_seeds_and_keys_give_other_hands(drawn: Drawn, name: str) -> None:
    flat = np.full_like(drawn.faces.images, 128)
    same = np.repeat(drawn.landmarks[:1], FACES, axis=0)
    one, other = (covered(flat, name, seed=s, keys=KEYS, landmarks=same) for s in (0, 1))
    assert len({picture.tobytes() for picture in (*one.images, *other.images)}) == 2 * FACES
    area = one.hidden.sum(axis=(1, 2))
    assert area.max() > 1.15 * area.min()


@every_name
def test_it_is_larger_on_a_larger_face(drawn: Drawn, name: str) -> None:
    middle = drawn.landmarks.mean(axis=1, keepdims=True)
    flat = np.full_like(drawn.faces.images, 128)
    half, quarter = (
        covered(
            flat,
            name,
            keys=KEYS,
            landmarks=(middle + size * (drawn.landmarks - middle)).astype(np.float32),
        ).hidden.sum(axis=(1, 2))
        for size in (0.5, 0.25)
    )
    assert 0.15 < np.median(quarter / half) < 0.7
