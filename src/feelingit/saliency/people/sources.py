"""What people's faces and eyes say of the seven regions: three published sources as tables.

Knows nothing about models. Each source says something else about a region, so each is compared by
itself, and by the order of its regions alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import pandas as pd

from feelingit.emotions import EMOTIONS
from feelingit.types import REGIONS


@dataclass(frozen=True)
class Source:
    """One published table of regions by emotion.

    Attributes:
        name: As in `agreement.csv` and `sources.csv`.
        label: As a reader would call it.
        says: What its values say of a region, in a few words.
        table: Reads it: index its emotions in our order, columns `REGIONS`, floats.
    """

    name: str
    label: str
    says: str
    table: Callable[[], pd.DataFrame]


def people_ratings() -> pd.DataFrame:
    """Read Liu et al.'s ratings: index emotion (six, in our order), columns `REGIONS`, 0 to 3.

    The maps of six emotions in Liu, Meng, et al. 2022, which the study shows as its Figure 8, read
    by eye as 0 none, 1 low, 2 medium, 3 high. They have no neutral face.
    """
    return _in_order(_packaged("liu2022_regions.csv").set_index("emotion"))


def region_weights() -> pd.DataFrame:
    """Read how much each region helps people name each of the seven emotions.

    From Wegrzyn et al. 2017: percent above or below the mean of the face, so that a negative
    weight is a region that helps less than the others do.
    """
    return _in_order(_packaged("wegrzyn2017_region_weights.csv").set_index("emotion"))


def upper_minus_lower() -> pd.DataFrame:
    """Read what the upper half of the face gives people beyond the lower, per emotion.

    Returns:
        Index emotion; `difference`, in percent of the face's mean weight, and `margin`, half the
        width of its 95 % interval (Wegrzyn et al. 2017).
    """
    table = _packaged("wegrzyn2017_region_weights.csv").set_index("emotion")
    names = {"upper_minus_lower": "difference", "upper_minus_lower_ci95": "margin"}
    return table.reindex(list(EMOTIONS))[list(names)].rename(columns=names).astype(float)


def action_units() -> pd.DataFrame:
    """Count the action units that move each region in the prototype of each emotion.

    From EMFACS (Ekman and Friesen 1983): six emotions, whole numbers; a unit that moves two
    regions counts in both. A neutral face moves none.
    """
    moved = _packaged("emfacs_action_units.csv")
    counted = pd.crosstab(moved["emotion"], moved["region"])
    return _in_order(counted.reindex(columns=list(REGIONS), fill_value=0))


SOURCES: Mapping[str, Source] = MappingProxyType(
    {
        source.name: source
        for source in (
            Source("liu2022", "Liu et al. 2022", "how much a region moves", people_ratings),
            Source(
                "wegrzyn2017",
                "Wegrzyn et al. 2017",
                "how much a region helps people name the emotion",
                region_weights,
            ),
            Source("emfacs", "EMFACS", "how many action units move a region", action_units),
        )
    }
)
"""All sources by name, in the order of tables."""


@cache
def source_values(name: str) -> pd.DataFrame:
    """Give a source's values, `SOURCES[name].table()`, read once; not to be changed."""
    return SOURCES[name].table()


def _packaged(name: str) -> pd.DataFrame:
    with files("feelingit.data").joinpath(name).open(encoding="utf-8") as file:
        return pd.read_csv(file)


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    known = [name for name in EMOTIONS if name in table.index]
    return table.reindex(index=known, columns=list(REGIONS)).astype(float)
