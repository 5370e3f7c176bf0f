"""One face explained by a method that is handed in: its map, its regions, its warnings."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from feelingit.emotions import EMOTIONS
from feelingit.predict.explain import OCCLUSION, Explanation, explain
from feelingit.predict.explain_figure import save
from feelingit.predict.explain_text import blank, explained, times
from feelingit.types import REGIONS, Images, Maps

from .test_explain import FACE, SeesTeeth

MOUTH = np.s_[:, 34:42, 16:32]


def looks_at_the_mouth(images: Images, targets: NDArray[np.int64]) -> Maps:
    maps = np.zeros(images.shape, np.float32)
    maps[MOUTH] = 1e-4 * (1 + targets[:, None, None]) * (1 + images[MOUTH])
    return maps


@pytest.fixture(scope="module")
def explanation() -> Explanation:
    return explain(
        FACE, SeesTeeth(), detector="none", method="grad_cam:stage2", ask=looks_at_the_mouth
    )


def test_the_map_is_the_method_s_for_the_emotion_that_is_asked(explanation: Explanation) -> None:
    crop = explanation.crop[None]
    place = EMOTIONS.index(explanation.emotion)
    assert np.array_equal(explanation.map, looks_at_the_mouth(crop, np.array([place]))[0])
    other = explain(
        FACE, SeesTeeth(), detector="none", emotion="sad", method="gradient", ask=looks_at_the_mouth
    )
    assert other.emotion == "sad"
    assert np.array_equal(other.map, looks_at_the_mouth(crop, np.array([5]))[0])
    assert not explanation.is_of_falls


def test_regions_are_shares_by_size(explanation: Explanation) -> None:
    assert max(explanation.regions, key=explanation.regions.__getitem__) == "mouth"
    assert explanation.regions["mouth"] > 3
    assert explanation.regions["forehead"] == 0


def test_without_a_method_it_is_occlusion_sensitivity() -> None:
    found = explain(FACE, SeesTeeth(), detector="none", method="grad_cam")
    assert found.method == OCCLUSION
    assert found.is_of_falls


def test_the_table_names_the_method_and_fits_a_terminal(explanation: Explanation) -> None:
    warned = replace(explanation, warning="Grad-CAM fails all tests. " * 8, by_landmarks=False)
    for one in (explanation, warned):
        assert max(map(len, explained(one).splitlines())) <= 80
        assert f"Grad-CAM of stage2 for {one.emotion}:" in explained(one)
    assert "fails all tests" in explained(warned)
    assert "regions of a mean face" in explained(warned)
    assert "points that" not in explained(explanation)
    assert times(np.nan) == ""
    assert times(2.04) == "2.0 x"


def test_a_blank_and_a_constant_map_are_called_so(explanation: Explanation, tmp_path: Path) -> None:
    nothing = dict.fromkeys(REGIONS, np.nan)
    black = replace(explanation, map=np.zeros((48, 48), np.float32), regions=nothing)
    even = replace(explanation, map=np.full((48, 48), 0.3, np.float32))
    assert blank(explanation) == ""
    assert f"nothing that it looks at speaks for {black.emotion}" in explained(black)
    assert "the map is constant" in explained(even)
    for number, one in enumerate((black, even)):
        save(one, tmp_path / f"{number}.png")
        assert (tmp_path / f"{number}.png").stat().st_size > 10_000


def test_a_figure_shows_the_warning(explanation: Explanation, tmp_path: Path) -> None:
    save(explanation, tmp_path / "a.png")
    save(replace(explanation, warning="Grad-CAM fails 2 of 7 tests"), tmp_path / "b.png")
    assert red(tmp_path / "b.png") > red(tmp_path / "a.png") + 50


def red(path: Path) -> int:
    """Count the pixels of a figure that are written in red."""
    with Image.open(path) as image:
        pixels = np.asarray(image.convert("RGB"))
    return int(((pixels[..., 0] > 140) & (pixels[..., 1:] < 60).all(axis=2)).sum())
