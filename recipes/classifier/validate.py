"""How well a network does on the validation faces, bare and under the study's bands."""

from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from feelingit.faces import Faces
from feelingit.occlusion import cover
from feelingit.types import Images

CONDITIONS = ("none", "forehead", "eyes", "lower_face")
BATCH = 256


class Exam(NamedTuple):
    """Faces as they are shown: by condition, and what would be right.

    Attributes:
        shown: `uint8 [n, side, side]` of each condition.
        labels: `int64 [n]`.
    """

    shown: dict[str, Images]
    labels: NDArray[np.int64]


def exam(faces: Faces) -> Exam:
    """Show the validation faces under each condition."""
    return Exam({name: cover(faces.images, name) for name in CONDITIONS}, faces.labels)


def accuracies(network: nn.Module, exam: Exam, device: torch.device) -> dict[str, float]:
    """Count, of each condition, the share of right answers."""
    right = {}
    for name, images in exam.shown.items():
        answers = logits(network, images, device).argmax(axis=1)
        right[name] = float((answers == exam.labels).mean())
    return right


@torch.inference_mode()
def logits(network: nn.Module, images: Images, device: torch.device) -> NDArray[np.float32]:
    """Answer pictures in float32; `float32 [n, 7]`."""
    answers = []
    for start in range(0, len(images), BATCH):
        shown = torch.from_numpy(np.ascontiguousarray(images[start : start + BATCH]))
        batch = (shown[:, None].to(device).float() / 255).to(memory_format=torch.channels_last)
        answers.append(network(batch).float().cpu())
    together: NDArray[np.float32] = torch.cat(answers).numpy()
    return together
