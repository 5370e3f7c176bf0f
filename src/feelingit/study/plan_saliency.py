"""The steps of a study that are about where its models look; see `step`."""

from functools import partial

from feelingit.study.context import Context, Training
from feelingit.study.control_trainings import Control, controls, judged
from feelingit.study.mapped import conditions_of, maps_folder, methods_of
from feelingit.study.step import Step, files, key_of
from feelingit.study.steps import atlas, judge
from feelingit.study.steps.compare_maps import DIFFERENCES, compare_maps
from feelingit.study.steps.gather import gather, tables_of
from feelingit.study.steps.maps import MEAN_FACES, map_faces
from feelingit.study.steps.train_control import train_control
from feelingit.study.steps.truth import TRUTH, truth
from feelingit.study.trained import HISTORY, MODEL, WEIGHTS

METHODS_MADE = 1
"""Raise it when a method's maps come out otherwise: what was made of them is redone."""


def saliency_steps(
    context: Context,
    predicting: dict[Training, Step],
    training: dict[Training, Step],
    locating: Step,
) -> list[Step]:
    """List the steps from control networks to the gathered tables, in order.

    Args:
        context: Of the run.
        predicting: The step that predicts, of every training.
        training: The step that trains, of every training.
        locating: The step that finds landmarks.
    """
    made = {each: _made_of(context, each, step, locating) for each, step in predicting.items()}
    mapping = {each: _mapping(context, each, key) for each, key in made.items()}
    summing = [_summing(context, each, step) for each, step in mapping.items()]
    comparing = _comparing(context, list(mapping.values()))
    controlling = {
        each: _controlling(context, each, training) for each in controls(context.settings)
    }
    others = [*training.values(), *controlling.values()]
    judging = [
        _judging(context, each, made[each], mapping[each], others)
        for each in judged(context.settings)
    ]
    drawing = _drawing(context)
    gathering = Step(
        "gather maps",
        key_of("gather", [step.key for step in (*summing, *judging, *drawing)]),
        files(context.run.saliency, *tables_of(context)),
        partial(gather, context),
    )
    return [
        *mapping.values(), *summing, *comparing, *controlling.values(), *judging, *drawing,
        gathering,
    ]  # fmt: skip


def _made_of(context: Context, training: Training, predicting: Step, locating: Step) -> str:
    """Hash what every file of a network's maps depends on, whichever others there are.

    So a method or a condition more is all that is made when one is added.
    """
    saliency = context.settings.saliency
    used = {"faces_per_emotion", "judged_per_emotion", "examples"}
    first = methods_of(context.settings, training)[0]
    return key_of(
        "map", predicting.key, locating.key, METHODS_MADE, first, saliency.model_dump(include=used)
    )


def _mapping(context: Context, training: Training, made: str) -> Step:
    methods = methods_of(context.settings, training)
    conditions = conditions_of(context.settings, training)
    folders = [maps_folder(context.run, training, name) for name in conditions]
    return Step(
        f"map {training.model_id}",
        key_of(made, methods, conditions),
        tuple(folder / MEAN_FACES for folder in folders),
        partial(map_faces, context, training, made),
    )


def _summing(context: Context, training: Training, mapping: Step) -> Step:
    name = training.model_id
    key = key_of(
        "sum up",
        mapping.key,
        context.settings.saliency.permutations,
        context.settings.evaluation.model_dump(),
    )
    tables = (f"{name}-{table}.csv" for table in atlas.TABLES)
    return Step(
        f"sum up maps of {name}",
        key,
        files(context.run.saliency, f"{name}.npz", *tables),
        partial(atlas.sum_up, context, training),
    )


def _comparing(context: Context, mapping: list[Step]) -> list[Step]:
    key = key_of("compare", [step.key for step in mapping], context.settings.saliency.permutations)
    return [
        Step(
            "compare maps",
            key,
            files(context.run.saliency, DIFFERENCES),
            partial(compare_maps, context),
        )
    ]


def _controlling(context: Context, control: Control, training: dict[Training, Step]) -> Step:
    key = key_of("control", training[control.of].key, control.training.seed, control.shuffled)
    return Step(
        f"train {control.model_id} to judge by",
        key,
        files(context.run.control(control.model_id), WEIGHTS, MODEL, HISTORY),
        partial(train_control, context, control, key),
    )


def _judging(
    context: Context, training: Training, made: str, mapping: Step, others: list[Step]
) -> Step:
    name = training.model_id
    by = ([step.key for step in others], context.settings.evaluation.model_dump())
    return Step(
        f"judge methods on {name}",
        key_of("judge", mapping.key, *by),
        files(context.run.saliency, *(f"{name}-{table}.csv" for table in judge.TABLES)),
        partial(judge.judge_methods, context, training, key_of("judge", made, *by)),
    )


def _drawing(context: Context) -> list[Step]:
    settings = context.settings
    if not settings.saliency.controls.drawn:
        return []
    key = key_of(
        "truth",
        METHODS_MADE,
        settings.saliency.methods,
        settings.saliency.controls.drawn,
        settings.saliency.judged_per_emotion,
        settings.evaluation.model_dump(),
        None if settings.search is None else settings.search.model_dump(),
        [model.model_dump() for model in settings.models],
        settings.training.model_dump(),
        settings.data.image_size,
        settings.seeds[0],
    )
    return [
        Step(
            "test methods on drawn faces",
            key,
            files(context.run.saliency, TRUTH),
            partial(truth, context),
        )
    ]
