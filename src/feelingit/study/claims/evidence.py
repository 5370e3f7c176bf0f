"""What a run has to say on claims: its test predictions and the tables of its maps, by arm.

Arms are told apart by their control and conditions. Several seeds are pooled: each face counts
with its mean over them (see `feelingit.evaluation.comparison.pooled_difference`).
"""

from collections.abc import Iterable, Sequence

import pandas as pd

from feelingit.evaluation.arms import BARE, TrainedModel, bare_model
from feelingit.evaluation.comparison import Pooled, pooled_difference
from feelingit.evaluation.intervals import Bootstrap
from feelingit.evaluation.prediction_table import Cells, by_cell, without_leaks
from feelingit.occlusion import condition
from feelingit.study.claims.outcomes import Finding, NotTestedError

NAMES = {"vgg16": "VGG-16", "resnet50": "ResNet-50"}
PARTS = ("forehead", "eyes", "lower_face")
"""What the study's masks hide, as in `Condition.hides`."""
LABELS = {part: condition(part).label for part in PARTS}
Side = Sequence[tuple[TrainedModel, str]]
"""One trained model a seed, each under a test condition."""


def called(model: str) -> str:
    """Give a model's name in prose."""
    return NAMES.get(model, model)


class Evidence:
    """The predictions of a run's test faces by model and condition, and what its maps show.

    Attributes:
        shares: `saliency/shares.csv`, or None.
        agreement: `saliency/agreement.csv`, or None.
    """

    def __init__(
        self,
        predictions: pd.DataFrame,
        shares: pd.DataFrame | None,
        bootstrap: Bootstrap,
        agreement: pd.DataFrame | None = None,
    ) -> None:
        self.cells: Cells = by_cell(without_leaks(predictions))
        self.shares = shares
        self.agreement = agreement
        self.bootstrap = bootstrap
        self.trained = list(dict.fromkeys(model for model, _ in self.cells))
        self.models = list(dict.fromkeys(trained.model for trained in self.trained))

    def network(self, architecture: str) -> str:
        """Find the run's model of a network: the one so called, or whose name begins so."""
        for model in sorted(self.models, key=lambda name: name != architecture):
            if model.startswith(architecture):
                return model
        raise NotTestedError(f"the run has no {called(architecture)}")

    def bare(self, model: str, *, control: bool) -> list[TrainedModel]:
        """Find the models trained on bare faces, one a seed."""
        seeds = dict.fromkeys(t.seed for t in self.trained if t.model == model)
        found = [bare_model(self.trained, model, seed, control=control) for seed in seeds]
        if None in found or not found:
            how = "with" if control else "without"
            raise NotTestedError(
                f"the run has no {called(model)} trained on bare faces {how} control of overfitting"
            )
        return [trained for trained in found if trained is not None]

    def baseline(self, model: str) -> list[TrainedModel]:
        """Find the models trained on bare faces: with control, or without where none has it."""
        try:
            return self.bare(model, control=True)
        except NotTestedError:
            return self.bare(model, control=False)

    def masked(self, model: str, part: str) -> Side:
        """Find the models trained with a part hidden, each under its mask, one a seed.

        They have the baseline's control. A model of that mask alone is preferred to one of
        several conditions, then the part cut away, as the study did, to the part blackened.
        """
        return [self._masked(bare, part) for bare in self.baseline(model)]

    def _masked(self, bare: TrainedModel, part: str) -> tuple[TrainedModel, str]:
        candidates = [
            (len(trained.conditions), not condition(mask).cut, (trained, mask))
            for trained in self.trained
            if (trained.model, trained.seed, trained.control)
            == (bare.model, bare.seed, bare.control)
            for mask in trained.masks
            if condition(mask).hides == part
        ]
        if not candidates:
            raise NotTestedError(
                f"the run has no {called(bare.model)} trained under the {LABELS[part]} mask"
            )
        return min(candidates)[2]

    def parts(self, model: str) -> list[str]:
        """List the parts of the face of which a model was trained with one hidden."""
        hidden = {
            condition(mask).hides for t in self.trained if t.model == model for mask in t.masks
        }
        return [part for part in PARTS if part in hidden]

    def conditions(self, trained: Iterable[TrainedModel]) -> list[str]:
        """List the conditions that all of these models were tested on, in the order of the run."""
        wanted = set(trained)
        tested: dict[str, set[TrainedModel]] = {}
        for model, name in self.cells:
            tested.setdefault(name, set()).add(model)
        return [name for name, models in tested.items() if wanted <= models]

    def rows(self, cell: tuple[TrainedModel, str]) -> pd.DataFrame:
        """Give the predictions of a trained model under a condition."""
        if cell not in self.cells:
            raise NotTestedError(f"{cell[0].model_id} was not tested on {cell[1]}")
        return self.cells[cell]

    def difference(self, a: Side, b: Side, emotion: str | None = None) -> Pooled:
        """Compare two sides over the seeds that both have, on the faces of one emotion or all."""
        seeds = {trained.seed: (trained, under) for trained, under in b}
        pairs = [
            (self._of(self.rows(cell), emotion), self._of(self.rows(seeds[cell[0].seed]), emotion))
            for cell in a
            if cell[0].seed in seeds
        ]
        if not pairs:
            raise NotTestedError("the models to compare have no seed in common")
        return pooled_difference(pairs, self.bootstrap)

    def emotions(self, side: Side) -> list[str]:
        """List the emotions that have a test face."""
        return sorted(set(self.rows(side[0])["emotion"]))

    @staticmethod
    def _of(rows: pd.DataFrame, emotion: str | None) -> pd.DataFrame:
        return rows if emotion is None else rows[rows["emotion"] == emotion]


def under(trained: Iterable[TrainedModel], tested_on: str = BARE) -> Side:
    """Put each model under a test condition."""
    return [(model, tested_on) for model in trained]


def finding(name: str, pooled: Pooled) -> Finding:
    """Take a pooled difference for a finding."""
    return Finding(name, pooled.difference, pooled.low, pooled.high, pooled.p)
