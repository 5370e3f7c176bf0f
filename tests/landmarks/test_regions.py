import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.landmarks import canonical_regions, face_area
from feelingit.types import REGIONS, Mask

sides = st.integers(16, 160)


def region(name: str, side: int = 96) -> Mask:
    return canonical_regions(side, side)[REGIONS.index(name)]


def middle(mask: Mask) -> float:
    """Give the mean row of a mask as a share of its height."""
    return float(np.nonzero(mask)[0].mean() / len(mask))


@given(sides, sides)
def test_regions_share_no_pixel_and_make_up_the_face(height: int, width: int) -> None:
    regions = canonical_regions(height, width)
    assert regions.dtype == np.bool_
    assert np.array_equal(regions.sum(axis=0), face_area(height, width))


@given(sides, sides)
def test_every_region_has_pixels(height: int, width: int) -> None:
    assert canonical_regions(height, width).any(axis=(1, 2)).all()


@given(sides, sides)
def test_the_left_half_mirrors_the_right(height: int, width: int) -> None:
    regions = canonical_regions(height, width)
    assert np.array_equal(regions, regions[:, :, ::-1])


def test_corners_are_background_and_the_middle_is_face() -> None:
    area = face_area(48, 48)
    assert not area[[0, 0, -1, -1], [0, -1, 0, -1]].any()
    assert area[24, 24]
    assert 0.55 < area.mean() < 0.75


def test_regions_follow_each_other_down_the_face() -> None:
    order = ["forehead", "brows", "eyes", "nose", "mouth", "chin"]
    heights = [middle(region(name)) for name in order]
    assert heights == sorted(heights)


@pytest.mark.parametrize("name", ["eyes", "cheeks"])
def test_paired_regions_leave_the_midline_free(name: str) -> None:
    assert not region(name)[:, 47:49].any()


@pytest.mark.parametrize("name", ["forehead", "brows", "nose", "mouth", "chin"])
def test_single_regions_cross_the_midline(name: str) -> None:
    assert region(name)[:, 47:49].any()


def test_a_region_keeps_its_share_of_the_face_at_any_size() -> None:
    small, large = (canonical_regions(side, side).sum(axis=(1, 2)) for side in (48, 480))
    assert np.allclose(small / small.sum(), large / large.sum(), atol=0.015)


def test_landmarks_need_no_pytorch() -> None:
    code = "import feelingit.landmarks, sys; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
