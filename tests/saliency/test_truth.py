"""What maps that were planted in a known place come to, by the measure of the true region."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feelingit.saliency.controls import center_bias
from feelingit.saliency.truth import (
    TrueRegion,
    has_learnt,
    shares_inside,
    true_region,
    verdict,
)
from feelingit.types import Mask

N, SIDE = 12, 48


def disc(row: float, column: float, radius: float) -> Mask:
    rows, columns = np.mgrid[:SIDE, :SIDE]
    inside = (rows - row) ** 2 + (columns - column) ** 2 <= radius**2
    return np.repeat(inside[None], N, axis=0)


@pytest.fixture
def mouth() -> TrueRegion:
    """Give a region well below the middle of a round face."""
    return TrueRegion(disc(37, 23.5, 5), disc(23.5, 23.5, 20))


def test_a_map_that_lies_in_the_region_reaches_the_most_there_is(mouth: TrueRegion) -> None:
    found = verdict(mouth.inside.astype(np.float32), mouth)
    assert found.share == pytest.approx(1)
    assert found.ratio == pytest.approx(1 / found.chance)
    assert found.chance == pytest.approx(mouth.inside[0].sum() / mouth.face[0].sum())
    assert found.passes
    assert found.faces == N


def test_an_even_map_is_at_chance_and_does_not_pass(mouth: TrueRegion) -> None:
    found = verdict(np.full((N, SIDE, SIDE), 0.3, np.float32), mouth)
    assert found.ratio == pytest.approx(1)
    assert not found.passes


def test_a_map_beside_the_region_has_no_share_in_it(mouth: TrueRegion) -> None:
    found = verdict((mouth.face & ~mouth.inside).astype(np.float32), mouth)
    assert (found.share, found.ratio, found.high) == (0, 0, 0)
    assert not found.passes


def test_what_lies_beside_the_face_does_not_count(mouth: TrueRegion) -> None:
    maps = mouth.inside.astype(np.float32)
    maps[~mouth.face] = 100
    assert verdict(maps, mouth).share == pytest.approx(1)


def test_a_blank_map_counts_as_an_even_one(mouth: TrueRegion) -> None:
    """So that a method cannot pass by the few faces to which it has an answer."""
    blank = np.zeros((N, SIDE, SIDE), np.float32)
    assert verdict(blank, mouth).ratio == pytest.approx(1)
    maps = blank.copy()
    maps[0] = mouth.inside[0]
    few = verdict(maps, mouth)
    assert few.faces == N
    assert few.ratio == pytest.approx((1 / few.chance + N - 1) / N)
    assert not few.passes


def test_a_look_at_the_middle_is_above_chance_in_a_region_there_and_still_does_not_pass() -> None:
    nose = TrueRegion(disc(23.5, 23.5, 6), disc(23.5, 23.5, 20))
    middle = np.repeat(center_bias(SIDE, SIDE)[None], N, axis=0)
    found = verdict(middle, nose)
    assert found.low > 1
    assert not found.passes


def test_a_method_that_finds_the_region_in_half_of_the_faces_is_less_sure(
    mouth: TrueRegion,
) -> None:
    maps = mouth.inside.astype(np.float32)
    maps[::2] = 1
    found = verdict(maps, mouth)
    assert found.low < found.ratio < found.high
    assert found.share == pytest.approx((1 + found.chance) / 2)
    assert found == verdict(maps, mouth)


def test_without_faces_there_is_no_figure(mouth: TrueRegion) -> None:
    none = TrueRegion(mouth.inside[:0], mouth.face[:0])
    found = verdict(np.zeros((0, SIDE, SIDE), np.float32), none)
    assert np.isnan(found.ratio)
    assert found.faces == 0
    assert not found.passes


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -1])
def test_maps_that_are_none_are_refused(mouth: TrueRegion, wrong: float) -> None:
    maps = np.ones((N, SIDE, SIDE), np.float32)
    maps[3, 3, 3] = wrong
    with pytest.raises(ValueError, match="finite and 0 or more"):
        verdict(maps, mouth)
    with pytest.raises(ValueError, match=r"\(11, 48, 48\)"):
        verdict(np.ones((N - 1, SIDE, SIDE), np.float32), mouth)


@given(st.integers(0, 2**32 - 1), st.floats(1e-3, 1e3))
@settings(max_examples=25, deadline=None)
def test_a_maps_scale_does_not_matter(seed: int, scale: float) -> None:
    truth = TrueRegion(disc(37, 23.5, 5), disc(23.5, 23.5, 20))
    maps = np.random.default_rng(seed).random((N, SIDE, SIDE), np.float32)
    scaled = (maps * np.float32(scale)).astype(np.float32)
    np.testing.assert_allclose(shares_inside(scaled, truth), shares_inside(maps, truth), rtol=1e-4)


def test_the_true_region_is_where_a_part_is_and_where_it_would_be_at_rest() -> None:
    raised, resting, face = disc(15, 23.5, 3), disc(20, 23.5, 3), disc(23.5, 23.5, 20)
    truth = true_region(raised, resting, face)
    assert (truth.inside >= raised | resting).all()
    assert truth.inside.sum() > (raised | resting).sum()
    assert (truth.inside <= disc(15, 23.5, 4.5) | disc(20, 23.5, 4.5)).all()


def test_the_true_region_ends_with_the_face() -> None:
    low, face = disc(41, 23.5, 4), disc(23.5, 23.5, 20)
    assert (true_region(low, low, face).inside <= face).all()


@pytest.mark.parametrize(
    ("accuracy", "emotions", "learnt"),
    [(0.2, 5, False), (0.59, 5, False), (0.61, 5, True), (0.57, 7, False), (0.58, 7, True)],
)
def test_half_the_way_from_guessing_to_knowing_is_enough(
    accuracy: float, emotions: int, learnt: bool
) -> None:
    assert has_learnt(accuracy, emotions) is learnt


def test_measuring_needs_no_pytorch() -> None:
    code = (
        "import sys, feelingit.saliency.truth; "
        "print([name for name in ('torch', 'scipy', 'captum') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
