import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from feelingit.training.progress import Epoch, TrainingProgress


def epoch(number: int, loss: float) -> Epoch:
    return Epoch(number, 1.0, 0.5, loss, 0.5, 1e-4, 1.0)


def after(*losses: float) -> TrainingProgress:
    progress = TrainingProgress()
    for number, loss in enumerate(losses, 1):
        if progress.improves(epoch(number, loss)):
            progress.best_epoch = number
        progress.history.append(epoch(number, loss))
    return progress


def test_it_stops_after_patience_epochs_without_a_better_loss() -> None:
    assert not after(3, 2, 2.5, 2.5).is_over(30, patience=3)
    assert after(3, 2, 2.5, 2.5, 2.0).is_over(30, patience=3)
    assert not after(3, 2, 2.5, 2.5, 1.9).is_over(30, patience=3)


def test_it_stops_after_all_epochs_and_not_before_without_patience() -> None:
    assert after(1, 2, 3, 4).is_over(4, patience=0)
    assert not after(1, 2, 3, 4).is_over(5, patience=0)
    assert not TrainingProgress().is_over(1, patience=1)


@given(st.lists(st.floats(0, 10), min_size=1))
def test_the_best_epoch_is_the_first_with_the_lowest_loss(losses: list[float]) -> None:
    assert after(*losses).best_epoch == losses.index(min(losses)) + 1


@pytest.mark.parametrize(
    ("losses", "best"), [((math.nan, 2.0), 2), ((2.0, math.nan), 1), ((math.nan, math.nan), 1)]
)
def test_any_loss_is_lower_than_one_that_is_no_number(losses: tuple[float, ...], best: int) -> None:
    assert after(*losses).best_epoch == best


def test_a_tie_is_no_improvement() -> None:
    assert after(2.0, 2.0).best_epoch == 1


def test_its_state_gives_it_back() -> None:
    progress = after(3, 2, 4)
    progress.best = {"weight": torch.rand(3)}
    again = TrainingProgress.from_state(progress.state())
    assert again.history == progress.history
    assert again.best_epoch == 2
    assert torch.equal(again.best["weight"], progress.best["weight"])


def test_the_table_has_one_row_an_epoch_and_the_history_files_columns() -> None:
    table = after(3, 2).table()
    assert list(table.columns) == [
        "epoch", "train_loss", "train_accuracy", "validation_loss", "validation_accuracy",
        "learning_rate", "seconds",
    ]  # fmt: skip
    assert table["epoch"].tolist() == [1, 2]
    assert table["validation_loss"].tolist() == [3, 2]
