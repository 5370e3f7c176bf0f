"""How people read faces of which a part is hidden: published figures.

From Wegrzyn, Vogt, Kireclioglu, Schneider and Kissler 2017, "Mapping the emotional face. How
individual face parts contribute to successful emotion recognition": 94 people named the emotion
of faces that were uncovered tile by tile, and some answered before the mouth, or before the eyes,
could be seen. They answered when they liked, so the order of emotions can be compared with a
model's, not the figures. Knows nothing about models.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import pandas as pd

from feelingit.emotions import EMOTIONS

WHOLE = "all"
"""What `visible` is of a face with nothing hidden."""


@dataclass(frozen=True)
class Hidden:
    """A part that is out of sight.

    Attributes:
        part: Its name in tables.
        visible: What people then saw, as in `wegrzyn2017_accuracy.csv`.
        conditions: What hides it from a model: the mask on the face, or the band; the first that
            was tested counts.
    """

    part: str
    visible: str
    conditions: tuple[str, ...]

    def tested(self, conditions: Collection[str]) -> str | None:
        """Name the condition that stands for it; None where none of them was tested."""
        return next((name for name in self.conditions if name in conditions), None)


HIDDEN: Mapping[str, Hidden] = MappingProxyType(
    {
        hidden.part: hidden
        for hidden in (
            Hidden("mouth", "eyes_without_mouth", ("nose_mouth_shape", "lower_face")),
            Hidden("eyes", "mouth_without_eyes", ("eyes_shape", "eyes")),
        )
    }
)
"""The two parts, by name."""


@cache
def people_accuracy() -> pd.DataFrame:
    """Read how often people named each emotion rightly, from 0 to 1.

    Returns:
        Index the seven emotions in their order, columns what was visible: `WHOLE` and that of
        each of `HIDDEN`. Not to be changed.
    """
    table = _packaged("wegrzyn2017_accuracy.csv").pivot_table(
        index="emotion", columns="visible", values="correct_percent"
    )
    columns = [WHOLE, *(hidden.visible for hidden in HIDDEN.values())]
    return table.reindex(index=list(EMOTIONS), columns=columns) / 100


@cache
def people_confusions() -> "pd.Series[float]":
    """Read what people took one emotion for, as far as it was published.

    Returns:
        Shares from 0 to 1 of all answers to faces of the emotion, right ones among them; index
        `hidden, emotion, becomes`. Not to be changed.
    """
    table = _packaged("wegrzyn2017_confusions.csv")
    return table.set_index(["hidden", "emotion", "becomes"])["percent"] / 100


@cache
def mask_studies() -> pd.DataFrame:
    """Read what published studies found masks to do to people; `data/README.md` has the columns."""
    return _packaged("mask_studies.csv")


def _packaged(name: str) -> pd.DataFrame:
    with files("feelingit.data").joinpath(name).open(encoding="utf-8") as file:
        return pd.read_csv(file)
