"""Read a finished run folder into one object that figures, tables and prose draw on.

The only part of the report that opens the run's files. Parts that a run may lack (search,
saliency, comparisons, claims) come out empty; parts that it must have are asked for by name.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.errors import RunFolderError
from feelingit.evaluation.published import published_study
from feelingit.report.names import arm_label, model_label, part_hidden
from feelingit.report.palette import model_colour, model_marker
from feelingit.run_folder import Json, RunFolder, read_json
from feelingit.types import Images

NONE = "none"


@dataclass(frozen=True)
class Model:
    """A network of the study, however often it was trained."""

    name: str
    architecture: str
    label: str
    colour: str
    marker: str


@dataclass(frozen=True)
class Arm:
    """A row of the study's tables: what the models were trained on.

    `own` is the condition under which it is shown beside the others: the one it was trained on,
    or no mask where it was trained on that too or was never tested on its own. `hides` is the
    part that this condition covers, blackened or cut away.
    """

    name: str
    trained_on: str
    control: bool
    own: str
    hides: str
    label: str


@dataclass(frozen=True)
class Training:
    """One trained model: its identity, what its own file says, and its history by epoch."""

    model_id: str
    model: str
    arm: str
    seed: int
    info: Json
    history: pd.DataFrame


@dataclass(frozen=True)
class Atlas:
    """One model's saliency, as `saliency/<model_id>.npz` holds it."""

    mean: NDArray[np.float32]
    count: NDArray[np.int64]
    mean_face: Images
    example_images: Images
    example_maps: NDArray[np.float32]
    example_emotion: list[str]
    example_predicted: list[str]


@dataclass(frozen=True)
class Results:
    """Everything a report is made from."""

    study: Json
    provenance: Json
    source: Json
    cleaning: Json
    table: pd.DataFrame
    images: Images
    rejected: pd.DataFrame
    findings: pd.DataFrame
    decisions: pd.DataFrame
    trainings: list[Training]
    scores: pd.DataFrame
    search: pd.DataFrame = field(default_factory=pd.DataFrame)
    confusion: pd.DataFrame = field(default_factory=pd.DataFrame)
    calibration: pd.DataFrame = field(default_factory=pd.DataFrame)
    comparisons: pd.DataFrame = field(default_factory=pd.DataFrame)
    claims: pd.DataFrame = field(default_factory=pd.DataFrame)
    atlases: dict[str, Atlas] = field(default_factory=dict)
    shares: pd.DataFrame = field(default_factory=pd.DataFrame)
    agreement: pd.DataFrame = field(default_factory=pd.DataFrame)
    published: pd.DataFrame = field(default_factory=pd.DataFrame)
    people: pd.DataFrame = field(default_factory=pd.DataFrame)

    @cached_property
    def models(self) -> list[Model]:
        """The networks, in the study file's order."""
        kinds = {t.model: str(t.info["architecture"]) for t in self.trainings}
        asked = [str(m.get("name") or m["architecture"]) for m in self.study.get("models", [])]
        names = _ordered(kinds, asked)
        return [
            Model(
                name=name,
                architecture=kinds[name],
                label=model_label(name, kinds[name]),
                colour=model_colour(name, names),
                marker=model_marker(name, names),
            )
            for name in names
        ]

    @cached_property
    def arms(self) -> list[Arm]:
        """What models were trained on, in the study file's order."""
        found = {t.arm: t for t in self.trainings}
        asked = [str(arm["name"]) for arm in self.study.get("trainings", [])]
        return [self._arm(found[name]) for name in _ordered(found, asked)]

    def _arm(self, training: Training) -> Arm:
        trained_on, control = str(training.info["trained_on"]), bool(training.info["control"])
        parts = trained_on.split("+")
        own = parts[0] if NONE not in parts and parts[0] in self.conditions else NONE
        hides = part_hidden(trained_on)
        return Arm(
            name=training.arm,
            trained_on=trained_on,
            control=control,
            own=own,
            hides=hides,
            label=arm_label(training.arm, hides, control),
        )

    @cached_property
    def conditions(self) -> list[str]:
        """What models were tested on, in the study file's order."""
        asked = [str(name) for name in self.study.get("occlusion", {}).get("test", [])]
        return _ordered(self.scores["tested_on"].unique(), asked)

    @cached_property
    def seeds(self) -> list[int]:
        """The seeds of training."""
        return sorted({t.seed for t in self.trainings})

    @cached_property
    def baseline(self) -> Arm:
        """The arm that the others are measured against: bare faces, with control if there is."""
        bare = [arm for arm in self.arms if arm.trained_on == NONE]
        controlled = [arm for arm in bare if arm.control]
        return (controlled or bare or self.arms)[0]

    @cached_property
    def masked_arms(self) -> list[Arm]:
        """The arms that were trained on one covering and tested on the same."""
        return [arm for arm in self.arms if arm.own != NONE]

    def rows(self, model: Model, arm: Arm, tested_on: str) -> pd.DataFrame:
        """Select the scores of one model and arm under one condition, a row a seed."""
        scores = self.scores
        chosen = (
            (scores["model"] == model.name)
            & (scores["arm"] == arm.name)
            & (scores["tested_on"] == tested_on)
        )
        return scores[chosen].sort_values("seed")

    def score(self, model: Model, arm: Arm, tested_on: str, column: str = "accuracy") -> float:
        """Give the mean over seeds of one score; NaN where it was not measured."""
        return float(self.rows(model, arm, tested_on)[column].mean())

    def of(self, model: Model, arm: Arm) -> list[Training]:
        """Give the trainings of one model and arm, by seed."""
        found = [t for t in self.trainings if (t.model, t.arm) == (model.name, arm.name)]
        return sorted(found, key=lambda training: training.seed)

    def training(self, model_id: str) -> Training:
        """Give a training by its name."""
        return next(t for t in self.trainings if t.model_id == model_id)

    @property
    def drawn(self) -> bool:
        """Whether the faces are drawn, not photographed."""
        return self.source.get("kind") == "drawn"

    @property
    def title(self) -> str:
        """The study's title."""
        return str(self.study.get("title", "A study of emotion in faces"))


