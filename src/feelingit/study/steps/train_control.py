"""Train a network to judge saliency methods by; see `study.control_trainings`."""

import math
from dataclasses import replace

from feelingit.study.context import Context
from feelingit.study.control_trainings import Control
from feelingit.study.steps.train import job_of, run_job
from feelingit.study.stored import faces_in_use
from feelingit.training.settings import AugmentationSettings, TrainingSettings

SHARE_OF_STEPS = 4
"""Learning by heart takes a quarter of the steps of the usual training."""


def train_control(context: Context, control: Control, key: str) -> None:
    """Write `controls/ID/`, as `train` writes `models/ID/`.

    With shuffled labels, a few faces are seen often and as they are, since only so can they be
    learnt by heart; `validation_accuracy` then says how many were.
    """
    job = job_of(context, control.training, context.run.control(control.model_id), key)
    if control.shuffled:
        learnt = by_heart(job.training, _faces(context), control.shuffled)
        job = replace(job, training=learnt, shuffled=control.shuffled)
    run_job(context, job)


def by_heart(settings: TrainingSettings, faces: int, shuffled: int) -> TrainingSettings:
    """Change a recipe to that of a few faces seen often, without all that keeps from overfitting.

    Weights are not averaged either: over so few steps, the average lags behind.
    """
    epochs = math.ceil(settings.epochs * faces / (SHARE_OF_STEPS * shuffled))
    update = {
        "epochs": epochs,
        "patience": 0,
        "augmentation": AugmentationSettings(),
        "label_smoothing": 0.0,
        "weight_decay": 0.0,
        "average": 0.0,
    }
    return settings.model_copy(update=update)


def _faces(context: Context) -> int:
    return len(faces_in_use(context.run, "train"))
