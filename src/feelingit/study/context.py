"""What every step of a study is handed: the settings, the folder, the device, and whom to tell."""

from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from feelingit.run_folder import RunFolder
from feelingit.study.console import Console
from feelingit.study.settings import StudyModel, StudySettings, TrainingArm
from feelingit.training.runtime import Runtime


@dataclass(frozen=True)
class Context:
    """One run of one study.

    Attributes:
        settings: The study.
        run: Its folder.
        data: Where the faces are; None where the study draws its own.
        runtime: The device.
        console: Where progress is told.
        folder: Of the study file, beside which the files are that it names.
    """

    settings: StudySettings
    run: RunFolder
    data: Path | None
    runtime: Runtime
    console: Console = field(default_factory=Console)
    folder: Path = Path()

    @property
    def corrections(self) -> Path | None:
        """Where the corrections are, if there are any."""
        return self._beside(self.settings.data.corrections)

    @property
    def votes(self) -> Path | None:
        """Where the votes are, if there are any."""
        return self._beside(self.settings.data.votes)

    def _beside(self, path: Path | None) -> Path | None:
        return None if path is None else self.folder / path


@dataclass(frozen=True)
class Training:
    """One network to be trained: which, on what, with which seed."""

    model: StudyModel
    arm: TrainingArm
    seed: int

    @property
    def model_id(self) -> str:
        """The name of its folder and of its rows."""
        return f"{self.model.called}-{self.arm.name}-s{self.seed}"


def trainings(settings: StudySettings) -> list[Training]:
    """List every training of a study: each arm of each model with each seed."""
    every = product(settings.seeds, settings.models, settings.trainings)
    return [Training(model, arm, seed) for seed, model, arm in every]
