"""The tests by comparison: maps of other networks, and of the same faces with noise."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from torch import nn

from feelingit.saliency.trust.estimates import estimate
from feelingit.saliency.trust.question import Question
from feelingit.saliency.trust.randomisation import cascade
from feelingit.saliency.trust.similarity import likeness_of_others, similarity
from feelingit.saliency.trust.stability import with_noise
from feelingit.saliency.trust.verdicts import decide, not_run
from feelingit.types import Maps

Row = dict[str, object]
Values = NDArray[np.float64]
Tell = Callable[[], None]

CASCADE = ("layers", "layer", "similarity", "low", "high", "faces")


class Sanity:
    """One network's maps of some faces, and what others are compared with.

    Args:
        question: The method and the faces.
        network: The judged one.
        own: Its maps of the faces.
        tell: Called after each set of maps.
    """

    def __init__(self, question: Question, network: nn.Module, own: Maps, tell: Tell) -> None:
        self._question = question
        self._network = network
        self._own = own
        self._tell = tell

    def like_seeds(self, seeds: Sequence[nn.Module]) -> Values | None:
        """Compare with networks of other seeds: the mean over those whose map is not constant."""
        if not seeds:
            return None
        return mean_of_known(np.stack([self._like(other) for other in seeds]))

    def seeds(self, like_seeds: Values | None) -> Row:
        """Decide whether a seed changes maps less than another face does."""
        if like_seeds is None:
            return not_run("seeds")
        others = likeness_of_others(self._own, self._question.targets)
        return self._decide("seeds", like_seeds, others)

    def shuffled(self, shuffled: nn.Module | None, like_seeds: Values | None) -> Row:
        """Decide whether maps depend on what the labels say."""
        if shuffled is None:
            return not_run("shuffled")
        return self._decide("shuffled", self._like(shuffled), like_seeds)

    def randomised(
        self, steps: int, draws: int, like_seeds: Values | None
    ) -> tuple[Row, pd.DataFrame]:
        """Decide whether maps depend on the weights.

        Args:
            steps: At how many layers the cascade stops.
            draws: How often fresh weights are drawn: one network without any learning may look
                by chance where another learnt to, and a face's value is the mean over them.
            like_seeds: Each face's similarity to maps of other seeds.

        Returns:
            The row of the wholly randomised network, and `CASCADE`, layer by layer.
        """
        question = self._question
        found: dict[tuple[int, str], list[Values]] = {}
        for draw in range(draws):
            for step in cascade(self._network, steps=steps, seed=question.seed + draw):
                found.setdefault((step.layers, step.layer), []).append(self._like(step.network))
        means = {layers: mean_of_known(np.stack(alike)) for layers, alike in found.items()}
        rows = [
            (*layers, *estimate(alike, question.resamples, question.seed))
            for layers, alike in means.items()
        ]
        wholly = list(means.values())[-1]
        table = pd.DataFrame(rows, columns=list(CASCADE))
        return self._decide("randomised", wholly, like_seeds), table

    def noise(self) -> Row:
        """Decide whether maps stay as they were; faces whose answer changes are left out."""
        question = self._question
        noisy = with_noise(question.images, seed=question.seed)
        with_it = question.about(noisy, question.targets)
        alike = similarity(self._own, with_it.maps(self._network))
        same = question.answers(self._network) == with_it.answers(self._network)
        self._tell()
        return self._decide("noise", np.where(same, alike, np.nan))

    def _like(self, other: nn.Module) -> Values:
        alike = similarity(self._own, self._question.maps(other))
        self._tell()
        return alike

    def _decide(self, test: str, values: Values, paired: Values | None = None) -> Row:
        question = self._question
        return decide(test, values, paired, resamples=question.resamples, seed=question.seed)


def mean_of_known(values: Values) -> Values:
    """Average `float64 [k, n]` over the first axis, leaving out NaN; NaN where all are."""
    known = ~np.isnan(values)
    total = np.where(known, values, 0.0).sum(axis=0)
    return np.asarray(total / np.where(known.any(axis=0), known.sum(axis=0), np.nan))
