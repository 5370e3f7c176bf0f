"""A trained network in one file: safetensors, whose header says what the network is.

Such a file holds numbers and text, nothing that could be executed. `checkpoint` reads and writes
weights alone, for those who know whose they are.
"""

from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import torch
from pydantic import Field, ValidationError
from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from feelingit.emotions import EMOTIONS, Emotion
from feelingit.errors import ModelError
from feelingit.files import write_whole
from feelingit.models.checkpoint import load_weights
from feelingit.models.network import Network
from feelingit.models.registry import build
from feelingit.models.settings import ModelSettings
from feelingit.settings import Settings

KEY = "feelingit"
"""Of the file's header, under which the description stands as JSON."""


class NetworkDescription(Settings):
    """What a network is, apart from its weights.

    Attributes:
        format: Of this description.
        name: Of the model, in tables.
        settings: Which architecture, how wide, and what control means.
        image_size: Side of the faces that it was made for, in pixels.
        control: Whether overfitting was controlled.
        sees: The condition under which it is to be shown faces, where rows are cut away.
        emotions: The order of the logits.
        temperature: By which the logits are to be divided, to be calibrated.
        facts: What it was trained on, and how well it does: plain data, for people to read.
    """

    format: Literal[1] = 1
    name: str
    settings: ModelSettings
    image_size: Annotated[int, Field(ge=16, le=1024)]
    control: bool
    sees: str = "none"
    emotions: tuple[Emotion, ...] = EMOTIONS
    temperature: Annotated[float, Field(gt=0)] = 1.0
    facts: dict[str, Any] = Field(default_factory=dict)


class StoredNetwork(NamedTuple):
    """A network as its file holds it, ready to predict, and what it is."""

    network: Network
    description: NetworkDescription


def save_network(path: Path, network: Network, description: NetworkDescription) -> None:
    """Write a network and what it is, whole or not at all.

    Raises:
        RunFolderError: The disk is full or the folder cannot be written.
    """
    weights = {name: value.cpu().contiguous() for name, value in network.state_dict().items()}
    content = save(weights, metadata={KEY: description.model_dump_json()})
    write_whole(path, lambda partial: partial.write_bytes(content))


def load_network(path: Path) -> StoredNetwork:
    """Read what `save_network` wrote; nothing in the file is executed.

    Raises:
        ModelError: The file is missing, damaged, of another version, or its weights are not of
            the network that it describes.
    """
    try:
        with safe_open(path, framework="pt") as file:
            header = file.metadata() or {}
            shapes = {name: file.get_slice(name).get_shape() for name in file.keys()}  # noqa: SIM118 - it is no dictionary
    except (OSError, SafetensorError) as error:
        raise ModelError(f"{path} is not a readable weights file: {error}") from error
    description = _described(path, header)
    _refuse_other_shapes(path, description, shapes)
    network = build(description.settings, description.image_size, control=description.control)
    load_weights(network, path)
    return StoredNetwork(network.eval(), description)


def _described(path: Path, header: dict[str, str]) -> NetworkDescription:
    if KEY not in header:
        raise ModelError(
            f"{path} holds weights but does not say of which network; "
            "expected a file that `feelingit export --to safetensors` wrote"
        )
    try:
        description = NetworkDescription.model_validate_json(header[KEY])
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the description"
        raise ModelError(f"{path}: {where}: {first['msg'].lower()}") from error
    if description.emotions != EMOTIONS:
        raise ModelError(
            f"{path}: emotions are {', '.join(description.emotions)}, "
            f"expected {', '.join(EMOTIONS)}"
        )
    return description


def _refuse_other_shapes(
    path: Path, description: NetworkDescription, shapes: dict[str, list[int]]
) -> None:
    """Compare shapes before the network is made: a false description could ask for any memory."""
    with torch.device("meta"):
        network = build(description.settings, description.image_size, control=description.control)
    expected = {name: list(value.shape) for name, value in network.state_dict().items()}
    for name in (*expected, *shapes):
        if expected.get(name) != shapes.get(name):
            raise ModelError(
                f"{path} holds another network's weights: {name} is {shapes.get(name, 'missing')}, "
                f"expected {expected.get(name, 'none')}"
            )
