"""What evaluation knows of a trained model: which it is and what it was trained on.

Knows nothing about networks; arms are told apart by their control and conditions, not by name.
"""

from collections.abc import Iterable
from dataclasses import dataclass

BARE = "none"
"""The condition that hides nothing."""


@dataclass(frozen=True, order=True)
class TrainedModel:
    """One trained model of a study.

    Attributes:
        model: What tables call the network.
        arm: The study's name for the training arm.
        control: Whether overfitting was controlled.
        trained_on: The conditions of its training faces, joined by `+`.
        seed: Of its training.
    """

    model: str
    arm: str
    control: bool
    trained_on: str
    seed: int

    @property
    def model_id(self) -> str:
        """The name of its files and of its rows."""
        return f"{self.model}-{self.arm}-s{self.seed}"

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions of its training faces."""
        return tuple(self.trained_on.split("+"))

    @property
    def masks(self) -> tuple[str, ...]:
        """The conditions of its training faces that hide something."""
        return tuple(name for name in self.conditions if name != BARE)

    @property
    def own(self) -> str:
        """The condition by which it is compared: bare faces if it was trained on any."""
        return BARE if BARE in self.conditions else self.conditions[0]


def bare_model(
    trained: Iterable[TrainedModel], model: str, seed: int, *, control: bool
) -> TrainedModel | None:
    """Find the model that was trained on bare faces alone, if the study has it."""
    wanted = (model, seed, control, BARE)
    return next((t for t in trained if (t.model, t.seed, t.control, t.trained_on) == wanted), None)
