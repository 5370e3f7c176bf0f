"""What every condition keeps, tried on each member of the registry, and what the study's are."""

from typing import get_args

import numpy as np
import pytest

from feelingit.occlusion import CONDITIONS, Condition, ConditionName, cover
from feelingit.types import Images

every_condition = pytest.mark.parametrize("condition", CONDITIONS.values(), ids=CONDITIONS)


def faces(side: int = 48, n: int = 6) -> Images:
    return np.random.default_rng(0).integers(1, 256, (n, side, side)).astype(np.uint8)


@every_condition
@pytest.mark.parametrize("side", [48, 128])
def test_it_hides_its_share_of_every_face(condition: Condition, side: int) -> None:
    mask = condition.mask(np.arange(6, dtype=np.uint64), side, side, 0)
    hidden = np.broadcast_to(mask, (6, side, side)).mean(axis=(1, 2))
    assert hidden == pytest.approx(condition.share, rel=0.01)


@every_condition
def test_covered_faces_show_the_rest_and_nothing_of_the_hidden(condition: Condition) -> None:
    images = faces()
    covered = cover(images, condition.name)
    mask = condition.mask(np.arange(6, dtype=np.uint64), 48, 48, 0)
    if condition.cut:
        assert np.array_equal(covered, images[:, ~mask[:, 0]])
    else:
        assert np.array_equal(covered, np.where(mask, 0, images))


@every_condition
def test_the_input_stays_as_it_was(condition: Condition) -> None:
    images = faces()
    before = images.copy()
    images.setflags(write=False)
    cover(images, condition.name, seed=1)
    assert np.array_equal(images, before)


@every_condition
def test_a_face_is_covered_alike_in_any_batch(condition: Condition) -> None:
    images, keys = faces(), np.array([9, 4, 2**63, 0, 7, 7], dtype=np.uint64)
    together = cover(images, condition.name, seed=5, keys=keys)
    backwards = cover(images[::-1], condition.name, seed=5, keys=keys[::-1])
    assert np.array_equal(together, backwards[::-1])


@every_condition
def test_its_control_hides_as_much_in_the_same_way_but_anywhere(condition: Condition) -> None:
    if condition.control is None:
        assert condition.cut or condition.hides in ("nothing", "box")
        return
    control = CONDITIONS[condition.control]
    assert control.is_random
    assert control.share == condition.share
    assert control.cut == condition.cut


@every_condition
def test_only_random_conditions_change_with_the_seed(condition: Condition) -> None:
    images = faces()
    one, two = (cover(images, condition.name, seed=seed) for seed in (0, 1))
    assert np.array_equal(one, two) != condition.is_random


@every_condition
def test_conditions_that_hide_the_same_part_hide_the_same_share(condition: Condition) -> None:
    if condition.is_random:
        return
    alike = [c for c in CONDITIONS.values() if c.hides == condition.hides]
    assert {c.share for c in alike} == {condition.share}
    assert len({c.cut for c in alike}) == len(alike)


def test_every_name_that_a_study_file_may_use_is_in_the_registry() -> None:
    assert tuple(CONDITIONS) == get_args(ConditionName)
    assert all(condition.name == name for name, condition in CONDITIONS.items())
    assert len({condition.label for condition in CONDITIONS.values()}) == len(CONDITIONS)


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
def test_pictures_have_the_shapes_of_the_published_study(
    name: ConditionName, shape: tuple[int, int]
) -> None:
    assert cover(faces(128), name).shape == (6, *shape)


def test_bare_faces_are_not_copied() -> None:
    images = faces()
    assert cover(images, "none") is images


def test_without_keys_a_face_is_known_by_its_place() -> None:
    images = faces()
    numbered = cover(images, "box_half", keys=np.arange(6, dtype=np.uint64))
    assert np.array_equal(cover(images, "box_half"), numbered)
