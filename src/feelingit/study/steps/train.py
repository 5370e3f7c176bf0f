"""Train one network of a study, in this process or in several."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import numpy as np
import torch
from lightning_fabric import Fabric
from torch.multiprocessing.spawn import ProcessRaisedException

from feelingit import errors
from feelingit.models.checkpoint import save_weights
from feelingit.models.describe import describe
from feelingit.models.registry import build
from feelingit.models.settings import ModelSettings
from feelingit.run_folder import RunFolder, read_json, write_csv, write_json
from feelingit.study.context import Context, Training
from feelingit.study.recipes import chosen, recipe
from feelingit.study.settings import TrainingArm
from feelingit.study.stored import faces_in_use, landmarks_for
from feelingit.study.trained import HISTORY, MODEL, WEIGHTS
from feelingit.training.batches import Sample
from feelingit.training.fit import OnEpoch, fit
from feelingit.training.progress import Epoch, TrainingProgress
from feelingit.training.settings import TrainingSettings


@dataclass(frozen=True)
class Job:
    """All that a process needs to train one network; can be sent to another process.

    Attributes:
        run: Path of the run folder.
        folder: Where the network goes.
        state: From which file a stopped training goes on.
        shuffled: How many faces with shuffled labels to learn by heart; 0 trains as usual.
    """

    run: Path
    folder: Path
    state: Path
    model_id: str
    model: ModelSettings
    training: TrainingSettings
    arm: TrainingArm
    seed: int
    image_size: int
    shuffled: int = 0


def train(context: Context, training: Training, key: str) -> None:
    """Write `models/ID/`: weights, history, and what the network is.

    Args:
        context: Of the run.
        training: Which network.
        key: Of the step; a training that was stopped goes on only under the same one.

    Raises:
        StudyFileError: The training diverged from its first epoch on.
    """
    folder = context.run.model(training.model_id)
    job = job_of(context, training, folder, key)
    run_job(context, job)
    if math.isnan(read_json(folder / MODEL)["validation_loss"]):
        raise errors.StudyFileError(
            f"{training.model_id} came to nothing: its loss is not a number any more; lower the "
            "learning rate in the study file"
        )


def job_of(context: Context, training: Training, folder: Path, key: str) -> Job:
    """Say how a network of a study is trained, into which folder, under which step's key."""
    choice = chosen(context.run, context.settings, training.model)
    model, settings = recipe(context.settings, training.model, choice)
    return Job(
        run=context.run.path,
        folder=folder,
        state=state_file(folder, key),
        model_id=folder.name,
        model=model,
        training=settings,
        arm=training.arm,
        seed=training.seed,
        image_size=context.settings.data.image_size,
    )


def state_file(folder: Path, key: str) -> Path:
    """Name the file from which a stopped training goes on, by the key of its step."""
    return folder / f".state-{key[:12]}.pt"


def run_job(context: Context, job: Job) -> None:
    """Train on the run's devices; then forget the states of stopped trainings."""
    fabric = context.runtime.fabric(job.training)
    if context.runtime.devices > 1:
        with in_processes():
            # Bound to the function, for Fabric takes apart what it hands on as arguments.
            fabric.launch(partial(train_in_process, job=job))
    else:
        with context.console.progress("epochs at most") as progress:
            train_in_process(fabric, job, lambda epoch: progress(epoch.epoch, job.training.epochs))
    for state in job.folder.glob(".state-*.pt"):
        state.unlink()


@contextmanager
def in_processes() -> Iterator[None]:
    """End other processes with this one; raise again here, in words, what stopped one in words."""
    try:
        yield
    except ProcessRaisedException as error:
        kind, _, sentence = str(error).strip().splitlines()[-1].partition(": ")
        raised = getattr(errors, kind.removeprefix(f"{errors.__name__}."), None)
        if raised is None:
            raise
        raise raised(sentence) from error
    finally:
        for process in active_children():
            process.terminate()


def train_in_process(fabric: Fabric, job: Job, on_epoch: OnEpoch | None = None) -> None:
    """Train one network in one of `fabric`'s processes; the first of them writes the files."""
    run = RunFolder(job.run)
    torch.manual_seed(job.seed)
    network = build(job.model, job.image_size, control=job.arm.control)
    description = describe(network, job.image_size)
    learnt, validated = _samples(run, job)
    progress = fit(
        network,
        learnt,
        validated,
        job.training,
        fabric=fabric,
        seed=job.seed,
        state=job.state,
        on_epoch=on_epoch,
    )
    if fabric.is_global_zero:
        save_weights(job.folder / WEIGHTS, progress.best)
        write_csv(job.folder / HISTORY, progress.table())
        write_json(job.folder / MODEL, {**_identity(job), **description, **outcome(progress, job)})


def _samples(run: RunFolder, job: Job) -> tuple[Sample, Sample]:
    """Give what to train on, and what to validate with."""
    learnt = _sample(run, "train", job.arm)
    if job.shuffled:
        shuffled = with_shuffled_labels(learnt, job.shuffled, job.seed)
        return shuffled, shuffled
    return learnt, _sample(run, "validation", job.arm)


def with_shuffled_labels(sample: Sample, faces: int, seed: int) -> Sample:
    """Draw some faces of a sample, and deal their labels out anew: nothing is left but pictures."""
    generator = np.random.default_rng([seed, faces])
    rows = generator.permutation(len(sample.images))[:faces]
    landmarks = None if sample.landmarks is None else sample.landmarks[rows]
    labels = generator.permutation(sample.labels[rows])
    return replace(sample, images=sample.images[rows], labels=labels, landmarks=landmarks)


def _sample(run: RunFolder, split: str, arm: TrainingArm) -> Sample:
    faces = faces_in_use(run, split)
    landmarks = landmarks_for(run, faces, arm.train_on)
    return Sample(faces.images, faces.labels, arm.train_on, landmarks, arm.bare_share)


def _identity(job: Job) -> dict[str, object]:
    return {
        "model_id": job.model_id,
        "model": job.model.called,
        "architecture": job.model.architecture,
        "arm": job.arm.name,
        "control": job.arm.control,
        "trained_on": job.arm.trained_on,
        "seed": job.seed,
        "image_size": job.image_size,
        "settings": job.model.model_dump(mode="json"),
        "training": job.training.model_dump(mode="json"),
    }


def outcome(progress: TrainingProgress, job: Job) -> dict[str, object]:
    """Sum up a training that is over."""
    best: Epoch = progress.history[progress.best_epoch - 1]
    return {
        "best_epoch": best.epoch,
        "epochs": len(progress.history),
        "stopped_early": len(progress.history) < job.training.epochs,
        "validation_loss": best.validation_loss,
        "validation_accuracy": best.validation_accuracy,
        "seconds": sum(epoch.seconds for epoch in progress.history),
    }
