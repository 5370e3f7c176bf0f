"""What a finished run found, as one object that figures, tables and prose draw on.

Knows nothing about files (that is `report.load`) nor about how anything is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.report.looking.evidence import Looking
from feelingit.report.names import arm_label, group_of, model_label, part_hidden
from feelingit.report.palette import model_colour, model_marker
from feelingit.run_folder import Json
from feelingit.types import Images, Landmarks

NONE = "none"
STUDIED = ("bare", "band", "cut", "box", "shape", "")
"""The groups of conditions that the published study's own figures and tables show; everything
else stands in the chapter on coverings."""

Rows = dict[tuple[str, str], dict[Any, Any]]
"""Figures by covering and emotion."""


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
class Located:
    """Where the parts of the faces are.

    Attributes:
        landmarks: `float32 [n, 68, 2]`, a row for each of `Results.table`; NaN where unknown.
        quality: `float32 [n]`, NaN where unknown.
    """

    landmarks: Landmarks
    quality: NDArray[np.float32]


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
    trainings: list[Training]
    scores: pd.DataFrame
    search: pd.DataFrame = field(default_factory=pd.DataFrame)
    confusion: pd.DataFrame = field(default_factory=pd.DataFrame)
    calibration: pd.DataFrame = field(default_factory=pd.DataFrame)
    comparisons: pd.DataFrame = field(default_factory=pd.DataFrame)
    claims: pd.DataFrame = field(default_factory=pd.DataFrame)
    published: pd.DataFrame = field(default_factory=pd.DataFrame)
    looking: Looking = field(default_factory=Looking)
    people_covered: pd.DataFrame = field(default_factory=pd.DataFrame)
    coverings: pd.DataFrame = field(default_factory=pd.DataFrame)
    flows: pd.DataFrame = field(default_factory=pd.DataFrame)
    growth: pd.DataFrame = field(default_factory=pd.DataFrame)
    trust: pd.DataFrame = field(default_factory=pd.DataFrame)
    unseen: pd.DataFrame = field(default_factory=pd.DataFrame)
    located: Located | None = None

    @property
    def under_own(self) -> str:
        """Say in words under which condition each arm is shown beside the others."""
        text = "under the mask it was trained on"
        mixed = any(arm.own == NONE and "+" in arm.trained_on for arm in self.arms)
        return f"{text} (on bare faces if it saw these too)" if mixed else text

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
    def studied(self) -> list[str]:
        """The conditions that the study's own figures and tables show."""
        return [name for name in self.conditions if group_of(name) in STUDIED]

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

    @cached_property
    def covered(self) -> dict[tuple[str, str], Rows]:
        """The rows of `coverings` by model and arm, then by covering and emotion; means over seeds.

        Each row holds the figures of the table, and the name of the control `beside`.
        """
        if self.coverings.empty:
            return {}
        by = self.coverings.groupby(["model", "arm", "tested_on", "emotion"], sort=False)
        means = by.mean(numeric_only=True).assign(beside=by["beside"].first())
        found: dict[tuple[str, str], Rows] = {}
        for row in means.reset_index().to_dict("records"):
            rows = found.setdefault((row["model"], row["arm"]), {})
            rows[row["tested_on"], row["emotion"]] = row
        return found

    @cached_property
    def flows_by(self) -> dict[tuple[str, str, str], pd.DataFrame]:
        """The rows of `flows` by model, arm and covering."""
        if self.flows.empty:
            return {}
        parted = self.flows.groupby(["model", "arm", "tested_on"], sort=False)
        return {cast("tuple[str, str, str]", key): rows for key, rows in parted}

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


def _ordered(found: object, asked: Sequence[str]) -> list[str]:
    """Put what was found in the order asked for; what nobody asked for comes last."""
    names = [str(name) for name in found]  # type: ignore[attr-defined]
    known = [name for name in asked if name in names]
    return known + [name for name in names if name not in known]
