"""Make the maps of one trained network: of test faces, by method and condition."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import nn

from feelingit.evaluation.predictions import face_keys
from feelingit.models.registry import build
from feelingit.models.settings import ModelSettings
from feelingit.occlusion import condition
from feelingit.occlusion import covered as under
from feelingit.run_folder import read_json, write_npy
from feelingit.saliency.archives import save_arrays
from feelingit.saliency.atlas import Examples
from feelingit.saliency.chunks import chunks
from feelingit.saliency.face_maps import (
    FRAME,
    StoredMaps,
    images_in_frame,
    in_frame,
    maps_file,
    save_faces,
    save_maps,
    seen_of,
)
from feelingit.saliency.mean_maps import EmotionSums
from feelingit.saliency.methods.registry import Method, method_named
from feelingit.study.context import Context, Training
from feelingit.study.mapped import (
    RANDOM,
    Chosen,
    StoredFaces,
    choose,
    codes_of,
    conditions_of,
    is_judged,
    maps_folder,
    methods_of,
    surest,
)
from feelingit.study.parts import own_folder
from feelingit.study.steps.predict import COVERING_SEED
from feelingit.study.stored import trained_network
from feelingit.study.trained import MODEL
from feelingit.types import Images, Landmarks, Maps, Mask, Progress

CHUNK = 256
"""Faces whose maps are in memory at once."""
MEAN_FACES = "mean_faces.npy"
EXAMPLES = "examples.npz"

Pictures = TypeVar("Pictures", Images, Maps)


@dataclass(frozen=True)
class Shown:
    """Faces as a network is shown them.

    Attributes:
        images: `uint8 [m, h, w]`, fewer rows where the condition cuts some away.
        kept: `bool [height, width]` of the whole picture: False where rows were cut away.
        landmarks: `float32 [m, 68, 2]`, in the whole picture.
    """

    images: Images
    kept: Mask
    landmarks: Landmarks

    def whole(self, pictures: Pictures) -> Pictures:
        """Put cut pictures or maps of them back into whole ones; 0 where rows were cut away."""
        if pictures.shape[1:] == self.kept.shape:
            return pictures
        out = np.zeros((len(pictures), *self.kept.shape), pictures.dtype)
        out[:, self.kept.any(axis=1)] = pictures
        return out


@dataclass(frozen=True)
class Job:
    """One network under one condition: where its maps go, and of which faces they are."""

    folder: Path
    name: str
    chosen: Chosen
    network: nn.Module


def map_faces(context: Context, training: Training, key: str) -> None:
    """Write `saliency/maps/ID/CONDITION/`; see `saliency.face_maps` for what is in it.

    Args:
        context: Of the run.
        training: Which network.
        key: Of what every file depends on. Files of the same key that are there stay, so that a
            step that was stopped goes on with the method that was next.

    Raises:
        ModelError: A method cannot read this network.
    """
    network = trained_network(context, training)
    jobs = _jobs(context, training, network)
    methods = methods_of(context.settings, training)
    total, done = sum(len(job.chosen) for job in jobs) * len(methods), 0
    with context.console.progress("maps") as progress:
        for job in jobs:
            own_folder(job.folder, key)
            if not (job.folder / MEAN_FACES).exists():
                _save_faces(context, job)
            for method in methods:
                _save_maps(context, job, method, _ahead(progress, done, total))
                done += len(job.chosen)
    first = jobs[0]
    if not (first.folder / EXAMPLES).exists():
        few = surest(first.chosen, context.settings.saliency.examples)
        _save_examples(context, replace(first, chosen=few), method_named(methods[0]))


def _jobs(context: Context, training: Training, network: nn.Module) -> list[Job]:
    jobs = [
        Job(
            maps_folder(context.run, training, name), name, choose(context, training, name), network
        )
        for name in conditions_of(context.settings, training)
    ]
    if not is_judged(context.settings, training):
        return jobs
    few = jobs[0].chosen.first_right(context.settings.saliency.judged_per_emotion)
    folder = maps_folder(context.run, training, RANDOM)
    return [*jobs, Job(folder, jobs[0].name, few, fresh_network(context, training))]


def shown(context: Context, name: str, chosen: Chosen, part: slice) -> Shown:
    """Show some of the chosen faces under a condition, covered as when they were predicted."""
    faces = StoredFaces(context.run, Chosen(chosen.table[part], chosen.rows[part]))
    images, keys = faces.images(slice(None)), face_keys(chosen.table["face_id"][part])
    seen = under(images, name, seed=COVERING_SEED, keys=keys, landmarks=faces.landmarks)
    kept = np.ones(faces.size, np.bool_)
    if condition(name).cut and len(images):
        kept = ~seen.hidden[0]
    return Shown(seen.images, kept, faces.landmarks)


def fresh_network(context: Context, training: Training) -> nn.Module:
    """Make the same network with fresh weights: what its architecture looks at by itself."""
    kept = read_json(context.run.model(training.model_id) / MODEL)
    settings = ModelSettings.model_validate(kept["settings"])
    with torch.random.fork_rng():
        torch.manual_seed(training.seed)
        network = build(settings, kept["image_size"], control=kept["control"])
    return network.to(context.runtime.torch_device()).eval()


def framed(faces: Shown, maps: Maps) -> StoredMaps:
    """Bring maps of faces as they were shown into the canonical frame."""
    return in_frame(faces.whole(maps), faces.landmarks)


def _save_maps(context: Context, job: Job, method: str, tell: Progress) -> None:
    """Write one method's maps, unless they are there."""
    ask = partial(method_named(method), job.network)
    chosen = job.chosen

    def made() -> Iterator[tuple[slice, StoredMaps]]:
        for part in chunks(len(chosen), CHUNK):
            faces = shown(context, job.name, chosen, part)
            yield part, framed(faces, ask(faces.images, chosen.targets[part]))
            tell(part.stop, len(chosen))

    if not maps_file(job.folder, method).exists():
        save_maps(job.folder, method, len(chosen), made())


