"""What every condition keeps, tried on each member of the registry, and what the study's are."""

import cv2
import numpy as np
import pytest

from feelingit.errors import InputError
from feelingit.occlusion import CONDITIONS, Condition, condition, cover, covered
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import Images, Landmarks

every_condition = pytest.mark.parametrize("asked", CONDITIONS.values(), ids=CONDITIONS)
FACES = 6


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(FACES, 48, seed=3)


def faces(side: int = 48, n: int = FACES) -> Images:
    return np.random.default_rng(0).integers(1, 256, (n, side, side)).astype(np.uint8)


@every_condition
@pytest.mark.parametrize("side", [48, 128])
def test_a_share_that_is_stated_is_hidden_of_every_face(asked: Condition, side: int) -> None:
    if asked.share is not None:
        hidden = covered(faces(side), asked.name).hidden.mean(axis=(1, 2))
        assert hidden == pytest.approx(asked.share, rel=0.01)


@every_condition
def test_covered_faces_have_the_contract_s_shapes(asked: Condition, drawn: Drawn) -> None:
    images = drawn.faces.images
    shown = covered(images, asked.name, landmarks=drawn.landmarks)
    assert shown.images.dtype == np.uint8
    assert shown.hidden.dtype == np.bool_
    assert shown.hidden.shape == images.shape
    if asked.cut:
        assert np.array_equal(shown.images, images[:, ~shown.hidden[0, :, 0]])
    else:
        assert shown.images.shape == images.shape


@every_condition
def test_the_input_stays_as_it_was(asked: Condition, drawn: Drawn) -> None:
    images, landmarks = drawn.faces.images.copy(), drawn.landmarks.copy()
    images.setflags(write=False)
    landmarks.setflags(write=False)
    cover(images, asked.name, seed=1, landmarks=landmarks)
    assert np.array_equal(images, drawn.faces.images)
    assert np.array_equal(landmarks, drawn.landmarks)


@every_condition
def test_a_face_is_covered_alike_in_any_batch(asked: Condition, drawn: Drawn) -> None:
    images, landmarks = drawn.faces.images, drawn.landmarks
    keys = np.array([9, 4, 2**63, 0, 7, 7], dtype=np.uint64)
    together = covered(images, asked.name, seed=5, keys=keys, landmarks=landmarks)
    alone = [
        covered(images[i, None], asked.name, seed=5, keys=keys[i, None], landmarks=landmarks[[i]])
        for i in reversed(range(FACES))
    ]
    assert np.array_equal(together.images, np.concatenate([a.images for a in alone])[::-1])
    assert np.array_equal(together.hidden, np.concatenate([a.hidden for a in alone])[::-1])


@every_condition
def test_without_keys_a_face_is_known_by_its_pixels(asked: Condition, drawn: Drawn) -> None:
    images, landmarks = drawn.faces.images, drawn.landmarks
    together = cover(images, asked.name, landmarks=landmarks)
    backwards = cover(images[::-1], asked.name, landmarks=landmarks[::-1])
    assert np.array_equal(together, backwards[::-1])


@every_condition
def test_its_control_hides_as_much_in_the_same_way_but_anywhere(asked: Condition) -> None:
    if asked.control is None:
        return
    control = condition(asked.control)
    assert control.is_random
    assert control.share == asked.share
    assert control.cut == asked.cut


@every_condition
def test_only_random_conditions_change_with_the_seed(asked: Condition, drawn: Drawn) -> None:
    images, landmarks = drawn.faces.images, drawn.landmarks
    one, two = (cover(images, asked.name, seed=seed, landmarks=landmarks) for seed in (0, 1))
    assert np.array_equal(one, two) != asked.is_random


@every_condition
def test_fixed_conditions_that_hide_the_same_part_hide_the_same_share(asked: Condition) -> None:
    if asked.is_random or asked.share is None:
        return
    alike = [c for c in CONDITIONS.values() if c.hides == asked.hides and c.share is not None]
    assert {c.share for c in alike} == {asked.share}
    assert len({c.cut for c in alike}) == len(alike)


def test_names_and_labels_are_one_each() -> None:
    assert all(asked.name == name for name, asked in CONDITIONS.items())
    assert len({asked.label for asked in CONDITIONS.values()}) == len(CONDITIONS)


def test_an_unknown_name_is_refused_and_the_nearest_offered() -> None:
    with pytest.raises(InputError, match=r"'forehed'.*did you mean forehead"):
        condition("forehed")


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("none", (128, 128)),
        ("forehead_cut", (96, 128)),
        ("eyes_cut", (96, 128)),
        ("lower_face_cut", (64, 128)),
        ("forehead", (128, 128)),
        ("eyes", (128, 128)),
        ("lower_face", (128, 128)),
    ],
)
def test_pictures_have_the_shapes_of_the_published_study(name: str, shape: tuple[int, int]) -> None:
    assert cover(faces(128), name).shape == (6, *shape)


def test_bare_faces_are_not_copied() -> None:
    images = faces()
    assert cover(images, "none") is images


PLAIN = draw_faces(1, 48, seed=2).landmarks


@every_condition
@pytest.mark.parametrize(
    ("landmarks", "shape"),
    [
        (np.zeros((1, 68, 2), np.float32), (48, 48)),
        (np.full((1, 68, 2), -1e6, np.float32), (48, 48)),
        (PLAIN * np.float32(1e5), (48, 48)),
        (PLAIN + np.float32(4000), (48, 48)),
        (PLAIN * np.float32(1e-3), (48, 48)),
        (PLAIN[:, ::-1], (48, 48)),
        (PLAIN * np.float32(10), (48, 48)),
        (PLAIN / 3, (16, 16)),
        (PLAIN * 20, (1000, 900)),
        (PLAIN, (40, 130)),
    ],
    ids=[
        *("one point", "far off", "huge", "beside", "dot", "disordered", "larger than the picture"),
        *("tiny", "large", "not square"),
    ],
)
def test_it_bears_any_landmarks_and_pictures(
    asked: Condition, landmarks: Landmarks, shape: tuple[int, int]
) -> None:
    picture: Images = np.random.default_rng(0).integers(0, 256, (1, *shape), dtype=np.uint8)
    with np.errstate(all="raise", under="ignore"):
        shown = covered(picture, asked.name, landmarks=landmarks)
    assert shown.hidden.shape == picture.shape
    assert asked.cut or shown.images.shape == picture.shape


@every_condition
def test_pictures_without_a_face_are_covered_too(asked: Condition) -> None:
    blank = np.zeros((1, 48, 48), np.uint8)
    assert covered(blank, asked.name).hidden.shape == blank.shape


def test_opencv_has_as_many_threads_afterwards_as_before(drawn: Drawn) -> None:
    before = cv2.getNumThreads()
    cover(drawn.faces.images, "cap", landmarks=drawn.landmarks)
    assert cv2.getNumThreads() == before
