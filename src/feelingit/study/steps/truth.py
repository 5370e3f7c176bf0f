"""Test the methods on networks of which it is known where they look: at drawn faces.

Every architecture of a study learns faces that tell their emotion in one region alone (see
`study.lessons`); then every method is asked where it looks (see `saliency.truth`).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from numpy.typing import NDArray
from torch import nn

from feelingit.emotions import EMOTIONS
from feelingit.models.predictor import predictor
from feelingit.models.registry import build
from feelingit.models.settings import ModelSettings
from feelingit.run_folder import write_csv
from feelingit.saliency.controls import center_bias
from feelingit.saliency.methods.registry import method_named
from feelingit.saliency.selection import select
from feelingit.saliency.truth import CENTER, COLUMNS, TRUE_REGIONS, has_learnt, verdict
from feelingit.study.context import Context
from feelingit.study.lessons import AT_REST, HeldOut, Lesson, lesson
from feelingit.study.parts import own_folder
from feelingit.study.recipes import chosen, recipe
from feelingit.study.settings import StudyModel
from feelingit.study.step import key_of
from feelingit.training.fit import fit
from feelingit.training.settings import TrainingSettings
from feelingit.types import Maps, Progress, Region

TRUTH = "truth.csv"
RESULT, STATE = "result.csv", ".state.pt"
SEED = 0
"""By which the faces are chosen that are asked about, and resampled."""
STEPS = 900
"""Of training, at most: about a minute for a narrow network on one core, at 48 x 48 pixels."""
PATIENCE = 0.3
"""The share of the training after which it ends where the validation loss falls no more."""
BATCH = 32
RATE, MOST_RATE = 5e-4, 1e-3
"""Of learning: at width 1, and however narrow the network."""
WARMUP = 0.1
"""The share of the training over which the rate rises."""


@dataclass(frozen=True)
class Exam:
    """One network that learns by one region, and what its results depend on."""

    model: StudyModel
    region: Region
    settings: ModelSettings
    training: TrainingSettings

    @property
    def name(self) -> str:
        """Of its folder."""
        return f"{self.model.called}-{self.region}"


def truth(context: Context) -> None:
    """Write `saliency/truth.csv`: how much of its saliency each method puts where the emotion is.

    A network's results are kept as it is finished, and its training now and then, so that a run
    that was stopped goes on where it was.

    Raises:
        ModelError: A method cannot read a network.
    """
    settings = context.settings
    count, size = settings.saliency.controls.drawn, settings.data.image_size
    every = [exams(context, region) for region in TRUE_REGIONS]
    total, done = sum(exam.training.epochs for each in every for exam in each), 0
    tables = {}
    with context.console.progress("epochs") as progress:
        for region, each in zip(TRUE_REGIONS, every, strict=True):
            drawn = cache(partial(lesson, region, count, size))
            for exam in each:
                tell = partial(_tell, progress, done, total)
                tables[exam.model.called, region] = _examined(context, exam, drawn, tell)
                done += exam.training.epochs
    ordered = [tables[model.called, region] for model in settings.models for region in TRUE_REGIONS]
    write_csv(context.run.saliency / TRUTH, pd.concat(ordered, ignore_index=True)[list(COLUMNS)])


def exams(context: Context, region: Region) -> list[Exam]:
    """Say how each of a study's architectures is to learn by a region.

    The networks are the study's, with control of overfitting. The recipe is not: it is the
    methods that are tested, and a recipe for tens of thousands of photographs is not one for a
    few thousand drawings. Adam at a rate that goes with one over the width (Yang et al. 2022),
    falling along a cosine, and nothing done to the faces that could move the emotion elsewhere.
    """
    settings = context.settings
    drawn = settings.saliency.controls.drawn
    found = []
    for model in settings.models:
        network, _ = recipe(settings, model, chosen(context.run, settings, model))
        epochs = max(1, round(STEPS * BATCH / drawn))
        training = TrainingSettings(
            learning_rate=min(MOST_RATE, RATE / model.width),
            batch_size=BATCH,
            epochs=epochs,
            patience=math.ceil(PATIENCE * epochs),
            schedule="cosine",
            warmup=WARMUP * epochs,
        )
        found.append(Exam(model, region, network, training))
    return found


def _examined(
    context: Context, exam: Exam, drawn: Callable[[], Lesson], tell: Callable[[int], None]
) -> pd.DataFrame:
    """Give one network's rows; train and ask it where that has not been done."""
    folder = own_folder(context.run.saliency / "truth" / exam.name, _key(context, exam))
    result = folder / RESULT
    if not result.exists():
        faces = drawn()
        network = _trained(context, exam, faces, folder / STATE, tell)
        write_csv(result, _rows(context, exam, network, faces.held_out))
        (folder / STATE).unlink(missing_ok=True)
    tell(exam.training.epochs)
    # As text, for a column of nothing is of another type than one of True and False.
    return pd.read_csv(result, dtype={"passes": str})


