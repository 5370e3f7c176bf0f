"""Start classifiers as processes of one thread each, and ask them."""

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import numpy as np

from feelingit.emotions import EMOTIONS
from feelingit.types import Images, Probabilities

PROGRAM = Path(__file__).with_name("classifier_process.py")
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Subject:
    """A classifier to ask: by which Python, as which kind of `classifier_process`."""

    python: Path
    kind: str
    model: str


class Answered(NamedTuple):
    """Probabilities in the order of `EMOTIONS`, and processor seconds of each batch."""

    probabilities: Probabilities
    seconds: list[float]


class Asked:
    """A classifier that runs; `with Asked(subject) as asked: asked(images, batch=32)`."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        self._faces, self._answers = folder / "faces.npy", folder / "answers.npy"
        self._errors = folder / "errors.txt"
        with self._errors.open("w") as errors:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [self.subject.python, PROGRAM, self.subject.kind, self.subject.model],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env={**os.environ, **ONE_THREAD},
            )
        return self

    def __call__(self, images: Images, batch: int) -> Answered:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        np.save(self._faces, images)
        order = {"faces": str(self._faces), "batch": batch, "answers": str(self._answers)}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            said = self._errors.read_text().strip().splitlines() or ["it said nothing"]
            raise RuntimeError(f"{self.subject.kind} ended early: {said[-1]}")
        reply = json.loads(line)
        columns = [reply["emotions"].index(emotion) for emotion in EMOTIONS]
        return Answered(np.load(self._answers)[:, columns], reply["seconds"])

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()
        self._folder.cleanup()
