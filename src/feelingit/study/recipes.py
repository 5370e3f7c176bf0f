"""How each network is trained: the study's settings, with what a search has chosen."""

from itertools import product
from typing import Any

from feelingit.models.settings import ModelSettings
from feelingit.run_folder import RunFolder, read_json
from feelingit.study.settings import SearchSettings, StudyModel, StudySettings
from feelingit.training.settings import TrainingSettings

OF_TRAINING = ("learning_rate", "batch_size", "optimiser")
OF_MODEL = ("dropout", "batch_norm")

Choice = dict[str, Any]
"""Values of some of the settings that a search varies."""


def candidates(search: SearchSettings) -> list[Choice]:
    """List every combination of a search's alternatives."""
    varied = [name for name in (*OF_TRAINING, *OF_MODEL) if getattr(search, name)]
    values = (getattr(search, name) for name in varied)
    return [dict(zip(varied, combination, strict=True)) for combination in product(*values)]


def chosen(run: RunFolder, settings: StudySettings, model: StudyModel) -> Choice:
    """Give what the search chose for a model; nothing where there was none."""
    if settings.search is None:
        return {}
    choice: Choice = read_json(run.search / "chosen.json")[model.called]
    return choice


def recipe(
    settings: StudySettings, model: StudyModel, choice: Choice
) -> tuple[ModelSettings, TrainingSettings]:
    """Give a network's and its training's settings, with a choice put in."""
    training = settings.training
    if model.learning_rate is not None:
        training = training.model_copy(update={"learning_rate": model.learning_rate})
    plain = ModelSettings.model_validate(model.model_dump(exclude={"learning_rate"}))
    return (
        plain.model_copy(update={k: v for k, v in choice.items() if k in OF_MODEL}),
        training.model_copy(update={k: v for k, v in choice.items() if k in OF_TRAINING}),
    )
