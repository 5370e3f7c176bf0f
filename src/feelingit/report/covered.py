"""What the tables of coverings say, by model, arm, covering and emotion, as means over seeds.

What the chapter's figures, tables and sentences share; knows nothing about how any is shown.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from feelingit.evaluation.kinds import EVERYDAY
from feelingit.report.results import NONE, Arm, Model, Results

GROUPS = {
    "band": "bands of the picture",
    "shape": "the study's masks",
    "mask": "masks, scarf, beard",
    "eyewear": "eyewear",
    "headwear": "headwear",
    "hand": "hands, things held",
    "camera": "the camera's part",
}
"""The groups that the chapter shows, in its order, by what readers call them."""
EVERYDAY_AND_SHAPES = ("shape", *EVERYDAY)
"""The groups of what is drawn on landmarks."""
ALL = "all"
PANELS = 4
"""How many arms are shown beside each other at most."""


@dataclass(frozen=True)
class Group:
    """Coverings of one sort that were tested, in the order in which they are shown."""

    name: str
    label: str
    coverings: list[str]


def has_coverings(results: Results) -> bool:
    """Say whether the run has the tables of the chapter."""
    return not results.coverings.empty


def arms_of(results: Results, model: Model) -> list[Arm]:
    """Give the arms of a model that the chapter shows, the baseline first."""
    arms = [arm for arm in results.arms if results.of(model, arm)]
    arms.sort(key=lambda arm: arm != results.baseline)
    return arms[:PANELS]


def groups(results: Results, model: Model) -> list[Group]:
    """Part the coverings by group, and sort each by what it costs the baseline, the most last."""
    found = Lookup(results, model, arms_of(results, model)[0])
    table = results.coverings
    parts = []
    for name, label in GROUPS.items():
        names = [str(n) for n in table.loc[table["group"] == name, "tested_on"].unique()]
        if names:
            parts.append(Group(name, label, sorted(names, key=found.accuracy, reverse=True)))
    return parts


def everyday(results: Results, model: Model) -> list[str]:
    """List the coverings as they are in life, in the order in which they are shown."""
    return [n for g in groups(results, model) if g.name in EVERYDAY for n in g.coverings]


class Lookup:
    """The coverings of one model and arm: figures by covering and emotion, as means over seeds."""

    def __init__(self, results: Results, model: Model, arm: Arm) -> None:
        self.arm = arm
        self._rows = results.covered.get((model.name, arm.name), {})

    def value(self, name: str, column: str, emotion: str = ALL) -> float:
        """Give one figure; NaN where it was not measured."""
        return float(self._rows.get((name, emotion), {}).get(column, math.nan))

    def accuracy(self, name: str) -> float:
        """Give the accuracy over all faces."""
        return self.value(name, "accuracy")

    def cost(self, name: str) -> float:
        """Give what a covering costs against the bare face, as a share."""
        return self.value(name, "cost")

    def bare(self, emotion: str = ALL) -> float:
        """Give the accuracy on bare faces."""
        return self.value(NONE, "accuracy", emotion)

    def seen(self, name: str) -> bool:
        """Say whether the arm was trained with a covering."""
        return name in self.arm.trained_on.split("+")

    def beside(self, name: str) -> str:
        """Name the control of a covering; empty where it has none."""
        found = self._rows.get((name, ALL), {}).get("beside")
        return found if isinstance(found, str) else ""

    def hidden(self, name: str) -> float:
        """Give the share of the face that a covering hides."""
        return self.value(name, "share_of_face")


def most_costly(found: Lookup, names: Iterable[str]) -> list[str]:
    """Sort coverings by their cost, the most first; those not measured are left out."""
    known = [name for name in names if not math.isnan(found.cost(name))]
    return sorted(known, key=found.cost, reverse=True)


def worst_of_each_group(results: Results, model: Model, at_most: int) -> list[str]:
    """Give the covering of each group that costs the baseline the most, everyday ones first."""
    found = Lookup(results, model, arms_of(results, model)[0])
    parts = sorted(groups(results, model), key=lambda group: group.name not in EVERYDAY)
    worst = [most_costly(found, group.coverings)[:1] for group in parts]
    return [name for names in worst for name in names][:at_most]
