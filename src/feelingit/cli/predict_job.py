"""What `feelingit predict` is asked for, and what it needs for that."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from feelingit import __version__
from feelingit.predict.unfinished import Settings

if TYPE_CHECKING:
    from feelingit.predict.classifier import Classifier
    from feelingit.predict.detectors import Detector


@dataclass(frozen=True)
class Job:
    """What is asked for; see `cli.predict`."""

    paths: tuple[str, ...]
    out: Path | None
    annotate: Path | None
    timeline: Path | None
    model: str | None
    detector: str | None
    threshold: float
    require_face: bool
    every: int
    smoothing: float
    workers: int | None
    batch_size: int
    quiet: bool

    @property
    def threads(self) -> int:
        """How many threads read pictures and find faces."""
        if self.workers is not None:
            return self.workers
        if hasattr(os, "sched_getaffinity"):
            return len(os.sched_getaffinity(0))
        return os.cpu_count() or 1


class Tools(NamedTuple):
    """What finds faces and says what they show.

    Attributes:
        classifier: Says it.
        detector: Finds them; None where pictures are faces already.
        detector_name: As a user names it.
    """

    classifier: "Classifier"
    detector: "Detector | None"
    detector_name: str


def load_tools(job: Job) -> Tools:
    """Load what takes a while to load.

    Raises:
        InputError: There is no such detector, or it is not installed.
        ModelError: There is no such model, or it is damaged.
    """
    from feelingit.predict.classifier import load  # noqa: PLC0415 - needs ONNX Runtime
    from feelingit.predict.detectors import DEFAULT, detector  # noqa: PLC0415 - likewise

    name = job.detector or DEFAULT
    return Tools(load(job.model), detector(name), name)


def settings_of(job: Job, tools: Tools) -> Settings:
    """Give what the rows depend on."""
    model = tools.classifier.description
    return {
        "feelingit": __version__,
        "--model": f"{model.name} ({model.sha256[:8]})",
        "--detector": tools.detector_name,
        "--threshold": job.threshold,
        "--every": job.every,
        "--smoothing": job.smoothing,
    }
