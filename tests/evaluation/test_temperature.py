import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import softmax

from feelingit.evaluation.temperature import BOUNDS, fitted_temperature, log_of, tempered


def truthful(faces: int = 20_000) -> tuple[np.ndarray, np.ndarray]:
    """Draw logits, and labels with just the probabilities that they say."""
    generator = np.random.default_rng(0)
    logits = generator.normal(0, 1.5, (faces, 7))
    chances = softmax(logits, axis=1)
    labels = (chances.cumsum(axis=1) < generator.random((faces, 1))).sum(axis=1)
    return logits, labels


@pytest.mark.parametrize("times", [0.4, 1.0, 2.5])
def test_logits_that_are_too_large_get_back_the_temperature_they_lack(times: float) -> None:
    logits, labels = truthful()
    assert fitted_temperature(logits * times, labels) == pytest.approx(times, rel=0.05)


def test_probabilities_do_as_well_as_logits() -> None:
    logits, labels = truthful(2000)
    seen = softmax(3 * logits, axis=1).astype(np.float32)
    assert fitted_temperature(log_of(seen), labels) == pytest.approx(
        fitted_temperature(3 * logits, labels), rel=1e-3
    )


def test_without_a_face_nothing_is_fitted() -> None:
    assert fitted_temperature(np.empty((0, 7)), np.empty(0, np.int64)) == 1


def test_a_temperature_stays_within_its_bounds_where_every_answer_is_right() -> None:
    logits = np.eye(7)
    assert fitted_temperature(logits, np.arange(7)) == pytest.approx(BOUNDS[0], rel=0.01)


@pytest.mark.parametrize("logits", [np.full((2, 7), np.nan), np.zeros((3, 7))])
def test_what_cannot_be_fitted_is_refused(logits: np.ndarray) -> None:
    with pytest.raises(ValueError, match="expected finite logits for 2 labels"):
        fitted_temperature(logits, np.array([0, 1]))


@settings(deadline=None)
@given(temperature=st.floats(*BOUNDS), seed=st.integers(0, 100))
def test_tempered_probabilities_are_those_of_tempered_logits(temperature: float, seed: int) -> None:
    logits = np.random.default_rng(seed).normal(0, 2, (5, 7))
    found = tempered(softmax(logits, axis=1).astype(np.float32), temperature)
    np.testing.assert_allclose(found, softmax(logits / temperature, axis=1), atol=1e-4)
    assert found.dtype == np.float32


def test_a_probability_of_nothing_stays_finite() -> None:
    sure = np.eye(7, dtype=np.float32)
    assert np.isfinite(log_of(sure)).all()
    np.testing.assert_allclose(tempered(sure, 2.0), sure, atol=1e-6)
