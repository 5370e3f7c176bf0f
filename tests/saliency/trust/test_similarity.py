import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import rankdata, spearmanr

from feelingit.saliency.trust.similarity import (
    constant,
    likeness_of_others,
    mean_ranks,
    similarity,
)
from feelingit.types import Maps

few_values = arrays(np.float32, (3, 4, 5), elements=st.sampled_from([0.0, 0.25, 1.0, 7.0]))


def drawn(n: int = 6, seed: int = 0) -> Maps:
    return np.random.default_rng(seed).random((n, 8, 9)).astype(np.float32)


@given(few_values)
def test_ranks_are_those_of_scipy_ties_included(values: Maps) -> None:
    flat = values.reshape(3, 20)
    assert np.array_equal(mean_ranks(flat) + 1, rankdata(flat, axis=1))


@given(few_values, few_values)
def test_similarity_is_spearmans_rho_of_scipy(a: Maps, b: Maps) -> None:
    found = similarity(a, b)
    for rho, one, other in zip(found, a, b, strict=True):
        if np.ptp(one) == 0 or np.ptp(other) == 0:
            assert np.isnan(rho)
        else:
            expected = spearmanr(one.ravel(), other.ravel()).statistic
            assert rho == pytest.approx(expected, abs=1e-12)


def test_a_map_is_like_itself_on_whatever_scale_and_unlike_its_inverse() -> None:
    maps = drawn()
    assert np.allclose(similarity(maps, 3 * maps**2), 1)
    assert np.allclose(similarity(maps, 1 - maps), -1)


def test_constant_maps_have_no_similarity_also_where_rounding_left_a_trace() -> None:
    maps = drawn()
    maps[1] = 0
    maps[2] = 5 * (1 + 1e-8 * maps[2])
    assert constant(maps).tolist() == [False, True, True, False, False, False]
    assert np.isnan(similarity(maps, drawn(seed=1))).tolist() == constant(maps).tolist()


def test_no_maps_have_no_similarities() -> None:
    none = np.zeros((0, 8, 9), np.float32)
    assert similarity(none, none).shape == (0,)


def test_likeness_of_others_is_the_mean_over_the_group_without_the_face_itself() -> None:
    maps, groups = drawn(), np.array([0, 0, 0, 1, 1, 2])
    maps[2] = 0
    found = likeness_of_others(maps, groups)
    between = similarity(maps[:1], maps[1:2])[0]
    assert found[:2] == pytest.approx([between, between])
    assert found[3] == pytest.approx(similarity(maps[3:4], maps[4:5])[0])
    assert np.isnan(found[2])
    assert np.isnan(found[5])
