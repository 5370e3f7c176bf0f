"""Whether the tests find what is there, and no more than they say they would."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from feelingit.saliency import chunks, significance
from feelingit.saliency.significance import Read, emotions_differ, pairs_differ

SIDE = 6
PIXELS = SIDE * SIDE
LEVEL = 0.05
Test = Callable[..., NDArray[np.float32]]


def reader(values: NDArray[np.float64]) -> Read:
    return lambda rows: values[rows].astype(np.float32)


def smooth(n: int, generator: np.random.Generator) -> NDArray[np.float64]:
    """Make maps whose neighbouring pixels go together, and whose values are skewed, as maps are."""
    coarse = generator.gamma(1.0, size=(n, SIDE // 2, SIDE // 2))
    return np.kron(coarse, np.ones((1, 2, 2))).reshape(n, PIXELS) + generator.random((n, PIXELS))


def p_of(
    test: Test, values: NDArray[np.float64], emotions: NDArray[np.int64], **more: int
) -> NDArray[np.float32]:
    return test(reader(values), emotions, PIXELS, **{"permutations": 199, "seed": 0, **more})


def unequal(n: int, generator: np.random.Generator) -> NDArray[np.int64]:
    return generator.choice(7, n, p=[0.25, 0.05, 0.1, 0.3, 0.1, 0.1, 0.1])


def test_maps_that_have_nothing_to_do_with_emotions_seldom_differ() -> None:
    """In 400 sets of them, 5 % have a false finding anywhere: 20, give or take 4.4."""
    generator = np.random.default_rng(1)
    found = [
        (
            p_of(emotions_differ, smooth(60, generator), unequal(60, generator), seed=trial,
                   permutations=99)
            <= LEVEL
        ).any()
        for trial in range(400)
    ]  # fmt: skip
    assert 8 <= sum(found) <= 33


def test_pairs_that_could_be_swapped_seldom_differ() -> None:
    generator = np.random.default_rng(2)
    found = [
        (
            p_of(pairs_differ, smooth(40, generator) - smooth(40, generator),
                   unequal(40, generator), seed=trial, permutations=99)
            <= LEVEL
        ).any()
        for trial in range(400)
    ]  # fmt: skip
    assert 8 <= sum(found) <= 33


def test_a_planted_blob_is_found_where_it_is_and_nowhere_else() -> None:
    generator = np.random.default_rng(3)
    emotions = np.repeat(np.arange(7), 30)
    values = smooth(210, generator)
    blob = np.zeros(PIXELS, np.bool_)
    blob[[14, 15, 20, 21]] = True
    values[np.ix_(emotions == 3, blob)] += 3
    p = p_of(emotions_differ, values, emotions, permutations=499)
    assert np.allclose(p[3, blob], 1 / 500)
    assert (p[:, ~blob] > LEVEL).all()


def test_what_an_emotion_lacks_is_found_as_well() -> None:
    emotions = np.repeat(np.arange(7), 30)
    values = smooth(210, np.random.default_rng(4))
    values[emotions == 5, 7] -= 3
    p = p_of(emotions_differ, values, emotions)
    assert p[5, 7] <= LEVEL


def test_a_planted_difference_is_found_in_its_emotion_alone() -> None:
    generator = np.random.default_rng(5)
    emotions = np.repeat(np.arange(7), 30)
    values = smooth(210, generator) - smooth(210, generator)
    values[emotions == 2, 10] += 2
    p = p_of(pairs_differ, values, emotions, permutations=499)
    assert np.argwhere(p <= LEVEL).tolist() == [[2, 10]]


def test_what_faces_do_not_show_is_no_finding() -> None:
    """Faces of one emotion are cut off more often, as surprised ones are at the chin."""
    generator = np.random.default_rng(14)
    emotions = np.repeat(np.arange(7), 40)
    values = smooth(280, generator) + 5
    values[np.ix_(np.flatnonzero(emotions == 6)[:30], np.arange(30, 36))] = np.nan
    values[np.flatnonzero(emotions == 1)[:2], 0] = np.nan
    assert (p_of(emotions_differ, values, emotions) > LEVEL).all()
    cut_to_zero = p_of(emotions_differ, np.nan_to_num(values), emotions)
    assert (cut_to_zero[6, 30:] <= LEVEL).all()


def test_what_differs_in_the_faces_that_show_it_is_found_all_the_same() -> None:
    generator = np.random.default_rng(15)
    emotions = np.repeat(np.arange(7), 40)
    values = smooth(280, generator)
    values[emotions == 6, 30] += 4
    values[np.flatnonzero(emotions == 6)[:20], 30] = np.nan
    assert p_of(emotions_differ, values, emotions)[6, 30] <= LEVEL
    differences = smooth(280, generator) - smooth(280, generator)
    differences[emotions == 6, 30] += 3
    differences[np.flatnonzero(emotions == 6)[:20], 30] = np.nan
    assert p_of(pairs_differ, differences, emotions)[6, 30] <= LEVEL


@pytest.mark.parametrize("test", [emotions_differ, pairs_differ])
@pytest.mark.filterwarnings("error")
def test_a_pixel_that_no_face_shows_differs_nowhere(test: Test) -> None:
    values = smooth(70, np.random.default_rng(16))
    values[:, 4] = np.nan
    p = p_of(test, values, np.arange(70) % 7)
    assert (p[:, 4] == 1).all()
    assert np.isfinite(p).all()


def test_p_is_as_the_definition_says() -> None:
    """Against the statistic written out, permutation by permutation."""
    generator = np.random.default_rng(6)
    emotions, values = unequal(50, generator), smooth(50, generator)
    there = np.unique(emotions)

    def statistic(labels: NDArray[np.int64]) -> NDArray[np.float64]:
        means = np.array([values[labels == k].mean(axis=0) for k in there])
        counts = np.array([(labels == k).sum() for k in there])
        weights = np.eye(len(there)) - 1 / len(there)
        spread = np.sqrt((weights**2 / counts).sum(axis=1))
        found = (means - means.mean(axis=0)) / spread[:, None] / values.std(axis=0, ddof=1)
        return np.asarray(np.abs(found * (counts > 1)[:, None]))

    shuffles = np.random.default_rng(0)
    largest = [statistic(shuffles.permutation(emotions)).max() for _ in range(1999)]
    expected = np.ones((7, PIXELS))
    for place, k in enumerate(there):
        reached = [(largest >= each).sum() for each in statistic(emotions)[place]]
        expected[k] = (1 + np.array(reached)) / 2000
    found = p_of(emotions_differ, values, emotions, permutations=1999, seed=1)
    # Two draws of 1,999 permutations: p of 0.5 has a standard deviation of 0.011 in each.
    assert np.abs(found - expected).max() < 0.05
    assert np.corrcoef(found.ravel(), expected.ravel())[0, 1] > 0.99


@pytest.mark.parametrize("test", [emotions_differ, pairs_differ])
def test_chunks_and_blocks_change_nothing(test: Test, monkeypatch: pytest.MonkeyPatch) -> None:
    generator = np.random.default_rng(7)
    emotions, values = unequal(100, generator), smooth(100, generator) - 1
    whole = p_of(test, values, emotions)
    monkeypatch.setattr(chunks, "FACES", 7)
    monkeypatch.setattr(significance, "BLOCK", 13)
    assert np.array_equal(p_of(test, values, emotions), whole)
    assert len(np.unique(whole)) > 8


@pytest.mark.parametrize("test", [emotions_differ, pairs_differ])
def test_the_order_of_faces_matters_only_to_what_is_drawn(test: Test) -> None:
    generator = np.random.default_rng(8)
    emotions, values = unequal(80, generator), smooth(80, generator) - smooth(80, generator)
    order = generator.permutation(80)
    first = p_of(test, values, emotions, permutations=1999)
    second = p_of(test, values[order], emotions[order], permutations=1999)
    assert np.abs(first - second).max() < 0.05


@pytest.mark.parametrize("test", [emotions_differ, pairs_differ])
def test_a_seed_gives_the_same_p_again_and_another_gives_another(test: Test) -> None:
    generator = np.random.default_rng(9)
    emotions, values = unequal(60, generator), smooth(60, generator) - smooth(60, generator)
    p = [p_of(test, values, emotions, seed=seed) for seed in (0, 0, 1)]
    assert np.array_equal(p[0], p[1])
    assert not np.array_equal(p[0], p[2])


@pytest.mark.parametrize("test", [emotions_differ, pairs_differ])
@pytest.mark.parametrize("shift", [0.0, 1.0, 1000.0])
@pytest.mark.filterwarnings("error")
def test_pixels_that_are_the_same_in_all_faces_differ_nowhere(test: Test, shift: float) -> None:
    emotions = np.arange(70) % 7
    values = smooth(70, np.random.default_rng(10)) if shift else np.zeros((70, PIXELS))
    values[:, 3] = shift if test is emotions_differ else 0
    p = p_of(test, values, emotions)
    assert (p[:, 3] == 1).all()


@pytest.mark.parametrize("test", [emotions_differ, pairs_differ])
@pytest.mark.parametrize(
    "emotions", [[], [2], [0, 1, 2], [0, 0, 0, 0, 5]], ids=["none", "one", "one each", "unequal"]
)
@pytest.mark.filterwarnings("error")
def test_of_too_few_faces_nothing_is_said(test: Test, emotions: list[int]) -> None:
    labels = np.array(emotions, np.int64)
    p = p_of(test, smooth(len(labels), np.random.default_rng(11)), labels)
    few = np.bincount(labels, minlength=7) < significance.FEWEST
    assert p.shape == (7, PIXELS)
    assert (p[few] == 1).all()
    assert ((p > 0) & (p <= 1)).all()


@pytest.mark.filterwarnings("error")
def test_one_emotion_alone_has_nothing_to_differ_from() -> None:
    values = smooth(20, np.random.default_rng(12))
    assert (p_of(emotions_differ, values, np.full(20, 4)) == 1).all()


def test_a_small_emotion_does_not_hide_what_the_others_show() -> None:
    """Two faces that agree to the last digit are no proof, nor a bar for the other emotions."""
    generator = np.random.default_rng(13)
    emotions = np.array([*[3] * 40, 1, 1])
    values = smooth(42, generator) - smooth(42, generator)
    values[:40, 10] += 2
    values[40:] = 0.5
    p = p_of(pairs_differ, values, emotions)
    assert (p[1] > LEVEL).all()
    assert p[3, 10] <= LEVEL