def load(run: RunFolder) -> Results:
    """Read a run folder.

    Raises:
        RunFolderError: The folder lacks a file that every finished run has, or one is damaged.
    """
    if not run.path.is_dir():
        raise RunFolderError(f"{run.path} is not a folder; expected the folder of a finished run")
    try:
        return _load(run)
    except (json.JSONDecodeError, pd.errors.ParserError, UnicodeDecodeError, KeyError) as error:
        raise RunFolderError(
            f"a file in {run.path} is damaged ({error}); run the study again with the same --out"
        ) from error


def _load(run: RunFolder) -> Results:
    return Results(
        study=read_json(_needed(run, run.path / "study.json")),
        provenance=_json(run.path / "provenance.json"),
        source=_json(run.data / "source.json"),
        cleaning=read_json(_needed(run, run.clean / "summary.json")),
        table=_faces(_needed(run, run.clean / "table.csv")),
        images=np.load(_needed(run, run.data / "images.npy"), mmap_mode="r"),
        rejected=_csv(run.data / "rejected.csv"),
        findings=_csv(run.clean / "findings.csv"),
        decisions=_csv(run.clean / "decisions.csv"),
        trainings=_trainings(run),
        scores=pd.read_csv(_needed(run, run.evaluation / "scores.csv")),
        search=_csv(run.search / "results.csv"),
        confusion=_csv(run.evaluation / "confusion.csv"),
        calibration=_csv(run.evaluation / "calibration.csv"),
        comparisons=_csv(run.evaluation / "comparisons.csv"),
        claims=_csv(run.evaluation / "claims.csv"),
        atlases=_atlases(run.saliency),
        shares=_csv(run.saliency / "shares.csv"),
        agreement=_csv(run.saliency / "agreement.csv"),
        published=published_study(),
        people=packaged("liu2022_regions.csv"),
    )


def packaged(name: str) -> pd.DataFrame:
    """Read a table of published figures that comes with the package."""
    with (resources.files("feelingit.data") / name).open(encoding="utf-8") as file:
        return pd.read_csv(file)


def _needed(run: RunFolder, path: Path) -> Path:
    if not path.exists():
        raise RunFolderError(
            f"{run.path} is not the folder of a finished run: {path.relative_to(run.path)} is "
            "missing; run `feelingit study` with this folder as --out first"
        )
    return path


def _json(path: Path) -> Json:
    return read_json(path) if path.exists() else {}


def _csv(path: Path) -> pd.DataFrame:
    """Read a table that a run may lack, or that may be empty."""
    if not path.exists() or path.stat().st_size == 0:
        return pd.DataFrame()
    return pd.read_csv(path, dtype={"face_id": str}, keep_default_na=True)


def _faces(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, usecols=["face_id", "emotion", "split", "row"], dtype={"face_id": str})


def _trainings(run: RunFolder) -> list[Training]:
    files = sorted(run.models.glob("*/model.json"))
    if not files:
        _needed(run, run.models / "MODEL" / "model.json")
    return [_training(path) for path in files]


def _training(path: Path) -> Training:
    info = read_json(path)
    return Training(
        model_id=str(info["model_id"]),
        model=str(info["model"]),
        arm=str(info["arm"]),
        seed=int(info["seed"]),
        info=info,
        history=_csv(path.with_name("history.csv")),
    )


def _atlases(folder: Path) -> dict[str, Atlas]:
    return {path.stem: _atlas(path) for path in sorted(folder.glob("*.npz"))}


def _atlas(path: Path) -> Atlas:
    with np.load(path) as arrays:
        return Atlas(
            mean=arrays["mean"],
            count=arrays["count"],
            mean_face=arrays["mean_face"],
            example_images=arrays["example_images"],
            example_maps=arrays["example_maps"],
            example_emotion=[str(name) for name in arrays["example_emotion"]],
            example_predicted=[str(name) for name in arrays["example_predicted"]],
        )


def _ordered(found: object, asked: Sequence[str]) -> list[str]:
    """Put what was found in the order asked for; what nobody asked for comes last."""
    names = [str(name) for name in found]  # type: ignore[attr-defined]
    known = [name for name in asked if name in names]
    return known + [name for name in names if name not in known]
