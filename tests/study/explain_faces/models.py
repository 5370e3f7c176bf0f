"""Models to ask about faces in tests: one that is made up, and a run folder with a tiny network."""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.files import write_json
from feelingit.models.checkpoint import copy_weights, save_weights
from feelingit.models.registry import build
from feelingit.models.settings import ModelSettings
from feelingit.types import Images, Maps, Mask, Probabilities

SIDE = 48
NETWORK = "compact-baseline-s0"


class LooksAtMouths:
    """Answers by a face's name in the corner, and says of every face that it looks at the mouth.

    Never answers disgust. `asked` are the targets of every call, `broken` the call that fails.
    """

    name, sha256, height, width = "mouths", "0" * 64, SIDE, SIDE
    run: Path | None = None

    def __init__(self) -> None:
        self.kept: Mask = np.ones((SIDE, SIDE), np.bool_)
        self.asked: list[list[int]] = []
        self.broken: int | None = None
        self.value = 1.0

    def probabilities(self, images: Images, batch_size: int = 64) -> Probabilities:
        del batch_size
        answers = np.full((len(images), len(EMOTIONS)), 0.05, np.float32)
        numbers = (images[:, 0, 0] // 32).astype(int)
        numbers[numbers == EMOTIONS.index("disgust")] = 0
        answers[np.arange(len(images)), numbers] = 0.7
        return answers

    def maps(self, images: Images, targets: NDArray[np.int64], batch_size: int = 64) -> Maps:
        assert len(images) <= 10 * batch_size
        if len(self.asked) == self.broken:
            raise KeyboardInterrupt
        self.asked.append(targets.tolist())
        maps = np.zeros(images.shape, np.float32)
        maps[:, 34:42, 16:32] = self.value * (1 + images[:, 34:42, 16:32] / 255)
        return maps


def named(image: Images, emotion: str) -> Images:
    """Write into a face's corner which emotion the model is to answer."""
    marked = image.copy()
    marked[0, 0] = 32 * EMOTIONS.index(emotion) + 16
    return marked


def write_run(folder: Path, *, trained_on: str = "none", name: str = NETWORK) -> Path:
    """Write what a study leaves of a tiny network that has learnt nothing."""
    settings = ModelSettings(architecture="compact", width=0.125)
    torch.manual_seed(0)
    network = build(settings, SIDE, control=True)
    about = {
        "model_id": name,
        "architecture": "compact",
        "arm": "baseline",
        "trained_on": trained_on,
        "image_size": SIDE,
        "settings": settings.model_dump(mode="json"),
        "control": True,
    }
    target = folder / "models" / name
    target.mkdir(parents=True)
    write_json(target / "model.json", about)
    save_weights(target / "weights.safetensors", copy_weights(network))
    return folder
