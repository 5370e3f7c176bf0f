"""Ask a model about every face of a data set, part after part; a stopped run goes on."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

import feelingit
from feelingit.emotions import EMOTIONS
from feelingit.files import Json, write_json
from feelingit.saliency.face_maps import FRAME
from feelingit.saliency.methods.names import checked_name, label_of
from feelingit.study.console import Console
from feelingit.study.explain_faces.array_file import ArrayFile, npy_file
from feelingit.study.explain_faces.choice import OCCLUSION, choose_model
from feelingit.study.explain_faces.data import Data, find_data
from feelingit.study.explain_faces.folder import DONE, OutFolder
from feelingit.study.explain_faces.job import Job, checked_emotion
from feelingit.study.explain_faces.models import AskedModel
from feelingit.study.explain_faces.outcome import (
    FIGURE,
    MAPS,
    Outcome,
    about,
    counts,
    read_outcome,
    sum_up,
    write_atlas,
    write_tables,
)
from feelingit.study.explain_faces.part import ask, load_known, save_known
from feelingit.study.explain_faces.sheet import save_sheet
from feelingit.study.explain_faces.spool import Spool, spool
from feelingit.study.explain_faces.trust import trust_of
from feelingit.types import Progress

MOST, PIXELS = 512, 1 << 24
"""Faces and pixels whose maps are in memory at once, unless a batch has more."""


def explain_faces(job: Job, console: Console) -> Outcome:
    """Do what is asked for, or go on with it; see `docs/explain.md` for what is written.

    Memory is bounded: some faces and their maps, and of each face a few numbers. The same command
    gives the same files, byte for byte, whether it was stopped or not (on one device).

    Raises:
        InputError: The data, the emotion, the method or the folder cannot be used.
        ModelError: The model is damaged, or lacks the layer.
        RunFolderError: The folder belongs to another command, or cannot be written.
        ModuleNotFoundError: PyTorch is needed, and not installed.
    """
    job = replace(job, emotion=checked_emotion(job.emotion), method=checked_name(job.method))
    data = find_data(job)
    near = job.data if data.kind == "run" else None
    model = choose_model(job.model, job.run, job.method, job.device, near=near)
    folder = OutFolder(job.out, _asked(job, data, model), job.data)
    with folder.claimed():
        with (
            console.step(f"read {data.pictures:,} {_unit(data)} of {data.name}"),
            console.progress(_unit(data)) as progress,
        ):
            faces = spool(data, folder.work / "faces", model.height, model.width, progress)
        folder.begin(faces.fingerprint)
        if folder.is_finished:
            return read_outcome(job.out, DONE)
        work = _Work(job, folder, model, faces)
        with (
            console.step(f"{label_of(job.method)} of {len(faces):,} faces"),
            console.progress("faces") as progress,
        ):
            work.ask_all(progress)
        with console.step("sum up"):
            return work.finish(folder.asked(faces.fingerprint))


def _asked(job: Job, data: Data, model: AskedModel) -> Json:
    """Say what the outcome depends on; of paths the names alone."""
    return {
        "data": data.name,
        "split": data.split,
        "limit": job.limit,
        "detector": None if data.labelled else job.detector,
        "model": model.name,
        "model_sha256": model.sha256,
        "method": job.method,
        "emotion": job.emotion,
        "batch_size": job.batch_size,
        "device": job.device,
        "version": feelingit.__version__,
    }


def _unit(data: Data) -> str:
    return "faces" if data.labelled else "photos"


class _Work:
    """The parts of one command: which there are, and which are done."""

    def __init__(self, job: Job, folder: OutFolder, model: AskedModel, faces: Spool) -> None:
        self._job, self._folder, self._model, self._faces = job, folder, model, faces
        parts = _parts(len(faces), _together(job, model.height * model.width))
        work, frame = folder.work, (len(faces), FRAME, FRAME)
        self._parts = {work / f"part-{part.start:09}.npz": part for part in parts}
        self._framed = ArrayFile(work / "framed", frame, np.float16)
        self._seen = ArrayFile(work / "seen", frame, np.bool_)

    def ask_all(self, progress: Progress) -> None:
        """Ask about the faces of all parts that are not done."""
        shape = (len(self._faces), self._model.height, self._model.width)
        moved = (self._folder.path / MAPS).exists()
        maps = None if moved else npy_file(self._folder.work / MAPS, shape, np.float32)
        labels = _places(self._faces.emotions)
        for file, part in self._parts.items():
            if not file.exists() and maps is not None:
                images, emotion = self._faces.images(part), self._job.emotion
                mapped, known = ask(
                    self._model, images, labels[part], emotion, self._job.batch_size
                )
                maps.write(part.start, mapped.maps)
                self._framed.write(part.start, mapped.framed)
                self._seen.write(part.start, mapped.seen)
                save_known(file, known)
            progress(part.stop, len(self._faces))

    def finish(self, asked: Json) -> Outcome:
        """Write all files; the one that says that all is done comes last."""
        out, known = self._folder.path, load_known(list(self._parts))
        shares, atlas = sum_up(self._faces, known, self._job.method, self._framed, self._seen)
        trust = trust_of(self._model.run, self._model.name, self._job.method)
        said = about(asked, counts(self._faces, known), {"trust": trust})
        write_tables(out, self._faces, known, shares)
        write_atlas(out, atlas)
        save_sheet(atlas, said, out / FIGURE)
        if (self._folder.work / MAPS).exists():
            (self._folder.work / MAPS).replace(out / MAPS)
        write_json(out / DONE, said)
        return Outcome(out, said, shares, atlas)


def _together(job: Job, pixels: int) -> int:
    """Say how many faces make a part: whole batches, always as many, so that a stop changes none.

    One batch where a face takes long, so that a stop costs little.
    """
    most = 1 if job.method == OCCLUSION else max(1, min(MOST, PIXELS // pixels) // job.batch_size)
    return job.batch_size * most


def _parts(faces: int, size: int) -> Iterator[slice]:
    return (slice(start, min(start + size, faces)) for start in range(0, faces, size))


def _places(emotions: list[str]) -> NDArray[np.int64]:
    """Give labels as places in `EMOTIONS`; -1 where there is none."""
    places: dict[str, int] = {name: number for number, name in enumerate(EMOTIONS)}
    return np.array([places.get(name, -1) for name in emotions], dtype=np.int64)
