"""What each thing on the head hides of drawn faces, whose regions are known."""

import numpy as np
import pytest

from feelingit.occlusion import Covered, covered
from feelingit.occlusion.coverings.headwear import HEADWEAR
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import REGIONS, Region

SIDE = 64
FACES = 60
NAMES = [condition.name for condition in HEADWEAR]
every_name = pytest.mark.parametrize("name", NAMES)

HIDES: dict[str, tuple[Region, ...]] = {
    "cap": ("forehead",),
    "woolly_hat": ("forehead",),
    "headscarf": ("forehead",),
    "niqab": ("forehead", "cheeks", "mouth", "chin"),
    "balaclava": ("forehead", "cheeks", "chin"),
    "fringe": ("forehead",),
}
LEAVES: dict[str, tuple[Region, ...]] = {
    "cap": ("eyes", "nose", "cheeks", "mouth", "chin"),
    "woolly_hat": ("eyes", "nose", "cheeks", "mouth", "chin"),
    "headscarf": ("brows", "eyes", "nose", "mouth"),
    "niqab": ("eyes",),
    "balaclava": ("eyes",),
    "fringe": ("eyes", "nose", "mouth", "chin"),
}


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(FACES, SIDE, seed=2)


@pytest.fixture(scope="module")
def shown(drawn: Drawn) -> dict[str, Covered]:
    images, keys = drawn.faces.images, np.arange(FACES, dtype=np.uint64)
    return {n: covered(images, n, keys=keys, landmarks=drawn.landmarks) for n in NAMES}


def share_hidden(drawn: Drawn, hidden: np.ndarray, region: Region) -> float:
    part = drawn.regions[:, REGIONS.index(region)]
    return float((hidden & part).sum() / part.sum())


@every_name
def test_its_part_of_the_face_is_mostly_hidden(
    drawn: Drawn, shown: dict[str, Covered], name: str
) -> None:
    for region in HIDES[name]:
        assert share_hidden(drawn, shown[name].hidden, region) > 0.6, region


@every_name
def test_the_rest_of_the_face_is_left(drawn: Drawn, shown: dict[str, Covered], name: str) -> None:
    for region in LEAVES[name]:
        assert share_hidden(drawn, shown[name].hidden, region) < 0.08, region


@pytest.mark.parametrize("name", ["headscarf", "niqab"])
def test_draped_cloth_hides_hair_and_neck(
    drawn: Drawn, shown: dict[str, Covered], name: str
) -> None:
    beside = ~drawn.regions.any(axis=1)
    assert shown[name].hidden[beside].mean() > 0.9


def test_a_balaclava_is_tight_and_leaves_more_beside_the_head_than_a_niqab(
    shown: dict[str, Covered],
) -> None:
    corners = [
        shown[name].hidden[:, :: SIDE - 1, :: SIDE - 1].mean() for name in ("balaclava", "niqab")
    ]
    assert corners[0] < corners[1] - 0.2


def test_a_balaclava_with_three_holes_leaves_the_mouth_and_one_with_a_slit_the_nose_s_bridge(
    drawn: Drawn, shown: dict[str, Covered]
) -> None:
    hidden = shown["balaclava"].hidden
    x, y = np.rint(drawn.landmarks[:, [27, 66]]).astype(int).transpose(2, 0, 1)
    inside = ((x >= 0) & (y >= 0) & (x < SIDE) & (y < SIDE)).all(axis=1)
    faces = np.arange(FACES)[inside]
    bridge, mouth = (~hidden[faces, y[inside, k], x[inside, k]] for k in range(2))
    assert np.array_equal(bridge, ~mouth)
    assert 0.2 < mouth.mean() < 0.8


@pytest.mark.parametrize("name", ["woolly_hat", "headscarf", "niqab", "balaclava"])
def test_what_is_hidden_no_longer_tells_the_picture(drawn: Drawn, name: str) -> None:
    """Two pictures alike outside what is hidden are alike when covered, but for their light."""
    keys = np.arange(FACES, dtype=np.uint64)
    images = drawn.faces.images
    hidden = covered(images, name, keys=keys, landmarks=drawn.landmarks).hidden
    after = covered(images, name, keys=keys, landmarks=drawn.landmarks).images
    correlation = [
        np.corrcoef(a[h].astype(float), b[h].astype(float))[0, 1]
        for a, b, h in zip(images, after, hidden, strict=True)
        if h.sum() > 100 and a[h].std() > 5
    ]
    assert abs(float(np.mean(correlation))) < 0.35
