"""Judge the methods on one network: are their maps faithful, do they depend on what it learnt."""

from pathlib import Path

import pandas as pd
from torch import nn

from feelingit.run_folder import write_csv
from feelingit.saliency.face_maps import file_name
from feelingit.saliency.trust import judge
from feelingit.study.context import Context, Training, trainings
from feelingit.study.control_trainings import controls
from feelingit.study.mapped import choose, conditions_of
from feelingit.study.parts import own_folder
from feelingit.study.steps.atlas import headed
from feelingit.study.steps.maps import shown
from feelingit.study.stored import kept_network, trained_network

TABLES = ("trust", "curves", "randomised")
SEED = 0


def judge_methods(context: Context, training: Training, key: str) -> None:
    """Write `saliency/ID-trust.csv`, `ID-curves.csv` and `ID-randomised.csv`.

    Args:
        context: Of the run.
        training: Which network, a judged one.
        key: Of what a method's judgement depends on; those of the same key that are there stay.
    """
    run, name = context.run, training.model_id
    folder = own_folder(run.saliency / "trust" / name, key)
    methods = context.settings.saliency.methods
    with context.console.progress("methods") as progress:
        for number, method in enumerate(methods):
            if not _file(folder, method, TABLES[-1]).exists():
                _judge(context, training, method, folder)
            progress(number + 1, len(methods))
    for table in TABLES:
        tables = [pd.read_csv(_file(folder, method, table)) for method in methods]
        cells = [("", method) for method in methods]
        whole = headed(name, cells, tables).drop(columns="condition")
        write_csv(run.saliency / f"{name}-{table}.csv", whole)


def _judge(context: Context, training: Training, method: str, folder: Path) -> None:
    name = conditions_of(context.settings, training)[0]
    most = context.settings.saliency.judged_per_emotion
    chosen = choose(context, training, name).first_right(most)
    faces = shown(context, name, chosen, slice(0, len(chosen)))
    judged = judge(
        trained_network(context, training),
        method,
        faces.images,
        chosen.targets,
        seeds=_other_seeds(context, training),
        shuffled=_shuffled(context, training),
        seed=SEED,
        resamples=context.settings.evaluation.resamples,
    )
    for table in TABLES:
        write_csv(_file(folder, method, table), getattr(judged, table))


def _file(folder: Path, method: str, table: str) -> Path:
    return folder / f"{file_name(method)}-{table}.csv"


def _other_seeds(context: Context, training: Training) -> list[nn.Module]:
    """Load the same network trained with other seeds: those of the study, and those for this."""
    same = (training.model, training.arm)
    own = [
        context.run.model(other.model_id)
        for other in trainings(context.settings)
        if (other.model, other.arm) == same and other.seed != training.seed
    ]
    more = [
        context.run.control(control.model_id)
        for control in controls(context.settings)
        if (control.training.model, control.training.arm) == same and not control.shuffled
    ]
    return [_loaded(context, folder) for folder in (*own, *more)]


def _shuffled(context: Context, training: Training) -> nn.Module | None:
    for control in controls(context.settings):
        if control.shuffled and control.of == training:
            return _loaded(context, context.run.control(control.model_id))
    return None


def _loaded(context: Context, folder: Path) -> nn.Module:
    return kept_network(folder).to(context.runtime.torch_device()).eval()
