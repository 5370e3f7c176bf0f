"""What a training of the classifier that ships depends on."""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Recipe:
    """One training; another value of anything but `epochs` is another training.

    The learning rate rises over the first epoch, stays, and falls straight to nothing from the
    share `hold` of the epochs on. `epochs` may therefore be changed until then. Then it falls once
    more, from a lower height.

    Attributes:
        width: Factor on the channels of `compact`; 1 is what ships.
        epochs: Each shows every training face twice, bare and covered.
        batch_size: Faces, so half as many as views.
        again: Epochs of the second fall.
        rate: The highest learning rate of SGD with Nesterov's momentum of 0.9.
        second_rate: The learning rate from which the second fall begins.
        hold: The share of epochs before the rate falls.
        weight_decay: Of all weights but normalisation's and biases.
        average: How much of the running average of the weights a step keeps; it is what ships.
        dropout: Before the last layer.
        crowd: The share of a face's target that comes from its FER+ votes; the rest is its label.
        smoothing: The share of the target that is spread over all emotions.
        votes: The weight of the loss of guessing the ten kinds of votes, which are forgotten
            when training ends.
        covered: The weight of the covered view's loss beside the bare view's.
        consistency: The share of the covered view's target that is the answer to the bare view.
        distillation: The share of a target that is the teacher's answer, where there is one.
        teacher: The recipe of a larger network that is trained first, if any.
        seed: Of weights, order and views.
    """

    width: float = 1.0
    epochs: int = 40
    again: int = 6
    batch_size: int = 64
    rate: float = 0.1
    second_rate: float = 0.03
    hold: float = 0.3
    weight_decay: float = 5e-4
    average: float = 0.999
    dropout: float = 0.3
    crowd: float = 0.5
    smoothing: float = 0.03
    votes: float = 0.4
    covered: float = 0.8
    consistency: float = 0.4
    distillation: float = 0.0
    teacher: "Recipe | None" = None
    seed: int = 5

    def identity(self) -> dict[str, Any]:
        """Give all that makes two trainings different ones, as plain values."""
        values: dict[str, Any] = {**vars(self), "teacher": None}
        del values["epochs"], values["again"]
        if self.teacher is not None:
            values["teacher"] = self.teacher.identity()
        return values


CPU = Recipe()
"""Two hours on two cores."""

ACCELERATOR = replace(
    CPU,
    epochs=160,
    batch_size=128,
    distillation=0.6,
    teacher=replace(CPU, width=3.0, epochs=120, batch_size=128, dropout=0.5),
)
"""A teacher of nine times the multiplications first, then more than four times the epochs."""

TRIAL = replace(CPU, width=0.25, epochs=1, again=1)
"""To see that everything runs, in minutes; name another `--work` and `--target`."""

RECIPES = {"cpu": CPU, "accelerator": ACCELERATOR, "trial": TRIAL}
