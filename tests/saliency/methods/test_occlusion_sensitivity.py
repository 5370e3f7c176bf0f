"""Occlusion sensitivity, on models whose reasons are known."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.occlusion.fills import occlude
from feelingit.saliency.hiding import Filling
from feelingit.saliency.methods.occlusion_sensitivity import maps_in_parts, occlusion_sensitivity
from feelingit.types import Images, Predict, Probabilities

FEAR = EMOTIONS.index("fear")


def faces(n: int = 5, height: int = 24, width: int = 20) -> Images:
    return np.random.default_rng(0).integers(0, 256, (n, height, width)).astype(np.uint8)


def targets(n: int = 5, emotion: int = FEAR) -> NDArray[np.int64]:
    return np.full(n, emotion)


def spread_over(weight: NDArray[np.float64], sign: float = 1.0) -> Predict:
    """Answer fear as far as the weighed pixels differ from each other, or as far as they do not."""

    def predict(images: Images) -> Probabilities:
        pixels = images / 255.0
        mean = (pixels * weight).sum(axis=(1, 2), keepdims=True) / weight.sum()
        detail = np.sqrt((weight * (pixels - mean) ** 2).sum(axis=(1, 2)) / weight.sum())
        answers = np.empty((len(images), 7), np.float32)
        answers[:, FEAR] = 0.5 + sign * detail
        answers[:, [k for k in range(7) if k != FEAR]] = (1 - answers[:, [FEAR]]) / 6
        return answers

    return predict


def patch(top: int, left: int, side: int, height: int = 24, width: int = 20) -> NDArray[np.float64]:
    weight = np.zeros((height, width))
    weight[top : top + side, left : left + side] = 1
    return weight


def test_a_model_that_looks_at_one_place_is_found_out() -> None:
    weight = patch(10, 4, 6)
    maps = occlusion_sensitivity(spread_over(weight), faces(), targets())
    assert maps.dtype == np.float32
    assert maps.shape == (5, 24, 20)
    for found in maps:
        row, column = np.unravel_index(found.argmax(), found.shape)
        assert weight[row, column] == 1
        assert found[weight == 1].mean() > 5 * abs(found[weight == 0]).mean()
    # No patch that hides a pixel this far away reaches the place that is looked at.
    assert not maps[:, :3].any()
    assert not maps[:, :, 17:].any()


def test_what_speaks_against_the_target_is_below_zero() -> None:
    weight = patch(10, 4, 6)
    favour = occlusion_sensitivity(spread_over(weight), faces(), targets())
    against = occlusion_sensitivity(spread_over(weight, -1.0), faces(), targets())
    assert against[:, weight == 1].max() < 0
    assert np.allclose(against, -favour, atol=1e-6)


def test_other_emotions_lose_what_the_target_gains() -> None:
    predict = spread_over(patch(10, 4, 6))
    fear = occlusion_sensitivity(predict, faces(), targets())
    sad = occlusion_sensitivity(predict, faces(), targets(emotion=EMOTIONS.index("sad")))
    assert np.allclose(sad, -fear / 6, atol=1e-6)


def test_a_model_that_always_says_the_same_has_maps_of_zeros() -> None:
    answer = np.random.default_rng(1).dirichlet(np.ones(7)).astype(np.float32)
    maps = occlusion_sensitivity(
        lambda images: np.tile(answer, (len(images), 1)), faces(), targets()
    )
    assert not maps.any()


def by_hand(
    predict: Predict, image: Images, target: int, share: float, fill: Filling, *, steps: int
) -> NDArray[np.float64]:
    """Hide one patch after the other, and keep for each pixel the falls of those that hid it."""
    height, width = image.shape
    side = max(1, round(share * min(height, width)))
    step = max(1, side // steps)
    before = float(predict(image[None])[0, target])
    falls: dict[tuple[int, int], list[float]] = {}
    for top in sorted({*range(0, height - side, step), height - side}):
        for left in sorted({*range(0, width - side, step), width - side}):
            hidden = patch(top, left, side, height, width) == 1
            shown = occlude(image[None], hidden, fill)  # type: ignore[arg-type]
            fall = before - float(predict(shown)[0, target])
            for row, column in np.argwhere(hidden):
                falls.setdefault((int(row), int(column)), []).append(fall)
    return np.array([[np.mean(falls[i, j]) for j in range(width)] for i in range(height)])


@pytest.mark.parametrize("fill", ["mean", "black"])
@pytest.mark.parametrize(("size", "steps"), [((12, 12), 4), ((9, 14), 2), ((15, 7), 4)])
def test_it_is_what_a_plain_loop_finds(fill: Filling, size: tuple[int, int], steps: int) -> None:
    images, shares = faces(3, *size), (1 / 4, 1 / 2)
    predict = spread_over(np.random.default_rng(2).random(size))
    maps = occlusion_sensitivity(
        predict, images, targets(3), patches=shares, steps=steps, fill=fill
    )
    for image, found in zip(images, maps, strict=True):
        falls = [by_hand(predict, image, FEAR, share, fill, steps=steps) for share in shares]
        expected = np.mean(falls, axis=0)
        assert np.allclose(found, expected, atol=1e-6)


def test_blurring_takes_detail_away_and_leaves_the_tone() -> None:
    """A smooth face loses nothing when blurred, though much when blackened."""
    smooth = np.full((1, 24, 20), 200, np.uint8)

    def bright(images: Images) -> Probabilities:
        answers = np.zeros((len(images), 7), np.float32)
        answers[:, FEAR] = images.mean(axis=(1, 2)) / 255
        return answers

    assert not occlusion_sensitivity(bright, smooth, targets(1)).any()
    assert occlusion_sensitivity(bright, smooth, targets(1), fill="black").min() > 0


@settings(max_examples=15, deadline=None)
@given(
    st.integers(0, 7), st.integers(1, 12), st.integers(1, 12), st.floats(0.05, 1), st.integers(1, 9)
)
def test_every_size_gives_finite_maps_whatever_the_batch(
    n: int, height: int, width: int, share: float, batch_size: int
) -> None:
    images, weight = faces(n, height, width), np.ones((height, width))
    wanted = np.arange(n) % 7
    maps = occlusion_sensitivity(
        spread_over(weight), images, wanted, patches=[share], batch_size=batch_size
    )
    assert maps.shape == (n, height, width)
    assert np.isfinite(maps).all()
    assert abs(maps).max(initial=0) <= 1
    single = [
        occlusion_sensitivity(
            spread_over(weight), images[k : k + 1], wanted[k : k + 1], patches=[share]
        )
        for k in range(n)
    ]
    assert np.allclose(maps, np.concatenate([*single, maps[:0]]), atol=1e-6)


def test_many_faces_come_in_parts_of_bounded_size() -> None:
    """What is handed to the model and what comes back at once do not grow with the faces."""
    shown: list[int] = []

    def predict(images: Images) -> Probabilities:
        shown.append(len(images))
        return np.full((len(images), 7), 1 / 7, np.float32)

    images = faces(100, 8, 8)
    rows, sizes = [], []
    for part, maps in maps_in_parts(predict, images, targets(100), patches=[1 / 2], batch_size=32):
        rows.extend(range(100)[part])
        sizes.append(len(maps))
    assert rows == list(range(100))
    assert max(sizes) <= 16
    assert max(shown) <= 32


def test_memory_mapped_faces_are_read_and_not_written(tmp_path: Path) -> None:
    np.save(tmp_path / "faces.npy", faces())
    mapped = np.load(tmp_path / "faces.npy", mmap_mode="r")
    predict = spread_over(patch(3, 3, 5))
    assert np.array_equal(
        occlusion_sensitivity(predict, mapped, targets()),
        occlusion_sensitivity(predict, faces(), targets()),
    )
    assert np.array_equal(mapped, faces())


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"targets": targets(4)}, "5 images but 4 targets"),
        ({"targets": targets(5, 7)}, "0 to 6"),
        ({"images": faces()[0]}, "expected uint8"),
        ({"patches": []}, "patches are"),
        ({"patches": [1.5]}, "patches are"),
        ({"steps": 0}, "steps are 0"),
        ({"batch_size": 0}, "batch_size is 0"),
        ({"predict": lambda images: np.zeros((len(images), 3), np.float32)}, "predict answered"),
        ({"predict": lambda images: np.full((len(images), 7), np.nan)}, "expected finite"),
    ],
)
def test_what_does_not_fit_is_refused(wrong: dict[str, object], words: str) -> None:
    asked = {"predict": spread_over(patch(3, 3, 5)), "images": faces(), "targets": targets()}
    with pytest.raises(ValueError, match=words):
        occlusion_sensitivity(**(asked | wrong))  # type: ignore[arg-type]


def test_it_needs_no_pytorch() -> None:
    code = (
        "import sys; import feelingit.saliency.methods.occlusion_sensitivity; "
        "sys.exit(bool({'torch', 'captum', 'kornia', 'matplotlib'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
