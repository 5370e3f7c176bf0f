import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.optim import SGD, Adam, AdamW

from feelingit.training.schedule import learning_rate, optimiser_of, set_learning_rate
from feelingit.training.settings import Optimiser, TrainingSettings

WITH_COSINE = TrainingSettings(learning_rate=0.4, epochs=10, warmup=2.0, schedule="cosine")


@pytest.mark.parametrize(
    ("epochs_done", "rate"),
    [(0, 0.0), (0.5, 0.1), (1, 0.2), (2, 0.4), (4, 0.4 * 0.853553), (6, 0.2), (10, 0.0)],
)
def test_warm_up_is_a_line_and_then_comes_half_a_cosine(epochs_done: float, rate: float) -> None:
    assert learning_rate(WITH_COSINE, epochs_done) == pytest.approx(rate, rel=1e-5)


def test_the_published_schedule_is_constant() -> None:
    settings = TrainingSettings()
    assert {learning_rate(settings, done) for done in (0, 0.1, 5, 29.9)} == {1e-4}


def test_a_warm_up_may_precede_a_constant_rate() -> None:
    settings = TrainingSettings(learning_rate=0.4, warmup=2.0)
    assert learning_rate(settings, 1) == pytest.approx(0.2)
    assert learning_rate(settings, 2) == learning_rate(settings, 20) == 0.4


@given(
    peak=st.floats(1e-6, 1),
    epochs=st.integers(1, 100),
    warmup=st.floats(0, 120),
    done=st.floats(0, 1),
    step=st.floats(0, 1),
)
def test_the_rate_is_never_above_its_peak_and_falls_after_the_warm_up(
    peak: float, epochs: int, warmup: float, done: float, step: float
) -> None:
    settings = TrainingSettings(learning_rate=peak, epochs=epochs, warmup=warmup, schedule="cosine")
    now, later = sorted((done * epochs, step * epochs))
    assert 0 <= learning_rate(settings, now) <= peak * (1 + 1e-9)
    if now >= warmup:
        assert learning_rate(settings, later) <= learning_rate(settings, now) * (1 + 1e-9)


@pytest.mark.parametrize(("name", "kind"), [("adam", Adam), ("adamw", AdamW), ("sgd", SGD)])
def test_each_optimiser_moves_every_weight_by_the_rate_that_is_set(
    name: Optimiser, kind: type
) -> None:
    torch.manual_seed(0)
    layer = nn.Linear(4, 3)
    optimiser = optimiser_of(layer, TrainingSettings(optimiser=name, learning_rate=0.1))
    assert type(optimiser) is kind
    steps = []
    for rate in (0.1, 0.001, 0.0):
        set_learning_rate(optimiser, rate)
        before = [weight.detach().clone() for weight in layer.parameters()]
        optimiser.zero_grad()
        layer(torch.ones(2, 4)).sum().backward()
        optimiser.step()
        moved = [
            (w - b).abs().max().item() for w, b in zip(layer.parameters(), before, strict=True)
        ]
        assert (min(moved) > 0) == (rate > 0)
        steps.append(max(moved))
    assert steps[1] == pytest.approx(steps[0] / 100, rel=1)


def test_weight_decay_is_decoupled_for_adamw_and_shrinks_by_rate_times_decay() -> None:
    layer = nn.Linear(4, 3, bias=False)
    settings = TrainingSettings(optimiser="adamw", learning_rate=0.1, weight_decay=0.5)
    before = layer.weight.detach().clone()
    optimiser = optimiser_of(layer, settings)
    (layer.weight * 0).sum().backward()
    optimiser.step()
    assert torch.allclose(layer.weight, before * (1 - 0.1 * 0.5))


def test_weight_decay_reaches_sgd_and_adam_as_a_gradient() -> None:
    for name in ("sgd", "adam"):
        layer = nn.Linear(4, 3, bias=False)
        settings = TrainingSettings(optimiser=name, learning_rate=0.01, weight_decay=0.5)
        before = layer.weight.detach().clone()
        optimiser = optimiser_of(layer, settings)
        (layer.weight * 0).sum().backward()
        optimiser.step()
        assert (layer.weight.abs() < before.abs()).all()
