"""What a run's files say of where its models look, as one object; and where people look.

Knows nothing about files (that is `looking.files`) nor about how anything is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from feelingit.saliency.atlas import Atlas
from feelingit.saliency.differences import Difference


@dataclass(frozen=True)
class Looking:
    """Maps, shares of regions, agreement, and the methods' tests; empty is what a run lacks.

    Attributes:
        atlases: By `model_id`.
        differences: Between models, and between bare and covered faces.
        shares: `saliency/shares.csv`.
        agreement: `saliency/agreement.csv`.
        sources: `saliency/sources.csv`, how well people's sources agree with each other.
        trust: `saliency/trust.csv`; `passes` is True, False or None, where it was not tested.
        curves: `saliency/curves.csv`.
        randomised: `saliency/randomised.csv`.
        truth: `saliency/truth.csv`.
        covered: `evaluation/people_covered.csv`.
        confusions: `evaluation/people_confusions.csv`.
        people: By source, index emotion, columns `REGIONS`: how much each region matters.
        mask_studies: What others found with people and masks.
        outdated: Whether the run has maps that an earlier version made, which cannot be shown.
    """

    atlases: Mapping[str, Atlas] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    shares: pd.DataFrame = field(default_factory=pd.DataFrame)
    agreement: pd.DataFrame = field(default_factory=pd.DataFrame)
    sources: pd.DataFrame = field(default_factory=pd.DataFrame)
    trust: pd.DataFrame = field(default_factory=pd.DataFrame)
    curves: pd.DataFrame = field(default_factory=pd.DataFrame)
    randomised: pd.DataFrame = field(default_factory=pd.DataFrame)
    truth: pd.DataFrame = field(default_factory=pd.DataFrame)
    covered: pd.DataFrame = field(default_factory=pd.DataFrame)
    confusions: pd.DataFrame = field(default_factory=pd.DataFrame)
    people: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    mask_studies: pd.DataFrame = field(default_factory=pd.DataFrame)
    outdated: bool = False

    @property
    def has_maps(self) -> bool:
        """Say whether the run has maps, or figures that were made of maps."""
        return bool(self.atlases) or not self.shares.empty