def _save_faces(context: Context, job: Job) -> None:
    """Write which faces they are, what the frame shows of them, and their mean by emotion."""
    chosen = job.chosen
    labels, right = codes_of(chosen.table["emotion"]), chosen.table["correct"].to_numpy(np.bool_)
    seen = np.zeros((len(chosen), FRAME, FRAME), np.bool_)
    sums = EmotionSums(FRAME, FRAME)
    for part in chunks(len(chosen), CHUNK):
        faces = shown(context, job.name, chosen, part)
        seen[part] = seen_of(faces.kept, faces.landmarks)
        pictures = images_in_frame(faces.whole(faces.images), faces.landmarks)
        sums.add(pictures[right[part]], labels[part][right[part]])
    save_faces(job.folder, chosen.table, seen)
    write_npy(job.folder / MEAN_FACES, sums.mean().round().astype(np.uint8))


def _save_examples(context: Context, job: Job, method: Method) -> None:
    few = job.chosen
    faces = shown(context, job.name, few, slice(0, len(few)))
    arrays: dict[str, Any] = {
        "images": faces.images,
        "maps": method(job.network, faces.images, few.targets),
        "emotion": few.table["emotion"].to_numpy(dtype=np.str_),
        "predicted": few.table["predicted"].to_numpy(dtype=np.str_),
        "face_id": few.table["face_id"].to_numpy(dtype=np.str_),
    }

    save_arrays(job.folder / EXAMPLES, arrays)


def load_examples(path: Path) -> Examples:
    """Read the single faces that `map_faces` has left."""
    with np.load(path, allow_pickle=False) as arrays:
        return Examples(**arrays)


def _ahead(progress: Progress, done: int, total: int) -> Progress:
    return lambda more, _: progress(done + more, total)
