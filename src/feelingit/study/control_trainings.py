"""Which networks a study trains to judge saliency methods by, beside those that it is about."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from feelingit.evaluation.arms import bare_model
from feelingit.study.context import Training, trainings
from feelingit.study.settings import StudySettings
from feelingit.study.stored import identity

SHUFFLED = "shuffled"


@dataclass(frozen=True)
class Control:
    """One network that is compared with a judged one.

    Attributes:
        of: The judged network.
        training: How the control is trained: the same recipe.
        shuffled: On how many faces with shuffled labels; 0 is the same faces with their own.
    """

    of: Training
    training: Training
    shuffled: int

    @property
    def model_id(self) -> str:
        """The name of its folder and of its rows."""
        if self.shuffled:
            return f"{self.of.model_id}-{SHUFFLED}"
        return self.training.model_id


def judged(settings: StudySettings) -> list[Training]:
    """List the networks whose methods are judged: per model, those trained on bare faces.

    Of each seed one: with control of overfitting, or without where none has it; where a model is
    trained on no bare faces alone, its first training.
    """
    every = trainings(settings)
    by_identity = {identity(training): training for training in every}
    found = []
    for seed in settings.seeds:
        for model in settings.models:
            name = model.called
            bare = bare_model(by_identity, name, seed, control=True) or bare_model(
                by_identity, name, seed, control=False
            )
            first = next(t for t in every if t.model.called == name and t.seed == seed)
            found.append(first if bare is None else by_identity[bare])
    return found


def controls(settings: StudySettings) -> list[Control]:
    """List the networks that are trained to judge by: other seeds, and shuffled labels.

    They belong to the judged networks of the study's first seed. A seed that the study has
    anyway is not trained again.
    """
    wanted = settings.saliency.controls
    of_first = [training for training in judged(settings) if training.seed == settings.seeds[0]]
    return [control for training in of_first for control in _controls_of(training, wanted.seeds,
            wanted.shuffled, settings.seeds)]  # fmt: skip


def _controls_of(
    training: Training, seeds: tuple[int, ...], shuffled: int, known: tuple[int, ...]
) -> Iterator[Control]:
    for seed in seeds:
        if seed not in known:
            yield Control(training, replace(training, seed=seed), 0)
    if shuffled:
        yield Control(training, training, shuffled)
