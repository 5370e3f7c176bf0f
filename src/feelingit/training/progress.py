"""How far a training is: its history, its best weights, and when to stop.

All that a stopped training needs to go on as if it had not been stopped, apart from the network
and the optimiser themselves.
"""

import math
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd
from torch import Tensor


@dataclass(frozen=True)
class Epoch:
    """One row of the history; accuracies from 0 to 1, losses in nats.

    Attributes:
        epoch: Its number, from 1.
        train_loss: As it was minimised, on the way: augmented, smoothed, with dropout.
        train_accuracy: On the way, likewise.
        validation_loss: Afterwards, with neither.
        validation_accuracy: Afterwards.
        learning_rate: At its start.
        seconds: It took.
    """

    epoch: int
    train_loss: float
    train_accuracy: float
    validation_loss: float
    validation_accuracy: float
    learning_rate: float
    seconds: float


@dataclass
class TrainingProgress:
    """What training has come to.

    Attributes:
        history: The epochs so far.
        best: The weights of the epoch with the lowest validation loss.
        best_epoch: Its number, from 1; 0 before the first.
    """

    history: list[Epoch] = field(default_factory=list)
    best: dict[str, Tensor] = field(default_factory=dict)
    best_epoch: int = 0

    def improves(self, epoch: Epoch) -> bool:
        """Tell whether an epoch's validation loss is the lowest so far; any is lower than nan."""
        if not self.best_epoch:
            return True
        best = self.history[self.best_epoch - 1].validation_loss
        if math.isnan(best):
            return not math.isnan(epoch.validation_loss)
        return epoch.validation_loss < best

    def is_over(self, epochs: int, patience: int) -> bool:
        """Tell whether to stop: all epochs done, or `patience` of them without improvement."""
        waited = len(self.history) - self.best_epoch
        return len(self.history) >= epochs or (patience > 0 and waited >= patience)

    def table(self) -> pd.DataFrame:
        """Give the history, one row an epoch."""
        return pd.DataFrame([asdict(epoch) for epoch in self.history])

    def state(self) -> dict[str, Any]:
        """Give plain values and tensors, for `from_state`."""
        history = [asdict(epoch) for epoch in self.history]
        return {"history": history, "best": self.best, "best_epoch": self.best_epoch}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "TrainingProgress":
        """Make again what `state` gave."""
        history = [Epoch(**epoch) for epoch in state["history"]]
        return cls(history, state["best"], state["best_epoch"])
