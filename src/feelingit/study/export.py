"""Take a model out of a study's run: as ONNX, which `predict` uses, or as safetensors."""

import hashlib
import json
from pathlib import Path
from typing import Literal

import numpy as np

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.evaluation.temperature import fitted_temperature, log_of
from feelingit.files import Json, write_whole
from feelingit.models.export import Face, onnx_bytes
from feelingit.models.predictor import predictor
from feelingit.models.settings import ModelSettings
from feelingit.models.weights_file import NetworkDescription, save_network
from feelingit.occlusion import covered
from feelingit.predict.model_file import FORMAT, Description
from feelingit.study.model_facts import facts
from feelingit.study.stored import faces_in_use, kept_network, landmarks_for
from feelingit.study.trained import TrainedNetwork, bare_share
from feelingit.training.sample import Sample

Target = Literal["onnx", "safetensors"]
EXAMPLES = 64
"""Validation faces on which ONNX Runtime is compared with PyTorch."""


def export(network: TrainedNetwork, to: Target, out: Path | None = None) -> Path:
    """Write a trained model as a file that works by itself.

    Args:
        network: The model.
        to: `onnx`: the file, and a `.json` beside it that describes it; `safetensors`: one file,
            which `models.weights_file` reads.
        out: The file, or a folder; by default beside the weights in the run folder.

    Returns:
        The path of the file.

    Raises:
        InputError: The name does not end as it should, or the package `onnx` is missing.
        ModelError: The weights are damaged, or ONNX Runtime does not answer as PyTorch does.
        RunFolderError: The disk is full or the folder cannot be written.
    """
    path = _target(network, to, out)
    trained = kept_network(network.folder).eval()
    validation = _validation(network)
    temperature = 1.0
    if validation is not None:
        seen = predictor(trained)(validation.covered(0, 0))
        temperature = round(fitted_temperature(log_of(seen), validation.labels), 4)
    known = facts(network, temperature)
    if to == "safetensors":
        description = NetworkDescription(
            name=network.name,
            settings=ModelSettings.model_validate(network.about["settings"]),
            image_size=network.side,
            control=network.about["control"],
            sees=network.sees,
            temperature=temperature,
            facts=known,
        )
        save_network(path, trained, description)
        return path
    examples = None if validation is None else np.array(validation.images[:EXAMPLES])
    face = Face(network.side, network.side, _rows_seen(network))
    content = onnx_bytes(trained, face, temperature=temperature, examples=examples)
    _write_pair(path, content, _description(network, content, temperature, known))
    return path


def _target(network: TrainedNetwork, to: Target, out: Path | None) -> Path:
    ending = f".{to}"
    if out is None:
        return network.folder / f"{network.name}{ending}"
    if out.is_dir():
        return out / f"{network.name}{ending}"
    if out.suffix != ending:
        raise InputError(f"--out {out}: expected a folder that is there, or a name with {ending}")
    return out


def _validation(network: TrainedNetwork) -> Sample | None:
    """Load the faces that the training was judged by, covered as they were then."""
    run = network.run
    if not (run.clean / "table.csv").exists() or not (run.data / "images.npy").exists():
        return None
    faces = faces_in_use(run, "validation")
    if not len(faces):
        return None
    landmarks = landmarks_for(run, faces, network.conditions)
    return Sample(faces.images, faces.labels, network.conditions, landmarks, bare_share(network))


def _rows_seen(network: TrainedNetwork) -> list[int] | None:
    """Give the rows that the network is shown, where rows are cut away."""
    if network.sees == "none":
        return None
    blank = np.zeros((1, network.side, network.side), dtype=np.uint8)
    gone = covered(blank, network.sees).hidden[0].all(axis=1)
    return np.flatnonzero(~gone).tolist()


def _description(
    network: TrainedNetwork, content: bytes, temperature: float, known: Json
) -> Description:
    return Description(
        format=FORMAT,
        name=network.name,
        sha256=hashlib.sha256(content).hexdigest(),
        bytes=len(content),
        height=network.side,
        width=network.side,
        emotions=EMOTIONS,
        temperature=temperature,
        facts=known,
    )


def _write_pair(path: Path, content: bytes, description: Description) -> None:
    """Write the model and its description: both, or neither where one cannot be written."""
    text = json.dumps(description.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"

    def write(partial: Path) -> None:
        partial.write_text(text, encoding="utf-8")
        write_whole(path, lambda model: model.write_bytes(content))

    write_whole(path.with_suffix(".json"), write)