def _key(context: Context, exam: Exam) -> str:
    """Hash all that a network's results depend on."""
    settings = context.settings
    return key_of(
        "truth",
        exam.region,
        exam.settings.model_dump(),
        exam.training.model_dump(),
        settings.seeds[0],
        settings.data.image_size,
        settings.saliency.controls.drawn,
        settings.saliency.methods,
        settings.saliency.judged_per_emotion,
        settings.evaluation.resamples,
    )


def _trained(
    context: Context, exam: Exam, faces: Lesson, state: Path, tell: Callable[[int], None]
) -> nn.Module:
    """Train a network by its region, on one device; it comes back with its best weights."""
    seed = context.settings.seeds[0]
    torch.manual_seed(seed)
    network = build(exam.settings, context.settings.data.image_size, control=True)
    progress = fit(
        network,
        faces.train,
        faces.validation,
        exam.training,
        fabric=replace(context.runtime, devices=1).fabric(exam.training),
        seed=seed,
        state=state,
        on_epoch=lambda epoch: tell(epoch.epoch),
    )
    network.load_state_dict(progress.best)
    return network.to(context.runtime.torch_device()).eval()


def _rows(context: Context, exam: Exam, network: nn.Module, faces: HeldOut) -> pd.DataFrame:
    """Ask every method about faces that the network has not seen and answers rightly.

    Of a network that has not learnt there is nothing to ask; its rows say how much it knows.
    """
    answers = predictor(network)(faces.images).argmax(axis=1)
    accuracy = float((answers == faces.labels).mean())
    if not has_learnt(accuracy, faces.emotions):
        context.console.say(
            f"{exam.model.called} did not learn to tell emotions by the {exam.region} "
            f"({accuracy:.0%} right, guessing {1 / faces.emotions:.0%}), so methods are not tested "
            "on it there"
        )
        return _untested(context, exam).assign(accuracy=accuracy)
    asked = faces.take(_chosen(context, faces, answers))
    middle = np.broadcast_to(center_bias(*faces.images.shape[1:]), asked.images.shape)
    rows = [_row(context, exam, CENTER, middle, asked)]
    for name in context.settings.saliency.methods:
        maps = method_named(name)(network, asked.images, asked.labels)
        rows.append(_row(context, exam, name, maps, asked))
    return pd.DataFrame(rows).assign(accuracy=accuracy)


def _untested(context: Context, exam: Exam) -> pd.DataFrame:
    methods = [CENTER, *context.settings.saliency.methods]
    names = {"model": exam.model.called, "method": methods, "region": exam.region, "faces": 0}
    return pd.DataFrame(names).reindex(columns=COLUMNS)


def _row(
    context: Context, exam: Exam, method: str, maps: Maps, asked: HeldOut
) -> dict[str, object]:
    resamples = context.settings.evaluation.resamples
    found = verdict(maps, asked.truth, resamples=resamples, seed=SEED)
    return {
        "model": exam.model.called,
        "method": method,
        "region": exam.region,
        "share": found.share,
        "chance": found.chance,
        "ratio": found.ratio,
        "low": found.low,
        "high": found.high,
        "faces": found.faces,
        "passes": found.passes,
    }


def _chosen(context: Context, faces: HeldOut, answers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Choose right answers; not of neutral faces, which nothing in the region tells."""
    told = faces.labels != EMOTIONS.index(AT_REST)
    most = context.settings.saliency.judged_per_emotion
    return select(faces.labels, told & (answers == faces.labels), most, SEED)


def _tell(progress: Progress, before: int, total: int, done: int) -> None:
    progress(before + done, total)
