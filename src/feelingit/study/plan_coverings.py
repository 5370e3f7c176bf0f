"""The steps of a study that find landmarks, and those that are about coverings.

The latter come into a plan where a condition follows the face; no other study has them.
"""

from functools import partial

from feelingit.evaluation.kinds import standing
from feelingit.study.context import Context
from feelingit.study.step import Step, files, key_of
from feelingit.study.steps.coverings import evaluate_coverings
from feelingit.study.steps.evaluate import COVERINGS, SHARES
from feelingit.study.steps.landmarks import find_landmarks, network_fingerprint
from feelingit.study.steps.measure import measure_coverings
from feelingit.study.stored import LANDMARKS

DRAWN = 1
"""Raise it when coverings are drawn otherwise: what was trained or tested on them is redone."""


def landmark_steps(context: Context, cleaning: Step) -> list[Step]:
    """Give the step that finds landmarks: maps are made of faces whose parts are known."""
    return [
        Step(
            "find landmarks",
            key_of("landmarks", cleaning.key, network_fingerprint()),
            files(context.run.landmarks, LANDMARKS),
            partial(find_landmarks, context),
        )
    ]


def covering_steps(context: Context, locating: list[Step], evaluating: Step) -> list[Step]:
    """Give the steps about coverings, where landmarks were found for any."""
    settings, run = context.settings, context.run
    if not locating:
        return []
    measuring = Step(
        "measure coverings",
        key_of("measure", *drawn_on(locating), settings.occlusion.model_dump()),
        files(run.evaluation, SHARES),
        partial(measure_coverings, context),
    )
    weighing = Step(
        "evaluate coverings",
        key_of("coverings", evaluating.key, measuring.key),
        # Where only growing coverings are tested, this one has no rows.
        files(run.evaluation, *COVERINGS[: bool(standing(settings.occlusion.conditions))]),
        partial(evaluate_coverings, context),
    )
    return [measuring, weighing]


def drawn_on(locating: list[Step]) -> list[str | int]:
    """Give what the outcome of drawing coverings on faces depends on; nothing where none are."""
    return [DRAWN, *(step.key for step in locating)] if locating else []
